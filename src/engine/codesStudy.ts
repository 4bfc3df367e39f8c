/** What the page may ask about the hidden codes of the rows: where they lie, and who shares one. */
import type { StackLayers } from './latticeMachineStudy';
import type { TimedProgress } from './study';

export interface CodesAsk {
  /** Rows that are coded, training and held-out in proportion, evenly spread: 3..2,000, fewer where there are fewer. */
  readonly rows: number;
  /** Nearest neighbours that UMAP keeps together, 2..100; and how close it may put points, 0..1. */
  readonly neighbours: number;
  readonly minDistance: number;
  /** In place of the machine: the layers of a stack, bottom first, up to the one whose codes are wanted. */
  readonly layers?: StackLayers;
}
export interface CodesProgress extends TimedProgress {
  /** UMAP so far: x and y in turn, [points × 2]; and the labels as in the result. */
  readonly positions?: Float32Array;
  readonly labelNames?: readonly string[];
  readonly labelOf?: Uint8Array;
}
/** Samples with the same binary code. */
export interface CodeGroup {
  /** 1 where p(h|v) is above ½, [hidden]. */
  readonly code: Uint8Array;
  /** Points, ascending. */
  readonly members: Uint32Array;
  /** Mean of their pictures, [visible]. */
  readonly mean: Float32Array;
  /** The label that most of them bear, as a place in `labelNames`, and the share that does. */
  readonly label?: number;
  readonly purity?: number;
}
export interface CodesResult {
  readonly update: number;
  /** Whether it is about a stack that was sent along; layers that the codes have come through, units of the last. */
  readonly stacked: boolean;
  readonly depth: number;
  readonly hidden: number;
  readonly points: number;
  readonly ofRows: number;
  /** Of each point: 1 for a training row, 0 for a held-out one; and its row. */
  readonly training: Uint8Array;
  readonly row: Uint32Array;
  /** [points × visible], 0 or 1. */
  readonly pictures: Uint8Array;
  /** What labels there are, and which each point bears; absent where the data has none. */
  readonly labelNames?: readonly string[];
  readonly labelOf?: Uint8Array;
  readonly pca: {
    /** x and y in turn, [points × 2]. */
    readonly positions: Float32Array;
    /** Variance along the two axes, and in all directions. */
    readonly variances: readonly [number, number];
    readonly total: number;
  };
  readonly umap: {
    readonly positions: Float32Array;
    readonly neighbours: number;
    readonly minDistance: number;
    readonly epochs: number;
  };
  readonly clusters: {
    /** Distinct codes, those that several samples share, and the samples that share theirs. */
    readonly distinct: number;
    readonly shared: number;
    readonly sharing: number;
    /** Purity over the samples that share theirs; absent without labels, and where none is shared. */
    readonly purity?: number;
    /** The same with labels shuffled: mean and standard deviation over so many shufflings. */
    readonly byChance?: { readonly mean: number; readonly deviation: number; readonly draws: number };
    /** The largest, at most 12. */
    readonly largest: readonly CodeGroup[];
  };
}
