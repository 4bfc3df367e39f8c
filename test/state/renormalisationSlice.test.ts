import { describe, expect, it } from 'vitest';
import { type EnergyList, energyLimit, energyUnits } from '../../src/state/renormalisationSlice';
import { createLabStore } from '../../src/state/store';
import { energiesBy } from '../../src/views/renormalisation/energySources';

function lab() {
  const store = createLabStore();
  const now = () => store.getState().renormalisation.now;
  const all = () => store.getState().renormalisation;
  return { ...store.getState(), store, now, all };
}
const pasted = (...values: number[]): EnergyList => ({ values, source: { kind: 'pasted' } });

describe('renormalisation', () => {
  it('renormalisation begins with what its sources make', () => {
    const { now, all } = lab();
    for (const target of ['H', 'K'] as const)
      expect(energiesBy(now()[target].source, 4, { seed: 1, target })).toEqual(now()[target]);
    expect(energyUnits(now().H)).toBe(4);
    expect(all()).toMatchObject({ chosen: 0, done: [], undone: [] });
  });
  it('renormalisation survives JSON, so that a lesson can keep it', () => {
    const { setEnergies, paintEnergies, all } = lab();
    setEnergies({ H2: pasted(1, -2.5), matched: true });
    paintEnergies('K', [[3, 0.5]]);
    expect(JSON.parse(JSON.stringify(all()))).toEqual(all());
  });
});

describe('setEnergies', () => {
  it('setEnergies({K}) changes K, and no other energies', () => {
    const { setEnergies, now } = lab();
    const { H } = now();
    const K = pasted(...Array.from({ length: 16 }, (_, v) => v / 7));
    expect(setEnergies({ K })).toBeUndefined();
    expect(now()).toEqual({ H, K, matched: false });
  });
  it('setEnergies({H}) of another size folds K: it does not know of the units that came', () => {
    const { setEnergies, now } = lab();
    setEnergies({ H: pasted(1, 2, 3, 4), K: pasted(5, 6, 7, 8) });
    setEnergies({ H: pasted(1, 2, 3, 4, 5, 6, 7, 8) });
    expect(now().K).toEqual({ values: [5, 6, 7, 8, 5, 6, 7, 8], source: { kind: 'painted' } });
    setEnergies({ H: pasted(0, 1) });
    expect(now().K.values).toEqual([5, 6]);
    setEnergies({ K: { values: [3, 3], source: { kind: 'constant', value: 3 } } });
    setEnergies({ H: pasted(1, 2, 3, 4) });
    expect(now().K).toEqual({ values: [3, 3, 3, 3], source: { kind: 'constant', value: 3 } });
  });
  it('setEnergies({H2: null}) takes the hidden layer away', () => {
    const { setEnergies, now } = lab();
    expect(setEnergies({ H2: pasted(7) })).toBeUndefined();
    expect(now().H2?.values).toEqual([7]);
    setEnergies({ matched: true });
    expect(now()).toMatchObject({ matched: true, H2: { values: [7] } });
    setEnergies({ H2: null });
    expect(now().H2).toBeUndefined();
  });
  it.each([
    [{ H: pasted(1, 2, 3) }, 'H has 3 energies; expected one a state: 2, 4, … or 256.'],
    [{ H: pasted(1) }, 'H has 1 energies; expected one a state: 2, 4, … or 256.'],
    [{ H: pasted(...Array.from({ length: 512 }, () => 0)) }, 'H has 512 energies'],
    [{ H2: pasted() }, 'H₂ has 0 energies; expected one a state: 1, 2, … or 256.'],
    [{ H: pasted(1, Number.NaN) }, 'H of state 1 is NaN; expected a number from −1000 to 1000 nats.'],
    [{ H2: pasted(1000.5) }, 'H₂ of state 0 is 1000.5'],
    [{ K: pasted(1, 2) }, 'K has 2 energies; expected 16, one for each state of 4 units.'],
  ])('setEnergies(%o) says what is wrong and changes nothing', (changes, problem) => {
    const { setEnergies, all } = lab();
    const before = all();
    expect(setEnergies(changes)).toContain(problem);
    expect(all()).toBe(before);
  });
});

