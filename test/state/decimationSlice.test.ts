import { describe, expect, it } from 'vitest';
import { mostDecimations } from '../../src/state/decimationSlice';
import { createLabStore } from '../../src/state/store';

describe('setDecimation()', () => {
  it('changes what is named and leaves the rest', () => {
    const { getState } = createLabStore();
    expect(getState().setDecimation({ K: 0.7 })).toBeUndefined();
    expect(getState().setDecimation({ steps: 5 })).toBeUndefined();
    expect(getState().decimation).toEqual({ K: 0.7, spins: 64, steps: 5 });
  });

  it.each([
    [{ K: -0.1 }, 'invalid K: -0.1; expected 0..3'],
    [{ K: Number.NaN }, 'invalid K: NaN; expected 0..3'],
    [{ steps: 6 }, 'invalid steps: 6; expected 0..5 (whole)'],
    [{ steps: 1.5 }, 'invalid steps: 1.5; expected 0..5 (whole)'],
    [{ spins: 8, steps: 3 }, 'invalid steps: 3; expected 0..2 (whole)'],
  ])('refuses %j in words, and keeps what was there', (changes, words) => {
    const { getState } = createLabStore();
    const before = getState().decimation;
    expect(getState().setDecimation(changes)).toBe(words);
    expect(getState().decimation).toBe(before);
  });

  it('mostDecimations leave two spins', () => {
    expect([4, 8, 64].map(mostDecimations)).toEqual([1, 2, 5]);
  });
});
