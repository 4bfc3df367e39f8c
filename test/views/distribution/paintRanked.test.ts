import { describe, expect, it } from 'vitest';
import {
  paintRanked,
  probabilityRange,
  type RankedData,
  rankedScales,
} from '../../../src/views/distribution/paintRanked';
import { fakeContext, theme } from '../../chart/fakeContext';

const few: RankedData = {
  p: Float64Array.of(0.1, 0.4, 0.2, 0.3),
  q: Float64Array.of(0, 0.5, 0.25, 0.25),
  ranked: Uint32Array.of(1, 3, 2, 0),
  logarithmic: false,
  probe: 3,
};
const states = 2 ** 10;
const total = (states * (states + 1)) / 2;
const many: RankedData = {
  p: Float64Array.from({ length: states }, (_, s) => (states - s) / total),
  q: Float64Array.from({ length: states }, (_, s) => (s % 512 === 5 ? 0.5 : 0)),
  ranked: Uint32Array.from({ length: states }, (_, s) => s),
  logarithmic: true,
  probe: 700,
};
const size = { width: 346, height: 174 };

describe('rankedScales', () => {
  it('rankedScales(…) sets few states side by side', () => {
    const { x, rankAt, left, right } = rankedScales(few, size);
    expect([1, 2, 3, 4].map((rank) => (x(rank) - left) / (right - left))).toEqual([
      0.125, 0.375, 0.625, 0.875,
    ]);
    expect([1, 2, 3, 4].map((rank) => rankAt(x(rank)))).toEqual([1, 2, 3, 4]);
  });
  it('rankedScales(…) spaces many by the logarithm of their rank', () => {
    const { x, rankAt, left, right } = rankedScales(many, size);
    expect(x(1)).toBe(left);
    expect(x(32)).toBeCloseTo((left + right) / 2, 9);
    expect(x(1024)).toBeCloseTo(right, 9);
    expect([1, 2, 30, 1024].map((rank) => rankAt(x(rank)))).toEqual([1, 2, 30, 1024]);
    expect([rankAt(-50), rankAt(9999)]).toEqual([1, 1024]);
  });
  it('probabilityRange(…) reaches three decades below the least of the data', () => {
    expect(probabilityRange(few)).toEqual({ low: 0.25 / 1000, high: 0.75, least: 0.25 });
    expect(probabilityRange({ ...few, q: Float64Array.of(0, 0, 0, 0) }).low).toBeCloseTo(0.0004);
  });
  it('probabilityRange(…) reaches a decade below evenly spread states, however many', () => {
    const p = new Float64Array(2 ** 16).fill(2 ** -16);
    const q = Float64Array.from(p, (_, s) => (s < 32 ? 1 / 32 : 0));
    const range = probabilityRange({ p, q, ranked: Uint32Array.from(p, (_, s) => s) });
    expect(range.low).toBeCloseTo(0.1 / 65536, 12);
    expect(range.least).toBe(1 / 32);
  });
  it('rankedScales(…).y of 0 lies on the axis, linear or logarithmic', () => {
    for (const data of [few, many]) {
      const { y, bottom } = rankedScales(data, size);
      expect(y(0)).toBe(bottom);
      expect(y(0.3)).toBeLessThan(bottom);
    }
  });
});

describe('paintRanked', () => {
  const painted = (data: RankedData) => {
    const canvas = fakeContext();
    paintRanked(canvas.context, data, size, theme);
    return canvas;
  };
  it('paintRanked(…) draws the model’s curve falling, and the data’s q at the same states', () => {
    const { named } = painted(few);
    const { x, y } = rankedScales(few, size);
    expect(named('lineTo').map(({ args }) => args)).toEqual(
      [0.4, 0.3, 0.2, 0.1].map((p, k) => [x(k + 1), y(p)]),
    );
    const marks = named('fillRect').filter(({ fillStyle }) => fillStyle === theme.data);
    expect(marks.map(({ args }) => args.slice(0, 2))).toEqual(
      [0.5, 0.25, 0.25].map((q, k) => [x(k + 1) - 2, y(q) - 2]),
    );
  });
  it('paintRanked(…) draws no more points than px, and none below the axis', () => {
    const { named } = painted(many);
    const points = named('lineTo').map(({ args }) => args as number[]);
    expect(points.length).toBeLessThanOrEqual(size.width);
    expect(points.length).toBeGreaterThan(100);
    expect(Math.max(...points.map(([, y]) => y!))).toBeLessThanOrEqual(154);
  });
  it('paintRanked(…) ends a logarithmic curve where it leaves the axis, and a linear one at the last rank', () => {
    const p = Float64Array.of(1e-9, 0.7, 1e-8, 0.3);
    expect(painted({ ...few, p, logarithmic: true }).named('lineTo')).toHaveLength(3);
    expect(painted({ ...few, p: Float64Array.of(0, 0.7, 0, 0.3) }).named('lineTo')).toHaveLength(4);
  });
  it('paintRanked(…) marks the state looked at by the accent, at its rank', () => {
    const { named } = painted(few);
    const { x, y } = rankedScales(few, size);
    expect(named('arc')[0]!.args.slice(0, 2)).toEqual([x(2), y(0.3)]);
    expect(named('stroke').at(-1)!.strokeStyle).toBe(theme.accent);
  });
  it('paintRanked(…) draws what p was before an edit in dashes', () => {
    const before = { p: Float64Array.of(0.25, 0.25, 0.25, 0.25), ranked: Uint32Array.of(0, 1, 2, 3) };
    const { named } = painted({ ...few, before });
    expect(named('lineTo')).toHaveLength(8);
    expect(named('setLineDash').map(({ args }) => (args[0] as number[]).length)).toEqual([2, 0]);
    expect(named('stroke')[0]!.strokeStyle).toBe(theme.soft);
    expect(painted(few).named('setLineDash')).toHaveLength(0);
  });
});
