import { describe, expect, it } from 'vitest';
import {
  type LineChartData,
  lineChartScales,
  nearestPoint,
  type Points,
  paintLineChart,
  readOff,
} from '../../src/chart/paintLineChart';
import { fakeContext, theme } from './fakeContext';

const points = (x: number[], y: number[]): Points => ({
  length: x.length,
  x: Float64Array.from(x),
  y: Float64Array.from(y),
});
const size = { width: 300, height: 150 };
const rising: LineChartData = {
  unit: 'updates',
  series: [
    { label: 'training', points: points([0, 100, 700], [-25, -20, -18]) },
    { label: 'held out', points: points([0, 100, 700], [-25, -21, -19]), dash: [5, 3] },
  ],
};

describe('lineChartScales', () => {
  it('lineChartScales(data, size) keeps every point inside the plot', () => {
    const { x, y, plot } = lineChartScales(rising, size);
    for (const { points: drawn } of rising.series) {
      for (let i = 0; i < drawn.length; i++) {
        expect(x(drawn.x[i])).toBeGreaterThanOrEqual(plot.left);
        expect(x(drawn.x[i])).toBeLessThanOrEqual(plot.right);
        expect(y(drawn.y[i])).toBeGreaterThanOrEqual(plot.top);
        expect(y(drawn.y[i])).toBeLessThanOrEqual(plot.bottom);
      }
    }
  });
  it('lineChartScales(data, size) makes room for a level that is near, and none for one far off', () => {
    const near = lineChartScales({ ...rising, levels: [{ label: 'base rate', value: -26 }] }, size);
    expect(near.y(-26)).toBeLessThanOrEqual(near.plot.bottom);
    const far = lineChartScales({ ...rising, levels: [{ label: 'best possible', value: 100 }] }, size);
    expect(far.y(100)).toBeLessThan(0);
  });
  it('lineChartScales(data, size) stays finite for one point and for equal values', () => {
    for (const single of [points([5], [-3]), points([1, 2], [0, 0])]) {
      const { x, y } = lineChartScales({ unit: 'updates', series: [{ label: 'a', points: single }] }, size);
      expect(Number.isFinite(x(single.x[0])) && Number.isFinite(y(single.y[0]))).toBe(true);
    }
  });
  it('lineChartScales(data, size) marks at least two values, in plain decimals', () => {
    for (let top = 0.1201; top < 0.2; top += 0.0007) {
      const series = [{ label: 'error', points: points([0, 300], [top, 0.1135]) }];
      const { marks } = lineChartScales({ unit: 'updates', series }, { width: 150, height: 84 });
      expect(marks.length).toBeGreaterThan(1);
      for (const { value, label } of marks) expect(Number(label)).toBeCloseTo(value, 10);
    }
  });
  it('lineChartScales(data, size) reaches as far as the span', () => {
    const { x, plot } = lineChartScales({ ...rising, span: [0, 1000] }, size);
    expect(x(1000)).toBe(plot.right);
  });
});

