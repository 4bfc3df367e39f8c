import { describe, expect, it } from 'vitest';
import { latticeGraph } from '../../../src/core/ising/lattice';
import { machineOfGraph } from '../../../src/core/ising/spinMachine';
import { logPartitionOf } from '../../../src/core/renormalisation/stateEnergies';
import { createLabStore } from '../../../src/state/store';
import {
  counterTrace,
  knowsTarget,
  labTrace,
  latticeEnergies,
  rankedStates,
  traceIn,
} from '../../../src/views/renormalisation/trace';
import { onLattices } from './onLattices';

describe('latticeEnergies', () => {
  it('latticeEnergies(3, Tc) has the published ln Z', () => {
    expect(logPartitionOf(latticeEnergies(3, 2.269185314213022))).toBeCloseTo(9.0202134009, 9);
  });
  it('latticeEnergies(the same place) is the same object', () => {
    expect(latticeEnergies(3, 2)).toBe(latticeEnergies(3, 2));
    expect(latticeEnergies(3, 2.1)).not.toBe(latticeEnergies(3, 2));
  });
});

describe('labTrace', () => {
  it('labTrace(the exact machine of the lattice) is an exact map, once H is shifted', () => {
    const store = onLattices();
    const { bit, constant } = machineOfGraph(latticeGraph({ Lx: 3, Ly: 3 }, 1 / 2.5));
    const { frame, summary } = store.getState();
    const weights = { ...frame!.weights!, W: bit.W, a: bit.a, b: bit.b } as never;
    store.getState().receive({ ...frame!, run: summary!.run, update: 3000, weights });
    const shifted = labTrace(store.getState())!;
    expect(shifted.kind).toBe('exact');
    expect(shifted.spread).toBeLessThan(1e-10);
    expect(shifted).toMatchObject({ update: 3000, run: 1 });
    // the machine has the lattice's distribution, and a Z of its own
    store.getState().setTrace({ shifted: false });
    const plain = labTrace(store.getState())!;
    expect(plain.kind).toBe('flat');
    expect(plain.map.freeEnergyDifference).toBeCloseTo(constant, 9);
    expect(plain.map.klDivergence).toBeLessThan(1e-10);
  });
  it('labTrace(a machine that has not learned) is not flat, and both ways to ΔF and KL agree', () => {
    const store = onLattices();
    const { map, kind, spread } = labTrace(store.getState())!;
    expect(kind).toBe('equalZ');
    expect(spread).toBeGreaterThan(0.1);
    expect(map.freeEnergyDifference).toBeCloseTo(0, 9);
    expect(map.freeEnergyDifferenceFromResidual).toBeCloseTo(map.freeEnergyDifference, 9);
    expect(map.klDivergenceFromResidual).toBeCloseTo(map.klDivergence, 9);
  });
  it('labTrace(…) is the same object for the same weights, and absent where H is not known', () => {
    const store = onLattices();
    expect(labTrace(store.getState())).toBe(labTrace(store.getState()));
    expect(knowsTarget(store.getState())).toBe(true);
    const large = onLattices(4);
    expect(knowsTarget(large.getState())).toBe(false);
    expect(labTrace(large.getState())).toBeUndefined();
    expect(labTrace(createLabStore().getState())).toBeUndefined();
    store.getState().change({ dataSet: 'digits' });
    expect(labTrace(store.getState())).toBeUndefined();
  });
  it('labTrace(weights that are no numbers) is absent', () => {
    const store = onLattices();
    const { frame } = store.getState();
    const W = frame!.weights!.W.slice();
    W[7] = Number.NaN;
    store.getState().receive({ ...frame!, weights: { ...frame!.weights!, W } });
    expect(labTrace(store.getState())).toBeUndefined();
  });
});

describe('counterTrace', () => {
  it('counterTrace() has equal Z, another p, and the published KL', () => {
    const { map, kind, shift, p } = counterTrace(false);
    expect([map.logZ, map.logZModel]).toEqual([Math.log(2), expect.closeTo(Math.log(2), 12)]);
    expect(kind).toBe('equalZ');
    expect(map.klDivergence).toBeCloseTo(0.143841036226, 12);
    expect(Array.from(p)).toEqual([0.5, 0.5]);
    expect(shift).toBe(0);
    expect(counterTrace(true).map.klDivergence).toBeCloseTo(0.143841036226, 12);
  });
  it('traceIn(state) is the counterexample’s where that was chosen', () => {
    const store = onLattices();
    expect(traceIn(store.getState())).toBe(labTrace(store.getState()));
    store.getState().setTrace({ subject: 'counterexample' });
    expect(traceIn(store.getState())).toBe(counterTrace(true));
  });
});

describe('rankedStates', () => {
  it('rankedStates(p) has the likeliest first, and equals by number', () => {
    expect(Array.from(rankedStates(Float64Array.of(0.1, 0.4, 0.1, 0.4)))).toEqual([1, 3, 0, 2]);
  });
});
