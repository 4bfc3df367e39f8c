import { describe, expect, it } from 'vitest';
import { divergingIndex } from '../../../src/chart/colours';
import { placeByKey } from '../../../src/views/distribution/ParameterTable';
import {
  cellBox,
  type ParameterData,
  paintParameters,
  placeAt,
  placeInCell,
  tableCell,
} from '../../../src/views/distribution/paintParameters';
import { fakeContext, fakeRaster, theme } from '../../chart/fakeContext';

const [visible, hidden] = [5, 3];
const parameters = {
  visible,
  hidden,
  W: Float64Array.from({ length: 15 }, (_, k) => (k - 7) / 5),
  a: Float64Array.of(1, -1, 0.5, 0, 0.25),
  b: Float64Array.of(-0.5, 0.75, 1.3),
};
const data: ParameterData = { parameters, limit: 1.4, place: { kind: 'W', i: 4, j: 1 } };
const size = { width: 305, height: 85 };
const places = [
  ...Array.from({ length: visible }, (_, i) => ({ kind: 'a', i }) as const),
  ...Array.from({ length: hidden }, (_, j) => ({ kind: 'b', j }) as const),
  ...Array.from(
    { length: 15 },
    (_, k) => ({ kind: 'W', i: k % visible, j: Math.floor(k / visible) }) as const,
  ),
];

describe('the table of parameters', () => {
  it('placeInCell(tableCell(place)) is the place; the corner and outside hold none', () => {
    for (const place of places) {
      const { column, row } = tableCell(place);
      expect(placeInCell(column, row, parameters)).toEqual(place);
    }
    for (const [column, row] of [
      [0, 0],
      [-1, 2],
      [6, 1],
      [1, 4],
    ] as const)
      expect(placeInCell(column, row, parameters)).toBeUndefined();
  });
  it('placeAt(…) near both corners of each cell is its place', () => {
    for (const place of places) {
      const { x, y, width, height } = cellBox(parameters, place, size);
      expect(placeAt(parameters, size, x + 1, y + 1)).toEqual(place);
      expect(placeAt(parameters, size, x + width - 1, y + height - 1)).toEqual(place);
    }
    expect(placeAt(parameters, size, 20, 10)).toBeUndefined();
  });
  it('paintParameters(…) colours biases and weights on one scale and leaves the corner clear', () => {
    const { raster, pixels } = fakeRaster();
    paintParameters(fakeContext().context, data, size, theme, raster);
    const colour = (value: number) => theme.signed[divergingIndex(value, 1.4)];
    expect([raster.width, raster.height]).toEqual([6, 4]);
    expect(pixels()[0]).toBe(0);
    expect(pixels()[3]).toBe(colour(0.5));
    expect(pixels()[2 * 6]).toBe(colour(0.75));
    for (let i = 0; i < visible; i++)
      for (let j = 0; j < hidden; j++)
        expect(pixels()[(j + 1) * 6 + i + 1]).toBe(colour(parameters.W[i * hidden + j]!));
  });
  it('paintParameters(…) sets the biases apart and frames the chosen parameter', () => {
    const { context, named } = fakeContext();
    paintParameters(context, data, size, theme, fakeRaster().raster);
    expect(named('drawImage').map(({ args }) => args.slice(5))).toEqual([
      [55, 0, 250, 20],
      [0, 25, 50, 60],
      [55, 25, 250, 60],
    ]);
    const frame = named('strokeRect').at(-1)!;
    expect(frame.args).toEqual([255, 45, 50, 20]);
    expect(frame.strokeStyle).toBe(theme.accent);
  });
  it('paintParameters(…) of a machine without hidden units is its visible biases', () => {
    const { context, named } = fakeContext();
    const bare = {
      visible: 2,
      hidden: 0,
      W: new Float64Array(0),
      a: Float64Array.of(1, -1),
      b: new Float64Array(0),
    };
    paintParameters(
      context,
      { parameters: bare, limit: 1, place: { kind: 'a', i: 0 } },
      size,
      theme,
      fakeRaster().raster,
    );
    expect(named('drawImage')).toHaveLength(1);
  });
  it('placeByKey(key, place) leads to the neighbouring parameter and stops at edge and corner', () => {
    expect(placeByKey('ArrowLeft', { kind: 'W', i: 0, j: 2 }, parameters)).toEqual({ kind: 'b', j: 2 });
    expect(placeByKey('ArrowUp', { kind: 'b', j: 0 }, parameters)).toBeUndefined();
    expect(placeByKey('ArrowUp', { kind: 'W', i: 3, j: 0 }, parameters)).toEqual({ kind: 'a', i: 3 });
    expect(placeByKey('ArrowRight', { kind: 'a', i: 4 }, parameters)).toBeUndefined();
    expect(placeByKey('Enter', { kind: 'a', i: 4 }, parameters)).toBeUndefined();
  });
});
