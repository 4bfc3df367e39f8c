import { describe, expect, it } from 'vitest';
import { confusionAt, confusionLayout, paintConfusion } from '../../../src/views/stack/paintConfusion';
import { paintPictures, pictureAt, pictureLayout } from '../../../src/views/stack/paintPictures';
import { fakeContext, fakeRaster, theme } from '../../chart/fakeContext';

const shape = { rows: 2, columns: 3 };
const size = { width: 200, height: 90 };

describe('paintPictures', () => {
  it('pictureLayout makes the largest pictures with which all fit, room for words included', () => {
    const plain = pictureLayout({ count: 10, shape }, size);
    const worded = pictureLayout({ count: 10, shape, words: [] }, size);
    expect(plain.width / plain.height).toBeCloseTo(1.5, 12);
    expect(worded.height).toBeLessThan(plain.height);
    for (const { across, down, step, width } of [plain, worded]) {
      expect(across * down).toBeGreaterThanOrEqual(10);
      expect(3 + (across - 1) * step.x + width).toBeLessThanOrEqual(size.width);
      expect(3 + (down - 1) * step.y).toBeLessThan(size.height);
    }
  });
  it('pictureAt finds each picture at its middle, and none in the gaps or beyond the last', () => {
    const data = { count: 10, shape, words: [] };
    const { across, step, width, height } = pictureLayout(data, size);
    for (let n = 0; n < 10; n++) {
      const [x, y] = [3 + (n % across) * step.x, 3 + Math.floor(n / across) * step.y];
      expect(pictureAt(data, size, x + width / 2, y + height / 2)).toBe(n);
    }
    expect(pictureAt(data, size, 3 + width + 2, 5)).toBeUndefined();
    expect(pictureAt(data, size, -4, 5)).toBeUndefined();
    expect(pictureAt({ ...data, count: 0 }, size, 5, 5)).toBeUndefined();
  });
  it('paintPictures puts each value where its pixel is, in the colours of the model', () => {
    const { raster, pixels: painted } = fakeRaster();
    const { context, calls } = fakeContext();
    const values = Float32Array.from({ length: 12 }, (_, n) => n / 11);
    paintPictures(
      context,
      { values, count: 2, pixels: 6, shape, from: 'model', lit: 1 },
      size,
      theme,
      raster,
    );
    const pixels = painted();
    // two pictures side by side, a clear pixel apart
    expect(raster.width).toBe(8);
    expect(pixels[0]).toBe(theme.fromModel[1]);
    expect(pixels[8 + 4 + 2]).toBe(theme.fromModel[255]);
    expect(pixels[3]).toBe(0);
    expect(calls.filter(({ name }) => name === 'drawImage')).toHaveLength(2);
    const lit = calls.filter(({ name }) => name === 'strokeRect');
    expect(lit.map(({ strokeStyle }) => strokeStyle)).toEqual([theme.accent]);
  });
  it('paintPictures writes the words under their picture', () => {
    const { context, calls } = fakeContext();
    const words = ['3 → 5', '8 → 1'];
    const data = { values: new Uint8Array(12), count: 2, pixels: 6, shape, from: 'data' as const, words };
    paintPictures(context, data, size, theme, fakeRaster().raster);
    const written = calls.filter(({ name }) => name === 'fillText').map(({ args }) => args[0]);
    expect(written).toEqual(words);
  });
  it('paintPictures writes smaller where words of neighbours would meet', () => {
    const fontOf = (word: string) => {
      const { context } = fakeContext();
      const words = Array.from({ length: 40 }, () => word);
      const values = new Uint8Array(6 * 40);
      const data = { values, count: 40, pixels: 6, shape, from: 'data' as const, words };
      paintPictures(context, data, { width: 300, height: 170 }, theme, fakeRaster().raster);
      return Number.parseFloat(context.font);
    };
    expect(fontOf('3')).toBe(11.5);
    expect(fontOf('3 → 5')).toBeLessThan(11.5);
    expect(fontOf('3 → 5')).toBeGreaterThan(7.5);
  });
});

describe('paintConfusion', () => {
  const classes = ['a', 'b', 'ceiling'];
  const confusion = Uint32Array.of(5, 0, 2, 1, 7, 0, 0, 0, 3);

  it('confusionAt finds the cell, truth down and guess across', () => {
    const { left, top, cell } = confusionLayout(3, size);
    expect(confusionAt(3, size, left + 2.5 * cell, top + 0.5 * cell)).toBe(2);
    expect(confusionAt(3, size, left + 0.5 * cell, top + 1.5 * cell)).toBe(3);
    expect(confusionAt(3, size, left - 2, top + 1)).toBeUndefined();
    expect(confusionAt(3, size, left + 3.1 * cell, top + 1)).toBeUndefined();
  });
  it('paintConfusion counts what is there, and leaves zeros blank', () => {
    const { context, calls } = fakeContext();
    paintConfusion(context, { classes, confusion }, size, theme);
    const written = calls.filter(({ name }) => name === 'fillText').map(({ args }) => args[0]);
    expect(written.filter((text) => /^\d+$/.test(String(text)))).toEqual(['5', '2', '1', '7', '3']);
    expect(written).toContain('ceil…');
  });
  it('paintConfusion colours right and wrong apart, each on its own scale', () => {
    const { context, calls } = fakeContext();
    paintConfusion(context, { classes, confusion, lit: 3 }, size, theme);
    const cells = calls.filter(({ name }) => name === 'fillRect').map(({ fillStyle }) => String(fillStyle));
    const rgb = (text: string) => text.match(/\d+/g)!.map(Number);
    const [right, wrong] = [rgb(cells[4]!), rgb(cells[2]!)];
    expect(right[1]!).toBeGreaterThan(right[0]!);
    expect(wrong[0]!).toBeGreaterThan(wrong[1]!);
    // nothing there: the card's own white
    expect(rgb(cells[1]!)).toEqual([255, 255, 255]);
    expect(calls.filter(({ name }) => name === 'strokeRect')).toHaveLength(1);
  });
});
