/**
 * Studies: longer computations about a model that stands still, done by a pool of workers beside the one that
 * trains. Here is what the page may ask, what is said on the way, and what comes back: plain data. Natural
 * units: nats, inverse temperatures without unit, seconds where named so.
 */
import type { GroupComparisons, Length } from '../core/gradientComparison';
import type { ModelMeans } from '../core/partition';
import type { BinaryRows, Parameters, Precision, TrainerState, UpdateRule } from '../kernels/contract';
import type { CodesAsk, CodesProgress, CodesResult } from './codesStudy';
import type {
  InpaintingAsk,
  InpaintingProgress,
  InpaintingResult,
  SamplesAsk,
  SamplesResult,
} from './inpaintingStudy';
import type { LatticeMachineAsk, LatticeMachineResult } from './latticeMachineStudy';
import type { SizeConsistencyAsk, SizeConsistencyResult } from './sizeConsistencyStudy';
import type {
  FeaturesAsk,
  FeaturesProgress,
  FeaturesResult,
  StackAsk,
  StackPicturesAsk,
  StackProgress,
  StackResult,
  StackSamples,
} from './stackStudy';

export * from './codesStudy';
export * from './inpaintingStudy';
export * from './latticeMachineStudy';
export * from './sizeConsistencyStudy';
export * from './stackStudy';

/** How an estimate was obtained; `data-method` of its read-out. */
export type StudyMethod = 'exact' | 'AIS' | 'reverse AIS' | 'TAP-2' | 'mean field' | 'Monte Carlo';

/** A model standing still, with all that would train it further: what every study is about. */
export interface Subject {
  readonly run: number;
  readonly update: number;
  readonly parameters: Parameters;
  readonly state: TrainerState;
  readonly rule: UpdateRule;
  readonly seed: number;
}

/** The rows of a run: sent once to each worker that studies it. */
export interface Material {
  readonly run: number;
  readonly training: BinaryRows;
  readonly heldOut: BinaryRows;
  readonly shape: { readonly rows: number; readonly columns: number };
  /** What each row shows, where that is known: as many as there are rows. */
  readonly labels?: { readonly training: readonly string[]; readonly heldOut: readonly string[] };
}

/** An estimate and where the true value lies with all but certainty; `low` may be −∞. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How far a study is: 0..1 of it, and what is left at the pace so far. A task tells its share; the page knows the time. */
export interface TimedProgress {
  readonly share: number;
  readonly secondsLeft: number;
}

// ---------------------------------------------------------------- ln Z by enumeration, over the pool

export interface EnumerationAsk {
  /** Also ⟨v⟩, ⟨h⟩, ⟨v hᵀ⟩, U, C and S: takes several times as long. */
  readonly moments: boolean;
  /** Goes on with the one that was stopped, about the model as it was then, however far training has gone since. */
  readonly resume?: boolean;
}
export interface EnumerationProgress {
  /** Of the model that is enumerated. */
  readonly update: number;
  /** 0..1 of all the work. */
  readonly share: number;
  /** States that it has been over so far, of `states`; a part in hand counts by how far it is. */
  readonly done: number;
  readonly states: number;
  /** ln of the sum so far: ln Z is at least this. −∞ before the first part. */
  readonly lowerBound: number;
  readonly secondsLeft: number;
  readonly precision: Precision;
}
/** Thermodynamics at β = 1: U = ⟨E⟩, C = ⟨E²⟩ − U², S = ln Z + U, all in nats. */
export interface EnergyMoments {
  readonly U: number;
  readonly C: number;
  readonly S: number;
}
export interface EnumerationResult {
  readonly logPartition: number;
  readonly precision: Precision;
  readonly states: number;
  readonly seconds: number;
  readonly workers: number;
  readonly means?: ModelMeans;
  readonly energy?: EnergyMoments;
}
/** What an enumeration would take, from a short calibration here. */
export interface EstimateResult {
  /** Whether there are few enough states to enumerate: up to 36 units in the smaller layer. */
  readonly possible: boolean;
  /** May be ∞. */
  readonly states: number;
  readonly precision: Precision;
  /** Workers there would be while the page trains, and while it rests. */
  readonly workers: number;
  readonly workersAtRest: number;
  /** Of one worker: for ln Z alone, and with the moments. Parts are shared out evenly. */
  readonly seconds: number;
  readonly secondsWithMoments: number;
}

