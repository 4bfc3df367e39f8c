import { describe, expect, it } from 'vitest';
import { randomWords } from '../../../src/core/random';
import { BinnedRecord } from '../../../src/engine/lattice/binnedRecord';

/** Numbers of unit variance (−√3..√3), the n-th always the same. */
function uniform(seed: number, n: number): number {
  const word = randomWords(seed, { purpose: 'ising', sweep: 77 }, n >> 2)[n & 3];
  return (word / 2 ** 31 - 1) * Math.sqrt(3);
}

/** x' = a x + √(1 − a²) noise: τ = (1 + a)/(1 − a). */
function autoregressive(record: BinnedRecord, a: number, length: number, seed: number) {
  let x = uniform(seed, 0);
  for (let n = 1; n <= length; n++) {
    x = a * x + Math.sqrt(1 - a * a) * uniform(seed, n);
    record.add([x]);
  }
}

describe('BinnedRecord', () => {
  it('mean() and length leave out the first quarter, before and after bins were merged', () => {
    for (const length of [100, 5000]) {
      const record = new BinnedRecord(2);
      for (let n = 0; n < length; n++) record.add([n, 3 * n + 1]);
      expect(record.leftOut / (record.leftOut + record.length)).toBeCloseTo(0.25, 2);
      const values = Array.from({ length: record.length }, (_, n) => record.leftOut + n);
      const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
      expect(record.mean(0)).toBeCloseTo(mean, 8);
      expect(record.mean(1)).toBeCloseTo(3 * mean + 1, 8);
    }
  });

  it('judged() finds the time and the error of a series that remembers, merged or not', () => {
    for (const [a, length] of [
      [0.8, 2000],
      [0.8, 60_000],
      [0.98, 200_000],
    ]) {
      const record = new BinnedRecord(1);
      autoregressive(record, a, length, 3);
      const { mean, error, time, settled } = record.judged(record.binMeans(0), 1);
      const truth = (1 + a) / (1 - a);
      expect(settled).toBe(true);
      expect(time / truth).toBeGreaterThan(0.6);
      expect(time / truth).toBeLessThan(1.6);
      expect(error / Math.sqrt(truth / record.length)).toBeGreaterThan(0.75);
      expect(error / Math.sqrt(truth / record.length)).toBeLessThan(1.3);
      expect(Math.abs(mean) / error).toBeLessThan(4);
    }
  });

  it('judged() has errors that the truth keeps within as often as it should', () => {
    let within = 0;
    for (let seed = 100; seed < 160; seed++) {
      const record = new BinnedRecord(1);
      autoregressive(record, 0.9, 6000, seed);
      const { mean, error } = record.judged(record.binMeans(0), 1);
      if (Math.abs(mean) < 2 * error) within++;
    }
    // 95 % of 60, less four standard deviations
    expect(within).toBeGreaterThan(50);
    expect(within).toBeLessThan(60);
  });

  it('judged() does not call a record settled that is not much longer than its memory', () => {
    const record = new BinnedRecord(1);
    autoregressive(record, 0.999, 3000, 5);
    expect(record.judged(record.binMeans(0), 1).settled).toBe(false);
  });

  it('judged() has no error where nothing ever moved, and ready asks for bins enough', () => {
    const record = new BinnedRecord(1);
    for (let n = 0; n < 20; n++) record.add([2]);
    expect(record.ready).toBe(false);
    for (let n = 0; n < 20; n++) record.add([2]);
    expect(record.ready).toBe(true);
    const { mean, ...judgement } = record.judged(record.binMeans(0), 0);
    expect(mean).toBeCloseTo(2, 12);
    expect(judgement).toEqual({ error: NaN, time: NaN, independent: 0, settled: false });
  });
});
