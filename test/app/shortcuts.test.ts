import { describe, expect, it } from 'vitest';
import type { Connection } from '../../src/app/connect';
import { isPlaying, shortcuts } from '../../src/app/shortcuts';
import { latticeOf, watchLattice } from '../../src/state/latticeSlice';
import { createLabStore, type LabStore } from '../../src/state/store';

const pressSpace = (store: LabStore) =>
  shortcuts.find(({ key }) => key === ' ')!.act({ store, connection: {} as Connection }, ' ');

describe('the space bar', () => {
  it('pauses the lattice where that stands in the middle, and the machine elsewhere', () => {
    const store = createLabStore();
    watchLattice(store);
    const machine = isPlaying(store.getState());
    store.getState().setWorkspace('ising');
    pressSpace(store);
    expect(latticeOf(store.getState()).playing).toBe(false);
    expect(isPlaying(store.getState())).toBe(machine);
    pressSpace(store);
    expect(latticeOf(store.getState()).playing).toBe(true);
    store.getState().setWorkspace('mixing');
    store.getState().setPlaying(true);
    pressSpace(store);
    expect(store.getState().playing).toBe(false);
    expect(latticeOf(store.getState()).playing).toBe(true);
  });
  it('means the machine as long as no lattice was shown', () => {
    const store = createLabStore();
    store.getState().setWorkspace('ising');
    store.getState().setPlaying(true);
    pressSpace(store);
    expect(store.getState().playing).toBe(false);
  });
});