// ---------------------------------------------------------------- deterministic approximations

/** A stationary point of a variational free energy. */
export interface FixedPoint {
  readonly logPartition: number;
  readonly converged: boolean;
  readonly iterations: number;
  /** Largest change of a magnetisation in the last iteration. */
  readonly residual: number;
}
export interface ApproximationsResult {
  readonly meanField: FixedPoint;
  readonly tap2: FixedPoint;
}

// ---------------------------------------------------------------- annealed importance sampling

export type AisBase = 'data' | 'uniform' | 'model';
export interface AnnealingAsk {
  /** Visible biases of the base: from the data's smoothed means, none, or the model's own (which may fail silently). */
  readonly base: AisBase;
  /** Chains, 1..10,000; inverse temperatures from 0 to 1, both ends counted, 2..100,000. */
  readonly chains: number;
  readonly betas: number;
  /** Also from the model to the base. From exact samples where the smaller layer can be enumerated. */
  readonly reverse: boolean;
}
export interface AisEstimate extends Interval {
  readonly method: 'AIS' | 'reverse AIS';
  /** (Σw)²/Σw², 1..chains. */
  readonly effectiveSampleSize: number;
  readonly chains: number;
  readonly betas: number;
  /**
   * What each chain alone says of ln Z: ln w + ln Z_base, whose mean in linear space is the estimate of Z; of
   * reverse chains ln Z_base − ln w, and the mean of their reciprocals is that of 1/Z.
   */
  readonly logWeights: Float64Array;
  /** How it grew from ln Z_base at β = 0: mean and standard deviation over the chains at these β. */
  readonly path: {
    readonly beta: Float64Array;
    readonly mean: Float64Array;
    readonly deviation: Float64Array;
  };
}
export interface AnnealingResult {
  readonly base: AisBase;
  readonly forward: AisEstimate;
  /** `bound`: from exact samples, so that in expectation ln Z lies between the two. */
  readonly reverse?: AisEstimate & { readonly bound: boolean };
  readonly seconds: number;
}

// ---------------------------------------------------------------- thermodynamics

export interface ThermodynamicsAsk {
  /** Inverse temperatures of the curves: `points` from `from` to `to`, 2..1,000; 0 ≤ from < to. */
  readonly from: number;
  readonly to: number;
  readonly points: number;
  /** Where the numbers are read and the identities checked, from 0. */
  readonly at: number;
  /** The units whose biases and weight are nudged, 0-based. */
  readonly visibleUnit: number;
  readonly hiddenUnit: number;
  /** Where the smaller layer can't be enumerated: chains 2..10,000 and inverse temperatures 2..100,000 of AIS. */
  readonly chains: number;
  readonly betas: number;
}
/** Two ways to the same number. */
export interface Identity {
  /** "U", "C", "v", "h", "vh", "S". */
  readonly name: string;
  /** TeX of the two sides. */
  readonly left: string;
  readonly right: string;
  /** "differentiated", "averaged", "summed", "from ln Z and U". */
  readonly leftHow: string;
  readonly rightHow: string;
  readonly leftValue: number;
  readonly rightValue: number;
  /** |left − right| / max(1, |left|, |right|). */
  readonly difference: number;
}
/** A curve over β; with ±3σ where it is an estimate. */
export interface ThermodynamicCurve {
  readonly value: Float64Array;
  readonly low?: Float64Array;
  readonly high?: Float64Array;
}
/** ln Z, U = ⟨E⟩, S = ln Z + βU and C = β²(⟨E²⟩ − U²), in nats, of the machine at inverse temperature β. */
export interface Thermodynamic<T> {
  readonly logPartition: T;
  readonly U: T;
  readonly S: T;
  readonly C: T;
}
export interface ThermodynamicsResult {
  readonly method: 'exact' | 'AIS';
  /** "2¹⁶ states, f64", "100 chains × 1,000 β". */
  readonly detail: string;
  readonly beta: Float64Array;
  readonly curves: Thermodynamic<ThermodynamicCurve>;
  /** At the β asked for; low and high are the value itself where it is exact. */
  readonly at: Thermodynamic<Interval> & { readonly beta: number };
  /** Empty where nothing exact is to be had. */
  readonly identities: readonly Identity[];
  /** How the entropy was summed, or what is missing and why: a sentence. */
  readonly remark: string;
  /** How long the curves took, in all. */
  readonly seconds: number;
}

