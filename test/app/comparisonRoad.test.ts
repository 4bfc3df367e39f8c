import { beforeEach, describe, expect, it } from 'vitest';
import { ComparisonRoad, stopsOf } from '../../src/app/comparisonRoad';
import type { Frame, KeptRun } from '../../src/engine/frame';
import { createLabStore, type LabStore } from '../../src/state/store';
import { FakeSession, frameOf, settle } from './fakeSession';

/** A session that measures at once whatever update it is sent to. */
class ComparedSession extends FakeSession {
  at = 0;
  failure?: string;
  override advanceTo = async (update: number): Promise<undefined> => {
    this.calls.push(['advanceTo', update]);
    this.at = update;
    return undefined;
  };
  override frame = async (): Promise<Frame> => {
    const reading = { method: 'exact', detail: '', update: this.at, value: -this.at - 1 } as const;
    const readings = { logLikelihood: reading, reconstructionError: reading, pseudoLikelihood: reading };
    const failure = this.failure && { kind: 'threw' as const, message: this.failure, update: this.at };
    return frameOf({
      update: this.at,
      readings: { ...frameOf({}).readings, ...readings },
      ...(failure && { failure }),
    });
  };
}

describe('ComparisonRoad', () => {
  let store: LabStore;
  let sessions: ComparedSession[];
  let release: (() => void)[];
  /** What the second session rejects its run with. */
  let refusal: Error | undefined;
  const kept = { request: { settings: {}, moves: [], fileId: 3 } } as unknown as KeptRun;

  beforeEach(() => {
    store = createLabStore();
    sessions = [];
    release = [];
    refusal = undefined;
    const open = () => {
      const session = new ComparedSession();
      if (refusal && sessions.length === 1) session.refuse.set('open', refusal);
      sessions.push(session);
      return session;
    };
    const host = { now: () => 0, wait: () => new Promise<void>((resolve) => release.push(resolve)) };
    new ComparisonRoad(store, open, host, async () => kept);
    store.getState().setComparisonLength(300);
  });

  const untilDone = async () => {
    for (let turn = 0; turn < 500 && store.getState().comparison.running; turn++) {
      await settle();
      for (const go of release.splice(0)) go();
    }
  };

  it('compare opens a session for each method, with the lab’s settings and its own changes', async () => {
    store.getState().changeContender(1, { algorithm: 'pcd', chainCount: 5 });
    store.getState().compare();
    await settle();
    expect(sessions).toHaveLength(2);
    const requests = sessions.map((session) => session.named('open')[0]![1]);
    const { settings } = store.getState();
    expect(requests).toEqual([
      { settings, moves: [] },
      { settings: { ...settings, algorithm: 'pcd', gibbsSteps: 10, chainCount: 5 }, moves: [] },
    ]);
  });

  it('compare measures every method at the same updates, and closes its worker', async () => {
    store.getState().compare();
    await untilDone();
    const { runs, running } = store.getState().comparison;
    expect(running).toBe(false);
    for (const run of runs) {
      expect(run.state).toBe('done');
      expect(run.points.map(({ update }) => update)).toEqual(stopsOf(300));
      expect(run.points.at(-1)!.logLikelihood).toBe(-301);
    }
    expect(sessions.every((session) => session.named('close').length > 0)).toBe(true);
  });

  it('stopComparing closes the workers and nothing more is told', async () => {
    store.getState().compare();
    await settle();
    store.getState().stopComparing();
    expect(sessions.every((session) => session.named('close').length > 0)).toBe(true);
    const before = store.getState().comparison;
    for (const go of release.splice(0)) go();
    await settle();
    expect(store.getState().comparison).toBe(before);
  });

  it('a method that fails says why, and the other goes on', async () => {
    store.getState().compare();
    await settle();
    sessions[0]!.failure = 'the weights are no longer finite';
    await untilDone();
    const { runs } = store.getState().comparison;
    expect(runs[0]).toMatchObject({ state: 'failed', why: 'the weights are no longer finite' });
    expect(runs[1]!.state).toBe('done');
  });

  it('a method that is refused says why', async () => {
    refusal = new Error('the exact gradient needs the exact ln Z');
    store.getState().compare();
    await untilDone();
    const { runs } = store.getState().comparison;
    expect(runs[1]).toMatchObject({ state: 'failed', why: refusal.message });
    expect(runs[0]!.state).toBe('done');
  });

  it('compare hands a file of the user’s over to each worker', async () => {
    store.setState({ settings: { ...store.getState().settings, dataSet: 'file' } });
    for (const session of sessions) session.calls.length = 0;
    store.getState().compare();
    await settle();
    expect(sessions[0]!.named('resume')[0]![1]).toBe(kept);
  });
});

describe('stopsOf', () => {
  it('stopsOf begins at 0, ends at the length, and goes up in even steps', () => {
    expect(stopsOf(20_000).slice(0, 3)).toEqual([0, 200, 400]);
    expect(stopsOf(20_000)).toHaveLength(101);
    const odd = stopsOf(333);
    expect(odd.at(-1)).toBe(333);
    expect(odd.every((update, n) => n === 0 || update > odd[n - 1]!)).toBe(true);
    expect(stopsOf(2)).toEqual([0, 1, 2]);
  });
});