describe('paintEnergies', () => {
  it('paintEnergies(…) until endEnergyStroke() is one change', () => {
    const { paintEnergies, endEnergyStroke, undoEnergies, now, all } = lab();
    const before = now();
    paintEnergies('K', [[3, 1]]);
    paintEnergies('K', [
      [4, 1.5],
      [5, 2],
    ]);
    expect(all()).toMatchObject({ stroke: 'K', chosen: 5, done: [before] });
    expect(now().K.values.slice(2, 7)).toEqual([0, 1, 1.5, 2, 0]);
    expect(now().K.source).toEqual({ kind: 'painted' });
    endEnergyStroke();
    paintEnergies('K', [[3, -1]]);
    expect(all().done.length).toBe(2);
    undoEnergies();
    expect(now().K.values[3]).toBe(1);
    undoEnergies();
    expect(now()).toBe(before);
  });
  it('paintEnergies(another list) begins a change of its own', () => {
    const { paintEnergies, all } = lab();
    paintEnergies('K', [[3, 1]]);
    paintEnergies('H', [[3, 1]]);
    expect(all().done.length).toBe(2);
  });
  it('paintEnergies(…) keeps to the limits, and takes no state that is not there', () => {
    const { paintEnergies, now, all } = lab();
    paintEnergies('H', [
      [16, 3],
      [1, 2e9],
      [2, Number.NaN],
      [4, -2e9],
    ]);
    expect(now().H.values.slice(0, 5)).toEqual([-2, energyLimit, 0, 0, -energyLimit]);
    expect(now().H.values.length).toBe(16);
    paintEnergies('H2', [[0, 1]]);
    expect(all().done.length).toBe(1);
  });
  it('paintEnergies(the same values) is no change', () => {
    const { paintEnergies, all } = lab();
    paintEnergies('H', [[0, -2]]);
    expect(all().done).toEqual([]);
  });
});

describe('undoEnergies', () => {
  it('undoEnergies() and redoEnergies() lead back and forth over every kind of change', () => {
    const { setEnergies, paintEnergies, undoEnergies, redoEnergies, now, all } = lab();
    const sets = [now()];
    const remember = () => sets.push(now());
    setEnergies({ H: pasted(1, 2) });
    remember();
    setEnergies({ H2: pasted(1, 2, 3, 4) });
    remember();
    setEnergies({ matched: true });
    remember();
    paintEnergies('H2', [[2, -9]]);
    remember();
    for (const set of sets.slice(0, -1).reverse()) {
      undoEnergies();
      expect(now()).toBe(set);
    }
    undoEnergies();
    expect(now()).toBe(sets[0]);
    for (const set of sets.slice(1)) {
      redoEnergies();
      expect(now()).toBe(set);
    }
    redoEnergies();
    expect(all().undone).toEqual([]);
  });
  it('undoEnergies() then another change forgets what was undone', () => {
    const { setEnergies, undoEnergies, redoEnergies, now } = lab();
    setEnergies({ H: pasted(1, 2) });
    undoEnergies();
    setEnergies({ H: pasted(3, 4) });
    redoEnergies();
    expect(now().H.values).toEqual([3, 4]);
  });
  it('undoEnergies() keeps 200 changes', () => {
    const { paintEnergies, endEnergyStroke, all } = lab();
    for (let n = 1; n <= 203; n++) {
      paintEnergies('K', [[0, n]]);
      endEnergyStroke();
    }
    expect(all().done.length).toBe(200);
    expect(all().done[0]!.K.values[0]).toBe(3);
  });
});

describe('chooseEnergyState', () => {
  it('chooseEnergyState(state) looks at a state that is there, and one that is left when H shrinks', () => {
    const { chooseEnergyState, setEnergies, all } = lab();
    chooseEnergyState(11);
    expect(all().chosen).toBe(11);
    chooseEnergyState(16);
    chooseEnergyState(-1);
    expect(all().chosen).toBe(11);
    setEnergies({ H: pasted(1, 2, 3, 4) });
    expect(all().chosen).toBe(3);
  });
});
