/** When the live read-outs are taken: on snapshots, in small pieces, in at most a tenth of the time of training. */
import type { Host } from './host';
import { piece, type Rounds, type Snapshot } from './rounds';

/** Of the time that training takes, what measuring may take. */
const share = 1 / 9;
/** ms of unused measuring time that may be saved up. */
const savings = 20;
/** ms between the beginnings of two rounds: more values a second than a curve can show help nobody. */
const interval = 16;
/**
 * ms between two pseudo-likelihoods where training wants the time: one costs more than all other measures of a
 * small model together, which come oftener without it.
 */
const pseudoInterval = 500;

export class Measurements {
  /** The round under way; each step is one piece of work. */
  private round?: Generator<void>;
  private begun = Number.NEGATIVE_INFINITY;
  private pseudoBegun = Number.NEGATIVE_INFINITY;
  /** The update of the newest round; −1 before the first. */
  private newest = -1;
  /** True where the newest round left the pseudo-likelihood out. */
  private owed = false;
  /** ms of measuring that training has paid for. */
  private credit = savings;

  /** `finished` hears the log-likelihood of each round that has one. */
  constructor(
    private readonly host: Host,
    private readonly rounds: Rounds,
    private readonly finished: (logLikelihood: number) => void,
  ) {}

  /** True while the newest readings are not all about `update`. */
  behind(update: number): boolean {
    return this.round !== undefined || this.newest !== update || this.owed;
  }

  /** Training took `ms`: a part of that may be spent here. */
  earn(ms: number): void {
    this.credit = Math.min(savings, this.credit + ms * share);
  }

  /** ms that may be spent now without slowing training by more than its share. */
  get allowance(): number {
    return this.credit;
  }

  /** When the next round may begin, ms; −Infinity where one is under way. */
  get nextRound(): number {
    return this.round ? Number.NEGATIVE_INFINITY : this.begun + interval;
  }

  /** Forgets the round under way: the run jumped to another place. */
  jumped(): void {
    this.round = undefined;
    this.newest = -1;
    this.owed = false;
  }

  /**
   * Works on the round under way, or a new one on what `snapshot` returns, until `end` (ms). Time that training
   * couldn't have used is `free`. True where a round was finished.
   */
  work(end: number, free: boolean, snapshot: () => Snapshot | undefined): boolean {
    const start = this.host.now();
    let now = start;
    let changed = false;
    // The count of pieces bounds the work where the clock stands still.
    for (let pieces = 4 * Math.ceil((end - start) / piece); now < end && pieces > 0; pieces--) {
      if (!this.round && !this.begin(now, free, snapshot)) break;
      if (this.round!.next().done) {
        this.round = undefined;
        changed = true;
      }
      now = this.host.now();
    }
    if (!free) this.credit -= now - start;
    return changed;
  }

  private begin(now: number, free: boolean, snapshot: () => Snapshot | undefined): boolean {
    if (now - this.begun < interval) return false;
    const pseudo = free || now - this.pseudoBegun >= pseudoInterval;
    const taken = snapshot();
    if (!taken) return false;
    const onlyOwed = this.owed && taken.update === this.newest;
    if (onlyOwed && !pseudo) return false;
    this.begun = now;
    if (pseudo) this.pseudoBegun = now;
    this.newest = taken.update;
    this.owed = !pseudo;
    this.round = onlyOwed ? this.rounds.pseudoLikelihood(taken.update) : this.whole(taken, pseudo);
    return true;
  }

  private *whole(snapshot: Snapshot, pseudo: boolean): Generator<void> {
    const logLikelihood = yield* this.rounds.likelihoods(snapshot);
    if (logLikelihood !== undefined) this.finished(logLikelihood);
    if (pseudo) yield* this.rounds.pseudoLikelihood(snapshot.update);
  }
}
