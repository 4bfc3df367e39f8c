/** ln Z by enumeration: keeps the pool busy with parts of one model, and what was found where it is given up. */
import { Enumeration, type EnumerationAnswer, type EnumerationStep } from '../engine/studies/enumeration';
import type { EnumerationProgress, EnumerationResult, Subject } from '../engine/study';
import { type Conductor, type Errand, type Outcome, secondsLeft } from './studyConductor';

/** ms between two words about how far it is. */
const reportInterval = 100;

/** An enumeration under way or left: of one model, however far training has gone since. */
interface Book {
  readonly enumeration: Enumeration;
  readonly subject: Subject;
  /** Of work, over all sittings. */
  seconds: number;
  /** The most that ever were busy at once. */
  workers: number;
  progress?: EnumerationProgress;
}

const samePlace = (one: Subject, other: Subject) => one.run === other.run && one.update === other.update;

export class EnumerationConductor implements Conductor<'enumeration'> {
  private kept?: Book;

  async conduct(errand: Errand<'enumeration'>): Promise<Outcome<'enumeration'>> {
    const book = this.bookFor(errand);
    this.kept = book;
    const began = errand.now();
    try {
      await new Sitting(errand, book).over;
    } finally {
      book.seconds += (errand.now() - began) / 1000;
    }
    if (this.kept === book) this.kept = undefined;
    return { result: resultOf(book), subject: book.subject };
  }

  /** The one that was left, if it is asked for or the model is still that; else a new one. */
  private bookFor({ ask, subject }: Errand<'enumeration'>): Book {
    const { kept } = this;
    if (
      kept &&
      (ask.resume || (samePlace(kept.subject, subject) && kept.enumeration.moments === ask.moments))
    )
      return kept;
    return { enumeration: new Enumeration(ask.moments), subject, seconds: 0, workers: 0 };
  }

  left(): EnumerationProgress | undefined {
    return this.kept?.progress;
  }

  forget(): void {
    this.kept = undefined;
  }
}

function resultOf({ enumeration, seconds, workers }: Book): EnumerationResult {
  const { logPartition, precision, states, means, energy } = enumeration.result!;
  return {
    logPartition,
    precision,
    states,
    seconds,
    workers,
    ...(means && { means }),
    ...(energy && { energy }),
  };
}

/** One stretch of work on an enumeration, from ask to end or cancel. */
class Sitting {
  readonly over: Promise<void>;
  private end!: { resolve: () => void; reject: (error: unknown) => void };
  private readonly began: number;
  private firstShare?: number;
  private reported = Number.NEGATIVE_INFINITY;
  /** Steps that the pool has. */
  private out = 0;
  private failed = false;

  constructor(
    private readonly errand: Errand<'enumeration'>,
    private readonly book: Book,
  ) {
    this.began = errand.now();
    this.over = new Promise((resolve, reject) => {
      this.end = { resolve, reject };
    });
    this.report();
    this.fill();
  }

  /** As many steps wait as there are workers, so that none of them idles between two. */
  private fill(): void {
    const { pool } = this.errand;
    const { enumeration } = this.book;
    this.book.workers = Math.max(this.book.workers, pool.size);
    while (!this.failed && this.out < 2 * pool.size) {
      const step = enumeration.next();
      if (!step) break;
      void this.do(step);
    }
    if (enumeration.result) this.end.resolve();
  }

  private async do(step: EnumerationStep): Promise<void> {
    const { subject, enumeration } = this.book;
    const { material, pool, signal } = this.errand;
    this.out++;
    try {
      const answer = await pool.run({
        name: 'enumerationPart',
        ask: step,
        subject,
        material,
        urgency: 'parts',
        short: true,
        signal,
        onProgress: (share) => this.heard(step, share as number),
      });
      enumeration.accept(answer as EnumerationAnswer);
    } catch (error) {
      enumeration.giveBack(step);
      this.failed = true;
      this.end.reject(error);
    }
    this.out--;
    this.report();
    this.fill();
  }

  /** The pool may have grown since parts were handed out: more are. */
  private heard(step: EnumerationStep, share: number): void {
    this.book.enumeration.heard(step, share);
    this.report();
    this.fill();
  }

  private report(): void {
    const now = this.errand.now();
    const progress = this.book.enumeration.progress();
    if (!progress || now < this.reported + reportInterval) return;
    this.reported = now;
    this.firstShare ??= progress.share;
    // of what this sitting had before it
    const gained = (progress.share - this.firstShare) / (1 - this.firstShare);
    const left = secondsLeft(gained, now - this.began);
    this.book.progress = { ...progress, secondsLeft: left, update: this.book.subject.update };
    this.errand.onProgress(this.book.progress);
  }
}
