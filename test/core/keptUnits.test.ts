/** What a clamped chain keeps, on pictures small enough to see. */
import { describe, expect, it } from 'vitest';
import { keptUnits } from '../../src/core/keptUnits';

describe('keptUnits', () => {
  it('keptUnits(…) keeps the upper or left half, the middle one included, or every second pixel', () => {
    const three = { rows: 3, columns: 3 };
    expect([...keptUnits(9, three, 'upper half')]).toEqual([1, 1, 1, 1, 1, 1, 0, 0, 0]);
    expect([...keptUnits(9, three, 'left half')]).toEqual([1, 1, 0, 1, 1, 0, 1, 1, 0]);
    expect([...keptUnits(8, three, 'every second pixel')]).toEqual([1, 0, 1, 0, 1, 0, 1, 0]);
  });
});
