import { describe, expect, it } from 'vitest';
import { categoryColour } from '../../../src/chart/categories';
import { sequentialIndex } from '../../../src/chart/colours';
import { paintCodes, placesOf, pointAt, readingOrder } from '../../../src/views/codes/paintCodes';
import { fakeContext, fakeRaster, theme } from '../../chart/fakeContext';
import { codesResult } from './results';

const size = { width: 400, height: 300 };
const { pca, labelOf } = codesResult();
const data = { positions: pca.positions, glyphs: ['0', '3', '7'], labelOf: labelOf! };

describe('placesOf', () => {
  it('placesOf(positions, size) keeps all inside, one scale along both axes, y upwards', () => {
    const places = placesOf(pca.positions, size);
    places.forEach((place, n) => {
      expect(place).toBeGreaterThanOrEqual(13.99);
      expect(place).toBeLessThanOrEqual((n % 2 ? 300 : 400) - 13.99);
    });
    // 3 across and 2.5 up in 372 × 272 px: 108.8 px a unit
    expect(places[6]! - places[0]!).toBeCloseTo(3 * 108.8, 3);
    expect(places[1]! - places[3]!).toBeCloseTo(0.5 * 108.8, 3);
  });
  it('placesOf(points in one place, or in a line) stand in the middle', () => {
    expect([...placesOf(Float32Array.of(2, 2, 2, 2), size)]).toEqual([200, 150, 200, 150]);
    const line = placesOf(Float32Array.of(0, 5, 1, 5), size);
    expect([...line]).toEqual([14, 150, 386, 150]);
  });
});

describe('pointAt', () => {
  it('pointAt(…) finds the nearest point within reach, and none beyond', () => {
    const places = placesOf(pca.positions, size);
    expect(pointAt(pca.positions, size, places[4]! + 5, places[5]! - 5)).toBe(2);
    expect(pointAt(pca.positions, size, places[4]! + 19, places[5]!)).toBeUndefined();
  });
});

describe('readingOrder', () => {
  it('readingOrder(positions) goes from left to right, in a column downwards', () => {
    expect([...readingOrder(pca.positions)]).toEqual([1, 0, 2, 4, 3]);
  });
});

describe('paintCodes', () => {
  it('paintCodes(…) writes each sample’s glyph in its label’s colour', () => {
    const { context, named, texts } = fakeContext();
    paintCodes(context, data, size, theme, fakeRaster().raster);
    expect(texts()).toEqual(['0', '0', '3', '7', '3']);
    expect(named('fillText').map(({ fillStyle }) => fillStyle)).toEqual(
      [0, 0, 1, 2, 1].map((label) => categoryColour(label, false)),
    );
  });
  it('paintCodes(without labels) paints dots, in no label’s colour', () => {
    const { context, named, texts } = fakeContext();
    paintCodes(context, { positions: pca.positions }, size, theme, fakeRaster().raster);
    expect(texts()).toEqual([]);
    expect(named('fill').map(({ fillStyle }) => fillStyle)).toEqual(new Array(5).fill(theme.soft));
  });
  it('paintCodes({lit}) paints the cluster last, over the others', () => {
    const { context, texts } = fakeContext();
    paintCodes(context, { ...data, lit: Uint32Array.of(0, 3) }, size, theme, fakeRaster().raster);
    expect(texts()).toEqual(['0', '3', '3', '0', '7']);
  });
  it('paintCodes({at, picture}) rings the sample and shows its picture inside the canvas', () => {
    const shape = { rows: 2, columns: 3 };
    for (let at = 0; at < 5; at++) {
      const { context, named } = fakeContext();
      const { raster, pixels } = fakeRaster();
      const picture = { bits: [1, 0, 0, 0, 1, 0], shape };
      paintCodes(context, { ...data, at, picture }, size, theme, raster);
      expect(named('arc')).toHaveLength(1);
      expect([...pixels()]).toEqual(picture.bits.map((bit) => theme.fromData[sequentialIndex(bit)]));
      const [left, top, width, height] = named('drawImage')[0]!.args.slice(5) as number[];
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left! + width!).toBeLessThanOrEqual(400);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top! + height!).toBeLessThanOrEqual(300);
    }
  });
});
