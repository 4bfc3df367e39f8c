/** Frames, pulled from the worker into the store: one in flight, none while nothing is new. */
import type { Frame } from '../engine/frame';
import { type Settings, settingNames, specOf } from '../settings';
import { settingsAt } from '../state/settingsSlice';
import type { LabStore } from '../state/store';
import type { SessionWorker } from './sessionWorker';
import { failureMessage, wordsOf } from './words';

/** What the page's clock gives: the next moment worth drawing in, and whether anyone looks. */
export interface Host {
  nextFrame(): Promise<void>;
  hidden(): boolean;
}

/** What the road needs to know of who opens runs. */
export interface RoadKeeper {
  /** Settles when no run is being opened. */
  settled(): Promise<unknown>;
  /** Moves that were recorded before have acted: the controls follow. */
  follow(changes: Partial<Settings>): void;
}

export class FrameRoad {
  /** True while the controls follow moves that are being replayed. */
  following = false;
  private pulled = 0;
  private failureShown?: string;

  constructor(
    private readonly store: LabStore,
    private readonly worker: SessionWorker,
    private readonly host: Host,
    private readonly keeper: RoadKeeper,
  ) {
    store.subscribe(
      (state) => state.wants,
      () => this.nudge(),
    );
  }

  /** Pulls until the worker dies. Once a worker; more calls do nothing. */
  async open(): Promise<void> {
    const { generation } = this.worker;
    if (this.pulled === generation) return;
    this.pulled = generation;
    let after = 0;
    let recycle: ArrayBuffer[] = [];
    try {
      while (this.worker.generation === generation) {
        const wants = this.host.hidden() ? {} : this.store.getState().wants;
        const frame = await this.worker.call((api) => api.frame({ after, wants, recycle }));
        // the summary of a run that opens comes in before its frames
        if (frame.run !== this.store.getState().summary?.run) await this.keeper.settled();
        if (this.worker.generation !== generation) return;
        after = frame.version;
        recycle = this.receive(frame);
        await this.host.nextFrame();
      }
    } catch (error) {
      // frames reject for nothing that a run does: the session itself is broken
      if (this.worker.generation === generation) this.worker.giveUp(wordsOf(error));
    }
  }

  /** A view has become visible: it gets its arrays though nothing else changes. */
  private nudge(): void {
    const { wants, summary } = this.store.getState();
    if (!summary || !Object.values(wants).some(Boolean)) return;
    const { generation } = this.worker;
    this.worker
      .call((api) => api.frame({ after: 0, wants }))
      .then(
        (frame) => this.worker.generation === generation && this.receive(frame),
        () => undefined,
      );
  }

  /** Takes in a frame; returns the buffers that it made free. */
  private receive(frame: Frame): ArrayBuffer[] {
    const before = this.store.getState();
    if (frame.run !== before.summary?.run) return [];
    before.receive(frame);
    if (this.following) this.follow(frame.update);
    this.showFailure(frame);
    const names = ['weights', 'hidden', 'chains', 'walkthrough'] as const;
    const free = names.flatMap((name) => (frame[name] && before[name] ? buffersOf(before[name]) : []));
    return [...new Set(free)];
  }

  /** Moves the controls with the moves that act. */
  private follow(update: number): void {
    const { request, moves, settings } = this.store.getState();
    if (!request) return;
    const now = settingsAt(request.settings, moves, update);
    const moved = settingNames.filter(
      (name) => specOf(name).applies === 'live' && now[name] !== settings[name],
    );
    if (moved.length > 0) this.keeper.follow(Object.fromEntries(moved.map((name) => [name, now[name]])));
  }

  private showFailure({ failure }: Frame): void {
    const key = failure && `${failure.kind} ${failure.update}`;
    if (key === this.failureShown) return;
    this.failureShown = key;
    const { say, dismiss, setPlaying } = this.store.getState();
    if (!failure) {
      dismiss('failure');
      return;
    }
    setPlaying(false);
    say(failureMessage(failure));
  }
}

function buffersOf(part: object): ArrayBuffer[] {
  return Object.values(part).flatMap((value) =>
    ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  );
}
