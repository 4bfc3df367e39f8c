import { expect, it } from 'vitest';
import { curvesAsCsv } from '../../src/chart/curvesAsCsv';

const series = (label: string, x: number[], y: number[]) => ({
  label,
  points: { length: x.length, x: Float64Array.from(x), y: Float64Array.from(y) },
});

it('curvesAsCsv(data) joins curves by x and leaves holes empty', () => {
  const text = curvesAsCsv({
    unit: 'updates',
    series: [series('training', [10, 0], [-18.5, -25.1]), series('held out', [10, 20], [-19, -18.75])],
  });
  expect(text).toBe('updates,training,held out\n0,-25.1,\n10,-18.5,-19\n20,,-18.75\n');
});
it('curvesAsCsv(data) quotes names that would break a line apart', () => {
  expect(curvesAsCsv({ unit: 'updates', series: [series('a, "b"', [], [])] })).toBe('updates,"a, ""b"""\n');
});
it('curvesAsCsv(data) keeps every digit', () => {
  const value = -18.4 - 0.1 / 3;
  const text = curvesAsCsv({ unit: 'updates', series: [series('a', [1], [value])] });
  expect(Number(text.split('\n')[1]!.split(',')[1])).toBe(value);
});
