import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainAt, fillFilms, paintChains, stripLayout } from '../../src/views/paintChains';
import { fakeContext, fakeRaster, theme } from '../chart/fakeContext';

// 2 chains of 5 states of 3 × 2 pixels, of which 5 are units
const shape = { rows: 3, columns: 2 };
const [count, length, visible] = [2, 5, 5];
const films = Uint8Array.from({ length: count * length * visible }, (_, k) => Number((k * 7) % 3 === 0));
const data = { films, count, length, visible, shape };
const size = { width: 400, height: 120 };

describe('fillFilms', () => {
  it('fillFilms(…) takes the newest states of every chain, in order', () => {
    const shown = 3;
    const pixels = new Uint32Array(count * shown * 6);
    fillFilms(pixels, data, { chains: count, shown }, theme);
    for (let chain = 0; chain < count; chain++)
      for (let state = 0; state < shown; state++)
        for (let i = 0; i < visible; i++) {
          const on = films[(chain * length + length - shown + state) * visible + i];
          expect(pixels[(chain * shown + state) * 6 + i]).toBe(theme.probability[on ? 255 : 1]);
        }
  });
  it('fillFilms(…) draws kept pixels in the data’s colour', () => {
    const pixels = new Uint32Array(count * length * 6);
    const all = { ...data, films: films.map(() => 1), kept: Uint8Array.of(1, 0, 0, 0, 1) };
    fillFilms(pixels, all, { chains: count, shown: length }, theme);
    const [green, ink] = [theme.fromData[255], theme.probability[255]];
    expect([...pixels.slice(0, 6)]).toEqual([green, ink, ink, ink, green, 0]);
  });
});

describe('stripLayout', () => {
  it('stripLayout(…) keeps every picture inside and apart', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 16 }),
        fc.integer({ min: 1, max: 96 }),
        fc.integer({ min: 200, max: 1200 }),
        (chains, states, width) => {
          const layout = stripLayout(chains, states, { rows: 8, columns: 8 }, { width, height: 130 });
          expect(layout.shown).toBeGreaterThanOrEqual(1);
          expect(layout.shown).toBeLessThanOrEqual(states);
          expect(layout.chains).toBeLessThanOrEqual(chains);
          const last = 18 + (layout.shown - 1) * layout.step + layout.width;
          expect((layout.columns - 1) * layout.columnStep + last).toBeLessThanOrEqual(width);
          if (layout.shown > 1) expect(layout.step).toBeGreaterThanOrEqual(layout.width);
          const rows = Math.ceil(layout.chains / layout.columns);
          expect((rows - 1) * layout.rowStep + layout.height).toBeLessThanOrEqual(130.001);
          expect(layout.height).toBeGreaterThanOrEqual(22);
        },
      ),
    );
  });
  it('stripLayout(…) does not move while the film grows', () => {
    const square = { rows: 8, columns: 8 };
    const [young, old] = [1, 10].map((length) => stripLayout(8, length, square, { width: 716, height: 124 }));
    expect({ ...young, shown: 0 }).toEqual({ ...old, shown: 0 });
    expect(old).toMatchObject({ chains: 8, columns: 2, shown: 10 });
  });
});

describe('chainAt', () => {
  it('chainAt(…) finds chain, state and pixel wherever a picture stands', () => {
    const chains = { ...data, count: 7 };
    const layout = stripLayout(7, length, shape, size);
    for (let chain = 0; chain < layout.chains; chain++)
      for (let state = 0; state < layout.shown; state++) {
        const left = (chain % layout.columns) * layout.columnStep + 18 + state * layout.step;
        const top = Math.floor(chain / layout.columns) * layout.rowStep;
        const place = chainAt(chains, size, left + layout.width * 0.75, top + layout.height * 0.5);
        expect(place).toEqual({ chain, state: length - layout.shown + state, pixel: 3 });
      }
  });
  it('chainAt(…) knows the gaps and the pixel that is no unit', () => {
    const { width, height } = stripLayout(count, length, shape, size);
    expect(chainAt(data, size, 10, 3)).toBeUndefined();
    expect(chainAt(data, size, 18 + width + 1, 3)).toBeUndefined();
    expect(chainAt(data, size, 18 + 0.75 * width, 0.9 * height)).toBeUndefined();
    expect(chainAt(data, size, -1, 3)).toBeUndefined();
  });
});

describe('paintChains', () => {
  it('paintChains(…) draws every state shown, and frames the newest as the machine’s', () => {
    const { context, named, texts } = fakeContext();
    paintChains(context, data, size, theme, fakeRaster().raster);
    const { shown } = stripLayout(count, length, shape, size);
    expect(named('drawImage')).toHaveLength(count * shown);
    const frames = named('strokeRect').map(({ strokeStyle }) => strokeStyle);
    expect(frames.filter((colour) => colour === theme.model)).toHaveLength(count);
    expect(frames[shown - 1]).toBe(theme.model);
    expect(texts()).toEqual(['1', '2']);
  });
});
