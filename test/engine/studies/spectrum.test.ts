import { describe, expect, it } from 'vitest';
import { fillNormals } from '../../../src/core/random';
import { createRbm, hiddenMean, type Rbm } from '../../../src/core/rbm';
import { type Rows, row, rowsFrom } from '../../../src/core/rows';
import { entryMoments, powerLawTail } from '../../../src/core/spectrum';
import { spectrum } from '../../../src/engine/studies/spectrum';
import type { Tools } from '../../../src/engine/studies/task';
import type { Material, SpectrumResult, Subject } from '../../../src/engine/study';
import { createPlainEvaluator } from '../../../src/kernels/plainEvaluator';
import { realKernels } from '../realKernels';

const plain = { createEvaluator: createPlainEvaluator, now: () => 0 } as Partial<Tools> as Tools;
const fast = realKernels() as Partial<Tools> as Tools;

function study(rbm: Rbm, training: Rows, tools = plain): { result: SpectrumResult; yields: number[] } {
  const subject = { run: 1, update: 9, parameters: rbm, seed: 1 } as Partial<Subject> as Subject;
  const material = { run: 1, training } as Partial<Material> as Material;
  const task = spectrum({}, subject, material, tools);
  const yields: number[] = [];
  for (;;) {
    const { done, value } = task.next();
    if (done) return { result: value, yields };
    if (value !== undefined) yields.push(value);
  }
}
const noise = (length: number, deviation: number, row = 0) =>
  fillNormals(3, { purpose: 'initialWeights', row }, new Float64Array(length)).map((x) => deviation * x);
const rowsOf = (count: number, width: number): Rows =>
  rowsFrom(
    Array.from({ length: count }, (_, n) => Array.from({ length: width }, (_, i) => (n * 7 + i * i) % 2)),
  );

describe('spectrum', () => {
  it('spectrum of noise: no spikes, the law of its own variance, and a hint only below 100', () => {
    const rbm = createRbm(60, 20, { W: noise(1200, 0.3) });
    const { result } = study(rbm, rowsOf(5, 60));
    const { marchenkoPastur } = result;
    expect(marchenkoPastur.variance).toBeCloseTo(entryMoments(rbm.W).variance, 14);
    expect(marchenkoPastur.ratio).toBeCloseTo(1 / 3, 14);
    expect(marchenkoPastur.spikes).toBeLessThan(2);
    expect(result.indicative).toBe(true);
    expect(result.update).toBe(9);
  });
  it('spectrum with one strong direction has one spike, where it belongs', () => {
    const [visible, hidden] = [130, 101];
    const W = noise(visible * hidden, 0.1);
    for (let i = 0; i < visible; i++)
      for (let j = 0; j < hidden; j++) W[i * hidden + j] += 0.2 * Math.cos(i) * Math.sin(2 * j);
    const { result } = study(createRbm(visible, hidden, { W }), rowsOf(3, visible));
    // 0.2 √(65 · 50.5) = 11.46, lifted a little by the noise
    expect(result.singularValues[0]).toBeGreaterThan(11);
    expect(result.singularValues[0]).toBeLessThan(12.5);
    expect(result.marchenkoPastur.spikes).toBe(1);
    expect(result.indicative).toBe(false);
    expect(result.eigenvalues.at(-1)).toBeCloseTo(result.singularValues[0]! ** 2 / visible, 12);
    expect(result.tail).toEqual(powerLawTail(result.eigenvalues));
  });
  it('spectrum takes the smaller layer, whichever it is', () => {
    const W = noise(35, 1);
    const wide = study(createRbm(5, 7, { W }), rowsOf(2, 5)).result;
    const transposed = W.map((_, n) => W[(n % 5) * 7 + Math.floor(n / 5)]!);
    const tall = study(createRbm(7, 5, { W: transposed }), rowsOf(2, 7)).result;
    expect(wide.singularValues.length).toBe(5);
    wide.singularValues.forEach((value, n) => {
      expect(value).toBeCloseTo(tall.singularValues[n]!, 13);
    });
    expect(wide.marchenkoPastur.upper).toBeCloseTo(tall.marchenkoPastur.upper, 14);
    expect(wide.eigenvalues[4]).toBeCloseTo(wide.singularValues[0]! ** 2 / 7, 13);
  });
  it('spectrum lists dead and saturated units by their mean activity over the rows', () => {
    const rbm = createRbm(6, 4, { W: noise(24, 0.1), b: [0, -9, 9, 1] });
    const rows = rowsOf(11, 6);
    const { result } = study(rbm, rows);
    expect([result.dead, result.saturated]).toEqual([[1], [2]]);
    expect(result.saturation).toBeCloseTo(0.5, 12);
    expect([result.rows, result.ofRows]).toEqual([11, 11]);
    result.activity.forEach((mean, j) => {
      const exact = Array.from({ length: 11 }, (_, n) => hiddenMean(rbm, row(rows, n))[j]! / 11);
      expect(mean).toBeCloseTo(
        exact.reduce((sum, x) => sum + x, 0),
        6,
      );
    });
  });
  it('spectrum of many rows looks at some, evenly spread, and says how many', () => {
    const [visible, hidden] = [1024, 1024];
    const rbm = { ...createRbm(1, 0), visible, hidden, W: new Float64Array(visible * hidden) };
    const flat = { ...rbm, a: new Float64Array(visible), b: new Float64Array(hidden) };
    // unit 0 is on for the later three quarters of the rows
    flat.W[0] = 60;
    flat.b[0] = -30;
    const bytes = new Uint8Array(2000 * visible);
    for (let n = 500; n < 2000; n++) bytes[n * visible] = 1;
    const { result, yields } = study(flat, { count: 2000, width: visible, bytes }, fast);
    expect([result.rows, result.ofRows]).toEqual([512, 2000]);
    expect(result.activity[0]).toBeCloseTo(0.75, 2);
    expect(result.activity.subarray(1).every((mean) => Math.abs(mean - 0.5) < 1e-6)).toBe(true);
    expect(yields.length).toBeGreaterThan(1024);
  });
  it('spectrum of weights that are all zero is all zero, with no tail', () => {
    const { result } = study(createRbm(12, 9), rowsOf(2, 12));
    expect([...result.singularValues]).toEqual(new Array(9).fill(0));
    expect(result.tail).toBeUndefined();
    expect(result.marchenkoPastur).toMatchObject({ variance: 0, upper: 0, spikes: 0 });
  });
  it('spectrum refuses weights that have diverged', () => {
    const rbm = createRbm(2, 2, { W: [1, Infinity, 0, 0] });
    expect(() => study(rbm, rowsOf(1, 2))).toThrow(RangeError);
  });
  it('spectrum yields a share that only grows', () => {
    const { yields } = study(createRbm(30, 20, { W: noise(600, 1) }), rowsOf(40, 30));
    expect(yields.every((share, n) => share >= (yields[n - 1] ?? 0) && share <= 1)).toBe(true);
    expect(yields.length).toBeGreaterThan(20);
  });
});
