import { describe, expect, it } from 'vitest';
import { histogram, paintWeightHistogram } from '../../src/views/paintWeightHistogram';
import { fakeContext, theme } from '../chart/fakeContext';

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);

describe('histogram', () => {
  it('histogram(values, reach, bins) counts every value once', () => {
    const { shares, beyond } = histogram([-1.9, -0.1, 0, 0.1, 1.2, 7, Number.NaN], 2, 5);
    expect(sum(shares) + beyond).toBeCloseTo(1, 12);
    expect(beyond).toBeCloseTo(2 / 7, 12);
    expect([...shares].map((share) => Math.round(share * 7))).toEqual([1, 0, 3, 0, 1]);
  });
  it('histogram(values, …) has zero in the middle of its middle bin', () => {
    const { shares } = histogram([0], 3, 81);
    expect(shares[40]).toBe(1);
  });
  it('histogram([], …) is empty', () => {
    expect(sum(histogram([], 1, 9).shares)).toBe(0);
  });
});

describe('paintWeightHistogram', () => {
  const all = histogram(
    Float32Array.from({ length: 100 }, (_, i) => (i - 50) / 40),
    1.5,
    9,
  );
  const size = { width: 270, height: 120 };
  it('paintWeightHistogram(…) draws a line at zero and marks on both sides', () => {
    const { context, named, texts } = fakeContext();
    paintWeightHistogram(context, { all, limit: 1 }, size, theme);
    expect(named('moveTo').map(({ args }) => args[0])).toContain(135.5);
    expect(texts()).toContain('0.0');
    expect(texts().some((text) => text.startsWith('−'))).toBe(true);
  });
  it('paintWeightHistogram(…) colours bars as the tiles colour weights', () => {
    const { context, named } = fakeContext();
    paintWeightHistogram(context, { all, limit: 1 }, size, theme);
    const fills = named('fillRect').map(({ fillStyle }) => String(fillStyle));
    expect(fills).toHaveLength(9);
    expect(fills[4]).toBe('rgb(255 255 255)');
    expect(fills[0]).not.toBe(fills[8]);
  });
  it('paintWeightHistogram(…) outlines the lit unit in the accent', () => {
    const { context, named } = fakeContext();
    paintWeightHistogram(context, { all, unit: all, limit: 1 }, size, theme);
    expect(named('stroke').map(({ strokeStyle }) => strokeStyle)).toContain(theme.accent);
  });
});
