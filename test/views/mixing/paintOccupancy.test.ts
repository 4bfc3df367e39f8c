import { describe, expect, it } from 'vitest';
import { sequentialIndex } from '../../../src/chart/colours';
import {
  occupancyAt,
  occupancyLayout,
  paintOccupancy,
  percent,
} from '../../../src/views/mixing/paintOccupancy';
import { fakeContext, fakeRaster, theme } from '../../chart/fakeContext';
import { mixingResult } from './results';

const size = { width: 400, height: 180 };
const data = { ...mixingResult(), shape: { rows: 2, columns: 3 } };
const css = (pixel: number) => `rgb(${pixel & 255} ${(pixel >> 8) & 255} ${(pixel >> 16) & 255})`;

describe('paintOccupancy', () => {
  it('paintOccupancy(…) fills a cell a chain and mode by the share of its looks', () => {
    const { context, named } = fakeContext();
    paintOccupancy(context, data, size, theme, fakeRaster().raster);
    const cells = named('fillRect').map(({ fillStyle }) => fillStyle);
    expect(cells).toEqual(
      [...data.occupancy].map((visits) => css(theme.fromModel[sequentialIndex(visits / 10)]!)),
    );
  });
  it('paintOccupancy(…) puts each mode’s picture and share above its column', () => {
    const { context, named, texts } = fakeContext();
    const { raster, pixels } = fakeRaster();
    paintOccupancy(context, data, size, theme, raster);
    expect(named('drawImage').length).toBe(3);
    expect([...pixels()]).toEqual(new Array(6).fill(theme.fromModel[255]));
    expect(texts()).toEqual(expect.arrayContaining(['50 %', '30 %', '20 %']));
  });
  it('paintOccupancy(…) names the stuck chain in the warning colour', () => {
    const { context, named } = fakeContext();
    paintOccupancy(context, data, size, theme, fakeRaster().raster);
    const stuck = named('fillText').filter(({ fillStyle }) => fillStyle === theme.warn);
    expect(stuck.map(({ args }) => args[0])).toEqual(['3 stuck']);
  });
  it('paintOccupancy(…) marks stuck chains where rows are too low for names', () => {
    const { context, named, texts } = fakeContext();
    const many = { ...data, chains: 64, stuck: [5, 6], occupancy: new Float64Array(64 * 3) };
    paintOccupancy(context, many, size, theme, fakeRaster().raster);
    expect(texts().some((text) => text.includes('stuck'))).toBe(false);
    expect(named('fillRect').filter(({ fillStyle }) => fillStyle === theme.warn).length).toBe(2);
  });
  it('paintOccupancy({litChain, litMode}) frames them', () => {
    const { context, named } = fakeContext();
    paintOccupancy(context, { ...data, litChain: 1, litMode: 2 }, size, theme, fakeRaster().raster);
    const framed = named('strokeRect').filter(({ strokeStyle }) => strokeStyle === theme.accent);
    const { top, row } = occupancyLayout(data, size);
    expect(framed.length).toBe(2);
    expect(framed[1]!.args[1]).toBeCloseTo(top + row - 1, 9);
  });
  it('paintOccupancy(…) shows as many modes as fit', () => {
    const { context, named } = fakeContext();
    const modes = Array.from({ length: 20 }, () => data.modes[0]!);
    const wide = { ...data, modes, occupancy: new Float64Array(80) };
    paintOccupancy(context, wide, size, theme, fakeRaster().raster);
    const { columns } = occupancyLayout(wide, size);
    expect(columns).toBe(7);
    expect(named('drawImage').length).toBe(columns);
  });
});

describe('occupancyAt', () => {
  it('occupancyAt(…) finds mode and chain, the mode alone on its picture, the chain alone on its name', () => {
    const { column, top, row } = occupancyLayout(data, size);
    expect(occupancyAt(data, size, 58 + 1.5 * column, top + 2.5 * row)).toEqual({ mode: 1, chain: 2 });
    expect(occupancyAt(data, size, 58 + 0.5 * column, 5)).toEqual({ mode: 0 });
    expect(occupancyAt(data, size, 10, top + 0.5 * row)).toEqual({ chain: 0 });
    expect(occupancyAt(data, size, 399, 179)).toEqual({});
  });
});

describe('percent', () => {
  it('percent(share) never rounds something to nothing', () => {
    expect([0, 0.001, 0.126, 1].map(percent)).toEqual(['0 %', '< 1 %', '13 %', '100 %']);
  });
});
