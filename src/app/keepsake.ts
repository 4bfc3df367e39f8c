/** The run, kept over a reload: saved every few seconds while it trains, and when the page goes out of sight. */
import type { KeptRun } from '../engine/frame';
import type { LabStore } from '../state/store';
import type { Connection } from './connect';
import { keptMessage } from './words';

/** Where a run is kept. */
export interface Shelf {
  get(): Promise<KeptRun | undefined>;
  set(kept: KeptRun): Promise<void>;
}

const every = 2_000; // ms
/** A large run may take this many times the time that one saving takes between two savings. */
const rest = 50;
/** How long a longer run that was kept is not replaced by the one that has just started. */
const grace = 60_000; // ms

export class Keepsake {
  private offered?: KeptRun;
  private saved = '';

  constructor(
    private readonly store: LabStore,
    private readonly connection: Pick<Connection, 'keep' | 'resume'>,
    private readonly shelf: Shelf,
  ) {}

  /** Offers the run that is kept, then keeps the one that goes. */
  async begin(): Promise<void> {
    this.offered = await this.shelf.get().catch(() => undefined);
    if (this.offered && this.offered.update > 0) {
      this.store.getState().say(keptMessage(this.offered.update, this.offered.epoch));
      setTimeout(() => this.withdraw(), grace);
    }
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.save().catch(() => undefined);
    });
    setTimeout(this.turn, every);
  }

  /** Goes on from the run that was on offer. */
  async goOn(): Promise<void> {
    const { offered } = this;
    this.withdraw();
    if (offered) await this.connection.resume(offered);
  }

  private withdraw(): void {
    this.offered = undefined;
    this.store.getState().dismiss('kept');
  }

  private turn = async (): Promise<void> => {
    const begun = Date.now();
    await this.save().catch(() => undefined);
    setTimeout(this.turn, Math.max(every, rest * (Date.now() - begun)));
  };

  /** Saves the run where it has gone on since the last time, and nothing longer is on offer. */
  async save(): Promise<void> {
    const { frame, messages, lesson } = this.store.getState();
    // a lesson's machine is set up anew; the lab's own stays kept
    if (lesson) return;
    const mark = frame ? `${frame.run} ${frame.update}` : '';
    if (!frame || frame.failure || mark === this.saved) return;
    const onOffer = messages.some(({ subject }) => subject === 'kept') ? this.offered : undefined;
    if (onOffer && frame.update < onOffer.update) return;
    const kept = await this.connection.keep();
    await this.shelf.set(kept);
    this.saved = mark;
  }
}
