import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divergingIndex } from '../../src/chart/colours';
import {
  fillTiles,
  paintWeightTiles,
  type TileData,
  tileAt,
  tileLayout,
  tilesPerPage,
} from '../../src/views/paintWeightTiles';
import { fakeContext, fakeRaster, theme } from '../chart/fakeContext';

// 5 × 3 pixels of which 13 are units, 7 hidden: no two numbers alike
const shape = { rows: 5, columns: 3 };
const [visible, hidden] = [13, 7];
const W = Float32Array.from({ length: visible * hidden }, (_, k) => (k - 40) / 17);
const data: TileData = { W, visible, hidden, shape, first: 2, count: 4, limit: 2 };
const size = { width: 640, height: 210 };

describe('fillTiles', () => {
  // three tiles in a row, each with a clear row and column
  const across = 3;
  const [width, height] = [across * 4, 2 * 6];
  const placeOf = (tile: number, i: number) =>
    (Math.floor(tile / across) * 6 + Math.floor(i / 3)) * width + (tile % across) * 4 + (i % 3);

  it('fillTiles(…) lays W_ij out at pixel i of the tile of unit j', () => {
    const pixels = new Uint32Array(width * height);
    fillTiles(pixels, data, across, theme.signed);
    for (let tile = 0; tile < data.count; tile++)
      for (let i = 0; i < visible; i++) {
        const weight = W[i * hidden + data.first + tile];
        expect(pixels[placeOf(tile, i)]).toBe(theme.signed[divergingIndex(weight, 2)]);
      }
  });
  it('fillTiles(…) leaves what is no unit clear', () => {
    const pixels = new Uint32Array(width * height);
    fillTiles(pixels, data, across, theme.signed);
    expect(pixels.filter((pixel) => pixel !== 0)).toHaveLength(data.count * visible);
  });
  it('fillTiles(…) agrees with divergingIndex for every number there is', () => {
    fc.assert(
      fc.property(fc.float(), fc.double({ min: 1e-2, max: 1e2, noNaN: true }), (weight, limit) => {
        const pixels = new Uint32Array(4);
        const single = {
          ...data,
          W: Float32Array.of(weight),
          visible: 1,
          hidden: 1,
          first: 0,
          count: 1,
          limit,
        };
        fillTiles(
          pixels,
          { ...single, shape: { rows: 1, columns: 1 } },
          1,
          Uint32Array.from({ length: 256 }, (_, i) => i),
        );
        expect(Math.abs(pixels[0] - divergingIndex(weight, limit))).toBeLessThanOrEqual(1);
        if (Number.isNaN(weight)) expect(pixels[0]).toBe(0);
        else expect(pixels[0]).toBeGreaterThan(0);
      }),
    );
  });
});

describe('tileLayout', () => {
  it('tileLayout(…) fits all tiles, of the shape’s proportions, into the size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 32 }),
        fc.integer({ min: 1, max: 32 }),
        (count, rows, columns) => {
          const layout = tileLayout(count, { rows, columns }, { width: 800, height: 600 });
          expect(layout.across * layout.down).toBeGreaterThanOrEqual(count);
          expect(layout.left + layout.across * (layout.width + layout.gap) - layout.gap).toBeLessThanOrEqual(
            800.001,
          );
          expect(layout.top + layout.down * (layout.height + layout.gap) - layout.gap).toBeLessThanOrEqual(
            600.001,
          );
          expect(layout.width / layout.height).toBeCloseTo(columns / rows, 6);
        },
      ),
    );
  });
  it('tilesPerPage(…) shows all of a small machine and some of a large one', () => {
    expect(tilesPerPage(16, { rows: 8, columns: 8 }, size)).toBe(16);
    const page = tilesPerPage(1024, { rows: 28, columns: 28 }, size);
    expect(page).toBeGreaterThan(200);
    expect(page).toBeLessThan(1024);
    expect(tileLayout(page, { rows: 28, columns: 28 }, size).height).toBeGreaterThanOrEqual(17.9);
    expect(tilesPerPage(1024, { rows: 28, columns: 28 }, { width: 0, height: 0 })).toBe(1);
  });
});

