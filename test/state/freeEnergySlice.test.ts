import { describe, expect, it } from 'vitest';
import { createLabStore } from '../../src/state/store';

describe('recordCost()', () => {
  it('adds to what is known of the same machine, and keeps the machines in order', () => {
    const { getState } = createLabStore();
    getState().recordCost({ visible: 64, hidden: 20, clampedSeconds: 2e-6 });
    getState().recordCost({ visible: 64, hidden: 8, reckonedSeconds: 0.1 });
    getState().recordCost({ visible: 64, hidden: 20, measuredSeconds: 0.5 });
    getState().recordCost({ visible: 9, hidden: 20, measuredSeconds: 0.1 });
    expect(getState().freeEnergy.costs).toEqual([
      { visible: 64, hidden: 8, reckonedSeconds: 0.1 },
      { visible: 64, hidden: 20, clampedSeconds: 2e-6, measuredSeconds: 0.5 },
      { visible: 9, hidden: 20, measuredSeconds: 0.1 },
    ]);
  });
});

describe('setFreeEnergy()', () => {
  it('changes what is named and leaves the rest', () => {
    const { getState } = createLabStore();
    getState().setFreeEnergy({ other: 5 });
    expect(getState().freeEnergy).toEqual({ sample: 0, other: 5, costs: [] });
  });
});
