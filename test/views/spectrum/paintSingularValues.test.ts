import { describe, expect, it } from 'vitest';
import { SpectrumHistory } from '../../../src/state/spectrumHistory';
import {
  curveAt,
  curveScales,
  paintScree,
  paintSingularCurves,
  screeAt,
  screeScales,
} from '../../../src/views/spectrum/paintSingularValues';
import { fakeContext, theme } from '../../chart/fakeContext';

const size = { width: 340, height: 150 };
const history = new SpectrumHistory();
for (let n = 0; n <= 20; n++) history.push(100 * n, Float64Array.of(1 + 0.2 * n, 1 - 0.01 * n, 0.1));
const scree = { values: Float64Array.of(5, 3, 1, 0.5), edge: 2 };

describe('paintSingularCurves', () => {
  it('paintSingularCurves(…) draws a curve a value, point by point', () => {
    const { context, named } = fakeContext();
    paintSingularCurves(context, { history }, size, theme);
    const { x, y } = curveScales({ history }, size);
    const points = named('lineTo').slice(-63);
    // the smallest is drawn first
    points.slice(42).forEach(({ args }, n) => {
      expect(args[0]).toBeCloseTo(x(100 * n), 9);
      expect(args[1]).toBeCloseTo(y(1 + 0.2 * n), 9);
    });
  });
  it('paintSingularCurves({lit}) draws that one last, in the accent', () => {
    const { context, named } = fakeContext();
    paintSingularCurves(context, { history, lit: 1 }, size, theme);
    const strokes = named('stroke').map(({ strokeStyle }) => strokeStyle);
    expect(strokes.at(-1)).toBe(theme.accent);
    expect(strokes.filter((colour) => colour === theme.ink).length).toBe(2);
  });
  it('paintSingularCurves(…) of one spectrum are dots', () => {
    const { context, named, texts } = fakeContext();
    const one = new SpectrumHistory();
    one.push(1200, Float64Array.of(2, 1));
    paintSingularCurves(context, { history: one }, size, theme);
    expect(named('fillRect').length).toBe(2);
    expect(texts()).toContain('1,200 updates');
    expect(texts()).not.toContain('1,200.0');
  });
  it('curveAt(…) finds the nearest curve, and none far off or before there are any', () => {
    const { x, y } = curveScales({ history }, size);
    expect(curveAt({ history }, size, x(1000), y(3) + 4)).toBe(0);
    expect(curveAt({ history }, size, x(1000), y(0.1))).toBe(2);
    expect(curveAt({ history }, { width: 340, height: 900 }, 150, 20)).toBeUndefined();
    expect(curveAt({ history: new SpectrumHistory() }, size, 100, 100)).toBeUndefined();
  });
});

describe('paintScree', () => {
  it('paintScree(…) has a bar a value, those out of the noise in the model’s colour', () => {
    const { context, named } = fakeContext();
    paintScree(context, scree, size, theme);
    const bars = named('fillRect');
    expect(bars.map(({ fillStyle }) => fillStyle)).toEqual([
      theme.model,
      theme.model,
      theme.soft,
      theme.soft,
    ]);
    const { y, plot } = screeScales(scree, size);
    expect(bars[1]!.args[1]).toBeCloseTo(y(3), 9);
    expect(bars[1]!.args[3]).toBeCloseTo(plot.bottom - y(3), 9);
  });
  it('paintScree(…) says where noise ends', () => {
    const { context, texts, named } = fakeContext();
    paintScree(context, scree, size, theme);
    expect(texts()).toContain('noise ends');
    expect(named('moveTo').at(-1)!.args[1]).toBe(Math.round(screeScales(scree, size).y(2)) + 0.5);
  });
  it('paintScree(1,000 values) paints no more bars than pixels', () => {
    const { context, named } = fakeContext();
    const many = { values: new Float64Array(1000).fill(1), edge: 0.5, lit: 700 };
    paintScree(context, many, size, theme);
    expect(named('fillRect').length).toBeLessThan(520);
    expect(named('fillRect').at(-1)!.fillStyle).toBe(theme.accent);
  });
  it('screeAt(…) finds the value whose bar it is', () => {
    const { x } = screeScales(scree, size);
    expect([0, 1.5, 3.99].map((rank) => screeAt(scree, size, x(rank) + 0.01))).toEqual([0, 1, 3]);
    expect(screeAt(scree, size, 2)).toBeUndefined();
    expect(screeAt(scree, size, 339)).toBeUndefined();
  });
  it('paintScree(all zero) still has a scale', () => {
    const { context, named } = fakeContext();
    paintScree(context, { values: new Float64Array(3), edge: 0 }, size, theme);
    for (const { args } of named('fillRect')) expect(args.every(Number.isFinite)).toBe(true);
  });
});
