/** What the lessons need of the page: the machine of the lab is kept while they are open. */
import type { KeptRun, Painting } from '../engine/frame';
import type { LabStore } from '../state/store';
import type { Connection } from './connect';

/** What stood in the lab when the lessons were opened. */
interface Before {
  readonly run: number;
  readonly playing: boolean;
  readonly kept: Promise<KeptRun>;
  readonly painting: Painting | undefined;
}

export class LessonRoad {
  private before?: Before;

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
    // still on its way back from the last visit: what stands in the lab now is a lesson's
    if (this.before) return;
    const { summary, frame, playing, painting } = this.store.getState();
    if (!summary || !frame) return;
    const kept = this.connection.keep();
    // one that fails is noticed when it is wanted back
    kept.catch(() => undefined);
    this.before = { run: summary.run, playing, kept, painting };
  }

  private async leave(): Promise<void> {
    const { before } = this;
    const { lessonKeeps, summary, frame, setPlaying } = this.store.getState();
    // the page was opened at a lesson: a machine that has not begun begins now, as in the lab
    if (!before && lessonKeeps && !frame?.update) setPlaying(true);
    const stands = summary?.run === before?.run;
    const back = before && lessonKeeps && (stands || (await this.bringBack(before)));
    // opened again meanwhile: its turn comes when they are left
    if (this.before !== before || this.store.getState().lesson) return;
    this.before = undefined;
    if (back) setPlaying(before.playing);
  }

  /** False where it could not be kept. */
  private async bringBack({ kept: keeping, painting }: Before): Promise<boolean> {
    const kept = await keeping.catch(() => undefined);
    if (!kept) return false;
    await this.connection.resume(kept);
    // a run on painted patterns has brought its own
    const { settings, lesson, setPainting } = this.store.getState();
    if (!lesson && settings.dataSet !== 'painted') setPainting(painting);
    return true;
  }
}
