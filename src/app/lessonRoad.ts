/** What the lessons need of the page: the machine of the lab is kept while they are open, and what was done in them. */
import type { KeptRun, Painting } from '../engine/frame';
import type { LessonProgress } from '../state/lessonSlice';
import type { LabStore } from '../state/store';
import type { Connection } from './connect';

/** Where progress is kept between visits. */
export interface ProgressShelf {
  get(): Promise<LessonProgress | undefined>;
  set(progress: LessonProgress): Promise<void>;
}

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
    private readonly shelf: ProgressShelf,
  ) {}

  /** Brings back what was done before, and keeps in step from now on. */
  async begin(): Promise<void> {
    // before the shelf answers: a lesson's set-up would replace the run that is to be kept
    this.store.subscribe(
      (state) => state.lesson !== undefined,
      (open) => (open ? this.enter() : this.leave()),
    );
    const progress = await this.shelf.get().catch(() => undefined);
    this.store.subscribe(
      (state) => state.lessonProgress,
      (changed) => void this.shelf.set(changed).catch(() => undefined),
    );
    // also what was done before the shelf answered is kept now
    this.store.getState().restoreProgress(progress ?? {});
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
    const { lessonKeeps, summary, setPlaying } = this.store.getState();
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