describe('tileAt', () => {
  const layout = tileLayout(data.count, shape, size);
  it('tileAt(…) finds the unit and pixel whose place it is given', () => {
    for (let tile = 0; tile < data.count; tile++)
      for (let pixel = 0; pixel < visible; pixel++) {
        const column = tile % layout.across;
        const row = Math.floor(tile / layout.across);
        const x =
          layout.left + column * (layout.width + layout.gap) + ((pixel % 3) + 0.5) * (layout.width / 3);
        const y =
          layout.top +
          row * (layout.height + layout.gap) +
          (Math.floor(pixel / 3) + 0.5) * (layout.height / 5);
        expect(tileAt(layout, data, x, y)).toEqual({ unit: data.first + tile, pixel });
      }
  });
  it('tileAt(…) knows the gaps, the outside, and places in a tile that are no unit', () => {
    expect(tileAt(layout, data, layout.left + layout.width + 1, layout.top + 5)).toBeUndefined();
    expect(tileAt(layout, data, -20, 5)).toBeUndefined();
    expect(tileAt(layout, data, 639, 209)).toBeUndefined();
    const narrow = tileLayout(4, shape, { width: 70, height: 210 });
    expect(narrow.across).toBe(2);
    const beyond = narrow.left + 2 * (narrow.width + narrow.gap) + narrow.width / 2;
    expect(tileAt(narrow, data, beyond, 10)).toBeUndefined();
    const corner = tileAt(layout, data, layout.left + layout.width - 1, layout.top + layout.height - 1);
    expect(corner).toEqual({ unit: 2 });
  });
});

describe('paintWeightTiles', () => {
  it('paintWeightTiles(…) draws every tile of the page from one image', () => {
    const { context, named } = fakeContext();
    const { raster, commits } = fakeRaster();
    paintWeightTiles(context, data, size, theme, raster);
    expect(commits()).toBe(1);
    expect([raster.width, raster.height]).toEqual([4 * 4, 6]);
    expect(named('drawImage').map(({ args }) => args.slice(1, 5))).toEqual([
      [0, 0, 3, 5],
      [4, 0, 3, 5],
      [8, 0, 3, 5],
      [12, 0, 3, 5],
    ]);
    expect(named('strokeRect')).toEqual([]);
  });
  it('paintWeightTiles(…) lays a thin frame under tiles that are large enough for one', () => {
    const large = fakeContext();
    paintWeightTiles(large.context, data, size, theme, fakeRaster().raster);
    const layout = tileLayout(data.count, shape, size);
    expect(large.named('fillRect')).toHaveLength(data.count);
    expect(large.named('fillRect')[0]!.args).toEqual([
      layout.left - 1,
      layout.top - 1,
      layout.width + 2,
      layout.height + 2,
    ]);
    const small = fakeContext();
    paintWeightTiles(small.context, data, { width: 90, height: 30 }, theme, fakeRaster().raster);
    expect(small.named('fillRect')).toEqual([]);
  });
  it('paintWeightTiles(…) frames the lit unit, if it is on this page, and the lit pixel in every tile', () => {
    const lit = fakeContext();
    paintWeightTiles(lit.context, { ...data, litUnit: 3, litPixel: 4 }, size, theme, fakeRaster().raster);
    expect(lit.named('strokeRect')).toHaveLength(1 + data.count);
    expect(lit.named('strokeRect').every(({ strokeStyle }) => strokeStyle === theme.accent)).toBe(true);
    const elsewhere = fakeContext();
    paintWeightTiles(elsewhere.context, { ...data, litUnit: 6 }, size, theme, fakeRaster().raster);
    expect(elsewhere.named('strokeRect')).toEqual([]);
  });
});
