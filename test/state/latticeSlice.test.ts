import { describe, expect, it } from 'vitest';
import type { LatticeFrame, MeasuredMean } from '../../src/engine/lattice/frame';
import { whyNoMachine } from '../../src/state/latticeMachine';
import {
  askLattice,
  forgetKept,
  latticeOf,
  receiveLattice,
  setLatticeKnobs,
  setSides,
  tellLattice,
  watchLattice,
} from '../../src/state/latticeSlice';
import { createLabStore } from '../../src/state/store';
import { frameOf, meanOf, measuresOf } from '../views/ising/frames';

const kept = (store: ReturnType<typeof createLabStore>) =>
  latticeOf(store.getState()).kept.map(({ temperature, energy }) => [temperature, energy.mean]);

/** A frame at a temperature whose means say so, of the lattice and the field that a store begins with. */
const at = (temperature: number, energy: Partial<MeasuredMean> = {}): LatticeFrame =>
  frameOf({
    lattice: { Lx: 64, Ly: 64 },
    knobs: { ...frameOf().knobs, temperature, field: 0 },
    measures: measuresOf({ energy: meanOf(-temperature, energy) }),
  });

describe('latticeSlice', () => {
  it('watchLattice() takes the lattice of the address once, and says what it could not take', () => {
    const store = createLabStore();
    store.setState({ latticeLink: 'lx.20,ly.1,T.9,colour.blue' });
    watchLattice(store)();
    const { sides, knobs } = latticeOf(store.getState());
    expect([sides, knobs.temperature, knobs.field]).toEqual([{ Lx: 20, Ly: 1 }, 5, 0]);
    expect(store.getState().messages.map(({ lines }) => lines.slice(0, -1))).toEqual([
      ['Temperature T can’t be “9” (0.5 to 5): 5 is used.', 'A lattice has no “colour.blue”: left out.'],
    ]);
    expect(store.getState().latticeLink).toBe('lx.20,ly.1,T.5');
    setSides(store, { Ly: 3 });
    watchLattice(store)();
    expect(latticeOf(store.getState()).sides).toEqual({ Lx: 20, Ly: 3 });
    expect(store.getState().latticeLink).toBe('lx.20,ly.3,T.5');
  });

  it('watchLattice() leaves a lattice that somebody asked for before as it is', () => {
    const store = createLabStore();
    setSides(store, { Lx: 9 });
    store.setState({ latticeLink: 'lx.20' });
    watchLattice(store);
    expect(latticeOf(store.getState()).sides).toEqual({ Lx: 9, Ly: 64 });
  });

  it('receiveLattice() gives a machine ln Z of its own lattice, also where that comes late, once', () => {
    const store = createLabStore();
    const machine = { run: 1, sides: { Lx: 5, Ly: 4 }, temperature: 2, field: 0, hidden: 40, constant: 3 };
    tellLattice(store, { machine });
    const known = (lattice: { Lx: number; Ly: number }, temperature: number, field: number, logZ: number) => {
      const finite = { how: 'enumeration' as const, logZ, energy: -1, heatCapacity: 1 };
      receiveLattice(store, frameOf({ lattice, exact: { temperature, field, finite } }));
      return latticeOf(store.getState()).machine?.logZ;
    };
    expect(known({ Lx: 4, Ly: 5 }, 2, 0, 11)).toBeUndefined();
    expect(known({ Lx: 5, Ly: 4 }, 2.1, 0, 12)).toBeUndefined();
    expect(known({ Lx: 5, Ly: 4 }, 2, 0.1, 13)).toBeUndefined();
    expect(known({ Lx: 5, Ly: 4 }, 2, 0, 14)).toBe(14);
    expect(known({ Lx: 5, Ly: 4 }, 2, 0, 15)).toBe(14);
  });

  it('receiveLattice() leaves the text for the address alone: it is the same string', () => {
    const store = createLabStore();
    setLatticeKnobs(store, { algorithm: 'wolff' });
    const text = store.getState().latticeLink;
    receiveLattice(store, at(2));
    expect([text, store.getState().latticeLink]).toEqual(['by.wolff', 'by.wolff']);
  });

  it('setLatticeKnobs() keeps the point of the temperature that is left, one for each', () => {
    const store = createLabStore();
    const walk = (...temperatures: number[]) => {
      for (const temperature of temperatures) {
        setLatticeKnobs(store, { temperature });
        receiveLattice(store, at(temperature));
      }
    };
    walk(2, 2.5, 3, 2.5, 2);
    expect(kept(store)).toEqual([
      [2, -2],
      [3, -3],
      [2.5, -2.5],
    ]);
    setLatticeKnobs(store, { algorithm: 'wolff' });
    expect(kept(store)).toHaveLength(3);
    forgetKept(store);
    expect(kept(store)).toEqual([]);
  });

  it('setLatticeKnobs() keeps no point whose error cannot be trusted, or of another temperature', () => {
    const store = createLabStore();
    setLatticeKnobs(store, { temperature: 2 });
    receiveLattice(store, at(2, { settled: false }));
    setLatticeKnobs(store, { temperature: 3 });
    // the frame is still about 2: the thumb moves faster than frames come
    setLatticeKnobs(store, { temperature: 4 });
    expect(kept(store)).toEqual([]);
  });

  it('setLatticeKnobs() keeps no point of the sides or the field before, whose frame is still the newest', () => {
    for (const change of [
      (store: ReturnType<typeof createLabStore>) => setLatticeKnobs(store, { field: 0.1 }),
      (store: ReturnType<typeof createLabStore>) => setSides(store, { Ly: 5 }),
    ]) {
      const store = createLabStore();
      setLatticeKnobs(store, { temperature: 2 });
      receiveLattice(store, at(2));
      change(store);
      setLatticeKnobs(store, { temperature: 3 });
      expect(kept(store)).toEqual([]);
    }
  });

  it('points go with another field, and with other sides', () => {
    for (const change of [
      (store: ReturnType<typeof createLabStore>) => setLatticeKnobs(store, { field: 0.1 }),
      (store: ReturnType<typeof createLabStore>) => setSides(store, { Ly: 5 }),
    ]) {
      const store = createLabStore();
      setLatticeKnobs(store, { temperature: 2 });
      receiveLattice(store, at(2));
      setLatticeKnobs(store, { temperature: 3 });
      expect(kept(store)).toHaveLength(1);
      change(store);
      expect(kept(store)).toEqual([]);
    }
  });

  it('receiveLattice() keeps parts that the newer frame lacks, but not those of another run', () => {
    const store = createLabStore();
    const { measures, ...bare } = at(2);
    receiveLattice(store, { ...bare, measures });
    receiveLattice(store, { ...bare, version: 2 });
    expect(latticeOf(store.getState()).frame).toMatchObject({ version: 2, measures });
    receiveLattice(store, { ...bare, version: 3, measures: null });
    expect(latticeOf(store.getState()).frame?.measures).toBeNull();
    receiveLattice(store, { ...bare, version: 4, measures });
    receiveLattice(store, { ...bare, run: 2, version: 5 });
    expect(latticeOf(store.getState()).frame?.measures).toBeUndefined();
  });

  it('watchLattice() counts views, and each takes its wish back once', () => {
    const store = createLabStore();
    const [one, other] = [watchLattice(store), watchLattice(store)];
    one();
    one();
    expect(latticeOf(store.getState()).watchers).toBe(1);
    other();
    expect(latticeOf(store.getState()).watchers).toBe(0);
  });

  it('askLattice() is a new wish each time, and takes an old refusal away', () => {
    const store = createLabStore();
    tellLattice(store, { refused: 'No.' });
    askLattice(store, { kind: 'step' });
    const first = latticeOf(store.getState());
    expect(first.refused).toBeUndefined();
    askLattice(store, first.wish!);
    expect(latticeOf(store.getState()).wish).not.toBe(first.wish);
  });
});

describe('whyNoMachine', () => {
  it('holds squares whose bonds are few enough, and says why not', () => {
    expect(whyNoMachine({ Lx: 3, Ly: 3 })).toBeUndefined();
    expect(whyNoMachine({ Lx: 22, Ly: 22 })).toBeUndefined();
    expect(whyNoMachine({ Lx: 23, Ly: 23 })).toContain('3 to 22 spins a side');
    expect(whyNoMachine({ Lx: 4, Ly: 3 })).toContain('this one is 4×3');
  });
});