describe('paintLineChart', () => {
  it('paintLineChart(…) names both curves, and the dashed one is dashed', () => {
    const { context, texts, named } = fakeContext();
    paintLineChart(context, rising, size, theme);
    expect(texts()).toEqual(expect.arrayContaining(['training', 'held out', '700 updates']));
    expect(named('setLineDash').map(({ args }) => args[0])).toContainEqual([5, 3]);
  });
  it('paintLineChart(…) draws a near level and points to one that is out of reach', () => {
    const { context, texts } = fakeContext();
    const levels = [
      { label: 'base rate', value: -25.1 },
      { label: 'best possible', value: -7.27 },
    ];
    paintLineChart(context, { ...rising, levels }, size, theme);
    expect(texts()).toEqual(expect.arrayContaining(['base rate −25.10', 'best possible −7.27 ↑']));
  });
  it('paintLineChart(…) names a level where the curves leave room', () => {
    const named = (y: number[]) => {
      const { context, named: calls } = fakeContext();
      const series = [{ label: 'training', points: points([0, 350, 700], y) }];
      const levels = [{ label: 'base rate', value: -25 }];
      paintLineChart(context, { unit: 'updates', series, levels }, size, theme);
      return calls('fillText').find(({ args }) => String(args[0]).startsWith('base rate'))!.args[1] as number;
    };
    expect(named([-25, -20, -18])).toBeGreaterThan(size.width / 2);
    expect(named([-18, -20, -25])).toBeLessThan(size.width / 2);
  });
  it('paintLineChart(…) keeps the name of a level off the names of curves', () => {
    const { context, named } = fakeContext();
    const series = [
      { label: 'mean', points: points([0, 20, 100], [0.8, 0.92, 0.92]) },
      { label: 'sample', points: points([0, 20, 100], [0.4, 0.9, 0.9]) },
    ];
    const levels = [{ label: 'usual value', value: 0.85 }];
    paintLineChart(context, { unit: 'sweeps', series, levels }, size, theme);
    const baseline = (text: string) => {
      const call = named('fillText').find(({ args }) => String(args[0]).startsWith(text))!;
      return { x: Number(call.args[1]), y: Number(call.args[2]) };
    };
    const [level, curve] = [baseline('usual value'), baseline('sample')];
    expect(level.x < curve.x || Math.abs(level.y - curve.y) >= 14).toBe(true);
  });
  it('paintLineChart(…) keeps the name of a level at the bottom off its line', () => {
    const { context, named } = fakeContext();
    const series = [{ label: 'training', points: points([0, 100, 700], [-11, -5, -5]) }];
    const data = { unit: 'updates', series, levels: [{ label: 'base rate', value: -11.09 }] };
    paintLineChart(context, data, size, theme);
    const at = lineChartScales(data, size).y(-11.09);
    const baseline = Number(
      named('fillText').find(({ args }) => String(args[0]).startsWith('base'))?.args[2],
    );
    expect(baseline < at - 3 || baseline > at + 10).toBe(true);
  });
  it('paintLineChart(…) lets the name of a far level give way to what the cursor reads', () => {
    const { context, texts } = fakeContext();
    const levels = [{ label: 'best possible', value: 100 }];
    paintLineChart(context, { ...rising, levels, cursor: 100 }, size, theme);
    expect(texts().some((text) => text.startsWith('best possible'))).toBe(false);
  });
  it('paintLineChart(…) says that it waits while there are no points', () => {
    const { context, texts } = fakeContext();
    const data = {
      unit: 'updates',
      series: [{ label: 'a', points: points([], []) }],
      waiting: 'not computed',
    };
    paintLineChart(context, data, size, theme);
    expect(texts()).toEqual(['not computed']);
  });
  it('paintLineChart(…) writes what the cursor reads', () => {
    const { context, texts } = fakeContext();
    paintLineChart(context, { ...rising, cursor: 100 }, size, theme);
    expect(texts()).toContain('update 100: training −20.00, held out −21.00');
  });
  it('paintLineChart(…) marks where its cursor rests, and leaves it wordless', () => {
    const { context, named, texts } = fakeContext();
    paintLineChart(context, { ...rising, rest: 100 }, size, theme);
    expect(named('arc')).toHaveLength(2);
    expect(texts().some((text) => text.startsWith('update 100'))).toBe(false);
    const reading = fakeContext();
    paintLineChart(reading.context, { ...rising, rest: 100, cursor: 700 }, size, theme);
    expect(reading.named('arc')).toHaveLength(2);
    expect(reading.texts()).toContain('update 700: training −18.00, held out −19.00');
  });
  it('paintLineChart(…) writes x without the zeros that every mark would end in', () => {
    const { context, texts } = fakeContext();
    const series = [{ label: 'U', points: points([0, 2.5], [1, 2]) }];
    paintLineChart(context, { unit: 'β', decimals: 2, series }, size, theme);
    expect(texts()).toEqual(expect.arrayContaining(['0', '1', '2.5 β']));
    expect(readOff({ unit: 'β', decimals: 2, series }, 2.5)).toBe('β 2.50: U 2.00');
  });
  it('paintLineChart(…) hands only finite places to the canvas', () => {
    const { context, named } = fakeContext();
    paintLineChart(context, { ...rising, cursor: 100 }, size, theme);
    for (const { args } of [...named('lineTo'), ...named('arc'), ...named('fillText')])
      for (const arg of args) if (typeof arg === 'number') expect(Number.isFinite(arg)).toBe(true);
  });
});

describe('reading off', () => {
  it('nearestPoint(points, x) is the nearer of the two neighbours', () => {
    const drawn = points([0, 100, 700], [1, 2, 3]);
    expect([-5, 49, 51, 399, 401, 9000].map((x) => nearestPoint(drawn, x))).toEqual([0, 0, 1, 1, 2, 2]);
    expect(nearestPoint(points([], []), 3)).toBe(-1);
  });
  it('readOff(data, x) leaves out a curve without points, and says when there is none', () => {
    const data = {
      unit: 'updates',
      series: [rising.series[0], { label: 'held out', points: points([], []) }],
    };
    expect(readOff(data, 700)).toBe('update 700: training −18.00');
    expect(readOff({ unit: 'updates', series: [data.series[1]] }, 700)).toBe('nothing measured yet');
  });
  it('readOff(data, x) says nothing of a band without a name', () => {
    const points = { length: 2, x: Float64Array.of(0, 9), y: Float64Array.of(1, 1) };
    const series = [
      { label: 'F', points },
      { label: '', points },
    ];
    expect(readOff({ unit: 'sweeps', series }, 9)).toBe('sweep 9: F 1.00');
  });
});
