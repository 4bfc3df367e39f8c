import { describe, expect, it } from 'vitest';
import {
  dataStates,
  massWithoutData,
  paintScatter,
  type ScatterData,
  scatterScales,
  scatterStateAt,
} from '../../../src/views/distribution/paintScatter';
import { fakeContext, theme } from '../../chart/fakeContext';

const data: ScatterData = {
  p: Float64Array.of(0.05, 0.45, 0.2, 0.3),
  q: Float64Array.of(0, 0.5, 0, 0.5),
  ranked: Uint32Array.of(1, 3, 2, 0),
  probe: 3,
};
const size = { width: 340, height: 180 };
const painted = (changes: Partial<ScatterData> = {}) => {
  const canvas = fakeContext();
  paintScatter(canvas.context, { ...data, ...changes }, size, theme);
  return canvas;
};

describe('paintScatter', () => {
  it('dataStates(…) are those with q above 0, the most probable first', () => {
    expect(dataStates(data)).toEqual([1, 3]);
  });
  it('scatterScales(…) put equal probabilities on one line within the picture', () => {
    const { x, y, plot } = scatterScales(data, size);
    expect(x(0.5)).toBeGreaterThan(plot.left);
    expect(x(0.5)).toBeLessThanOrEqual(plot.right);
    expect(y(0.45)).toBeLessThan(y(0.3));
    expect(y(0)).toBe(plot.bottom);
  });
  it('paintScatter(…) draws a green dot for each state of the data, ringed where one stands', () => {
    const { named, calls } = painted();
    const { x, y } = scatterScales(data, size);
    const dots = calls.filter(({ name, fillStyle }) => name === 'fill' && fillStyle === theme.data);
    expect(dots).toHaveLength(2);
    expect(named('arc').map(({ args }) => args.slice(0, 3))).toEqual([
      [x(0.5), y(0.45), 3],
      [x(0.5), y(0.3), 3],
      [x(0.5), y(0.3), 6],
    ]);
    expect(painted({ probe: 0 }).named('arc')).toHaveLength(2);
  });
  it('paintScatter(…) marks q finer where no power of ten lies among the data’s', () => {
    const q = Float64Array.of(0, 1 / 32, 0, 1 / 16);
    expect(painted({ p: q, q }).texts()).toContain('0.05');
    expect(painted().texts()).not.toContain('0.50');
  });
  it('massWithoutData(…) shares p of the states without data out over bins of ln p', () => {
    const mass = massWithoutData(data, 1e-4, 1);
    expect(mass.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0.25, 12);
    expect(mass.filter((x) => x > 0)).toEqual(Float64Array.of(0.05, 0.2));
    const full = massWithoutData({ ...data, q: Float64Array.of(1, 1, 1, 1) }, 1e-4, 1);
    expect(full.every((x) => x === 0)).toBe(true);
  });
  it('paintScatter(…) draws the model’s bars as long as their share of p', () => {
    const bars = painted()
      .named('fillRect')
      .filter(({ fillStyle }) => fillStyle === theme.model)
      .map(({ args }) => (args as number[])[2]!)
      .filter((width) => width > 0);
    expect(bars).toHaveLength(2);
    expect(bars[0]! / bars[1]!).toBeCloseTo(0.05 / 0.2, 9);
  });
  it('scatterStateAt(…) finds the nearest dot, and none far off', () => {
    const { x, y } = scatterScales(data, size);
    expect(scatterStateAt(data, size, x(0.5) + 3, y(0.3) + 4)).toBe(3);
    expect(scatterStateAt(data, size, x(0.5), y(0.45) - 8)).toBe(1);
    expect(scatterStateAt(data, size, 60, 150)).toBeUndefined();
  });
});
