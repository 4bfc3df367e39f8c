import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  divergingIndex,
  divergingTable,
  mixColours,
  notANumberIndex,
  packPixel,
  parseColour,
  type Rgb,
  sequentialIndex,
  sequentialTable,
  zeroIndex,
} from '../../src/chart/colours';

const [orange, white, blue, ink, red]: Rgb[] = [
  [194, 98, 14],
  [255, 255, 255],
  [33, 102, 172],
  [29, 31, 35],
  [163, 58, 30],
];
const bytes = (pixel: number) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255, pixel >>> 24];
/** Rec. 709 luma of the bytes, enough to order colours by lightness. */
const lightness = (pixel: number) => {
  const [r, g, b] = bytes(pixel);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

describe('parseColour', () => {
  it('parseColour(text) reads the three notations of the style sheets', () => {
    expect(parseColour('#c2620e')).toEqual([194, 98, 14]);
    expect(parseColour(' #FFF ')).toEqual([255, 255, 255]);
    expect(parseColour('rgb(33, 102, 172)')).toEqual([33, 102, 172]);
    expect(parseColour('rgb(33 102 172 / 50%)')).toEqual([33, 102, 172]);
  });
  it('parseColour(text) refuses anything else and names it', () => {
    for (const text of ['orange', '#12345', '', 'rgb(1 2)'])
      expect(() => parseColour(text)).toThrow(`invalid colour: ${text}`);
  });
});

describe('mixColours', () => {
  it('mixColours(a, b, t) gives a at 0 and b at 1', () => {
    fc.assert(
      fc.property(fc.tuple(byte(), byte(), byte()), fc.tuple(byte(), byte(), byte()), (a, b) => {
        expect(mixColours(a, b, 0)).toEqual(a);
        expect(mixColours(a, b, 1)).toEqual(b);
      }),
    );
    function byte() {
      return fc.integer({ min: 0, max: 255 });
    }
  });
});

describe('tables', () => {
  const signed = divergingTable(orange, white, blue, red);
  const probability = sequentialTable(white, ink, red);

  it('divergingTable(…) has its middle at zero and its ends at the ends', () => {
    expect(signed).toHaveLength(256);
    expect(bytes(signed[zeroIndex])).toEqual([255, 255, 255, 255]);
    expect(bytes(signed[1])).toEqual([194, 98, 14, 255]);
    expect(bytes(signed[255])).toEqual([33, 102, 172, 255]);
    expect(bytes(signed[notANumberIndex])).toEqual([163, 58, 30, 255]);
  });
  it('divergingTable(…) darkens steadily on both sides of zero', () => {
    for (let i = 1; i <= 126; i++) {
      expect(lightness(signed[zeroIndex + i + 1])).toBeLessThanOrEqual(
        lightness(signed[zeroIndex + i]) + 0.6,
      );
      expect(lightness(signed[zeroIndex - i - 1])).toBeLessThanOrEqual(
        lightness(signed[zeroIndex - i]) + 0.6,
      );
    }
  });
  it('sequentialTable(…) runs from the first colour to the second', () => {
    expect(bytes(probability[1])).toEqual([255, 255, 255, 255]);
    expect(bytes(probability[255])).toEqual([29, 31, 35, 255]);
    for (let i = 2; i < 256; i++)
      expect(lightness(probability[i])).toBeLessThanOrEqual(lightness(probability[i - 1]));
  });
  it('packPixel(rgb) lays bytes out as image data on a little-endian machine', () => {
    expect([...new Uint8Array(Uint32Array.of(packPixel([1, 2, 3])).buffer)]).toEqual([1, 2, 3, 255]);
  });
});

describe('indices', () => {
  it('divergingIndex(value, limit) is symmetric about zero and stays in the table', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true }),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        (value, limit) => {
          const index = divergingIndex(value, limit);
          expect(index).toBeGreaterThanOrEqual(1);
          expect(index).toBeLessThanOrEqual(255);
          expect(Math.abs(index + divergingIndex(-value, limit) - 2 * zeroIndex)).toBeLessThanOrEqual(1);
        },
      ),
    );
    expect([divergingIndex(0, 2), divergingIndex(2, 2), divergingIndex(-2, 2)]).toEqual([128, 255, 1]);
    expect([divergingIndex(Infinity, 2), divergingIndex(-Infinity, 2)]).toEqual([255, 1]);
  });
  it('divergingIndex(NaN, limit) and sequentialIndex(NaN) are the entry for what is not a number', () => {
    expect(divergingIndex(Number.NaN, 1)).toBe(notANumberIndex);
    expect(divergingIndex(0, 0)).toBe(notANumberIndex);
    expect(sequentialIndex(Number.NaN)).toBe(notANumberIndex);
  });
  it('sequentialIndex(value) takes the ends outside 0..1', () => {
    expect([-3, 0, 1, 7].map(sequentialIndex)).toEqual([1, 1, 255, 255]);
    expect([0.25, 0.5, 0.75].map(sequentialIndex)).toEqual([65, 128, 192]);
  });
});