// ---------------------------------------------------------------- the gradient's truth

/** Plain gradients of the mean log-likelihood, without decay, sparsity, centering and momentum. */
export interface GradientResult {
  /** Updates before the one whose estimate is looked at. */
  readonly update: number;
  readonly algorithm: UpdateRule['algorithm'];
  readonly gibbsSteps: number;
  /** The next update's estimate against the exact gradient on the same batch; absent where that isn't affordable. */
  readonly estimate?: { readonly against: GroupComparisons; readonly detail: string };
  readonly whyNoEstimate?: string;
  /** The mean of the estimate on the training rows against the exact gradient there: what is left is bias. */
  readonly expected?: {
    readonly method: 'exact' | 'Monte Carlo';
    readonly detail: string;
    readonly against: GroupComparisons;
    /** Frobenius norm of the difference over all W, and that over the exact gradient's. */
    readonly bias: Length;
    readonly relativeBias: Length;
  };
  readonly whyNoExpected?: string;
  /** Of W, row-major [visible × hidden]: the next update's estimate, the exact gradient on its batch, and the bias. */
  readonly matrices?: {
    readonly estimate: Float32Array;
    readonly exact: Float32Array;
    readonly bias?: Float32Array;
  };
  /** Of one Gibbs sweep, where V + H ≤ 22. */
  readonly sweep?: { readonly secondEigenvalue: number; readonly relaxationTime: number };
  readonly whyNoSweep?: string;
}

// ---------------------------------------------------------------- p(v) and its landscape

export interface DistributionAsk {
  /** Instead of the model as it stands: one that was edited by hand. */
  readonly edited?: Parameters;
  /** The number of that edit, for the answer to carry. */
  readonly edit?: number;
}
/** A visible state and how likely it is. */
export interface FoundState {
  /** State number: unit i is digit i; −1 where the layer has more than 31 units. */
  readonly state: number;
  readonly bits: Uint8Array;
  /** F_c(v), nats. */
  readonly freeEnergy: number;
  /** ln p(v), where ln Z is known. */
  readonly logProbability?: number;
  /** No single flip leads lower. */
  readonly minimum: boolean;
}
export interface Minimum extends FoundState {
  /** Share of p(v) that flows down to it, where all states are walked over. */
  readonly basin?: number;
  /** Share of the training rows that flow down to it (of those looked at). */
  readonly rows: number;
  /** Share of the search's own chains that flow down to it, where not all states are walked over. */
  readonly chains?: number;
}
export interface DistributionResult {
  readonly update: number;
  readonly visible: number;
  /** The ask's. */
  readonly edit?: number;
  /** What all of this is about, copied: the view computes from it what belongs to a single state. */
  readonly parameters: Parameters;
  readonly logPartition?: number;
  readonly whyNoLogPartition?: string;
  /** Up to 16 visible units: all states, by number (unit i is digit i). */
  readonly whole?: {
    /** p(v), the training rows' q(v), F_c(v): [2^visible]. */
    readonly p: Float64Array;
    readonly q: Float64Array;
    readonly freeEnergy: Float64Array;
    /** Number of the basin that each state flows down to; the first ones are those of `minima`. */
    readonly basinOf: Uint32Array;
    /** States, the most probable first. */
    readonly ranked: Uint32Array;
    /** KL(q‖p), KL(p‖q) (∞ where q lacks a state that p has), total variation, nats but the last. */
    readonly klDataModel: number;
    readonly klModelData: number;
    readonly totalVariation: number;
  };
  /** Local minima of F_c, the lowest first, at most 64. */
  readonly minima: readonly Minimum[];
  readonly minimaFound: number;
  /** The most probable states, minima or not, at most 64. */
  readonly states: readonly FoundState[];
  /** Where the states were looked for, where they are too many to walk over. */
  readonly search?: { readonly rows: number; readonly chains: number; readonly sweeps: number };
}

