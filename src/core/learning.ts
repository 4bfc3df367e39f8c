/**
 * Learning, one update after another, in shuffled batches: CD-k, PCD-k, parallel tempering, mean field, TAP-2 or
 * the exact gradient.
 */
import { type Chains, contrastiveMeans, persistentMeans, startChains } from './gibbs';
import { centred, clampedMeans, difference, type Gradient, zeroGradient } from './gradient';
import { addSparsity, type LearningRule, takeStep } from './learningRule';
import { type Expansion, learningTolerance, StationarySearch } from './meanField';
import { type ModelMeans, modelMeans } from './partition';
import { shuffledOrder } from './random';
import type { Rbm } from './rbm';
import { type Rows, selectRows, unitCounts } from './rows';
import { type StartOptions, startingRbm } from './start';
import { type Ladders, startLadders, temperedMeans } from './tempering';

/** How fast the centering offsets follow the batches (Melchior et al. 2016). */
const offsetRate = 0.01;

/** A machine that learns from rows. The same rows, options and rules give the same machine, bit for bit. */
export class Learner {
  readonly rbm: Rbm;
  readonly seed: number;
  /** Momentum, laid out as the parameters. */
  readonly velocity: Gradient;
  /** Updates and epochs completed. */
  update = 0;
  epoch = 0;
  /** Rows of this epoch's order that completed updates have used. */
  cursor = 0;
  private order: Uint32Array;
  private chains: Chains | undefined;
  private ladders: Ladders | undefined;
  /** Offsets of centering: μ starts at the data's means, λ at ½; both then follow the batches. */
  private readonly mu: Float64Array;
  private readonly lambda: Float64Array;

  /** RangeError for no rows. `rbm` takes the place of the usual start. */
  constructor(
    readonly rows: Rows,
    options: StartOptions,
    rbm = startingRbm(rows, options),
  ) {
    if (!(rows.count >= 1)) throw new RangeError(`invalid rows: ${rows.count}; expected at least one`);
    this.rbm = rbm;
    this.velocity = zeroGradient(rbm);
    this.seed = options.seed;
    this.order = shuffledOrder(this.seed, 0, rows.count);
    this.mu = unitCounts(rows).map((count) => count / rows.count);
    this.lambda = new Float64Array(rbm.hidden).fill(0.5);
  }

  /** One update. Its batch ends with the epoch: the mean is over the rows it really takes. */
  step(rule: LearningRule): void {
    const batch = this.nextBatch(rule.batchSize);
    const plus = clampedMeans(this.rbm, batch);
    const plain = difference(plus, this.negativeMeans(rule, batch));
    this.followBatch(plus);
    const gradient = rule.centering ? centred(plain, this.mu, this.lambda) : plain;
    if (rule.sparsityCost > 0) addSparsity(gradient, plus, rule);
    takeStep(this.rbm, this.velocity, gradient, rule, this.update);
    this.finish(batch.count);
  }

  private nextBatch(batchSize: number): Rows {
    return selectRows(this.rows, this.order.subarray(this.cursor, this.cursor + batchSize));
  }

  private negativeMeans(rule: LearningRule, batch: Rows): ModelMeans {
    const { algorithm } = rule;
    if (algorithm === 'exact') return modelMeans(this.rbm);
    if (algorithm === 'meanField' || algorithm === 'tap2') return this.stationaryMeans(algorithm);
    if (algorithm === 'cd') return contrastiveMeans(this.rbm, batch, rule.gibbsSteps, this);
    if (algorithm === 'tempering') return this.temperedMeans(rule);
    if (this.chains?.h.count !== rule.chainCount)
      this.chains = startChains(this.rbm, this.seed, rule.chainCount, this.chains);
    return persistentMeans(this.rbm, this.chains, rule.gibbsSteps, this);
  }

  /** Where the search ends, even where it has not converged: whoever asks can see that it hasn't. */
  private stationaryMeans(expansion: Expansion): ModelMeans {
    return new StationarySearch(this.rbm, expansion, { tolerance: learningTolerance }).run().means();
  }

  private temperedMeans({ chainCount, ladderSize, gibbsSteps }: LearningRule): ModelMeans {
    const { ladders } = this;
    if (ladders?.size !== ladderSize || ladders.h.count !== chainCount * ladderSize)
      this.ladders = startLadders(this.rbm, this.seed, chainCount, ladderSize, ladders);
    return temperedMeans(this.rbm, this.ladders!, gibbsSteps, this).means;
  }

  private followBatch({ v, h }: ModelMeans): void {
    for (let i = 0; i < v.length; i++) this.mu[i] += offsetRate * (v[i] - this.mu[i]);
    for (let j = 0; j < h.length; j++) this.lambda[j] += offsetRate * (h[j] - this.lambda[j]);
  }

  private finish(rowsTaken: number): void {
    this.update++;
    this.cursor += rowsTaken;
    if (this.cursor < this.rows.count) return;
    this.cursor = 0;
    this.epoch++;
    this.order = shuffledOrder(this.seed, this.epoch, this.rows.count);
  }
}
