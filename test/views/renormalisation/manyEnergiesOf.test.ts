import { describe, expect, it } from 'vitest';
import { createLabStore } from '../../../src/state/store';
import { manyEnergiesOf } from '../../../src/views/renormalisation/manyEnergiesOf';

describe('manyEnergiesOf()', () => {
  it('gives probabilities that add to 1, and changes that all keep Z', () => {
    const { p, logZ, changes, visible } = manyEnergiesOf(createLabStore().getState());
    expect(p).toHaveLength(2 ** visible);
    expect(p.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 12);
    expect(changes).toHaveLength(7);
    for (const change of changes) expect(change.logZ).toBeCloseTo(logZ, 12);
  });

  it('is the same object until K, the seed or the draw changes', () => {
    const { getState } = createLabStore();
    const first = manyEnergiesOf(getState());
    getState().setPlaying(false);
    expect(manyEnergiesOf(getState())).toBe(first);
    getState().setManyEnergies({ draw: 1 });
    expect(manyEnergiesOf(getState()).logZ).not.toBe(first.logZ);
    getState().setManyEnergies({ draw: 0 });
    expect(manyEnergiesOf(getState()).logZ).toBe(first.logZ);
    getState().set('seed', 5);
    expect(manyEnergiesOf(getState()).logZ).not.toBe(first.logZ);
  });
});
