import { describe, expect, it } from 'vitest';
import { perSpin } from '../../../src/core/ising/bondMoments';
import { kaufmanMoments } from '../../../src/core/ising/kaufman';
import { latticeMeasures } from '../../../src/core/ising/latticeMeasures';
import { MetropolisSampler } from '../../../src/core/ising/metropolis';

const isingChain = (chain: number, length: number, K: number, lattice = { Lx: 4, Ly: 4 }) => {
  const sampler = new MetropolisSampler({ lattice, K, seed: 3, chain });
  for (let n = 0; n < 200; n++) sampler.sweep();
  return Array.from({ length }, () => {
    sampler.sweep();
    return { bond: sampler.bondSum, spin: Math.round(16 * sampler.magnetisation) };
  });
};

describe('latticeMeasures', () => {
  it('latticeMeasures of four blocks, by hand', () => {
    const sums = { blocks: 4, length: 1, bondSums: [1, 3, 5, 11], spinSums: [-2, 4, 0, 6] };
    const { energy, absMagnetisation, heatCapacity } = latticeMeasures(sums, 10, 0.5);
    // of a mean the jackknife is the standard error of the mean: √(Σ(x − 5)²/(3 · 4)) with Σ = 56
    expect(energy.value).toBeCloseTo(-0.5, 14);
    expect(energy.error).toBeCloseTo(Math.sqrt(56 / 12) / 10, 14);
    expect(absMagnetisation.value).toBeCloseTo(0.3, 14);
    expect(absMagnetisation.error).toBeCloseTo(Math.sqrt(20 / 12) / 10, 14);
    // of a variance it takes the bias away: 56/4 becomes 56/3
    expect(heatCapacity.value).toBeCloseTo((0.25 * 56) / 3 / 10, 13);
  });
  it('latticeMeasures of Metropolis chains: exact energy, |m| and heat capacity within errors that hold', () => {
    const K = 1 / 2.4;
    const exact = perSpin(kaufmanMoments({ Lx: 4, Ly: 4 }, K), 16, K);
    const chains = Array.from({ length: 40 }, (_, chain) => isingChain(chain, 400, K));
    const sums = {
      blocks: 40,
      length: 400,
      bondSums: chains.flat().map(({ bond }) => bond),
      spinSums: chains.flat().map(({ spin }) => spin),
    };
    const { energy, heatCapacity } = latticeMeasures(sums, 16, K);
    expect(Math.abs(energy.value - exact.energy)).toBeLessThan(4 * energy.error);
    expect(Math.abs(heatCapacity.value - exact.heatCapacity)).toBeLessThan(4 * heatCapacity.error);
    // 16,000 independent pictures would be known to √(C T²/N/16,000); correlated ones are known worse
    const naive = Math.sqrt(exact.heatCapacity / K ** 2 / 16 / 16_000);
    expect(energy.error).toBeGreaterThan(1.3 * naive);
    expect(energy.error).toBeLessThan(6 * naive);
  });
  it('latticeMeasures of pictures that are all alike has no error, and no heat', () => {
    const sums = { blocks: 3, length: 2, bondSums: new Array(6).fill(32), spinSums: new Array(6).fill(-16) };
    const { energy, absMagnetisation, heatCapacity } = latticeMeasures(sums, 16, 0.4);
    expect([energy.value, energy.error]).toEqual([-2, 0]);
    expect([absMagnetisation.value, absMagnetisation.error]).toEqual([1, 0]);
    expect(heatCapacity.value).toBeCloseTo(0, 12);
  });
  it('latticeMeasures refuses a single block', () => {
    const one = { blocks: 1, length: 2, bondSums: [1, 2], spinSums: [1, 2] };
    expect(() => latticeMeasures(one, 4, 0.4)).toThrow(
      new RangeError('invalid blocks: 1; expected 2 or more'),
    );
  });
});
