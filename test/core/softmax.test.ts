import { describe, expect, it } from 'vitest';
import { crossEntropy, mostProbable, softmax } from '../../src/core/softmax';

describe('softmax', () => {
  it('softmax gives each class e^x over their sum, in place', () => {
    const x = Float64Array.of(0, Math.log(2), Math.log(5));
    expect(softmax(x)).toBe(x);
    [1 / 8, 2 / 8, 5 / 8].forEach((p, c) => {
      expect(x[c]).toBeCloseTo(p, 15);
    });
  });
  it('softmax holds at ±1e3, where e^x overflows, and passes NaN on', () => {
    expect([...softmax(Float64Array.of(1000, -1000, 1000))]).toEqual([0.5, 0, 0.5]);
    expect([...softmax(Float64Array.of(-1000, -1000))]).toEqual([0.5, 0.5]);
    expect([...softmax(Float64Array.of(1, Number.NaN))]).toEqual([Number.NaN, Number.NaN]);
  });
  it('softmax of one class is certain of it', () => {
    expect([...softmax(Float64Array.of(-3))]).toEqual([1]);
  });
  it('crossEntropy is −ln p of the class, also where p underflows', () => {
    const x = Float64Array.of(0.3, -1.2, 2);
    const p = softmax(x.slice());
    for (const c of [0, 1, 2]) expect(crossEntropy(x, c)).toBeCloseTo(-Math.log(p[c]!), 14);
    expect(crossEntropy(Float64Array.of(0, 2000), 0)).toBe(2000);
  });
  it('crossEntropy has the derivative p − [d = c], by finite differences', () => {
    const x = Float64Array.of(0.4, -0.7, 1.9);
    const p = softmax(x.slice());
    const h = 1e-5;
    for (const d of [0, 1, 2]) {
      const moved = (by: number) =>
        crossEntropy(
          x.map((value, n) => (n === d ? value + by : value)),
          1,
        );
      expect((moved(h) - moved(-h)) / (2 * h)).toBeCloseTo(p[d]! - (d === 1 ? 1 : 0), 9);
    }
  });
  it('mostProbable is the place of the largest, the first of equals', () => {
    expect(mostProbable([1, 5, 5, 2])).toBe(1);
    expect(mostProbable([-3])).toBe(0);
  });
});
