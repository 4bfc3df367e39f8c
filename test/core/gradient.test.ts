import { describe, expect, it } from 'vitest';
import {
  addStatistics,
  centred,
  clampedMeans,
  difference,
  exactGradient,
  type Gradient,
  zeroMeans,
} from '../../src/core/gradient';
import { logLikelihood, logPartition, modelMeans } from '../../src/core/partition';
import { createRbm, type Rbm } from '../../src/core/rbm';
import { rowsFrom } from '../../src/core/rows';
import { numericalGradient } from '../oracle/differences';
import {
  distinctBars,
  exactCases,
  excess,
  goldenCases,
  goldenRbm,
  largestExcess,
  rbmOf,
  rowsOf,
} from '../oracle/fixtures';

const frobenius = (x: Float64Array) => Math.sqrt(x.reduce((sum, y) => sum + y * y, 0));
const parameters = ['W', 'a', 'b'] as const;
const largestGap = (x: Gradient, y: Gradient) =>
  Math.max(...parameters.flatMap((name) => Array.from(x[name], (value, n) => Math.abs(value - y[name][n]))));

const rbm = goldenRbm({ nv: 5, nh: 3, scale: 1.3 });
const rows = rowsFrom([
  [1, 0, 1, 1, 0],
  [0, 0, 1, 0, 1],
  [1, 1, 0, 1, 0],
  [1, 0, 1, 1, 0],
]);

describe('clampedMeans', () => {
  it('clampedMeans averages v, p(h|v) and their products', () => {
    const bare = createRbm(2, 1, { b: [0] });
    const means = clampedMeans(
      bare,
      rowsFrom([
        [1, 0],
        [1, 1],
      ]),
    );
    expect(Array.from(means.v)).toEqual([1, 0.5]);
    expect(Array.from(means.h)).toEqual([0.5]);
    expect(Array.from(means.vh)).toEqual([0.5, 0.25]);
  });
  it('clampedMeans of one row is that row', () => {
    const one = rowsFrom([[1, 0, 1, 1, 0]]);
    expect(Array.from(clampedMeans(rbm, one).v)).toEqual([1, 0, 1, 1, 0]);
  });
  it('addStatistics takes means for v as well as bits', () => {
    const means = zeroMeans(createRbm(2, 2));
    addStatistics(means, [0.5, 0], [0.25, 1], 2);
    expect(Array.from(means.vh)).toEqual([0.25, 1, 0, 0]);
    expect(Array.from(means.v)).toEqual([1, 0]);
    expect(Array.from(means.h)).toEqual([0.5, 2]);
  });
});

describe('exactGradient', () => {
  for (const one of exactCases)
    it(`exactGradient gives the reference of "${one.name}"`, () => {
      const gradient = exactGradient(rbmOf(one), rowsOf(one));
      expect(largestExcess(gradient.W, one.gradient.W.flat())).toBeLessThanOrEqual(1);
      expect(largestExcess(gradient.a, one.gradient.a)).toBeLessThanOrEqual(1);
      expect(largestExcess(gradient.b, one.gradient.b)).toBeLessThanOrEqual(1);
    });
  for (const one of goldenCases)
    it(`exactGradient gives the golden values of "${one.name}"`, () => {
      const { W, a, b } = exactGradient(goldenRbm(one), distinctBars(Math.sqrt(one.nv)));
      expect(excess(W[0], one.gradW00)).toBeLessThanOrEqual(1);
      expect(excess(W[W.length - 1], one.gradW_last)).toBeLessThanOrEqual(1);
      expect(excess(frobenius(W), one.gradW_fro)).toBeLessThanOrEqual(1);
      expect(largestExcess(a, one.grada)).toBeLessThanOrEqual(1);
      expect(largestExcess(b, one.gradb)).toBeLessThanOrEqual(1);
    });
  it('exactGradient is the slope of the log-likelihood, by finite differences', () => {
    const gradient = exactGradient(rbm, rows);
    for (const name of parameters) {
      const slopes = numericalGradient(rbm[name], () => logLikelihood(rbm, rows));
      slopes.forEach((slope, n) => {
        expect(Math.abs(slope - gradient[name][n])).toBeLessThan(1e-6 * Math.max(1, Math.abs(slope)));
      });
    }
  });
  it('modelMeans are the slopes of ln Z, by finite differences', () => {
    const { vh, v, h } = modelMeans(rbm);
    const slopesOf = (x: Float64Array) => numericalGradient(x, () => logPartition(rbm));
    const gap = difference({ vh: slopesOf(rbm.W), v: slopesOf(rbm.a), h: slopesOf(rbm.b) }, { vh, v, h });
    expect(largestGap(gap, difference(zeroMeans(rbm), zeroMeans(rbm)))).toBeLessThan(1e-9);
  });
  it('exactGradient is 0 where the model is the data', () => {
    const uniform = rowsFrom([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const { W, a, b } = exactGradient(createRbm(2, 3), uniform);
    for (const x of [...W, ...a, ...b]) expect(x).toBeCloseTo(0, 15);
  });
  it('exactGradient without hidden units moves the visible biases alone', () => {
    const { W, a, b } = exactGradient(createRbm(2, 0), rowsFrom([[1, 0]]));
    expect([W.length, b.length]).toEqual([0, 0]);
    expect(Array.from(a)).toEqual([0.5, -0.5]);
  });
});

describe('centred', () => {
  const mu = [0.1, 0.9, 0.4, 0.7, 0.2];
  const lambda = [0.3, 0.6, 0.8];
  /** ⟨(v − μ)(h − λ)ᵀ⟩ from the means, entry by entry. */
  const centredProduct = (means: ReturnType<typeof modelMeans>, i: number, j: number) =>
    means.vh[i * 3 + j] - mu[i] * means.h[j] - means.v[i] * lambda[j] + mu[i] * lambda[j];

  it('centred gives the formulas of Melchior, Fischer & Wiskott', () => {
    const plus = clampedMeans(rbm, rows);
    const minus = modelMeans(rbm);
    const { W, a, b } = centred(difference(plus, minus), mu, lambda);
    for (let i = 0; i < 5; i++)
      for (let j = 0; j < 3; j++)
        expect(W[i * 3 + j]).toBeCloseTo(centredProduct(plus, i, j) - centredProduct(minus, i, j), 14);
    a.forEach((x, i) => {
      const row = [0, 1, 2].reduce((sum, j) => sum + W[i * 3 + j] * lambda[j], 0);
      expect(x).toBeCloseTo(plus.v[i] - minus.v[i] - row, 14);
    });
    b.forEach((x, j) => {
      const column = mu.reduce((sum, m, i) => sum + W[i * 3 + j] * m, 0);
      expect(x).toBeCloseTo(plus.h[j] - minus.h[j] - column, 14);
    });
  });
  it('centred with offsets 0 changes nothing', () => {
    const plain = exactGradient(rbm, rows);
    expect(centred(plain, new Float64Array(5), new Float64Array(3))).toEqual(plain);
  });
  it('centred points uphill: its slope along itself is positive', () => {
    const plain = exactGradient(rbm, rows);
    const step = centred(plain, mu, lambda);
    const moved: Rbm = createRbm(5, 3, rbm);
    for (const name of parameters) moved[name].set(rbm[name].map((x, n) => x + 1e-3 * step[name][n]));
    expect(logLikelihood(moved, rows)).toBeGreaterThan(logLikelihood(rbm, rows));
  });
});
