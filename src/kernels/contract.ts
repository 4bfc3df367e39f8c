/**
 * What the fast mathematics promises, whoever computes it: the plain float64 implementation (`plain*.ts`,
 * written with `core`) and the WebAssembly one fulfil the same three interfaces and pass the same tests.
 */
import type { LearningRule } from '../core/learningRule';
import type { ModelMeans } from '../core/partition';
import type { Rows } from '../core/rows';

/** Parameters as they cross the kernel boundary. W row-major [visible × hidden], a [visible], b [hidden]. */
export interface Parameters {
  readonly visible: number;
  readonly hidden: number;
  readonly W: Float32Array | Float64Array;
  readonly a: Float32Array | Float64Array;
  readonly b: Float32Array | Float64Array;
}

/** Binary rows, one byte a unit (0 or 1), row-major [count × width]. */
export type BinaryRows = Rows;

// ---------------------------------------------------------------- training

/** Everything about an update that may change between two updates. */
export type UpdateRule = LearningRule;

/**
 * Where inside an update the trainer stands: the half-step it will do next.
 * `positive` h⁺ from the batch · `down` v⁻ from h · `up` h⁻ from v⁻ · `means` waits for `supplyMeans`
 * (exact gradient, mean field and TAP-2) · `learn` applies ΔW. At the start of an update the stage is `positive`.
 * Parallel tempering swaps a ladder's states with its last row of the last `up`.
 */
export type Stage = 'positive' | 'down' | 'up' | 'means' | 'learn';

export interface Position {
  /** Updates completed. */
  readonly update: number;
  /** Epochs completed. */
  readonly epoch: number;
  /** Rows of the current epoch's shuffled order already used by completed updates. */
  readonly cursor: number;
  readonly stage: Stage;
  /** Gibbs sweeps completed within this update, 0..gibbsSteps. */
  readonly sweep: number;
  /** Rows completed within this stage. */
  readonly row: number;
}

/**
 * One sample of the current batch on its way through an update, for the overview strip. With parallel tempering v⁻
 * and h⁻ are the first ladder's at β = 1; after the swaps those of the state that has come there, while `vMinusMean`
 * stays what the state before it was drawn from.
 */
export interface Walkthrough {
  /** Index of the training row that is shown (the first of the batch). */
  readonly sample: number;
  readonly vPlus: Uint8Array;
  readonly hPlusMean: Float32Array;
  readonly hPlus: Uint8Array;
  readonly vMinusMean: Float32Array;
  readonly vMinus: Uint8Array;
  readonly hMinusMean: Float32Array;
}

/** The whole state of a run between two half-steps: restoring it continues with the same bits. */
export interface TrainerState {
  readonly position: Position;
  readonly W: Float32Array;
  readonly a: Float32Array;
  readonly b: Float32Array;
  /** Momentum, laid out W then a then b. */
  readonly velocity: Float32Array;
  /** Whatever else the implementation needs (chains, batch in flight, centering means), as bytes. */
  readonly rest: Uint8Array;
}

/** Cheap numbers of one finished epoch, taken while training. */
export interface EpochScalars {
  /** Count of epochs that these arrays hold, in order. */
  readonly count: number;
  /** Number of the epoch just completed (1 is the first), and updates completed then. */
  readonly epoch: Float64Array;
  readonly update: Float64Array;
  /** Mean of p(h = 1 | v⁺) over units and rows. */
  readonly meanHidden: Float32Array;
  /** Mean of |v⁺ − v⁻| over pixels and rows (CD); NaN where v⁻ does not start from the row (PCD, exact). */
  readonly flipped: Float32Array;
}

/**
 * Trains one RBM on one set of rows. Randomness is Philox keyed by the seed, so that how the work is cut
 * into calls has no effect on any bit.
 */
