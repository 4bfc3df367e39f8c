import { describe, expect, it } from 'vitest';
import { sequentialIndex } from '../../../src/chart/colours';
import { latticeBox, paintLattice, siteAt } from '../../../src/views/ising/paintLattice';
import { levelBoxes, paintLevels } from '../../../src/views/ising/paintLevels';
import { fakeContext, fakeRaster, theme } from '../../chart/fakeContext';
import { frameOf, spinsOf } from './frames';

const lattice = { Lx: 3, Ly: 2 };
const size = { width: 100, height: 90 };

describe('latticeBox', () => {
  it('gives whole pixels to a spin, and stands in the middle', () => {
    expect(latticeBox(lattice, size)).toEqual({ x: 0, y: 12, width: 99, height: 66, cell: 33, tall: 33 });
  });
  it('draws a ring as a band', () => {
    expect(latticeBox({ Lx: 40, Ly: 1 }, size)).toMatchObject({ width: 80, height: 56, y: 17 });
  });
  it('goes below a pixel where there is no room', () => {
    expect(latticeBox({ Lx: 128, Ly: 128 }, { width: 64, height: 80 }).cell).toBe(0.5);
  });
});

describe('siteAt', () => {
  it('finds the site under a place, and none beside the lattice', () => {
    expect(siteAt(lattice, size, 34, 13)).toBe(1);
    expect(siteAt(lattice, size, 98, 77)).toBe(5);
    expect(siteAt(lattice, size, 50, 11)).toBeUndefined();
    expect(siteAt(lattice, size, 99.5, 40)).toBeUndefined();
  });
});

describe('paintLattice', () => {
  const spins = Int8Array.of(1, -1, -1, -1, 1, 1);
  it('paints spins up in ink and down as the card, row by row', () => {
    const { context } = fakeContext();
    const { raster, pixels } = fakeRaster();
    paintLattice(context, { spins, lattice }, size, theme, raster);
    const [down, up] = [0, 1].map((value) => theme.probability[sequentialIndex(value)]);
    expect([...pixels()]).toEqual([up, down, down, down, up, up]);
  });
  it('frames the spin that is pointed out, and only then', () => {
    const { context, named } = fakeContext();
    paintLattice(context, { spins, lattice, lit: 4 }, size, theme, fakeRaster().raster);
    const frames = named('strokeRect').filter(({ strokeStyle }) => strokeStyle === theme.accent);
    expect(frames.map(({ args }) => args)).toEqual([[33, 45, 33, 33]]);
    const other = fakeContext();
    paintLattice(other.context, { spins, lattice, lit: 60 }, size, theme, fakeRaster().raster);
    expect(other.named('strokeRect')).toHaveLength(1);
  });
});

describe('paintLevels', () => {
  it('paints every level with its name, in boxes of the same size beside each other', () => {
    const { context, texts, named } = fakeContext();
    const rasters = [fakeRaster(), fakeRaster()];
    const { levels } = frameOf();
    paintLevels(context, levels, { width: 300, height: 150 }, theme, (level) => rasters[level]!.raster);
    expect(texts()).toEqual(['8×6', '4×3']);
    expect(named('drawImage')).toHaveLength(2);
    expect(rasters[1]!.pixels()).toHaveLength(12);
    const ring = [{ lattice: { Lx: 9, Ly: 1 }, spins: spinsOf(9, 1) }];
    const second = fakeContext();
    paintLevels(second.context, ring, { width: 300, height: 150 }, theme, () => fakeRaster().raster);
    expect(second.texts()).toEqual(['ring of 9']);
  });
  it('levelBoxes() begins another row where pictures would get too narrow', () => {
    const places = levelBoxes(5, { width: 300, height: 300 });
    expect(places.map(({ y }) => y > 0)).toEqual([false, false, false, true, true]);
    for (const { x, y, side } of places) {
      expect(x + side).toBeLessThanOrEqual(300);
      expect(y + side + 18).toBeLessThanOrEqual(300);
    }
  });
});
