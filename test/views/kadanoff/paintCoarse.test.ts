import { describe, expect, it } from 'vitest';
import { sequentialIndex } from '../../../src/chart/colours';
import {
  type CoarseData,
  coarseLayout,
  paintCoarse,
  pictureAt,
} from '../../../src/views/kadanoff/paintCoarse';
import { fakeContext, fakeRaster, theme } from '../../chart/fakeContext';

const pictures = [Float64Array.of(0, 1, 0.3, Number.NaN), Float64Array.of(1, 0, 0, 0.6), new Float64Array(4)];
const data: CoarseData = {
  side: 2,
  rows: [
    { label: '2×2 spins', pictures },
    { label: 'majority', pictures: [...pictures].reverse() },
  ],
  from: 'data',
};
const size = { width: 310, height: 200 };

describe('coarseLayout', () => {
  it('coarseLayout(…) takes the largest whole pictures that fit both ways', () => {
    const wide = coarseLayout(data, { width: 1000, height: 200 });
    // two rows share the height
    expect(wide.cell).toBe(80);
    expect(2 * wide.down).toBeLessThanOrEqual(200);
    const narrow = coarseLayout(data, { width: 100, height: 900 });
    expect(narrow.left + 2 * narrow.across + narrow.cell).toBeLessThanOrEqual(100);
    expect(coarseLayout(data, { width: 3, height: 3 }).cell).toBe(1);
  });
});

describe('pictureAt', () => {
  it('pictureAt(…) finds the column of each picture, and none between and beyond', () => {
    const { cell, left, across } = coarseLayout(data, size);
    for (const picture of [0, 1, 2])
      for (const within of [1, cell - 1])
        expect(pictureAt(data, size, left + picture * across + within)).toBe(picture);
    expect(pictureAt(data, size, left + cell + 3)).toBeUndefined();
    expect(pictureAt(data, size, left + 3 * across + 1)).toBeUndefined();
    expect(pictureAt(data, size, 0)).toBeUndefined();
  });
});

describe('paintCoarse', () => {
  it('paintCoarse(…) fills every site of every picture with its colour, and leaves nothing where nothing is', () => {
    const { context } = fakeContext();
    const { raster, pixels } = fakeRaster();
    paintCoarse(context, data, size, theme, raster);
    // six by four: pictures side by side, rows below each other
    expect(pixels()).toHaveLength(24);
    expect(pixels()[0]).toBe(theme.fromData[sequentialIndex(0)]);
    expect(pixels()[6]).toBe(theme.fromData[sequentialIndex(0.3)]);
    expect(pixels()[7]).toBe(0);
    expect(pixels()[6 + 3]).toBe(theme.fromData[sequentialIndex(0.6)]);
    // the second row is turned round: its last picture is the first
    expect(pixels()[2 * 6 + 5]).toBe(theme.fromData[sequentialIndex(1)]);
  });
  it('paintCoarse(…) draws them under their labels, and dreams in another colour', () => {
    const fake = fakeContext();
    const { raster, pixels } = fakeRaster();
    paintCoarse(fake.context, { ...data, from: 'model' }, size, theme, raster);
    expect(fake.texts()).toEqual(['2×2 spins', 'majority']);
    const drawn = fake.named('drawImage').map(({ args }) => args.slice(1));
    const { cell, left, across, down } = coarseLayout(data, size);
    expect(drawn).toHaveLength(6);
    expect(drawn[4]).toEqual([2, 2, 2, 2, left + across, down + 17, cell, cell]);
    expect(pixels()[1]).toBe(theme.fromModel[sequentialIndex(1)]);
    expect(fake.named('strokeRect')).toHaveLength(0);
  });
  it('paintCoarse(…) frames the lit picture in every row, and no picture that is not there', () => {
    const fake = fakeContext();
    paintCoarse(fake.context, { ...data, lit: 2 }, size, theme, fakeRaster().raster);
    const { left, across } = coarseLayout(data, size);
    expect(fake.named('strokeRect').map(({ args }) => args[0])).toEqual([
      left + 2 * across - 2,
      left + 2 * across - 2,
    ]);
    expect(fake.named('strokeRect')[0]!.strokeStyle).toBe(theme.accent);
    const beyond = fakeContext();
    paintCoarse(beyond.context, { ...data, lit: 3 }, size, theme, fakeRaster().raster);
    expect(beyond.named('strokeRect')).toHaveLength(0);
  });
});
