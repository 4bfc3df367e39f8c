import { describe, expect, it } from 'vitest';
import type { Connection } from '../../src/app/connect';
import { applies, isPlaying, shortcuts } from '../../src/app/shortcuts';
import { latticeOf, watchLattice } from '../../src/state/latticeSlice';
import { createLabStore, type LabStore } from '../../src/state/store';

const pressSpace = (store: LabStore) =>
  shortcuts.find(({ key }) => key === ' ')!.act({ store, connection: {} as Connection }, ' ');

describe('shortcuts', () => {
  const on = (wanted: string) => shortcuts.filter((shortcut) => shortcut.on === wanted).map(({ key }) => key);
  it('act on the machine, on the lab or on the page', () => {
    expect(on('machine')).toEqual([' ', 's', 'r', '+', '-']);
    expect(on('lab')).toEqual(['n', 'u', '1']);
    expect(on('page')).toEqual(['t', '?']);
  });
  it('applies() leaves a machine alone that rests, and the lab alone from within a lesson', () => {
    const store = createLabStore();
    const heard = () =>
      shortcuts.filter((shortcut) => applies(shortcut, store.getState())).map(({ key }) => key);
    expect(heard()).toHaveLength(shortcuts.length);
    store.getState().openLesson({ lesson: 'contents', step: 1 });
    expect(heard()).toEqual(['t', '?']);
    store.getState().openLesson({ lesson: 'phases', step: 1 });
    store.setState({ machineRests: false });
    expect(heard()).toEqual([' ', 's', 'r', '+', '-', 't', '?']);
    store.getState().closeLessons('the machine before');
    expect(heard()).toHaveLength(shortcuts.length);
  });
});

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
