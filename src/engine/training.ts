/** Drives one trainer in bounded calls: knob moves at their updates, the model's means when it waits for them. */
import { awaitsMeans, sweptChains } from '../core/learningRule';
import type { Position, Trainer } from '../kernels/contract';
import type { Settings } from '../settings';
import { Calibration } from './calibration';
import type { AlgorithmReport } from './frame';
import type { Host } from './host';
import type { Kernels } from './kernels';
import { callTime, MeansSource } from './modelMeans';
import { type Moves, ruleOf } from './moves';
import { EpochQueue } from './series';

/** ms within which an update that is under way is finished rather than left in the middle. */
const finishTime = 1;
/**
 * Multiply-adds a millisecond that any kernel manages, and what a row costs beside its own: the first guess,
 * corrected within a few slices.
 */
const slowest = 5e5;
const overhead = 2000;
/** More row half-steps than any update has, and small enough for a 32-bit integer. */
const noBudget = 2 ** 30;

/** True between two updates. */
export const atBoundary = (at: Position): boolean =>
  at.stage === 'positive' && at.row === 0 && at.sweep === 0;

export class Training {
  readonly epochs = new EpochQueue();
  private readonly calibration: Calibration;
  private readonly means: MeansSource;
  /** The settings that the update under way began with. */
  private bound: Settings;

  constructor(
    private readonly host: Host,
    kernels: Kernels,
    readonly trainer: Trainer,
    readonly moves: Moves,
    readonly rowCount: number,
  ) {
    this.bound = moves.current;
    this.means = new MeansSource(host, kernels, trainer);
    this.calibration = new Calibration(Math.max(1, slowest / (trainer.visible * trainer.hidden + overhead)));
  }

  /** Updates in an epoch at the batch size of now. */
  get updatesPerEpoch(): number {
    return Math.ceil(this.rowCount / this.moves.current.batchSize);
  }

  /** Updates completed when the present epoch ends, or as far as that is certain: batch sizes may change. */
  epochEnd(at: Position): number {
    if (!atBoundary(at)) return at.update + 1;
    return at.update + Math.ceil((this.rowCount - at.cursor) / this.moves.current.batchSize);
  }

  /** Trains until `target` says that it is reached or the time is `end` (ms). */
  train(target: (at: Position) => number, end: number): void {
    // Twice what fits: enough for a calibration that is behind, and a bound where the clock stands still.
    let left = this.calibration.amount(2 * Math.max(0, end - this.host.now()));
    for (let now = this.host.now(); now < end && left > 0; now = this.host.now()) {
      const at = this.ready(end);
      if (!at || at.update >= target(at)) return;
      left -= this.call(Math.min(target(at), this.moves.next), Math.min(left, this.budget(end - now)), now);
    }
    this.finishUpdate(target);
  }

  private budget(ms: number): number {
    return this.calibration.amount(Math.min(callTime, ms));
  }

  private call(target: number, budget: number, begun: number): number {
    const spent = this.trainer.advance(target, Math.min(budget, noBudget));
    this.calibration.record(spent, this.host.now() - begun);
    this.epochs.push(this.trainer.takeEpochs());
    return Math.max(1, spent);
  }

  /** Does what has to be done before the next half-step; undefined while the model's means take longer. */
  private ready(end: number): Position | undefined {
    const at = this.trainer.position();
    if (atBoundary(at)) {
      if (this.moves.reach(at.update)) this.configure();
      this.bound = this.moves.current;
    }
    if (at.stage !== 'means') return at;
    const { algorithm } = this.bound;
    const source = awaitsMeans(algorithm) ? algorithm : 'exact';
    return this.means.supply(source, end) ? this.trainer.position() : undefined;
  }

  /** A small update isn't left in the middle: pictures and measures then show whole updates. */
  private finishUpdate(target: (at: Position) => number): void {
    const at = this.trainer.position();
    if (atBoundary(at) || at.stage === 'means' || at.update >= target(at)) return;
    const batch = Math.min(this.rowCount, this.bound.batchSize);
    const rows = 2 * batch + 2 * this.bound.gibbsSteps * sweptChains(this.bound, batch);
    if (rows <= this.calibration.amount(finishTime)) this.call(at.update + 1, noBudget, this.host.now());
  }

  /** Does half-steps, at least one, until `enough` or until `end` ms. False where not even one was finished. */
  halfSteps(enough: () => boolean, end: number): boolean {
    do {
      const meansNext = this.trainer.position().stage === 'means';
      const at = this.ready(end);
      if (!at || (!meansNext && !this.approach(at, end))) return false;
      if (!meansNext) this.trainer.halfStep();
      this.epochs.push(this.trainer.takeEpochs());
    } while (!enough() && this.host.now() < end);
    return true;
  }

  /** Does all but the last row of a half-step, in bounded calls. False where that takes longer than `end` ms. */
  private approach(at: Position, end: number): boolean {
    const last = this.rowsOf(at) - 1;
    for (let { row } = at; row < last; ) {
      const now = this.host.now();
      if (now >= end) return false;
      row += this.call(at.update + 1, Math.min(this.budget(end - now), last - row), now);
    }
    return true;
  }

  /** Rows of the half-step that `at` is in, at least: a move under way may have changed the batch. */
  private rowsOf({ cursor, stage }: Position): number {
    const batch = Math.min(this.bound.batchSize, this.rowCount - cursor);
    return stage === 'down' || stage === 'up' ? sweptChains(this.bound, batch) : batch;
  }

  /** Updates completed, with the fraction of the half-steps done of the one under way. */
  progress(): number {
    const at = this.trainer.position();
    const { algorithm, gibbsSteps } = this.moves.current;
    if (at.stage === 'positive') return at.update;
    if (awaitsMeans(algorithm) || at.stage === 'means') return at.update + (at.stage === 'means' ? 1 : 2) / 3;
    const done = 1 + 2 * at.sweep + (at.stage === 'up' ? 1 : 0);
    return at.update + Math.min(done, 2 * gibbsSteps + 1) / (2 * gibbsSteps + 2);
  }

  /** The progress after the next half-step. */
  nextProgress(): number {
    const { algorithm, gibbsSteps } = this.moves.current;
    const steps = awaitsMeans(algorithm) ? 3 : 2 * gibbsSteps + 2;
    return this.progress() + 1 / steps;
  }

  /** Tells the trainer the settings in force; they bind at its next update. */
  configure(): void {
    this.trainer.configure(ruleOf(this.moves.current));
  }

  /** Forgets work on a position that the trainer has left. */
  jumped(): void {
    this.means.forget();
    this.configure();
  }

  /** What the algorithm in force says about itself; undefined where it has nothing to say (yet). */
  report(): AlgorithmReport | undefined {
    const swapAcceptance = this.trainer.swapAcceptance();
    if (swapAcceptance) return { kind: 'swaps', acceptance: swapAcceptance };
    const { fixedPoint } = this.means;
    const { algorithm } = this.bound;
    return (algorithm === 'meanField' || algorithm === 'tap2') && fixedPoint
      ? { kind: 'fixed point', ...fixedPoint }
      : undefined;
  }
}
