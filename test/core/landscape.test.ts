import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logSumExp } from '../../src/core/elementary';
import { basins, beginHeights, freeEnergies, level, ranked, stepDown } from '../../src/core/landscape';
import { createRbm } from '../../src/core/rbm';
import { exactCases, largestExcess, rbmOf } from '../oracle/fixtures';
import { rugged, ruggedMachines, ruggedSizes as sizes, slowHeights } from '../oracle/rugged';

describe('freeEnergies', () => {
  for (const [visible, hidden] of sizes)
    it(`freeEnergies of ${visible}×${hidden} are F_c of every state`, () => {
      const rbm = rugged(visible, hidden, 7);
      expect(largestExcess(freeEnergies(rbm), slowHeights(rbm))).toBeLessThan(1);
    });
  it('freeEnergies give the reference ln Z of every case, the extreme one too', () => {
    const small = exactCases.filter(({ visible }) => visible <= 16);
    expect(small.length).toBeGreaterThan(5);
    for (const one of small) {
      const logZ = logSumExp(freeEnergies(rbmOf(one)).map((f) => -f));
      expect(Math.abs(logZ - one.lnZ) / Math.max(1, Math.abs(one.lnZ)), one.name).toBeLessThan(1e-11);
    }
  });
  it('freeEnergies hold where a thousand hidden units would overflow a plain product', () => {
    const rbm = createRbm(3, 1024, { W: new Float64Array(3 * 1024).fill(1e-3) });
    expect(largestExcess(freeEnergies(rbm), slowHeights(rbm))).toBeLessThan(1);
  });
  it('beginHeights(…).advance fills rows bit by bit alike', () => {
    const rbm = rugged(9, 4, 3);
    const heights = beginHeights(rbm);
    expect(heights.rows).toBe(32);
    expect(heights.advance(5)).toBe(false);
    expect(heights.done).toBe(5);
    expect(heights.values[6 * 16]).toBe(0);
    expect(heights.advance(99)).toBe(true);
    expect(heights.values).toEqual(freeEnergies(rbm));
  });
  it('beginHeights refuses more than 16 visible units', () => {
    expect(() => beginHeights(createRbm(17, 1))).toThrow('invalid visible: 17 units; expected at most 16');
  });
});

describe('ranked', () => {
  it('ranked(heights) names every state once, the lowest first', () => {
    const heights = freeEnergies(rugged(9, 5, 2));
    const states = ranked(heights);
    expect(new Set(states).size).toBe(512);
    for (let k = 1; k < 512; k++)
      expect(heights[states[k]]).toBeGreaterThanOrEqual(heights[states[k - 1]] - 1e-8);
    expect(heights[states[0]]).toBe(Math.min(...heights));
  });
  it('ranked(heights) orders heights on both sides of 0, and 2^16 states', () => {
    expect(Array.from(ranked(Float64Array.of(2, -1, 0.5, -3)))).toEqual([3, 1, 2, 0]);
    const many = Float64Array.from({ length: 2 ** 16 }, (_, s) => (s * 40503) % 65536);
    expect(many[ranked(many)[40000]]).toBe(40000);
  });
});

describe('basins', () => {
  it('basins(…).minima have no lower neighbour, and every other state has one', () => {
    fc.assert(
      fc.property(ruggedMachines, (rbm) => {
        const heights = slowHeights(rbm);
        const minima = new Set(basins(heights).minima);
        heights.forEach((height, state) => {
          let lowest = Infinity;
          for (let i = 0; i < rbm.visible; i++) lowest = Math.min(lowest, heights[state ^ (1 << i)]);
          if (minima.has(state)) expect(lowest).toBeGreaterThanOrEqual(height - level);
          else expect(lowest).toBeLessThanOrEqual(height + level);
        });
      }),
      { numRuns: 60 },
    );
  });
  it('basins(…).basinOf partitions the states, each minimum in its own, one step down in the same', () => {
    fc.assert(
      fc.property(ruggedMachines, (rbm) => {
        const heights = freeEnergies(rbm);
        const { minima, basinOf } = basins(heights);
        expect(basinOf).toHaveLength(heights.length);
        for (const [index, state] of minima.entries()) expect(basinOf[state]).toBe(index);
        basinOf.forEach((index, state) => {
          expect(index).toBeLessThan(minima.length);
          expect(basinOf[stepDown(heights, state)]).toBe(index);
        });
      }),
      { numRuns: 60 },
    );
  });
  it('basins(…).minima come lowest first', () => {
    const heights = freeEnergies(rugged(9, 5, 11, 3));
    const { minima } = basins(heights);
    expect(minima.length).toBeGreaterThan(3);
    for (let k = 1; k < minima.length; k++)
      expect(heights[minima[k]]).toBeGreaterThanOrEqual(heights[minima[k - 1]]);
  });
  it('basins of a plain are one, whose bottom has every unit off', () => {
    const { minima, basinOf } = basins(freeEnergies(createRbm(5, 2)));
    expect(Array.from(minima)).toEqual([0]);
    expect(basinOf.every((index) => index === 0)).toBe(true);
  });
  it('basins of two wells are told apart by the ridge between them', () => {
    // F_c of (v0, v1): 00 → 0, 10 → 3, 01 → 2, 11 → −1
    const { minima, basinOf } = basins(Float64Array.of(0, 3, 2, -1));
    expect(Array.from(minima)).toEqual([3, 0]);
    expect(Array.from(basinOf)).toEqual([1, 0, 0, 0]);
  });
});
