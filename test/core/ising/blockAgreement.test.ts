import { describe, expect, it } from 'vitest';
import { agreementOf, standardised } from '../../../src/core/ising/blockAgreement';
import { fillNormals, shuffledOrder } from '../../../src/core/random';

describe('standardised', () => {
  it('standardised values have mean 0 and length 1, unit by unit', () => {
    const out = standardised({ samples: 4, units: 2, values: [1, 7, 2, 7, 3, 7, 6, 7] });
    // unit 0: 1, 2, 3, 6 about 3: −2, −1, 0, 3 over √14; unit 1 never moves
    [-2, -1, 0, 3].forEach((x, n) => {
      expect(out[n]).toBeCloseTo(x / Math.sqrt(14), 14);
    });
    expect([...out.subarray(4)]).toEqual([0, 0, 0, 0]);
  });
  it('standardised takes a constant that was rounded for a constant', () => {
    expect([...standardised({ samples: 3, units: 1, values: [0.1, 0.1, 0.1] })]).toEqual([0, 0, 0]);
  });
});

describe('agreementOf', () => {
  const values = (samples: number, units: number, of: (n: number, unit: number) => number) =>
    standardised({
      samples,
      units,
      values: Float64Array.from({ length: samples * units }, (_, n) => of(Math.floor(n / units), n % units)),
    });
  const spin = (n: number, unit: number) => ((n >> unit) & 1 ? 1 : -1);
  it('agreementOf a unit that follows the third block, turned round, is −1 there and 0 with the others', () => {
    const blocks = values(16, 4, spin);
    const unit = values(16, 1, (n) => 0.9 - 0.2 * spin(n, 2));
    const { block, correlation, anyBlock } = agreementOf(unit, blocks);
    expect(block).toBe(2);
    expect(correlation).toBeCloseTo(-1, 13);
    expect(anyBlock).toBeCloseTo(1 / 4, 13);
  });
  it('agreementOf a mixture is Pearson’s correlation', () => {
    const blocks = values(16, 2, spin);
    const unit = values(16, 1, (n) => 3 * spin(n, 0) + 4 * spin(n, 1));
    const { block, correlation, anyBlock } = agreementOf(unit, blocks);
    expect(block).toBe(1);
    expect(correlation).toBeCloseTo(4 / 5, 13);
    expect(anyBlock).toBeCloseTo(7 / 10, 13);
  });
  it('agreementOf rows in another order is what chance does', () => {
    const [samples, count] = [400, 5];
    const noise = fillNormals(2, { purpose: 'initialWeights' }, new Float64Array(samples * count));
    const blocks = values(samples, count, (n, unit) => noise[n * count + unit]!);
    const unit = blocks.slice(0, samples);
    expect(agreementOf(unit, blocks).correlation).toBeCloseTo(1, 12);
    const shuffled = agreementOf(unit, blocks, shuffledOrder(9, 0, samples));
    expect(Math.abs(shuffled.correlation)).toBeLessThan(4 / Math.sqrt(samples));
    expect(Math.abs(shuffled.correlation)).toBeGreaterThan(0.2 / Math.sqrt(samples));
  });
  it('agreementOf a unit that never moves is with no block', () => {
    const blocks = values(8, 3, spin);
    expect(agreementOf(new Float64Array(8), blocks)).toEqual({ block: -1, correlation: 0, anyBlock: 0 });
  });
});
