/** What the page may ask about pictures painted over or noisy, and what comes back filled in. */
import type { TimedProgress } from './study';

/** Training rows, or those that the machine has never seen. */
export type RowSet = 'training' | 'heldOut';

export interface SamplesAsk {
  readonly set: RowSet;
  /** The first row, 0-based, and how many there are room for: fewer come at the end. */
  readonly from: number;
  readonly count: number;
}
/** Rows of the data to choose from. */
export interface SamplesResult extends SamplesAsk {
  /** Rows of the set in all. */
  readonly ofRows: number;
  /** [count × visible], 0 or 1. */
  readonly bytes: Uint8Array;
  readonly labels?: readonly string[];
}

export type InpaintingMode = 'stochastic' | 'meanField' | 'annealed';
export interface InpaintingAsk {
  readonly set: RowSet;
  /** The picture, 0-based in its set. */
  readonly row: number;
  /** 1 where a pixel is known, 0 where it is painted over, [visible]. */
  readonly known: Uint8Array;
  /** Noise turns each pixel over with this probability before it is seen, 0..0.45; 0: what is known is certain. */
  readonly flip: number;
  readonly mode: InpaintingMode;
  /** Gibbs sweeps, 2..5,000; mean field takes as many iterations as it needs. */
  readonly sweeps: number;
}
/** A picture as it is being filled in, whole: known pixels as they are seen. */
export interface InpaintingStage {
  /** Sweeps, or iterations, so far. */
  readonly sweep: number;
  /** β of the last sweep. */
  readonly beta: number;
  /** The chain's state, [visible]; of mean field the magnetisations rounded. */
  readonly state: Uint8Array;
  /** The estimate of p(pixel on): mean over sweeps, magnetisation, or the annealed state itself, [visible]. */
  readonly estimate: Float32Array;
  /** Share of the open pixels that the state, and the estimate above ½, has right. */
  readonly stateRecovered: number;
  readonly recovered: number;
}
export interface InpaintingProgress extends TimedProgress {
  readonly stage?: InpaintingStage;
}
/** Shares of open pixels that guesses have right, 0..1, that no machine is needed for. */
export interface Guesses {
  readonly allOff: number;
  /** Each pixel as it is in most training rows. */
  readonly baseRate: number;
  /** With noise: the pixels as they are seen. */
  readonly asSeen?: number;
}
/** A mean over rows, with the standard error that their differences give. */
export interface MeanOverRows {
  readonly value: number;
  readonly error: number;
}
export interface InpaintingResult extends InpaintingAsk {
  readonly update: number;
  readonly truth: Uint8Array;
  readonly seen: Uint8Array;
  /** Numbers of the pixels that were open, and judged. */
  readonly open: Uint32Array;
  /** From the start to the end, at most 64. */
  readonly stages: readonly InpaintingStage[];
  readonly recovered: number;
  readonly guesses: Guesses;
  /** Sweeps at the beginning that the mean leaves out. */
  readonly warmUp: number;
  /** Of mean field: whether no magnetisation moves any more. */
  readonly convergence?: {
    readonly converged: boolean;
    readonly iterations: number;
    readonly residual: number;
  };
  /**
   * By enumeration, where the smaller layer has at most 16 units: the share that p(pixel on | what is known) has right
   * where it is cut at ½, and the largest difference of the estimate from it.
   */
  readonly exact?: { readonly recovered: number; readonly largestError: number };
  /** The same on many rows, with the same pixels painted over. */
  readonly overRows: {
    readonly set: RowSet;
    readonly rows: number;
    readonly ofRows: number;
    readonly recovered: MeanOverRows;
    readonly guesses: { readonly [G in keyof Guesses]: MeanOverRows };
    /** Recovered minus base rate, with noise minus what is seen, row by row: what the machine adds. */
    readonly gain: MeanOverRows;
    /** Of mean field: rows where it found no stationary point. */
    readonly unconverged: number;
  };
}
