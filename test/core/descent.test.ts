import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginDescent, descend, flipFactors, flipRises } from '../../src/core/descent';
import { basins, freeEnergies, level } from '../../src/core/landscape';
import { clampedFreeEnergy, createRbm, hiddenInputs } from '../../src/core/rbm';
import { bits, numberOf } from '../oracle/enumeration';
import { goldenRbm, largestExcess } from '../oracle/fixtures';
import { rugged, ruggedMachines, ruggedSizes as sizes, slowHeights } from '../oracle/rugged';

describe('descent', () => {
  it('flipRises(rbm, v) are differences of F_c', () => {
    for (const [visible, hidden] of sizes) {
      const rbm = rugged(visible, hidden, 5);
      const heights = slowHeights(rbm);
      for (let s = 0; s < heights.length; s += 3) {
        const rises = Float64Array.from({ length: visible }, (_, i) => heights[s ^ (1 << i)] - heights[s]);
        expect(largestExcess(flipRises(rbm, bits(s, visible)), rises, 100)).toBeLessThan(1);
      }
    }
  });
  it('flipRises(…, factors) are the same by products', () => {
    for (const [visible, hidden] of sizes) {
      const rbm = rugged(visible, hidden, 6, 5);
      const v = bits(0b1011010, visible);
      const inputs = hiddenInputs(rbm, v);
      const byProducts = flipRises(rbm, v, inputs, undefined, flipFactors(rbm));
      expect(largestExcess(byProducts, flipRises(rbm, v), 100)).toBeLessThan(1);
    }
  });
  it('flipRises(…, factors) hold where the product of all factors would overflow, and where it would vanish', () => {
    const rbm = createRbm(2, 400, {
      W: Float64Array.from({ length: 800 }, (_, k) => (k < 400 ? 250 : -250)),
    });
    for (const v of [
      [0, 0],
      [1, 0],
      [1, 1],
    ]) {
      const byProducts = flipRises(rbm, v, undefined, undefined, flipFactors(rbm));
      expect(largestExcess(byProducts, flipRises(rbm, v), 1e5)).toBeLessThan(1);
    }
  });
  it('flipFactors(rbm) are none where a weight is beyond 300 or not a number: descents then go without', () => {
    expect(flipFactors(createRbm(1, 2, { W: [1, -301] }))).toBeUndefined();
    expect(flipFactors(createRbm(1, 2, { W: [1, NaN] }))).toBeUndefined();
    const steep = createRbm(3, 2, { W: [900, -900, -800, 700, 5, 6], b: [-400, -300] });
    const { minima, basinOf } = basins(freeEnergies(steep));
    for (const [s, index] of basinOf.entries())
      expect(numberOf(descend(steep, bits(s, 3)))).toBe(minima[index]);
  });
  it('descend(rbm, v) agrees with the map of basins from every state', () => {
    fc.assert(
      fc.property(ruggedMachines, (rbm) => {
        const { minima, basinOf } = basins(freeEnergies(rbm));
        for (const [s, index] of basinOf.entries())
          expect(numberOf(descend(rbm, bits(s, rbm.visible)))).toBe(minima[index]);
      }),
      { numRuns: 40 },
    );
  });
  it('beginDescent(…).step flips one unit a call and keeps its hidden inputs in step', () => {
    const rbm = goldenRbm({ nv: 33, nh: 7, scale: 2 });
    const start = bits(0b1011001110001, 33);
    const descent = beginDescent(rbm, start);
    let height = clampedFreeEnergy(rbm, start);
    let before = Uint8Array.from(start);
    for (let flips = 0; descent.step(); flips++) {
      expect(descent.v.filter((bit, i) => bit !== before[i])).toHaveLength(1);
      const lower = clampedFreeEnergy(rbm, descent.v);
      expect(lower - height).toBeCloseTo(Math.min(...flipRises(rbm, before)), 9);
      expect(descent.flips).toBe(flips + 1);
      [height, before] = [lower, descent.v.slice()];
    }
    expect(descent.flips).toBeGreaterThan(5);
    expect(Math.min(...flipRises(rbm, descent.v))).toBeGreaterThanOrEqual(-level);
    expect(start).toEqual(bits(0b1011001110001, 33));
  });
});
