import { describe, expect, it } from 'vitest';
import {
  type DensityData,
  eigenvalueRange,
  logHistogram,
  paintDensity,
  paintTail,
} from '../../../src/views/spectrum/paintDensity';
import { fakeContext, theme } from '../../chart/fakeContext';
import { eigenvalues, spectrumResult } from './results';

const size = { width: 340, height: 150 };
const { marchenkoPastur: law, tail } = spectrumResult();
const data: DensityData = { eigenvalues, law, tail };

describe('logHistogram', () => {
  it('logHistogram(eigenvalues, range) integrates to 1 over ln λ', () => {
    const range = [0.01, 10] as const;
    const densities = logHistogram(eigenvalues, range);
    const width = Math.log(1000) / densities.length;
    expect(densities.reduce((sum, density) => sum + density * width, 0)).toBeCloseTo(1, 12);
    // 0.004 lies below the range: it joins 0.02 in the first bin
    expect(densities[0]! * width).toBeCloseTo(2 / 12, 12);
  });
});

describe('eigenvalueRange', () => {
  it('eigenvalueRange(…) reaches over the eigenvalues and the law of noise', () => {
    const [low, high] = eigenvalueRange(data);
    expect(low).toBeLessThan(0.004);
    expect(high).toBeGreaterThan(3);
    const small = eigenvalueRange({ eigenvalues: Float64Array.of(0.1, 0.12), law });
    expect(small[1]).toBeGreaterThan(law.upper);
  });
  it('eigenvalueRange(…) leaves out what is smaller than a ten-thousandth of the largest', () => {
    const [low] = eigenvalueRange({ eigenvalues: Float64Array.of(0, 1e-12, 2), law: { ...law, lower: 0 } });
    expect(low).toBeCloseTo(2e-4 / 1.15, 9);
  });
  it('eigenvalueRange(all zero) is still a range', () => {
    const zero = { ...law, variance: 0, lower: 0, upper: 0 };
    expect(eigenvalueRange({ eigenvalues: new Float64Array(4), law: zero })).toEqual([0.1, 1]);
  });
});

describe('paintDensity', () => {
  it('paintDensity(…) has a tick in the model’s colour for each spike', () => {
    const { context, named } = fakeContext();
    paintDensity(context, data, size, theme);
    const ticks = named('fillRect').filter(({ args }) => args[2] === 1.5);
    expect(ticks.length).toBe(2);
    expect(ticks.every(({ fillStyle }) => fillStyle === theme.model)).toBe(true);
  });
  it('paintDensity(…) draws the law from its lower to its upper edge', () => {
    const { context, calls } = fakeContext();
    paintDensity(context, data, size, theme);
    const first = calls.findIndex(({ name }) => name === 'stroke');
    const curve = calls.slice(0, first).filter(({ name }) => name === 'lineTo');
    const edge = calls.slice(first + 1).find(({ name }) => name === 'lineTo')!;
    expect(curve.length).toBe(121);
    expect(curve.at(-1)!.args[0]).toBeCloseTo(edge.args[0] as number, 6);
    // at its edges it is zero: on the base line
    expect(curve.at(-1)!.args[1]).toBeCloseTo(curve[0]!.args[1] as number, 6);
  });
  it('paintDensity({lit}) marks that eigenvalue, counted from the largest', () => {
    const { context, named } = fakeContext();
    paintDensity(context, { ...data, lit: 0 }, size, theme);
    const mark = named('fillRect').find(({ fillStyle }) => fillStyle === theme.accent)!;
    const [low, high] = eigenvalueRange(data);
    expect(mark.args[0]).toBeCloseTo(10 + (322 * Math.log(3 / low)) / Math.log(high / low) - 1, 6);
  });
  it('paintDensity(all zero) paints no curve and no edge', () => {
    const { context, named } = fakeContext();
    const zero = { ...law, variance: 0, lower: 0, upper: 0 };
    paintDensity(context, { eigenvalues: new Float64Array(9), law: zero }, size, theme);
    expect(named('setLineDash')).toEqual([]);
  });
});

describe('paintTail', () => {
  it('paintTail(…) has a dot an eigenvalue, those of the tail in the model’s colour', () => {
    const { context, named } = fakeContext();
    paintTail(context, data, size, theme);
    const dots = named('fillRect').map(({ fillStyle }) => fillStyle);
    expect(dots).toEqual([...new Array(4).fill(theme.soft), ...new Array(8).fill(theme.model)]);
  });
  it('paintTail(…) draws the fit through the first point of the tail, down as steep as its exponent says', () => {
    const { context, named } = fakeContext();
    paintTail(context, data, size, theme);
    const [from, to] = named('lineTo').slice(-2) as unknown as [{ args: number[] }, { args: number[] }];
    // a mark of the value axis is a line too; the last two points are the fit's
    const dots = named('fillRect');
    expect(from!.args[0]).toBeCloseTo((dots[4]!.args[0] as number) + 2, 6);
    expect(from!.args[1]).toBeCloseTo((dots[4]!.args[1] as number) + 2, 6);
    const [low, high] = eigenvalueRange(data);
    const perX = Math.log(high / low) / (size.width - 8 - 45);
    const perY = Math.log((1.3 * 12) / 0.7) / (size.height - 28);
    const slope = -((to!.args[1]! - from!.args[1]!) * perY) / ((to!.args[0]! - from!.args[0]!) * perX);
    expect(slope).toBeCloseTo(1 - 2.4, 6);
  });
  it('paintTail(no tail) draws the dots alone', () => {
    const { context, named } = fakeContext();
    paintTail(context, { eigenvalues, law, lit: 2 }, size, theme);
    expect(named('fillRect').filter(({ fillStyle }) => fillStyle === theme.accent).length).toBe(1);
    expect(named('fillRect').some(({ fillStyle }) => fillStyle === theme.model)).toBe(false);
  });
});