// ---------------------------------------------------------------- mixing

export interface MixingAsk {
  /** Chains 2..64, sweeps 16..100,000. */
  readonly chains: number;
  readonly sweeps: number;
  readonly start: 'data' | 'random';
  readonly beta: number;
}
/** An integrated autocorrelation time in sweeps; `low` and `high` are ±3 standard deviations. */
export interface AutocorrelationTime extends Interval {
  /** False where the chains are too short to tell: the true time is longer. */
  readonly settled: boolean;
}
export interface MixingResult extends MixingAsk {
  readonly update: number;
  /** Sweeps at the beginning that no number counts: a tenth of them after a random start. */
  readonly warmUp: number;
  /** F_c(v) of every chain from the first sweep on, [chains × points], every `stride` sweeps; 500 points at most. */
  readonly traces: Float64Array;
  readonly points: number;
  readonly stride: number;
  /** The numbers below are about `kept` states of each chain after the warm-up, one every `every` sweeps. */
  readonly every: number;
  readonly kept: number;
  /** Autocorrelation at lags 0, 1, … × `every` sweeps: of F_c, and the mean over visible units that move. */
  readonly energyAutocorrelation: Float64Array;
  readonly unitAutocorrelation: Float64Array;
  /** Independent values would stay within ±noise: two standard deviations. */
  readonly noise: number;
  /** NaN where nothing moves. */
  readonly energyTime: AutocorrelationTime;
  readonly slowestUnitTime: AutocorrelationTime;
  /** The unit with that time, −1 where none moves; and how many move. */
  readonly slowestUnit: number;
  readonly movingUnits: number;
  /** What all chains together are worth, for F_c. */
  readonly effectiveSamples: number;
  /** Split-R̂ of F_c, and the worst of all moving units; ∞ where chains stand still in different places. */
  readonly rHat: number;
  readonly worstUnitRHat: number;
  readonly worstUnit: number;
  /** The modes (local minima of F_c) visited, most visited first, at most 32, and visits by chain [chains × modes]. */
  readonly modes: readonly { readonly bits: Uint8Array; readonly share: number }[];
  readonly occupancy: Float64Array;
  readonly modesFound: number;
  /** States of each chain whose mode was looked for. */
  readonly looks: number;
  /** Chains that never left the mode they began in, while there are others. */
  readonly stuck: readonly number[];
}

// ---------------------------------------------------------------- the weights' spectrum

