import { expect, it } from 'vitest';
import { divergingIndex } from '../../src/chart/colours';
import { matrixAt, paintWeightMatrix } from '../../src/views/paintWeightMatrix';
import { fakeContext, fakeRaster, theme } from '../chart/fakeContext';

const [visible, hidden] = [5, 3];
const W = Float32Array.from({ length: visible * hidden }, (_, k) => (k - 7) / 5);
const data = { W, visible, hidden, limit: 1.4 };
const size = { width: 500, height: 90 };

it('paintWeightMatrix(…) puts hidden units in rows and visible units in columns', () => {
  const { raster, pixels } = fakeRaster();
  paintWeightMatrix(fakeContext().context, data, size, theme, raster);
  expect([raster.width, raster.height]).toEqual([visible, hidden]);
  for (let i = 0; i < visible; i++)
    for (let j = 0; j < hidden; j++)
      expect(pixels()[j * visible + i]).toBe(theme.signed[divergingIndex(W[i * hidden + j], 1.4)]);
});
it('paintWeightMatrix(…) frames the row of the lit unit and the column of the lit pixel', () => {
  const { context, named } = fakeContext();
  paintWeightMatrix(context, { ...data, litUnit: 1, litPixel: 4 }, size, theme, fakeRaster().raster);
  expect(named('strokeRect').map(({ args }) => args)).toEqual([
    [1, 30, 498, 30],
    [400, 0.5, 100, 89],
  ]);
});
it('matrixAt(…) finds the unit and pixel, and nothing outside', () => {
  expect(matrixAt(data, size, 250, 45)).toEqual({ unit: 1, pixel: 2 });
  expect(matrixAt(data, size, 499, 89)).toEqual({ unit: 2, pixel: 4 });
  expect(matrixAt(data, size, 500, 45)).toBeUndefined();
  expect(matrixAt(data, size, 3, -1)).toBeUndefined();
  expect(matrixAt(data, size, 3, 90)).toBeUndefined();
});
