/** What the page may ask about a machine that learns Ising lattices, beside blocks of their spins, and what comes back. */
import type { EffectiveTemperature } from '../core/ising/effectiveTemperature';
import type { LatticeMeasures } from '../core/ising/latticeMeasures';
import type { Locality } from '../core/ising/receptiveField';
import type { Parameters } from '../kernels/contract';

/** Parameters of a stack, bottom first. */
export type StackLayers = readonly Parameters[];
export interface LatticeMachineAsk {
  /** Of the run's lattices, J/k; where they are of several temperatures, from T/spread to T·spread, else 1. */
  readonly temperature: number;
  readonly spread: number;
  /** Side of the blocks of spins: a divisor of the lattice's side that leaves 2 or more. Left out: no blocks. */
  readonly block?: number;
  /** Of the machine's samples: chains 4..256, sweeps 40..100,000. */
  readonly chains: number;
  readonly sweeps: number;
  /** Temperatures that the flow begins at, 0.5..10 J/k, and its sweeps, 1..200. */
  readonly starts: readonly number[];
  readonly steps: number;
  /** In place of the machine: a whole stack, bottom first. The first layer is the one that samples. */
  readonly layers?: StackLayers;
}
/** Pictures of the lattice, and what stands over them. */
export interface LatticePictures {
  readonly count: number;
  /** [count × sites] */
  readonly bits: Uint8Array;
  /** ±1 by majority, [count × blocks]; empty without blocks. */
  readonly blocks: Int8Array;
  /** p(h = 1 | the layer below) of each layer, [count × hidden]. */
  readonly hidden: readonly Float32Array[];
}
export interface LatticeLayer {
  readonly hidden: number;
  /** Weights down to the lattice, through the layers between: row-major [sites × hidden]. */
  readonly fields: Float32Array;
  /** Of each field: its central site (−1 where all is 0), reach in lattice steps, sites that carry it, and Σw². */
  readonly centre: Int32Array;
  readonly reach: Float64Array;
  readonly sites: Float64Array;
  readonly strength: Float64Array;
  readonly locality: Locality;
  /** Of p(h|·) with block spins over `rows` of the data. */
  readonly agreement?: {
    readonly rows: number;
    /** Of each unit: the block it agrees with best, −1 for none, and the correlation. */
    readonly block: Int32Array;
    readonly correlation: Float64Array;
    /** Means over units: of |correlation| with the best block, with any block, and with the best where rows are shuffled. */
    readonly best: number;
    readonly any: number;
    readonly shuffled: number;
    /** Share of the units whose best block is the one that holds their centre. */
    readonly below: number;
  };
}
/** v → h → v from lattices of one temperature. */
export interface TemperatureFlow {
  readonly start: number;
  /** After 0, 1, … steps, J/k. */
  readonly temperatures: readonly EffectiveTemperature[];
}
export interface LatticeMachineResult {
  readonly update: number;
  readonly ask: Omit<LatticeMachineAsk, 'layers'>;
  /** Whether it is about a stack that was sent along. */
  readonly stacked: boolean;
  readonly side: number;
  readonly layers: readonly LatticeLayer[];
  /** Root mean square reach of noise on this lattice, and the sites that carry it. */
  readonly noise: { readonly reach: number; readonly sites: number };
  readonly data: LatticeMeasures;
  readonly machine: LatticeMeasures;
  /** Of the finite lattice; the heat capacity only where all lattices are of one temperature. */
  readonly exact: { readonly energy: number; readonly heatCapacity?: number };
  /** How the machine's samples came about. */
  readonly sampling: {
    readonly start: 'exact' | 'data';
    /** Sweeps that no number counts. */
    readonly warmUp: number;
    /** Integrated autocorrelation time of the energy, sweeps; NaN where nothing moves. */
    readonly energyTime: number;
    readonly settled: boolean;
  };
  readonly pictures: { readonly data: LatticePictures; readonly machine: LatticePictures };
  readonly flow: readonly TemperatureFlow[];
  /** Pictures behind each temperature of the flow. */
  readonly flowPictures: number;
}