export interface Trainer {
  readonly visible: number;
  readonly hidden: number;
  /** Binds at the next update: an update in flight finishes under the rule it began with. */
  configure(rule: UpdateRule): void;
  /**
   * Works until `update` updates are completed, or `budget` row half-steps (one row up or down) are spent,
   * or the model's means are needed. Returns the row half-steps spent (at least one unless there
   * was nothing to do).
   */
  advance(update: number, budget: number): number;
  /** Finishes the half-step in flight, or does the next one. */
  halfStep(): void;
  /** Answers stage `means`: the model's ⟨v hᵀ⟩ [visible × hidden], ⟨v⟩, ⟨h⟩. */
  supplyMeans(means: ModelMeans): void;
  position(): Position;
  /** Live views into the trainer's memory, valid until its next call. */
  parameters(): Parameters;
  walkthrough(): Walkthrough;
  /** Empties the record of finished epochs. The record holds at least 4,096; `advance` returns before it is full. */
  takeEpochs(): EpochScalars;
  save(): TrainerState;
  restore(state: TrainerState): void;
  /** True while every parameter is a finite number. */
  isFinite(): boolean;
  /**
   * Parallel tempering: of the swaps tried between neighbours of the ladder in the last completed update, the share
   * accepted, [ladderSize − 1], hottest pair first; undefined with other algorithms and before the first update.
   */
  swapAcceptance(): Float64Array | undefined;
}

export interface TrainerOptions {
  readonly hidden: number;
  /** Safe integer; the low and high 32 bits key Philox. */
  readonly seed: number;
  readonly rows: BinaryRows;
  readonly weightDeviation: number;
  /** Where a starts: logit((n_i + ½)/(N + 1)) from the rows' counts n_i, or zero. */
  readonly startingBiases: 'data' | 'zero';
  readonly rule: UpdateRule;
}

// ---------------------------------------------------------------- ln Z by enumeration

export type Precision = 'f32' | 'f64' | 'log-sum-exp';

export type { ModelMeans };

/** Moments of the energy at β = 1, nats: U = ⟨E⟩, C = ⟨E²⟩ − U², S = ln Z + U. */
export interface EnergyMoments {
  readonly U: number;
  readonly C: number;
  readonly S: number;
}

export interface PartitionOptions {
  /** The first of f32, f64, log-sum-exp to try; the range of the weights may call for a later one. */
  readonly precision?: Precision;
  readonly means?: boolean;
  /** U, C and S; brings the means along. */
  readonly energy?: boolean;
}

export interface PartitionResult {
  readonly logPartition: number;
  readonly precision: Precision;
  /** States enumerated: 2^min(visible, hidden), as a number. */
  readonly states: number;
  readonly means?: ModelMeans;
  readonly energy?: EnergyMoments;
}

/**
 * How an enumeration is cut into parts for several kernels. It depends on the shape, the options and the precision
 * alone, so that the merged result has the same bits whoever did which part.
 */
export interface PartitionPlan {
  readonly precision: Precision;
  readonly states: number;
  readonly parts: number;
  /** Chunks in a part: what `PartJob.advance` counts. */
  readonly chunksPerPart: number;
}

/**
 * What one kernel found in one part: plain data that crosses a thread. `joinParts` of partitionParts.ts makes one
 * of two neighbours, so that a caller need not keep thousands.
 */
export interface PartitionPart {
  /** The first part that it is about, and how many neighbours are in it. */
  readonly part: number;
  readonly count: number;
  /** ln of this part's share of Z, for a running lower bound. */
  readonly logSum: number;
  /** The implementation's own numbers. */
  readonly sums: Float64Array;
}

export interface PartJob {
  readonly chunks: number;
  readonly done: number;
  /** Does up to `count` more chunks; true when the part is done. */
  advance(count: number): boolean;
  result(): PartitionPart;
}

/** One enumeration under way over a snapshot of a model. The grid of chunks depends on shape and precision alone. */
export interface PartitionJob {
  readonly chunks: number;
  readonly done: number;
  readonly precision: Precision;
  /** Does up to `count` more chunks; true when all are done. */
  advance(count: number): boolean;
  result(): PartitionResult;
}

