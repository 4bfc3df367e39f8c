/** What the lessons need of the page: the machine of the lab is kept while they are open. */
import type { KeptRun, Painting } from '../engine/frame';
import type { LabStore } from '../state/store';
import type { Connection } from './connect';

export class LessonRoad {
  /** The run that stood in the lab when the lessons were opened. */
  private before?: {
    readonly run: number;
    readonly playing: boolean;
    readonly kept: Promise<KeptRun>;
    readonly painting: Painting | undefined;
  };

  constructor(
    private readonly store: LabStore,
    private readonly connection: Pick<Connection, 'keep' | 'resume'>,
  ) {
    store.subscribe(
      (state) => state.lesson !== undefined,
      (open) => (open ? this.enter() : this.leave()),
    );
  }

  private enter(): void {
    const { summary, frame, playing, painting } = this.store.getState();
    if (!summary || !frame) return;
    const kept = this.connection.keep();
    // one that fails is noticed when it is wanted back
    kept.catch(() => undefined);
    this.before = { run: summary.run, playing, kept, painting };
  }

  private async leave(): Promise<void> {
    const { before } = this;
    this.before = undefined;
    const { lessonKeeps, summary, frame, setPlaying } = this.store.getState();
    // the page was opened at a lesson: a machine that has not begun begins now, as in the lab
    if (!before && lessonKeeps && !frame?.update) setPlaying(true);
    if (!before || !lessonKeeps) return;
    if (summary?.run !== before.run) {
      const kept = await before.kept.catch(() => undefined);
      if (!kept) return;
      await this.connection.resume(kept);
      // a run on painted patterns has brought its own
      const { settings, setPainting } = this.store.getState();
      if (settings.dataSet !== 'painted') setPainting(before.painting);
    }
    setPlaying(before.playing);
  }
}
