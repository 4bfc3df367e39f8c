/** A comparison filled by hand: a 4×4 lattice, five hidden units, blocks of 2×2. */
import type { LatticeLayer, LatticeMachineResult, LatticePictures } from '../../../src/engine/study';

export const side = 4;
const sites = side * side;

/** Unit 0 at (0, 0), unit 1 at (3, 2) turned round, unit 2 over everything, unit 3 idle, unit 4 nowhere. */
export function layerOf(changes: Partial<LatticeLayer> = {}): LatticeLayer {
  const fields = new Float32Array(sites * 5);
  const put = (x: number, y: number, unit: number, weight: number) => {
    fields[(x + side * y) * 5 + unit] = weight;
  };
  put(0, 0, 0, 3);
  put(1, 0, 0, 1);
  put(3, 2, 1, -2);
  put(3, 3, 1, -1);
  for (let site = 0; site < sites; site++) fields[site * 5 + 2] = 0.5;
  put(1, 1, 3, 0.1);
  return {
    hidden: 5,
    fields,
    centre: Int32Array.of(0, 11, 0, 5, -1),
    reach: Float64Array.of(0.32, 0.45, 1.73, 0, Number.NaN),
    sites: Float64Array.of(1.22, 1.47, 16, 1, Number.NaN),
    strength: Float64Array.of(10, 5, 4, 0.01, 0),
    locality: { value: 0.61, chance: 0.08 },
    agreement: {
      rows: 400,
      block: Int32Array.of(0, 3, 1, 0, -1),
      correlation: Float64Array.of(0.9, -0.8, 0.5, 0.2, 0),
      best: 0.48,
      any: 0.3,
      shuffled: 0.06,
      below: 0.6,
    },
    ...changes,
  };
}

/** Two pictures: all up but the first site, and all down; the hidden layer says the same of the blocks. */
export const picturesOf = (hidden: readonly Float32Array[]): LatticePictures => ({
  count: 2,
  bits: Uint8Array.from({ length: 2 * sites }, (_, n) => (n > 0 && n < sites ? 1 : 0)),
  blocks: Int8Array.of(1, 1, 1, 1, -1, -1, -1, -1),
  hidden,
});

const flow = (start: number, end: number) => ({
  start,
  temperatures: [start, (start + end) / 2, end].map((value) => ({
    value,
    low: value - 0.1,
    high: value + 0.1,
  })),
});

export function latticeResult(changes: Partial<LatticeMachineResult> = {}): LatticeMachineResult {
  const means = Float32Array.of(0.9, 0.2, 0.5, 0.5, 0.5, 0.1, 0.7, 0.5, 0.5, 0.5);
  return {
    update: 1741,
    ask: {
      temperature: 2.5,
      spread: 1,
      block: 2,
      chains: 64,
      sweeps: 1200,
      starts: [1, 6],
      steps: 2,
    },
    stacked: false,
    side,
    layers: [layerOf()],
    noise: { reach: 1.6, sites: 6 },
    data: {
      energy: { value: -1.16, error: 0.004 },
      absMagnetisation: { value: 0.475, error: 0.004 },
      heatCapacity: { value: 1.11, error: 0.02 },
    },
    machine: {
      energy: { value: -1.15, error: 0.008 },
      absMagnetisation: { value: 0.555, error: 0.007 },
      heatCapacity: { value: 1.15, error: 0.03 },
    },
    exact: { energy: -1.1601, heatCapacity: 1.1278 },
    sampling: { start: 'data', warmUp: 300, energyTime: 47.5, settled: true },
    pictures: { data: picturesOf([means]), machine: picturesOf([means]) },
    flow: [flow(1, 2.4), flow(6, 2.55)],
    flowPictures: 128,
    ...changes,
  };
}
