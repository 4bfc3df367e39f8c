import { describe, expect, it } from 'vitest';
import { perSpin } from '../../../src/core/ising/bondMoments';
import {
  infiniteLattice,
  infiniteLogPartition,
  spontaneousMagnetisation,
} from '../../../src/core/ising/infiniteLattice';
import { kaufmanMoments } from '../../../src/core/ising/kaufman';
import { criticalCoupling } from '../../../src/core/ising/lattice';
import { excess } from '../../oracle/fixtures';
import { reference } from './references';

describe('infiniteLattice', () => {
  it('infiniteLogPartition reproduces every Onsager value of ising.json, and the published one at T_c', () => {
    expect(reference.onsagerLnZPerSpin).toHaveLength(6);
    for (const { K, value } of reference.onsagerLnZPerSpin)
      expect(excess(infiniteLogPartition(K), value), `${K}`).toBeLessThan(1);
    const catalan = 0.915965594177219;
    expect(infiniteLogPartition(criticalCoupling)).toBeCloseTo(Math.LN2 / 2 + (2 * catalan) / Math.PI, 13);
    expect(infiniteLogPartition(0)).toBeCloseTo(Math.LN2, 14);
  });
  it('infiniteLattice is what a large torus comes to, on both sides of T_c', () => {
    for (const K of [0.05, 0.2, 0.35, 0.55, 0.7, 2]) {
      const torus = perSpin(kaufmanMoments({ Lx: 300, Ly: 300 }, K), 90_000, K);
      const found = infiniteLattice(K);
      expect(Math.abs(found.energy - torus.energy)).toBeLessThan(1e-11);
      expect(Math.abs(found.heatCapacity - torus.heatCapacity)).toBeLessThan(1e-9);
      // below T_c a torus has ln 2 more: two phases
      const phases = K > criticalCoupling ? Math.LN2 / 90_000 : 0;
      expect(Math.abs(found.logZ + phases - torus.logZ)).toBeLessThan(1e-11);
      expect(Math.abs(found.entropy + phases - torus.entropy)).toBeLessThan(1e-11);
    }
  });
  it('infiniteLattice at K_c has the energy −√2 and endless heat, and the logarithm beside it', () => {
    const { energy, heatCapacity, entropy, logZ } = infiniteLattice(criticalCoupling);
    expect(energy).toBeCloseTo(-Math.SQRT2, 14);
    expect(heatCapacity).toBe(Infinity);
    expect(entropy).toBeCloseTo(logZ - criticalCoupling * Math.SQRT2, 14);
    // C ≈ −(8/π) K_c² ln|1 − T/T_c| + …: a tenth of the distance adds the same
    const heat = (d: number) => infiniteLattice(criticalCoupling * (1 + d)).heatCapacity;
    const decade = (8 / Math.PI) * criticalCoupling ** 2 * Math.LN10;
    expect(heat(1e-6) - heat(1e-5)).toBeCloseTo(decade, 3);
    expect(heat(-1e-6) - heat(-1e-5)).toBeCloseTo(decade, 3);
  });
  it('infiniteLattice is even in K but for the energy, and finite at 0', () => {
    const [above, below] = [infiniteLattice(0.6), infiniteLattice(-0.6)];
    expect(below).toEqual({ ...above, energy: -above.energy });
    expect(infiniteLattice(0)).toEqual({
      logZ: expect.closeTo(Math.LN2, 14),
      energy: 0,
      heatCapacity: 0,
      entropy: expect.closeTo(Math.LN2, 14),
    });
    expect(infiniteLattice(-criticalCoupling).energy).toBeCloseTo(Math.SQRT2, 14);
  });
  it('spontaneousMagnetisation is Yang’s beyond K_c and 0 before', () => {
    expect(spontaneousMagnetisation(0.5)).toBeCloseTo((1 - Math.sinh(1) ** -4) ** (1 / 8), 14);
    expect(spontaneousMagnetisation(5)).toBeCloseTo(1, 12);
    for (const K of [-1, 0, 0.44, criticalCoupling]) expect(spontaneousMagnetisation(K)).toBe(0);
    expect(spontaneousMagnetisation(NaN)).toBeNaN();
  });
});
