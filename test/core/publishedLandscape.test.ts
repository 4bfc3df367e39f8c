/** Published machines, whose landscapes are known. */
import { describe, expect, it } from 'vitest';
import { barsAndStripes } from '../../src/core/data/barsAndStripes';
import { descend, flipRises } from '../../src/core/descent';
import { klDivergence, totalVariation } from '../../src/core/divergence';
import { exp, logSumExp } from '../../src/core/elementary';
import { basins, freeEnergies, level, ranked } from '../../src/core/landscape';
import { mlpackRbm as mlpack, pydeepRbm as pydeep } from '../../src/core/publishedMachines';
import { empiricalDistribution } from '../../src/core/sweep';
import { bits, numberOf } from '../oracle/enumeration';

/** mlpack's clamped free energies of 000, 011, 101 and 111. */
const mlpackEnergies: readonly (readonly [string, number])[] = [
  ['000', -0.87523715],
  ['011', 0.50615066],
  ['101', 0.46923476],
  ['111', 1.21509084],
];

describe('mlpack’s 3 × 2 model', () => {
  const heights = freeEnergies(mlpack);

  it('freeEnergies are its published clamped free energies', () => {
    for (const [v, published] of mlpackEnergies)
      expect(heights[numberOf([...v].map(Number))]).toBeCloseTo(published, 7);
  });
  it('logSumExp of −freeEnergies is its published ln Z', () => {
    expect(logSumExp(heights.map((f) => -f))).toBeCloseTo(2.07562612461, 9);
  });
  it('basins are one, whose bottom has all units off', () => {
    const { minima, basinOf } = basins(heights);
    expect(Array.from(minima)).toEqual([0]);
    expect(new Set(basinOf)).toEqual(new Set([0]));
    expect(flipRises(mlpack, [0, 0, 0]).every((rise) => rise > 0)).toBe(true);
  });
});

describe('PyDeep’s 4 × 4 model', () => {
  const heights = freeEnergies(pydeep);
  const logZ = logSumExp(heights.map((f) => -f));
  const p = heights.map((f) => exp(-f - logZ));
  const q = empiricalDistribution(barsAndStripes(2).training);

  it('logSumExp of −freeEnergies is its ln Z', () => {
    expect(logZ).toBeCloseTo(59.67490196521051, 10);
  });
  it('klDivergence(q, p) is what its mean log-likelihood lacks', () => {
    const best = -(2 * 0.25 * Math.log(4) + 4 * 0.125 * Math.log(8));
    expect(klDivergence(q, p)).toBeCloseTo(best + 1.7328699078, 9);
    expect(klDivergence(q, p)).toBeLessThan(1e-4);
    expect(totalVariation(p, q)).toBeLessThan(0.01);
  });
  it('basins have the six bars and stripes for their bottoms, and nothing else', () => {
    const { minima } = basins(heights);
    const patterns = Array.from(q.keys()).filter((state) => q[state]! > 0);
    expect(Array.from(minima).sort((s, t) => s - t)).toEqual(patterns);
    expect(Array.from(ranked(heights).subarray(0, 6)).sort((s, t) => s - t)).toEqual(patterns);
    expect(new Set(minima.subarray(0, 2))).toEqual(new Set([0, 15]));
  });
  it('descend from every state ends in the bar or stripe of its basin', () => {
    const { minima, basinOf } = basins(heights);
    for (let state = 0; state < 16; state++) {
      const bottom = descend(pydeep, bits(state, 4));
      expect(numberOf(bottom)).toBe(minima[basinOf[state]!]);
      expect(Math.min(...flipRises(pydeep, bottom))).toBeGreaterThanOrEqual(-level);
    }
  });
});
