import { describe, expect, it } from 'vitest';
import {
  cosOfTurn,
  exp,
  log,
  log1p,
  logit,
  logSumExp,
  sigmoid,
  sinOfTurn,
  softplus,
} from '../../src/core/elementary';

const double = new Float64Array(1);
const integer = new BigInt64Array(double.buffer);
/** Distance in units of the last place, for two numbers of the same sign. */
function ulps(x: number, y: number): number {
  if (Object.is(x, y)) return 0;
  double[0] = x;
  const first = integer[0];
  double[0] = y;
  const distance = Number(first - integer[0]);
  return Math.abs(distance);
}
const spread = (from: number, to: number, count: number) =>
  Array.from({ length: count }, (_, n) => from + ((to - from) * (n + 0.382)) / count);
const largestUlps = (ours: (x: number) => number, theirs: (x: number) => number, at: number[]) =>
  at.reduce((largest, x) => Math.max(largest, ulps(ours(x), theirs(x))), 0);

describe('exp', () => {
  it('exp(x) lies within 2 ulp of Math.exp wherever that is normal', () => {
    expect(largestUlps(exp, Math.exp, spread(-708, 709.78, 40_001))).toBeLessThanOrEqual(2);
    expect(largestUlps(exp, Math.exp, spread(-1, 1, 40_001))).toBeLessThanOrEqual(2);
    expect(largestUlps(exp, Math.exp, [1e-300, -1e-300, 1e-9, -1e-9, 2 ** -28])).toBeLessThanOrEqual(2);
  });
  it('exp(x) falls through the subnormals to 0', () => {
    for (const x of spread(-745.13, -708.4, 2001))
      expect(Math.abs(exp(x) - Math.exp(x))).toBeLessThanOrEqual(5e-324);
    expect(exp(-745.2)).toBe(0);
  });
  it('exp(x) is Infinity, 0, 1 and NaN where it must be', () => {
    expect([1e3, 709.79, Infinity].map(exp)).toEqual([Infinity, Infinity, Infinity]);
    expect([-1e3, -Infinity].map(exp)).toEqual([0, 0]);
    expect([0, -0].map(exp)).toEqual([1, 1]);
    expect(exp(NaN)).toBeNaN();
  });
});

describe('log', () => {
  it('log(x) lies within 2 ulp of Math.log over the whole range', () => {
    const at = spread(-1074, 1023.9, 40_001).map((k) => 2 ** k);
    expect(largestUlps(log, Math.log, at)).toBeLessThanOrEqual(2);
    expect(largestUlps(log, Math.log, spread(0.5, 2, 40_000))).toBeLessThanOrEqual(2);
  });
  it('log(x) takes subnormals', () => {
    expect(log(5e-324)).toBe(Math.log(5e-324));
    expect(log(2 ** -1023)).toBe(Math.log(2 ** -1023));
  });
  it('log(x) is exact or not a number at the ends', () => {
    expect([0, -0, 1, Infinity].map(log)).toEqual([-Infinity, -Infinity, 0, Infinity]);
    expect([-1, -Infinity, NaN].map(log)).toEqual([NaN, NaN, NaN]);
  });
  it('log(exp(x)) comes back to x', () => {
    for (const x of spread(-700, 700, 501)) expect(log(exp(x))).toBeCloseTo(x, 11);
  });
});

describe('log1p', () => {
  it('log1p(x) stays within 4 ulp of Math.log1p, near 0 as well', () => {
    const near = spread(-300, -1, 5001).flatMap((k) => [10 ** k, -(10 ** k)]);
    expect(largestUlps(log1p, Math.log1p, near)).toBeLessThanOrEqual(4);
    expect(largestUlps(log1p, Math.log1p, spread(-0.999, 10, 20_001))).toBeLessThanOrEqual(4);
  });
  it('log1p(x) is defined from −1 up', () => {
    expect([-1, 0, Infinity, 1e300].map(log1p)).toEqual([-Infinity, 0, Infinity, Math.log(1e300)]);
    expect([-1.5, NaN].map(log1p)).toEqual([NaN, NaN]);
  });
});

