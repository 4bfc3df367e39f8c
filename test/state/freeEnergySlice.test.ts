import { describe, expect, it } from 'vitest';
import { freeEnergyOf, recordCost, tellFreeEnergy } from '../../src/state/freeEnergySlice';
import { createLabStore } from '../../src/state/store';

describe('recordCost()', () => {
  it('adds to what is known of the same machine, and keeps the machines in order', () => {
    const store = createLabStore();
    recordCost(store, { visible: 64, hidden: 20, clampedSeconds: 2e-6 });
    recordCost(store, { visible: 64, hidden: 8, reckonedSeconds: 0.1 });
    recordCost(store, { visible: 64, hidden: 20, measuredSeconds: 0.5 });
    recordCost(store, { visible: 9, hidden: 20, measuredSeconds: 0.1 });
    expect(freeEnergyOf(store.getState()).costs).toEqual([
      { visible: 64, hidden: 8, reckonedSeconds: 0.1 },
      { visible: 64, hidden: 20, clampedSeconds: 2e-6, measuredSeconds: 0.5 },
      { visible: 9, hidden: 20, measuredSeconds: 0.1 },
    ]);
  });
});

describe('tellFreeEnergy()', () => {
  it('changes what is named and leaves the rest', () => {
    const store = createLabStore();
    tellFreeEnergy(store, { other: 5 });
    expect(freeEnergyOf(store.getState())).toEqual({ sample: 0, other: 5, costs: [] });
  });
});
