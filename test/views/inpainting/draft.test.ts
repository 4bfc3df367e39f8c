import { describe, expect, it } from 'vitest';
import { askOf, firstDraft, openCount, withDab, withPreset } from '../../../src/views/inpainting/draft';

const shape = { rows: 2, columns: 3 };
const first = firstDraft(6, 10, shape);
const over = (hidden: Uint8Array) => hidden.join('');

describe('draft', () => {
  it('firstDraft(…) hides the lower half of a held-out row, of a training row where none is held out', () => {
    expect(first).toMatchObject({ set: 'heldOut', row: 0, noise: 0, mode: 'stochastic' });
    expect(over(first.hidden)).toBe('000111');
    expect(firstDraft(6, 0, shape).set).toBe('training');
  });
  it('withPreset(…) paints over what it says, and noise lays the paint aside', () => {
    const of = (preset: Parameters<typeof withPreset>[1]) => withPreset(first, preset, shape, 3);
    expect(over(of('lower half').hidden)).toBe('000111');
    expect(over(of('right half').hidden)).toBe('001001');
    expect(over(of('clear').hidden)).toBe('000000');
    expect(of('noise 10 %')).toMatchObject({ noise: 10, hidden: new Uint8Array(6) });
    expect(withPreset(of('noise 10 %'), 'right half', shape, 3).noise).toBe(0);
    const large = firstDraft(10_000, 1, { rows: 100, columns: 100 });
    const some = openCount(withPreset(large, 'random 30 %', { rows: 100, columns: 100 }, 3));
    expect(Math.abs(some - 3000)).toBeLessThan(200);
  });
  it('withDab(…) hides one pixel of a small picture, nine of a large one, never beside it', () => {
    const clear = withPreset(first, 'clear', shape, 0);
    expect(over(withDab(clear, shape, 4, true).hidden)).toBe('000010');
    expect(over(withDab(first, shape, 4, false).hidden)).toBe('000101');
    const wide = { rows: 2, columns: 16 };
    const large = withPreset(firstDraft(31, 1, wide), 'clear', wide, 0);
    expect([...withDab(large, wide, 0, true).hidden.entries()].flatMap(([i, on]) => (on ? [i] : []))).toEqual(
      [0, 1, 16, 17],
    );
    // the last unit is missing from the second row
    expect(openCount(withDab(large, wide, 15, true))).toBe(3);
  });
  it('askOf(draft) says what is known, and noise as a probability', () => {
    const ask = askOf({ ...first, noise: 12, row: 4 });
    expect(ask).toEqual({
      ...{ set: 'heldOut', row: 4, mode: 'stochastic', sweeps: 100, flip: 0.12 },
      known: Uint8Array.of(1, 1, 1, 0, 0, 0),
    });
    expect(openCount(first)).toBe(3);
    expect(openCount({ ...first, noise: 1 })).toBe(6);
  });
});
