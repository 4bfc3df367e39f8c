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
 * (exact gradient only) · `learn` applies ΔW. At the start of an update the stage is `positive`.
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

/** One sample of the current batch on its way through an update, for the overview strip. */
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
   * or the means of the exact gradient are needed. Returns the row half-steps spent (at least one unless there
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

export interface PartitionResult {
  readonly logPartition: number;
  readonly precision: Precision;
  /** States enumerated: 2^min(visible, hidden), as a number. */
  readonly states: number;
  readonly means?: ModelMeans;
}

/** One enumeration under way over a snapshot of a model. The grid of chunks depends on the shape alone. */
export interface PartitionJob {
  readonly chunks: number;
  readonly done: number;
  readonly precision: Precision;
  /** Does up to `count` more chunks; true when all are done. */
  advance(count: number): boolean;
  result(): PartitionResult;
}

export interface PartitionKernel {
  /** Starts a job; the parameters are copied. A job begun earlier on the same kernel becomes invalid. */
  begin(model: Parameters, options?: { precision?: Precision; means?: boolean }): PartitionJob;
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