export interface PartitionKernel {
  /** Starts a job; the parameters are copied. Whatever call comes next on the same kernel ends it. */
  begin(model: Parameters, options?: PartitionOptions): PartitionJob;
  plan(model: Parameters, options?: PartitionOptions): PartitionPlan;
  /**
   * One part, 0-based. The parameters are copied; whatever call comes next on the same kernel ends the job.
   * RangeError where there is no such part.
   */
  beginPart(model: Parameters, options: PartitionOptions | undefined, part: number): PartJob;
  /**
   * All parts in order, some of the first ones joined or not: the result, the same bits as `begin` finds. RangeError
   * where parts are missing.
   */
  merge(
    model: Parameters,
    options: PartitionOptions | undefined,
    parts: readonly PartitionPart[],
  ): PartitionResult;
}

// ---------------------------------------------------------------- annealed importance sampling

/**
 * Chains from a base model without weights (visible biases `base`, hidden biases 0) to the model, or back.
 * The model at β has the weights βW, the hidden biases βb and the visible biases (1 − β) base + βa.
 */
export interface AnnealingOptions {
  /** [visible] */
  readonly base: Float64Array;
  /** Inverse temperatures from 0 to 1, ascending (repeats allowed), both ends included: at least two. */
  readonly betas: Float64Array;
  /** Numbers of the chains [from, to): a chain's random numbers depend on its own number alone. */
  readonly from: number;
  readonly to: number;
  readonly seed: number;
  /** Reverse chains start at these states of the model, [to − from × visible]; forward ones at samples of the base. */
  readonly starts?: Uint8Array;
  /** Indices into `betas` at which every chain's ln w is kept, ascending. */
  readonly record?: readonly number[];
}

export interface AnnealingJob {
  /** Chain steps (one β of one chain), in all and done. */
  readonly steps: number;
  readonly done: number;
  /** Does at least one and up to about `steps` more; true when all are done. */
  advance(steps: number): boolean;
  /**
   * ln w of every chain, [to − from], with ln Z of the base added (forward), so that the mean of w is an unbiased
   * estimate of Z; reverse: ln of the weight whose mean is Z_base/Z, with ln Z of the base subtracted.
   */
  logWeights(): Float64Array;
  /** ln w (with the base's ln Z as above) at the recorded β: [record × chains]. */
  recorded(): Float64Array;
  /** Visible states after the Gibbs sweep at the last β, [to − from × visible]. */
  states(): Uint8Array;
}

export interface AnnealingKernel {
  /** Copies the model. A job begun earlier on the same kernel becomes invalid. RangeError or TypeError in words. */
  begin(model: Parameters, options: AnnealingOptions): AnnealingJob;
}

// ---------------------------------------------------------------- measures over rows

/** Measures of a snapshot of a model over rows, in ranges, so that a caller can cut the work into slices. */
export interface Evaluator {
  /** Names a set of rows ("training", "heldOut", …) and keeps a copy. */
  setRows(name: string, rows: BinaryRows): void;
  /** Copies the parameters that the sums below are about. */
  setModel(model: Parameters): void;
  /** Σ F_c(v) over rows [from, to), in nats. */
  clampedFreeEnergySum(name: string, from: number, to: number): number;
  /** Σ over rows of Σ_i ln p(v_i | v_rest), exact, in nats. */
  pseudoLikelihoodSum(name: string, from: number, to: number): number;
  /** Σ over rows of the mean over pixels of (v − σ(a + W σ(b + Wᵀv)))². */
  reconstructionErrorSum(name: string, from: number, to: number): number;
  /** p(h = 1 | v) for rows [from, to), row-major [to − from × hidden]; a fresh array, or into `out`. */
  hiddenMeans(name: string, from: number, to: number, out?: Float32Array): Float32Array;
  /**
   * One Gibbs sweep v → h → v of chains on show at inverse temperature `beta`, in place. `chains` is
   * [count × visible]; where `clamp[i]` is 1 unit i keeps its value. Stream: purpose "chains on show", the
   * chain's number, `tick`.
   */
  sweepChains(
    chains: Uint8Array,
    count: number,
    options: { seed: number; tick: number; beta: number; clamp?: Uint8Array },
  ): void;
}
