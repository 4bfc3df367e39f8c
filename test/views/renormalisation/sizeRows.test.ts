import { describe, expect, it } from 'vitest';
import { additions, errorPerCopy } from '../../../src/views/renormalisation/sizeRows';
import { sizeResult } from './sizeResult';

describe('additions', () => {
  it('additions(result) compares the whole with its parts', () => {
    const rows = additions(sizeResult());
    const truncated = rows.find(({ name }) => name === 'ln Z truncated')!;
    expect(truncated.difference).toBeCloseTo(-0.75, 12);
    expect(truncated.verdict).toBe('does not');
    expect(rows.find(({ name }) => name === 'U')!.verdict).toBe('adds');
  });
  it('additions(result) lets AIS be off by its error, and by no more', () => {
    const verdict = (value: number) => {
      const result = sizeResult();
      const both = { ...result.ais.both, value };
      return additions({ ...result, ais: { ...result.ais, both } }).at(-1)!.verdict;
    };
    // three intervals of ±0.1: √3 · 0.1
    expect(verdict(9.02 + 0.17)).toBe('within');
    expect(verdict(9.02 + 0.18)).toBe('does not');
  });
  it('additions(result) takes an interval without an end for no bound', () => {
    const result = sizeResult();
    const both = { value: 20, low: Number.NEGATIVE_INFINITY, high: 21 };
    expect(additions({ ...result, ais: { ...result.ais, both } }).at(-1)!.verdict).toBe('within');
  });
});

describe('errorPerCopy', () => {
  it('errorPerCopy(row) is the error over the number of copies, with its interval', () => {
    const row = sizeResult().rows[2]!;
    expect(errorPerCopy(row, 'truncated').value).toBeCloseTo(-0.4, 12);
    const { value, low, high } = errorPerCopy(row, 'ais');
    expect([value, low, high]).toEqual([
      expect.closeTo(0.03 / 3, 12),
      expect.closeTo(-0.27 / 3, 12),
      expect.closeTo(0.33 / 3, 12),
    ]);
  });
});
