/** The course of one kind of study: starts it when it is asked for, again as the model changes, and gives it up. */
import { isCancelled } from '../engine/cancelled';
import type { Material, StudyKind, Subject } from '../engine/study';
import type { LabStore } from '../state/store';
import type { StudyState } from '../state/studySlice';
import type { Conductor, TaskPool } from './studyConductor';
import { sentence, wordsOf } from './words';

/** ms from one start to the next while a study follows the model, at least. */
const followInterval = 200;
/** While the page trains a study that follows takes this share of a worker's time, at most. */
const followShare = 0.2;
/** ms that a study which follows may go on with an ask that has been replaced: else a slider would starve it. */
const patience = 400;
/** ms between two looks whether a hidden page is seen again. */
const hiddenBeat = 1000;

/** What all courses share. */
export interface Desk {
  readonly store: LabStore;
  pool(): Promise<TaskPool>;
  subject(): Promise<Subject>;
  /** The rows of a run; rejects where another has been opened since. */
  material(run: number): Promise<Material>;
  now(): number;
  hidden(): boolean;
}

/** One study under way. */
interface Walk {
  readonly controller: AbortController;
  readonly ask: object;
  began: number;
}

/** The last study that ended, however it did. */
interface Ended {
  readonly ask: object;
  readonly run: number | undefined;
  readonly update: number | undefined;
  readonly began: number;
  readonly ms: number;
  readonly first: boolean;
}

export class StudyCourse<K extends StudyKind> {
  private walk?: Walk;
  private last?: Ended;
  /** The ask that was last taken up, so that each is answered once. */
  private taken?: object;
  private timer?: ReturnType<typeof setTimeout>;

  constructor(
    private readonly desk: Desk,
    private readonly kind: K,
    private readonly conductor: Conductor<K>,
  ) {}

  private get state(): StudyState<K> {
    return this.desk.store.getState().studies[this.kind];
  }

  /** The state of this kind of study has changed. */
  attend(): void {
    const { mode, asked } = this.state;
    if (mode === 'following') this.follow();
    else if (mode === 'running' && asked && asked !== this.taken) {
      this.giveUp();
      void this.start(asked);
    } else if (mode === 'stopped' || mode === 'idle') this.giveUp();
  }

  /** The model may have changed, or time has passed: starts what is due. */
  follow(): void {
    const { mode, asked } = this.state;
    if (mode !== 'following' || !asked) return;
    clearTimeout(this.timer);
    const now = this.desk.now();
    if (this.walk) {
      const replaced = this.walk.ask !== asked;
      if (replaced && now - this.walk.began >= patience) this.giveUp();
      else if (replaced) this.again(this.walk.began + patience - now);
      if (this.walk) return;
    }
    if (!this.outdated(asked)) return;
    const wait = this.desk.hidden() ? hiddenBeat : this.due(asked) - now;
    if (wait > 0) this.again(wait);
    else void this.start(asked);
  }

  private again(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.follow(), ms);
  }

  private outdated(asked: object): boolean {
    const { summary, frame } = this.desk.store.getState();
    const { last } = this;
    if (!summary) return false;
    return (
      last?.ask !== asked || last.run !== summary.run || (frame && last.update !== frame.update) === true
    );
  }

  /** When the next study may start, ms: soon where a hand waits for it, or the one before ran on cold code. */
  private due(asked: object): number {
    if (!this.last) return Number.NEGATIVE_INFINITY;
    const { ask, began, ms, first } = this.last;
    const { playing } = this.desk.store.getState();
    const restrained = playing && ask === asked && !first;
    return began + Math.max(followInterval, restrained ? ms / followShare : 0);
  }

  private async start(ask: object): Promise<void> {
    const walk: Walk = { controller: new AbortController(), ask, began: this.desk.now() };
    this.walk = walk;
    this.taken = ask;
    let subject: Subject | undefined;
    try {
      subject = await this.desk.subject();
      const [material, pool] = await Promise.all([this.desk.material(subject.run), this.desk.pool()]);
      if (this.walk !== walk) return;
      // opening the pool and fetching rows happens once: it is no measure of what the study takes
      walk.began = this.desk.now();
      const outcome = await this.conductor.conduct({
        ask,
        subject,
        material,
        pool,
        urgency: this.state.mode === 'following' ? 'live' : 'asked',
        signal: walk.controller.signal,
        now: () => this.desk.now(),
        onProgress: (progress) => this.walk === walk && this.tell({ progress }),
      });
      subject = outcome.subject;
      if (this.walk === walk) this.tell({ ...this.ended(), result: outcome.result, about: placeOf(subject) });
    } catch (error) {
      if (this.walk === walk) this.refuse(error);
      else this.leave();
    } finally {
      if (this.walk === walk) this.end(walk, subject);
    }
  }

  private end(walk: Walk, subject: Subject | undefined): void {
    this.walk = undefined;
    const { summary, frame } = this.desk.store.getState();
    // without a subject it failed, and would again until something has changed
    const place = subject ? placeOf(subject) : { run: summary?.run, update: frame?.update };
    const ms = this.desk.now() - walk.began;
    this.last = { ask: walk.ask, ...place, began: walk.began, ms, first: this.last === undefined };
    this.follow();
  }

  private refuse(error: unknown): void {
    this.tell({ ...this.ended(), ...(!isCancelled(error) && { refused: sentence(wordsOf(error)) }) });
  }

  /** Says how far the study is that was stopped, where it can be gone on with. */
  private leave(): void {
    const progress = this.conductor.left?.();
    if (!this.walk && this.state.mode === 'stopped' && progress !== undefined) this.tell({ progress });
  }

  private ended(): Partial<StudyState<K>> {
    const { mode } = this.state;
    return { mode: mode === 'running' ? 'idle' : mode, progress: undefined, refused: undefined };
  }

  private tell(changes: Partial<StudyState<K>>): void {
    this.desk.store.getState().tell(this.kind, changes);
  }

  private giveUp(): void {
    clearTimeout(this.timer);
    const { walk } = this;
    this.walk = undefined;
    walk?.controller.abort();
  }

  /** Another run is open: nothing of the one before may pose as its own. */
  forget(): void {
    this.giveUp();
    this.conductor.forget?.();
    this.last = undefined;
    const { mode } = this.state;
    this.tell({
      mode: mode === 'following' ? mode : 'idle',
      progress: undefined,
      result: undefined,
      about: undefined,
      refused: undefined,
    });
    this.follow();
  }
}

const placeOf = ({ run, update }: Subject) => ({ run, update });
