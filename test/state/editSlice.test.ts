import { describe, expect, it } from 'vitest';
import { heldOf, probeOf, valueAtPlace } from '../../src/state/editSlice';
import { createLabStore } from '../../src/state/store';
import { frameOf, requestOf, summaryOf } from '../gallery/frames';

const shape = { rows: 2, columns: 3, hidden: 4 };

function training() {
  const store = createLabStore();
  const summary = summaryOf(shape);
  store.getState().opened(summary, requestOf());
  store.getState().receive(frameOf(summary));
  return store;
}
function holding() {
  const store = training();
  expect(store.getState().holdModel()).toBeUndefined();
  const held = () => heldOf(store.getState())!;
  const value = () => valueAtPlace(held().parameters, held().place);
  return { ...store.getState(), store, held, value };
}

describe('holdModel', () => {
  it('holdModel() copies the model as it was seen last', () => {
    const { store, held } = holding();
    const { weights } = store.getState();
    expect(held()).toMatchObject({ run: 1, update: 1741, place: { kind: 'W', i: 0, j: 0 }, done: [] });
    expect(Array.from(held().parameters.W)).toEqual(Array.from(weights!.W));
    weights!.W.fill(9);
    expect(held().parameters.W[5]).not.toBe(9);
  });
  it('holdModel() says so where no weights have come', () => {
    const store = createLabStore();
    expect(store.getState().holdModel()).toContain('have not come yet');
    expect(store.getState().held).toBeUndefined();
  });
  it('heldOf(…) is nothing once another run is open, and after letGo()', () => {
    const { store } = holding();
    store.getState().opened(summaryOf(shape, 2), requestOf());
    expect(heldOf(store.getState())).toBeUndefined();
    const { store: other, letGo } = holding();
    letGo();
    expect(heldOf(other.getState())).toBeUndefined();
  });
});

describe('setParameter', () => {
  it('setParameter(value) changes the chosen parameter and no other', () => {
    const { choosePlace, setParameter, held } = holding();
    const { original } = held();
    for (const [place, name, index] of [
      [{ kind: 'W', i: 5, j: 2 }, 'W', 22],
      [{ kind: 'a', i: 4 }, 'a', 4],
      [{ kind: 'b', j: 3 }, 'b', 3],
    ] as const) {
      choosePlace(place);
      expect(setParameter(0.1)).toBeUndefined();
      const changed = held().parameters[name];
      expect(changed[index]).toBe(0.1);
      expect(changed.filter((x, k) => x !== original[name][k])).toHaveLength(1);
    }
  });
  it('setParameter(value) refuses what is no number, and nothing changes', () => {
    const { setParameter, held } = holding();
    const before = held();
    expect(setParameter(Number.NaN)).toContain('not a number');
    expect(setParameter(Number.POSITIVE_INFINITY)).toContain('not a number');
    expect(held()).toBe(before);
  });
  it('setParameter(…) of the value that is there is no change', () => {
    const { setParameter, value, held } = holding();
    setParameter(value());
    expect(held().done).toHaveLength(0);
  });
  it('choosePlace(…) ignores a place that the model lacks', () => {
    const { choosePlace, held } = holding();
    for (const place of [
      { kind: 'W', i: 6, j: 0 },
      { kind: 'W', i: 0, j: 4 },
      { kind: 'a', i: -1 },
      { kind: 'b', j: 1.5 },
    ] as const)
      choosePlace(place);
    expect(held().place).toEqual({ kind: 'W', i: 0, j: 0 });
  });
  it('a drag is one change, until endStroke() or another parameter', () => {
    const { setParameter, endStroke, choosePlace, held, undoChange, value } = holding();
    const start = value();
    for (const x of [0.1, 0.2, 0.3]) setParameter(x);
    expect(held().done).toEqual([
      { kind: 'parameter', place: { kind: 'W', i: 0, j: 0 }, from: start, to: 0.3 },
    ]);
    endStroke();
    setParameter(0.4);
    expect(held().done).toHaveLength(2);
    choosePlace({ kind: 'a', i: 1 });
    setParameter(7);
    expect(held().done).toHaveLength(3);
    for (let n = 0; n < 3; n++) undoChange();
    expect(value()).toBe(start);
  });
  it('every change and every undo names another edit, over letting go too', () => {
    const { setParameter, undoChange, letGo, holdModel, held } = holding();
    const edits = [held().edit];
    setParameter(3);
    edits.push(held().edit);
    undoChange();
    edits.push(held().edit);
    letGo();
    holdModel();
    edits.push(held().edit);
    expect(new Set(edits).size).toBe(4);
  });
});

describe('undoChange and redoChange', () => {
  it('undoChange() takes back the last change and chooses its parameter; redoChange() makes it again', () => {
    const { setParameter, endStroke, choosePlace, undoChange, redoChange, held, value } = holding();
    const start = value();
    setParameter(1.5);
    endStroke();
    choosePlace({ kind: 'b', j: 2 });
    setParameter(-2);
    undoChange();
    undoChange();
    expect(held().place).toEqual({ kind: 'W', i: 0, j: 0 });
    expect(value()).toBe(start);
    expect(Array.from(held().parameters.b)).toEqual(Array.from(held().original.b));
    redoChange();
    expect(value()).toBe(1.5);
    redoChange();
    redoChange();
    expect(held().place).toEqual({ kind: 'b', j: 2 });
    expect(value()).toBe(-2);
    expect(held().undone).toHaveLength(0);
  });
  it('a new change forgets what was undone', () => {
    const { setParameter, undoChange, redoChange, value } = holding();
    setParameter(1);
    undoChange();
    setParameter(2);
    redoChange();
    expect(value()).toBe(2);
  });
  it('undoChange() without a change is nothing', () => {
    const { undoChange, held } = holding();
    const before = held();
    undoChange();
    expect(held()).toBe(before);
    expect(() => training().getState().undoChange()).not.toThrow();
  });
});

describe('the state that is looked at', () => {
  it('probeOf(state) is the first training row until another is chosen, and the same object each time', () => {
    const store = training();
    const { samples, visible } = store.getState().summary!;
    const first = probeOf(store.getState());
    expect(first).toEqual(samples.slice(0, visible));
    expect(probeOf(store.getState())).toBe(first);
    store.getState().setProbe(Uint8Array.of(1, 0, 1, 0, 1, 1));
    expect(Array.from(probeOf(store.getState()))).toEqual([1, 0, 1, 0, 1, 1]);
  });
  it('probeOf(state) forgets a state of another width', () => {
    const store = training();
    store.getState().setProbe(Uint8Array.of(1, 0, 1, 0, 1, 1));
    const other = summaryOf({ rows: 2, columns: 2, hidden: 1 }, 2);
    store.getState().opened(other, requestOf());
    expect(probeOf(store.getState())).toEqual(other.samples.slice(0, 4));
    expect(probeOf(createLabStore().getState())).toHaveLength(0);
  });
  it('setProbe(bits) can be undone while a model is held', () => {
    const { setProbe, undoChange, redoChange, store, held } = holding();
    const before = probeOf(store.getState());
    const flipped = before.map((bit, i) => (i === 2 ? 1 - bit : bit));
    setProbe(flipped);
    setProbe(flipped);
    expect(held().done).toHaveLength(1);
    undoChange();
    expect(probeOf(store.getState())).toEqual(before);
    redoChange();
    expect(probeOf(store.getState())).toEqual(flipped);
  });
});