describe('sigmoid', () => {
  it('sigmoid(x) follows 1/(1 + e^−x) and keeps its small tail', () => {
    for (const x of spread(-700, 36, 2001)) expect(sigmoid(x)).toBeCloseTo(1 / (1 + Math.exp(-x)), 14);
    expect(sigmoid(-700) / Math.exp(-700)).toBeCloseTo(1, 12);
  });
  it('sigmoid(x) ends at 0 and 1, is ½ at 0, and passes NaN on', () => {
    expect([-1e3, -Infinity, 0, 1e3, Infinity].map(sigmoid)).toEqual([0, 0, 0.5, 1, 1]);
    expect(sigmoid(NaN)).toBeNaN();
  });
  it('logit(sigmoid(x)) comes back to x', () => {
    for (const x of spread(-30, 5, 201)) expect(logit(sigmoid(x))).toBeCloseTo(x, 9);
    expect([0, 0.5, 1].map(logit)).toEqual([-Infinity, 0, Infinity]);
  });
});

describe('softplus', () => {
  it('softplus(x) is ln(1 + e^x)', () => {
    for (const x of spread(-30, 30, 2001)) expect(softplus(x)).toBeCloseTo(Math.log1p(Math.exp(x)), 13);
  });
  it('softplus(x) is x far up, e^x far down, and passes NaN on', () => {
    expect([1e3, Infinity, -1e3, -Infinity].map(softplus)).toEqual([1e3, Infinity, 0, 0]);
    expect(softplus(0)).toBeCloseTo(Math.LN2, 15);
    expect(softplus(-700) / Math.exp(-700)).toBeCloseTo(1, 12);
    expect(softplus(NaN)).toBeNaN();
  });
  it('softplus(x) − softplus(−x) = x', () => {
    for (const x of spread(-50, 50, 501)) expect(softplus(x) - softplus(-x)).toBeCloseTo(x, 12);
  });
});

describe('logSumExp', () => {
  it('logSumExp(x) adds in logs at any magnitude', () => {
    expect(logSumExp([0, 0, 0])).toBeCloseTo(Math.log(3), 14);
    expect(logSumExp([1e3, 1e3])).toBeCloseTo(1e3 + Math.LN2, 11);
    expect(logSumExp([-1e3, -1e3])).toBeCloseTo(-1e3 + Math.LN2, 11);
    expect(logSumExp([-1e3, 1e3])).toBe(1e3);
  });
  it('logSumExp(x) of nothing, of nothing but zeros, of infinity and of NaN', () => {
    expect(logSumExp([])).toBe(-Infinity);
    expect(logSumExp([-Infinity, -Infinity])).toBe(-Infinity);
    expect(logSumExp([1, Infinity])).toBe(Infinity);
    expect(logSumExp([1, NaN, 2])).toBeNaN();
    expect(logSumExp([NaN])).toBeNaN();
  });
});

describe('cosOfTurn and sinOfTurn', () => {
  it('cosOfTurn(u) and sinOfTurn(u) follow Math.cos and Math.sin of 2πu', () => {
    for (const u of spread(0, 1, 20_000)) {
      expect(Math.abs(cosOfTurn(u) - Math.cos(2 * Math.PI * u))).toBeLessThan(1e-15);
      expect(Math.abs(sinOfTurn(u) - Math.sin(2 * Math.PI * u))).toBeLessThan(1e-15);
    }
  });
  it('cosOfTurn(u) is exact at the quarters', () => {
    expect([0, 0.5, 1].map(cosOfTurn)).toEqual([1, -1, 1]);
    expect([0.25, 0.75].map((u) => Math.abs(cosOfTurn(u)))).toEqual([0, 0]);
    expect([0.25, 0.75].map(sinOfTurn)).toEqual([1, -1]);
  });
});
