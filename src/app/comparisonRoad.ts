/**
 * Runs the methods of a comparison side by side, each in a session and a worker of its own. All stop at the same
 * updates to be measured, so that what is compared depends on no clock.
 */
import type { Frame, KeptRun, RunRequest } from '../engine/frame';
import type { Settings } from '../settings';
import type { ComparisonPoint } from '../state/comparisonSlice';
import type { Contender } from '../state/contender';
import type { LabStore } from '../state/store';
import { defaultPainting } from './defaultPainting';
import type { LiveSession } from './sessionWorker';
import { wordsOf } from './words';

/** Times that every method is measured on its way. */
const stops = 100;
/** ms from one stop to the next, at least: slow enough to be watched. */
const pause = 40;

export interface ComparisonHost {
  now(): number;
  wait(ms: number): Promise<void>;
}
export const comparisonHost: ComparisonHost = {
  now: () => performance.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

export class ComparisonRoad {
  private sessions: LiveSession[] = [];

  constructor(
    private readonly store: LabStore,
    private readonly openSession: () => LiveSession,
    private readonly host: ComparisonHost,
    /** The run of the lab, with the file that it learns from. */
    private readonly keepRun: () => Promise<KeptRun>,
  ) {
    store.subscribe(
      (state) => state.comparison.asked,
      () => this.begin(),
    );
    store.subscribe(
      (state) => state.comparison.running,
      (running) => running || this.end(),
    );
    // what was asked for before this road was there
    this.begin();
  }

  private begin(): void {
    this.end();
    const { asked, running } = this.store.getState().comparison;
    if (!asked || !running) return;
    this.sessions = asked.contenders.map(() => this.openSession());
    this.sessions.forEach((session, index) => {
      void this.run(session, index, { ...asked.settings, ...asked.contenders[index] });
    });
  }

  private end(): void {
    for (const session of this.sessions) session.close();
    this.sessions = [];
  }

  /** One method from its start to the end of the comparison. */
  private async run(session: LiveSession, index: number, settings: Settings & Contender): Promise<void> {
    const current = () => this.sessions[index] === session;
    const { tellContender, tellComparison, comparison } = this.store.getState();
    try {
      const { trainingRows } = await session.open(await this.requestOf(session, settings));
      if (!current()) return;
      tellComparison({ rows: trainingRows });
      tellContender(index, { state: 'running' });
      const points: ComparisonPoint[] = [];
      let seconds = 0;
      for (const update of stopsOf(comparison.length)) {
        const begun = this.host.now();
        await session.advanceTo(update);
        seconds += (this.host.now() - begun) / 1000;
        const frame = await measuredAt(session, update);
        if (!current()) return;
        points.push(pointOf(frame, seconds));
        tellContender(index, { points: [...points] });
        await this.host.wait(Math.max(0, pause - (this.host.now() - begun)));
        if (!current()) return;
      }
      tellContender(index, { state: 'done' });
    } catch (error) {
      if (current()) tellContender(index, { state: 'failed', why: wordsOf(error) });
    } finally {
      session.close();
    }
  }

  /** A file of the user's goes over with the run that was opened from it. */
  private async requestOf(session: LiveSession, settings: Settings): Promise<RunRequest> {
    if (settings.dataSet === 'painted') {
      return { settings, moves: [], painting: this.store.getState().painting ?? defaultPainting };
    }
    if (settings.dataSet !== 'file') return { settings, moves: [] };
    await session.resume(await this.keepRun());
    const { request } = await session.keep();
    return { ...request, settings, moves: [] };
  }
}

/** The updates at which all methods are measured: the start, the end, and evenly spaced ones between. */
export function stopsOf(length: number): number[] {
  const every = Math.max(1, Math.round(length / stops));
  const before = Array.from({ length: Math.ceil(length / every) }, (_, n) => n * every);
  return [...before, length];
}

/** The first frame in which everything that can be measured is about this update. */
async function measuredAt(session: LiveSession, update: number): Promise<Frame> {
  for (let after = 0; ; ) {
    const frame = await session.frame({ after, wants: {} });
    if (frame.failure) throw new Error(frame.failure.message);
    after = frame.version;
    // The pseudo-likelihood is measured last. Before the first measurement it too is about update 0.
    const { update: about, value } = frame.readings.pseudoLikelihood;
    const ready = about === update && (update > 0 || value !== undefined);
    if (ready) return frame;
  }
}

function pointOf({ update, readings }: Frame, seconds: number): ComparisonPoint {
  return {
    update,
    seconds,
    ...(readings.logLikelihood.value !== undefined && { logLikelihood: readings.logLikelihood.value }),
    reconstructionError: readings.reconstructionError.value ?? Number.NaN,
    pseudoLikelihood: readings.pseudoLikelihood.value ?? Number.NaN,
  };
}
