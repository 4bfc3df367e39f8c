/** What crosses the thread between the page and the worker that samples Ising lattices: plain data. */
import type { Lattice } from '../../core/ising/lattice';

/** How spins are flipped: one at a time, or by clusters. */
export type LatticeAlgorithm = 'metropolis' | 'wolff';
/** As fast as it goes, or a sweep (a cluster) for each frame that is pulled. */
export type LatticePace = 'fastest' | 'frame';
export type LatticeStart = 'up' | 'random';

/** What the knobs allow: sides in spins, T in J/k, the field H in J. J = 1. */
export const latticeRanges = {
  Lx: { min: 2, max: 128 },
  Ly: { min: 1, max: 128 },
  temperature: { min: 0.5, max: 5 },
  field: { min: -1, max: 1 },
} as const;
/** Spins that a block may have along a side, and how often a lattice may be blocked. */
export const blockSizes = [2, 3] as const;
export const mostBlockings = 6;

export interface LatticeKnobs {
  /** In J/k: K = 1/T. */
  readonly temperature: number;
  /** H in J: h = H/T. */
  readonly field: number;
  readonly algorithm: LatticeAlgorithm;
  readonly pace: LatticePace;
  /** Spins along a side of a block. */
  readonly blockSize: number;
  /** How many times the lattice is blocked, where it can be so often. */
  readonly blockings: number;
}
export interface LatticeRequest extends LatticeKnobs {
  readonly lattice: Lattice;
  readonly seed: number;
  readonly start: LatticeStart;
}

/** A mean over the lattices since the last change, without the first quarter of them. */
export interface MeasuredMean {
  readonly mean: number;
  /** Standard error, autocorrelation counted in; NaN where nothing moved. */
  readonly error: number;
  /** Integrated autocorrelation time, in sweeps or in lots of clusters; NaN where nothing moved. */
  readonly time: number;
  /** Independent lattices that the mean is worth: length over autocorrelation time. */
  readonly independent: number;
  /** Whether the time could be told from a record this long: else the error is too small. */
  readonly settled: boolean;
}

export interface LatticeMeasures {
  /** −⟨Σ s s'⟩/N in J: of the bonds alone, also in a field. */
  readonly energy: MeasuredMean;
  /** ⟨|Σ s|⟩/N. */
  readonly magnetisation: MeasuredMean;
  /** ⟨Σ s⟩/N. */
  readonly signedMagnetisation: MeasuredMean;
  /** K² Var(Σ s s')/N in k. */
  readonly heatCapacity: MeasuredMean;
  /** Sweeps, or lots of clusters, that were looked at, and those left out before them. */
  readonly length: number;
  readonly leftOut: number;
  /** Clusters in a lot; 0 for sweeps. */
  readonly clustersPerLot: number;
}

/** How a value without error came about. */
export type ExactMethod = 'enumeration' | 'transfer matrix' | 'Kaufman';

/** Exact values of a lattice; a magnetisation only where it is small or narrow enough. */
export interface ExactPoint {
  readonly how: ExactMethod;
  readonly logZ: number;
  readonly energy: number;
  readonly heatCapacity: number;
  readonly magnetisation?: number;
  /** Where that came about another way than the rest. */
  readonly magnetisationHow?: ExactMethod;
}
/** Those of a lattice without end, without a field; ln Z per spin. */
export interface InfinitePoint {
  readonly how: 'Onsager and Yang' | 'infinite ring';
  readonly logZPerSpin: number;
  readonly energy: number;
  readonly heatCapacity: number;
  readonly magnetisation: number;
}
export interface ExactValues {
  readonly temperature: number;
  readonly field: number;
  readonly finite?: ExactPoint;
  readonly infinite?: InfinitePoint;
  /** Why there is no value of this lattice, in words. */
  readonly whyNot?: string;
}

/** Values over temperatures, each [temperatures]; NaN where not computed yet, and where there is none. */
export interface ExactCurve {
  readonly energy: Float64Array;
  readonly heatCapacity: Float64Array;
  readonly magnetisation: Float64Array;
}
export interface ExactCurves {
  readonly temperatures: Float64Array;
  readonly finite?: ExactCurve;
  readonly infinite?: ExactCurve;
}

/** A lattice that was blocked some times: first the one that is sampled. */
export interface BlockedLevel {
  readonly lattice: Lattice;
  /** ±1, row-major [Ly × Lx]. */
  readonly spins: Int8Array;
}
/** The coupling whose exact bond sum a blocked lattice has in the mean; ∞ for all alike. */
export interface FlowPoint {
  readonly lattice: Lattice;
  readonly coupling: number;
  /** Standard error; NaN where it can't be told. */
  readonly error: number;
}
export interface CouplingFlow {
  readonly points: readonly FlowPoint[];
  /** Pictures that the means are over. */
  readonly pictures: number;
}

export interface LatticeFrame {
  readonly version: number;
  /** Grows with every lattice that was opened. */
  readonly run: number;
  readonly lattice: Lattice;
  readonly knobs: LatticeKnobs;
  readonly playing: boolean;
  /** Since the lattice was opened. */
  readonly sweeps: number;
  readonly clusters: number;
  /** Sweeps/s by single flips, flipped spins/s by clusters; 0 as long as it can't be told. */
  readonly rate: number;
  /** −Σ s s'/N in J and Σ s/N of the picture. */
  readonly energy: number;
  readonly magnetisation: number;
  /** The lattice, and it blocked once, twice, …. */
  readonly levels: readonly BlockedLevel[];
  /** These where they are newer than what was asked `after`. */
  readonly measures?: LatticeMeasures | null;
  readonly exact?: ExactValues;
  readonly curves?: ExactCurves;
  readonly flow?: CouplingFlow | null;
}

/** What the page may ask of a lattice in its worker. */
export interface LatticeApi {
  /** Opens a lattice in place of the one before, at rest. Rejects in words where it is none. */
  open(request: LatticeRequest): Promise<void>;
  /** Binds at once; means begin anew where the distribution or the way to it changes. */
  configure(changes: Partial<LatticeKnobs>): Promise<void>;
  /** All spins up, or each by a coin. */
  begin(start: LatticeStart): Promise<void>;
  play(): Promise<void>;
  pause(): Promise<void>;
  /** One sweep, or one cluster. */
  step(): Promise<void>;
  /** Answered with the first state whose version is greater. */
  frame(after: number): Promise<LatticeFrame>;
}