export interface SpectrumResult {
  readonly update: number;
  /** Descending, min(visible, hidden) of them. */
  readonly singularValues: Float64Array;
  /** Eigenvalues of WᵀW/max(V, H), ascending: what the density is about. */
  readonly eigenvalues: Float64Array;
  /** Marchenko-Pastur with the variance of the entries of W: its edges and parameters. */
  readonly marchenkoPastur: {
    readonly variance: number;
    readonly ratio: number;
    readonly lower: number;
    readonly upper: number;
    /** Above it lies no eigenvalue of noise in 99 of 100 matrices: beyond the edge, which is soft. */
    readonly spikesFrom: number;
    /** Eigenvalues above that. */
    readonly spikes: number;
  };
  /** Power law λ^−α of the tail from `from` on (Clauset, Shalizi & Newman 2009); absent below 8 eigenvalues. */
  readonly tail?: {
    readonly exponent: number;
    readonly deviation: number;
    readonly from: number;
    readonly count: number;
    /** Kolmogorov-Smirnov distance. */
    readonly distance: number;
  };
  /** Too small a layer to mean much. */
  readonly indicative: boolean;
  /** Mean of p(h|v) of every hidden unit over `rows` of the `ofRows` training rows, evenly spread. */
  readonly activity: Float64Array;
  readonly rows: number;
  readonly ofRows: number;
  /** Hidden units whose mean activity is below 1 % or above 99 %, and the share of p(h|v) beyond those. */
  readonly dead: readonly number[];
  readonly saturated: readonly number[];
  readonly saturation: number;
}

// ---------------------------------------------------------------- verifying the mathematics

export interface Check {
  readonly group: string;
  readonly name: string;
  readonly value: number | string;
  readonly reference: number | string;
  /** |value − reference|; 0 or ∞ for texts. */
  readonly difference: number;
  readonly tolerance: number;
  readonly passes: boolean;
  /** Which code computed it: "f64 kernel", "core". */
  readonly by: string;
}
export interface VerificationProgress {
  readonly checks: readonly Check[];
  readonly total: number;
}
export interface VerificationResult {
  readonly checks: readonly Check[];
  readonly passed: number;
  readonly seconds: number;
}

// ---------------------------------------------------------------- the table of studies

export interface Studies {
  estimate: { ask: object; progress: never; result: EstimateResult };
  enumeration: { ask: EnumerationAsk; progress: EnumerationProgress; result: EnumerationResult };
  approximations: { ask: object; progress: never; result: ApproximationsResult };
  annealing: { ask: AnnealingAsk; progress: TimedProgress; result: AnnealingResult };
  thermodynamics: { ask: ThermodynamicsAsk; progress: TimedProgress; result: ThermodynamicsResult };
  gradient: { ask: object; progress: never; result: GradientResult };
  distribution: { ask: DistributionAsk; progress: TimedProgress; result: DistributionResult };
  mixing: { ask: MixingAsk; progress: TimedProgress; result: MixingResult };
  spectrum: { ask: object; progress: never; result: SpectrumResult };
  latticeMachine: { ask: LatticeMachineAsk; progress: TimedProgress; result: LatticeMachineResult };
  stack: { ask: StackAsk; progress: StackProgress; result: StackResult };
  stackPictures: { ask: StackPicturesAsk; progress: TimedProgress; result: StackSamples };
  features: { ask: FeaturesAsk; progress: FeaturesProgress; result: FeaturesResult };
  sizeConsistency: { ask: SizeConsistencyAsk; progress: TimedProgress; result: SizeConsistencyResult };
  samples: { ask: SamplesAsk; progress: never; result: SamplesResult };
  inpainting: { ask: InpaintingAsk; progress: InpaintingProgress; result: InpaintingResult };
  codes: { ask: CodesAsk; progress: CodesProgress; result: CodesResult };
  verification: { ask: object; progress: VerificationProgress; result: VerificationResult };
}
export type StudyKind = keyof Studies;
export const studyKinds = [
  'estimate',
  'enumeration',
  'approximations',
  'annealing',
  'thermodynamics',
  'gradient',
  'distribution',
  'mixing',
  'spectrum',
  'latticeMachine',
  'stack',
  'stackPictures',
  'features',
  'sizeConsistency',
  'samples',
  'inpainting',
  'codes',
  'verification',
] as const satisfies readonly StudyKind[];
