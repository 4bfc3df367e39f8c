import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paintUnits, squareShape, unitAt } from '../../src/views/paintUnits';
import { paintWeightChange, weightChange } from '../../src/views/paintWeightChange';
import { fakeContext, fakeRaster, theme } from '../chart/fakeContext';

describe('squareShape', () => {
  it('squareShape(units) holds all units and wastes less than a row', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1024 }), (units) => {
        const { rows, columns } = squareShape(units);
        expect(rows * columns).toBeGreaterThanOrEqual(units);
        expect((rows - 1) * columns).toBeLessThan(units);
        expect(columns - rows).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('paintUnits', () => {
  const data = { values: Float32Array.of(0, 0.5, 1, 0.25, 0.75), shape: { rows: 2, columns: 3 } };
  it('paintUnits(…) fills the shape row by row and leaves the rest clear', () => {
    const { raster, pixels } = fakeRaster();
    paintUnits(fakeContext().context, data, { width: 60, height: 60 }, theme, raster);
    expect(pixels()[0]).toBe(theme.probability[1]);
    expect(pixels()[2]).toBe(theme.probability[255]);
    expect(pixels()[5]).toBe(0);
  });
  it('unitAt(…) finds the unit in the middle of the box, where cells are square', () => {
    const size = { width: 60, height: 60 };
    expect(unitAt(data, size, 30, 20)).toBe(1);
    expect(unitAt(data, size, 10, 40)).toBe(3);
    expect(unitAt(data, size, 50, 40)).toBeUndefined();
    expect(unitAt(data, size, 30, 5)).toBeUndefined();
  });
  it('paintUnits(…) frames the lit unit, and none that is not there', () => {
    const lit = fakeContext();
    paintUnits(lit.context, { ...data, lit: 4 }, { width: 60, height: 60 }, theme, fakeRaster().raster);
    expect(lit.named('strokeRect').map(({ args }) => args)).toEqual([[20, 30, 20, 20]]);
    const beyond = fakeContext();
    paintUnits(beyond.context, { ...data, lit: 5 }, { width: 60, height: 60 }, theme, fakeRaster().raster);
    expect(beyond.named('strokeRect')).toEqual([]);
  });
});

describe('weightChange', () => {
  const data = {
    vPlus: Uint8Array.of(1, 0, 1),
    hPlusMean: Float32Array.of(0.75, 0.25),
    vMinus: Uint8Array.of(1, 1, 0),
    hMinusMean: Float32Array.of(0.5, 1),
  };
  it('weightChange(…) is v⁺h⁺ − v⁻h⁻ for each pair', () => {
    const all = [0, 1, 2].flatMap((i) => [0, 1].map((j) => weightChange(data, i, j)));
    expect(all).toEqual([0.25, -0.75, -0.5, -1, 0.75, 0.25]);
  });
  it('paintWeightChange(…) shows hidden units in rows, visible ones in columns', () => {
    const { raster, pixels } = fakeRaster();
    paintWeightChange(fakeContext().context, data, { width: 90, height: 40 }, theme, raster);
    expect([raster.width, raster.height]).toEqual([3, 2]);
    expect(pixels()[1 * 3 + 1]).toBe(theme.signed[1]);
    expect(pixels()[0 * 3 + 2]).toBe(theme.signed[128 + Math.round(0.75 * 127)]);
  });
  it('paintWeightChange(…) stays small for the largest machine', () => {
    const { raster } = fakeRaster();
    const large = {
      vPlus: new Uint8Array(1024),
      hPlusMean: new Float32Array(1024),
      vMinus: new Uint8Array(1024),
      hMinusMean: new Float32Array(1024),
    };
    paintWeightChange(fakeContext().context, large, { width: 136, height: 64 }, theme, raster);
    expect(raster.width * raster.height).toBeLessThanOrEqual(256 * 128);
  });
});
