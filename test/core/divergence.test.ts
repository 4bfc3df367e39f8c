import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { klDivergence, klFromLogs, logsOf, totalVariation } from '../../src/core/divergence';

const [p, q] = [
  [0.5, 0.25, 0.25, 0],
  [0.125, 0.125, 0.25, 0.5],
];
/** Distributions over as many states, with some states impossible. */
const pairs = fc
  .integer({ min: 1, max: 12 })
  .chain((length) =>
    fc.tuple(
      fc.array(fc.nat(9), { minLength: length, maxLength: length }),
      fc.array(fc.nat(9), { minLength: length, maxLength: length }),
    ),
  )
  .filter((both) => both.every((counts) => counts.some((count) => count > 0)))
  .map((both) =>
    both.map((counts) => {
      const total = counts.reduce((sum, count) => sum + count, 0);
      return Float64Array.from(counts, (count) => count / total);
    }),
  );

describe('klDivergence', () => {
  it('klDivergence(p, q) is Σ p ln(p/q), by hand', () => {
    expect(klDivergence(p, q)).toBeCloseTo(0.5 * Math.log(4) + 0.25 * Math.log(2), 14);
  });
  it('klDivergence(q, p) is infinite where p lacks a state that q has', () => {
    expect(klDivergence(q, p)).toBe(Infinity);
  });
  it('klDivergence(p, q) adds the terms up to the last, however large the first', () => {
    const by = 0.5 * Math.log(0.5 / 1e-9) + 0.5 * Math.log(0.5 / (1 - 1e-9));
    expect(klDivergence([0.5, 0.5], [1e-9, 1 - 1e-9])).toBeCloseTo(by, 12);
  });
  it('klDivergence(p, q) is finite where p/q is too large for a number', () => {
    expect(klDivergence([0.5, 0.5], [1, 1e-320])).toBeCloseTo(-Math.LN2 - 0.5 * Math.log(1e-320), 10);
  });
  it('klDivergence(p, p) is 0, and rounding never makes it negative', () => {
    const thirds = [1 / 3, 1 / 3, 1 / 3];
    const almost = [1 / 3 + 1e-16, 1 / 3, 1 / 3];
    expect(klDivergence(thirds, thirds)).toBe(0);
    expect(klDivergence(thirds, almost)).toBe(0);
  });
  it('klDivergence(p, q) passes on what is not a number', () => {
    expect(klDivergence([NaN, 1], [0.5, 0.5])).toBeNaN();
  });
  it('klDivergence(p, q) refuses distributions over different states', () => {
    expect(() => klDivergence(p, [1])).toThrow('invalid distributions: 4 and 1 states; expected as many');
    expect(() => totalVariation(p, [1])).toThrow(TypeError);
  });
});

describe('totalVariation', () => {
  it('totalVariation(p, q) is half the sum of the differences, by hand', () => {
    expect(totalVariation(p, q)).toBe(0.5);
    expect(totalVariation([1, 0], [0, 1])).toBe(1);
    expect(totalVariation(p, p)).toBe(0);
  });
  it('totalVariation(p, q) is symmetric and bounded by KL (Pinsker)', () => {
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const variation = totalVariation(one, other);
        expect(variation).toBe(totalVariation(other, one));
        expect(2 * variation ** 2).toBeLessThanOrEqual(klDivergence(one, other) + 1e-12);
      }),
    );
  });
});

describe('klFromLogs', () => {
  it('klFromLogs finds what klDivergence finds', () => {
    const [p, q] = [Float64Array.of(0.2, 0.5, 0.3), Float64Array.of(0.6, 0.1, 0.3)];
    expect(klFromLogs(p, logsOf(p), logsOf(q))).toBe(klDivergence(p, q));
  });

  it('klFromLogs is finite where a probability is too small for a number', () => {
    const q = Float64Array.of(1, 0);
    expect(klFromLogs(q, logsOf(q), Float64Array.of(-1000, 0))).toBe(1000);
    expect(klDivergence(q, Float64Array.of(0, 1))).toBe(Infinity);
  });
});
