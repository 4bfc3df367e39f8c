import { describe, expect, it } from 'vitest';
import { paintTraces, traceAt, traceScales } from '../../../src/views/mixing/paintTraces';
import { fakeContext, theme } from '../../chart/fakeContext';
import { mixingResult } from './results';

const size = { width: 400, height: 150 };
const data = mixingResult();
/** Colours of the curves, in order of painting. */
const curves = (changes = {}) => {
  const { context, calls } = fakeContext();
  paintTraces(context, { ...data, ...changes }, size, theme);
  const strokes = calls.filter(
    ({ name }, n) => name === 'stroke' && calls[n - 1]?.name === 'lineTo' && calls[n - 2]?.name === 'lineTo',
  );
  return strokes.map(({ strokeStyle }) => strokeStyle);
};

describe('paintTraces', () => {
  it('paintTraces(…) draws the stuck ones last and in the warning colour', () => {
    expect(curves()).toEqual([theme.model, theme.model, theme.model, theme.warn]);
  });
  it('paintTraces({litChain}) draws that chain once more over the others', () => {
    expect(curves({ litChain: 0 }).at(-1)).toBe(theme.accent);
    expect(curves({ litChain: 9 }).at(-1)).toBe(theme.warn);
  });
  it('paintTraces(…) puts every point of a chain where its sweep and free energy are', () => {
    const { context, named } = fakeContext();
    paintTraces(context, { ...data, chains: 1, stuck: [] }, size, theme);
    const { x, y, plot } = traceScales({ ...data, chains: 1 }, size);
    const points = named('lineTo').slice(-50);
    points.forEach(({ args }, n) => {
      expect(args[0]).toBeCloseTo(x(n + 1), 9);
      expect(args[1]).toBeCloseTo(y(data.traces[n]!), 9);
      expect(args[0]).toBeGreaterThanOrEqual(plot.left);
      expect(args[0]).toBeLessThanOrEqual(plot.right);
    });
  });
  it('paintTraces({warmUp}) greys what doesn’t count, and nothing without', () => {
    const { context, named } = fakeContext();
    paintTraces(context, { ...data, warmUp: 10 }, size, theme);
    const { x, plot } = traceScales(data, size);
    expect(named('fillRect')[0]!.args[0]).toBe(plot.left);
    expect(named('fillRect')[0]!.args[2]).toBeCloseTo(x(10) - plot.left, 9);
    const without = fakeContext();
    paintTraces(without.context, data, size, theme);
    expect(without.named('fillRect')).toEqual([]);
  });
  it('paintTraces(…) says how many sweeps there are', () => {
    const { context, texts } = fakeContext();
    paintTraces(context, { ...data, stride: 20 }, size, theme);
    expect(texts()).toContain('1,000 sweeps');
  });
  it('paintTraces(chains that never move) still has a scale', () => {
    const { context, texts } = fakeContext();
    paintTraces(context, { ...data, traces: new Float64Array(200).fill(-3) }, size, theme);
    expect(texts().some((text) => text.startsWith('−3.00'))).toBe(true);
  });
});

describe('traceAt', () => {
  it('traceAt(…) finds the nearest chain, and none far from all', () => {
    const { x, y } = traceScales(data, size);
    expect(traceAt(data, size, x(20), y(-9) - 3)).toBe(2);
    expect(traceAt(data, size, x(20), y(data.traces[19]!))).toBe(0);
    expect(traceAt(data, size, x(-30), y(-9))).toBeUndefined();
    expect(traceAt(data, { width: 400, height: 900 }, 200, 500)).toBeUndefined();
  });
});
