/** Made-up frames of a lattice, for views and state. */
import { infiniteLattice } from '../../../src/core/ising/infiniteLattice';
import type {
  ExactCurves,
  LatticeFrame,
  LatticeMeasures,
  MeasuredMean,
} from '../../../src/engine/lattice/frame';

export const meanOf = (mean: number, changes: Partial<MeasuredMean> = {}): MeasuredMean => ({
  mean,
  error: 0.004,
  time: 13,
  independent: 900,
  settled: true,
  ...changes,
});

export const measuresOf = (changes: Partial<LatticeMeasures> = {}): LatticeMeasures => ({
  energy: meanOf(-1.41),
  magnetisation: meanOf(0.71),
  signedMagnetisation: meanOf(0.02),
  heatCapacity: meanOf(1.4, { error: 0.06 }),
  length: 12_345,
  leftOut: 4115,
  clustersPerLot: 0,
  ...changes,
});

/** Stripes that no symmetry of the square leaves as they are. */
export const spinsOf = (Lx: number, Ly: number): Int8Array =>
  Int8Array.from({ length: Lx * Ly }, (_, i) => (((i % Lx) + 2 * Math.floor(i / Lx)) % 5 < 2 ? 1 : -1));

export function curvesOf(): ExactCurves {
  const temperatures = Float64Array.from({ length: 91 }, (_, n) => 0.5 + 0.05 * n);
  const energy = temperatures.map((T) => infiniteLattice(1 / T).energy);
  const heatCapacity = temperatures.map((T) => infiniteLattice(1 / T).heatCapacity);
  const magnetisation = temperatures.map((T) => (T < 2.269 ? 0.9 : 0));
  const infinite = { energy, heatCapacity, magnetisation };
  const finite = { energy, heatCapacity, magnetisation: new Float64Array(91).fill(NaN) };
  return { temperatures, finite, infinite };
}

export function frameOf(changes: Partial<LatticeFrame> = {}): LatticeFrame {
  const lattice = { Lx: 8, Ly: 6 };
  return {
    version: 1,
    run: 1,
    lattice,
    knobs: {
      temperature: 2.25,
      field: 0,
      algorithm: 'metropolis',
      pace: 'fastest',
      blockSize: 2,
      blockings: 1,
    },
    playing: true,
    sweeps: 16_460,
    clusters: 0,
    rate: 41_234,
    energy: -1.25,
    magnetisation: -0.25,
    levels: [
      { lattice, spins: spinsOf(8, 6) },
      { lattice: { Lx: 4, Ly: 3 }, spins: spinsOf(4, 3) },
    ],
    ...changes,
  };
}
