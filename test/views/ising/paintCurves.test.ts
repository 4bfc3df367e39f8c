import { describe, expect, it } from 'vitest';
import { flowScales, paintFlow } from '../../../src/views/ising/paintFlow';
import {
  paintTemperatureCurve,
  type TemperatureCurve,
  temperatureScales,
  valueSpan,
} from '../../../src/views/ising/paintTemperatureCurve';
import { fakeContext, theme } from '../../chart/fakeContext';
import { curvesOf } from './frames';

const size = { width: 260, height: 150 };
const { temperatures, finite, infinite } = curvesOf();
const curve = (changes: Partial<TemperatureCurve> = {}): TemperatureCurve => ({
  span: [0.5, 5],
  temperatures,
  finite: finite!.energy,
  infinite: infinite!.energy,
  kept: [],
  at: 2.25,
  holds: [-2, 0],
  ...changes,
});

describe('valueSpan', () => {
  it('holds what is exact and what was measured', () => {
    const [low, high] = valueSpan(curve({ kept: [{ temperature: 3, mean: 0.4, error: 0.1 }] }));
    expect([low, high]).toEqual([-2, 0.4]);
  });
  it('is not led away by a divergence of the lattice without end', () => {
    const heat = Float64Array.of(0.1, 1.2, 0.3);
    const endless = Float64Array.of(0.1, 40, Infinity);
    const [low, high] = valueSpan(curve({ finite: heat, infinite: endless, holds: [0, 1] }));
    expect(low).toBe(0);
    expect(high).toBeCloseTo(1.5, 12);
  });
  it('stands where there is nothing yet', () => {
    const { finite: _, infinite: __, ...bare } = curve();
    expect(valueSpan(bare)).toEqual([-2, 0]);
  });
});

describe('paintTemperatureCurve', () => {
  it('draws both lines, the present temperature, and points with their errors', () => {
    const { context, named } = fakeContext();
    const data = curve({
      kept: [{ temperature: 3, mean: -0.8, error: 0.1 }],
      now: { temperature: 2.25, mean: -1.45, error: NaN },
    });
    paintTemperatureCurve(context, data, size, theme);
    const { x, y } = temperatureScales(data, size);
    const dots = named('arc').map(({ args }) => args.slice(0, 3));
    expect(dots).toEqual([
      [x(3), y(-0.8), 2.5],
      [x(2.25), y(-1.45), 3.5],
    ]);
    const lines = named('stroke').filter(({ strokeStyle }) => strokeStyle === theme.data);
    expect(lines).toHaveLength(2);
    // the bar of the one that has an error
    expect(named('stroke').filter(({ strokeStyle }) => strokeStyle === theme.model)).toHaveLength(1);
    expect(named('moveTo').some(({ args }) => args[0] === x(3) && args[1] === y(-0.8 + 0.1))).toBe(true);
  });
  it('lifts the pen where a value is not known', () => {
    const { context, named } = fakeContext();
    const { infinite: _, ...bare } = curve({ temperatures: [1, 2, 3, 4], finite: [-2, NaN, -1, -0.5] });
    paintTemperatureCurve(context, bare, size, theme);
    const { x } = temperatureScales(bare, size);
    const at = (T: number, name: string) => named(name).some(({ args }) => args[0] === x(T));
    expect([at(1, 'moveTo'), at(2, 'lineTo'), at(3, 'moveTo'), at(4, 'lineTo')]).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });
});

describe('paintFlow', () => {
  const points = [
    { coupling: 0.5, error: 0.01 },
    { coupling: 0.7, error: 0.02 },
    { coupling: Infinity, error: NaN },
  ];
  it('draws every level, with ∞ at the top, beside K and the critical coupling', () => {
    const { context, named, texts } = fakeContext();
    const data = { points, K: 0.5, critical: 0.44 };
    paintFlow(context, data, size, theme);
    const { x, y, plot } = flowScales(data, size);
    expect(named('arc').map(({ args }) => args.slice(0, 2))).toEqual([
      [x(0), y(0.5)],
      [x(1), y(0.7)],
      [x(2), plot.top],
    ]);
    expect(texts()).toEqual(expect.arrayContaining(['K', 'Kc', '∞', '0', '1']));
  });
  it('names no critical coupling where there is none', () => {
    const { context, texts } = fakeContext();
    paintFlow(context, { points: points.slice(0, 1), K: 0.5 }, size, theme);
    expect(texts()).not.toContain('Kc');
  });
});
