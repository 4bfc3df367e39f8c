import { describe, expect, it } from 'vitest';
import { logLikelihood } from '../../src/core/partition';
import { fillNormals } from '../../src/core/random';
import { rowsFrom } from '../../src/core/rows';
import { smoothedMeans, startingRbm } from '../../src/core/start';

const rows = rowsFrom([
  [1, 0, 1],
  [1, 0, 0],
  [1, 0, 0],
]);
const options = { hidden: 5, seed: 3, weightDeviation: 0.01, startingBiases: 'data' } as const;

describe('startingRbm', () => {
  it('smoothedMeans are (n + ½)/(N + 1): never 0, never 1', () => {
    expect(Array.from(smoothedMeans(rows))).toEqual([3.5 / 4, 0.5 / 4, 1.5 / 4]);
  });
  it('startingRbm starts a at the logit of the smoothed means and b at 0', () => {
    const { a, b } = startingRbm(rows, options);
    [Math.log(7), Math.log(1 / 7), Math.log(3 / 5)].forEach((x, i) => {
      expect(a[i]).toBeCloseTo(x, 14);
    });
    expect(Array.from(b)).toEqual([0, 0, 0, 0, 0]);
  });
  it('startingRbm can start the biases at 0', () => {
    expect(Array.from(startingRbm(rows, { ...options, startingBiases: 'zero' }).a)).toEqual([0, 0, 0]);
  });
  it('startingRbm draws W row by row with the given standard deviation', () => {
    const { W } = startingRbm(rows, options);
    const second = fillNormals(3, { purpose: 'initialWeights', row: 1 }, new Float64Array(5));
    expect(Array.from(W.subarray(5, 10))).toEqual(Array.from(second, (x) => 0.01 * x));
    const wide = startingRbm(rowsFrom([new Uint8Array(100)]), {
      ...options,
      hidden: 100,
      weightDeviation: 2,
    });
    const variance = wide.W.reduce((sum, w) => sum + w * w, 0) / wide.W.length;
    expect(Math.abs(variance / 4 - 1)).toBeLessThan(4 * Math.sqrt(2 / wide.W.length));
  });
  it('startingRbm gives a visible unit the same weights whatever comes after it', () => {
    const wider = rowsFrom([[1, 0, 1, 0]]);
    expect(startingRbm(wider, options).W.subarray(0, 15)).toEqual(startingRbm(rows, options).W);
  });
  it('startingRbm is finite where all data are equal, and knows them nearly by heart', () => {
    const same = rowsFrom(Array.from({ length: 50 }, () => [1, 1, 0, 0, 1]));
    const rbm = startingRbm(same, { ...options, weightDeviation: 0 });
    for (const a of rbm.a) expect(Number.isFinite(a)).toBe(true);
    expect(logLikelihood(rbm, same)).toBeCloseTo(5 * Math.log(50.5 / 51), 12);
  });
  it('startingRbm takes one row, and no hidden unit', () => {
    expect(startingRbm(rowsFrom([[1, 0]]), { ...options, hidden: 0 })).toMatchObject({
      visible: 2,
      hidden: 0,
    });
  });
  it('startingRbm refuses a standard deviation below 0', () => {
    for (const weightDeviation of [-1, NaN])
      expect(() => startingRbm(rows, { ...options, weightDeviation })).toThrow(RangeError);
  });
});
