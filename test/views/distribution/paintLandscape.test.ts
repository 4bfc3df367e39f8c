import { describe, expect, it } from 'vitest';
import { divergingIndex, sequentialIndex } from '../../../src/chart/colours';
import { basins, ranked } from '../../../src/core/landscape';
import { cellOf, mapShape } from '../../../src/views/distribution/grayMap';
import {
  fillLandscape,
  heightScale,
  type LandscapeData,
  mapCellAt,
  paintLandscape,
  placeOfState,
} from '../../../src/views/distribution/paintLandscape';
import { fakeContext, fakeRaster, theme } from '../../chart/fakeContext';

// F_c of (v0, v1, v2) by number: two valleys, at 0 and at 6
const heights = Float64Array.of(-4, 1, 0, 3, 2, 5, -3, 1.5);
const { basinOf } = basins(heights);
const data: LandscapeData = {
  visible: 3,
  heights,
  basinOf,
  ranked: ranked(heights),
  colouring: 'height',
  minima: [0, 6],
  data: [1],
  chains: [6, 3],
  probe: 5,
};
const size = { width: 200, height: 400 };
const filled = (changes: Partial<LandscapeData> = {}) => {
  const pixels = new Uint32Array(8);
  fillLandscape(pixels, { ...data, ...changes }, theme, mapShape(3));
  return pixels;
};
const pixelOf = (pixels: Uint32Array, state: number) => {
  const { column, row } = cellOf(state, mapShape(3));
  return pixels[row * 2 + column];
};

describe('fillLandscape', () => {
  it('fillLandscape(…) gives each state the model’s colour by its depth', () => {
    const { low, high } = heightScale(data);
    expect(low).toBe(-4);
    expect(high).toBe(3);
    const pixels = filled();
    heights.forEach((height, state) => {
      const depth = 1 - (height - low) / (high - low);
      expect(pixelOf(pixels, state)).toBe(theme.fromModel[sequentialIndex(depth)]);
    });
    expect(pixelOf(pixels, 0)).toBe(theme.fromModel[255]);
  });
  it('fillLandscape(…) by basin shows the depth of each valley’s bottom, the walker’s own in blue', () => {
    const pixels = filled({ colouring: 'basin', probe: 4 });
    const own = basinOf[4];
    heights.forEach((_, state) => {
      const inOwn = basinOf[state] === own;
      const bottom = basinOf[state] === 0 ? -4 : -3;
      const depth = 1 - (bottom + 4) / 7;
      expect(pixelOf(pixels, state), `state ${state}`).toBe(
        inOwn ? theme.signed[divergingIndex(depth, 1)] : theme.fromModel[sequentialIndex(depth)],
      );
    });
    expect(new Set(pixels).size).toBe(2);
  });
  it('fillLandscape(…) of a plain divides nothing by zero', () => {
    const plain = new Float64Array(8);
    const pixels = filled({ heights: plain, ranked: ranked(plain) });
    expect(new Set(pixels)).toEqual(new Set([theme.fromModel[255]]));
  });
});

describe('paintLandscape', () => {
  const paint = (changes: Partial<LandscapeData> = {}) => {
    const canvas = fakeContext();
    const { raster } = fakeRaster();
    paintLandscape(canvas.context, { ...data, ...changes }, size, theme, raster);
    return { ...canvas, raster };
  };
  it('paintLandscape(…) stretches a map of 2 × 4 cells over the picture', () => {
    const { named, raster } = paint();
    expect([raster.width, raster.height]).toEqual([2, 4]);
    expect(named('drawImage')[0]!.args.slice(1)).toEqual([0, 0, 2, 4, 0, 0, 200, 400]);
  });
  it('paintLandscape(…) numbers the minima, squares the data, dots the chains and rings the walker', () => {
    const { texts, named, calls } = paint();
    expect(texts()).toEqual(['1', '2']);
    const dots = calls.filter(({ name, fillStyle }) => name === 'fill' && fillStyle === theme.ink);
    expect(dots).toHaveLength(2);
    const at = placeOfState(1, 3, size);
    const squares = named('strokeRect').filter(({ strokeStyle }) => strokeStyle === theme.data);
    expect(squares).toHaveLength(1);
    const [x, y, width] = squares[0]!.args as number[];
    expect([x! + width! / 2, y! + width! / 2]).toEqual([at.x, at.y]);
    const rings = named('arc').map(({ args }) => args.slice(0, 3));
    const walker = placeOfState(5, 3, size);
    expect(rings).toContainEqual([walker.x, walker.y, 6]);
  });
  it('paintLandscape(…) keeps the walker’s ring whole at the edge', () => {
    const canvas = fakeContext();
    const wide = { width: 20, height: 400 };
    paintLandscape(canvas.context, { ...data, probe: 0 }, wide, theme, fakeRaster().raster);
    expect(placeOfState(0, 3, wide).x).toBe(5);
    expect(canvas.named('arc').at(-1)!.args.slice(0, 2)).toEqual([8, 50]);
  });
});

describe('places on the map', () => {
  it('mapCellAt(placeOfState(state)) is the state’s cell; outside there is none', () => {
    for (let state = 0; state < 8; state++) {
      const { x, y } = placeOfState(state, 3, size);
      expect(mapCellAt(3, size, x, y)).toEqual(cellOf(state, mapShape(3)));
    }
    expect(mapCellAt(3, size, 200, 10)).toBeUndefined();
    expect(mapCellAt(3, size, 10, -1)).toBeUndefined();
  });
});
