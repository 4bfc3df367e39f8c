import { describe, expect, it, vi } from 'vitest';
import type { SpectrumResult } from '../../src/engine/study';
import { SpectrumHistory } from '../../src/state/spectrumHistory';
import { createLabStore, type LabStore } from '../../src/state/store';
import { requestOf, summaryOf } from '../gallery/frames';

const valuesFrom = (largest: number, count = 20) =>
  Float64Array.from({ length: count }, (_, k) => largest - k);
const updatesOf = (history: SpectrumHistory) =>
  Array.from({ length: history.length }, (_, index) => history.updateAt(index));

describe('SpectrumHistory', () => {
  it('push(update, values) keeps the sixteen largest', () => {
    const history = new SpectrumHistory();
    history.push(3, valuesFrom(40));
    expect([...history.valuesAt(0)]).toEqual([...valuesFrom(40, 16)]);
    history.push(4, valuesFrom(2, 2));
    expect([...history.valuesAt(1)]).toEqual([2, 1]);
  });
  it('push of an earlier update forgets what came after it', () => {
    const history = new SpectrumHistory();
    for (const update of [0, 10, 20, 30]) history.push(update, valuesFrom(update));
    history.push(20, valuesFrom(99));
    expect(updatesOf(history)).toEqual([0, 10, 20]);
    expect(history.valuesAt(2)[0]).toBe(99);
  });
  it('push never keeps more than 512, evenly spread from the first to near the last', () => {
    const history = new SpectrumHistory();
    for (let update = 0; update < 20_000; update++) {
      history.push(update, valuesFrom(1));
      expect(history.length).toBeLessThan(512);
    }
    const updates = updatesOf(history);
    expect(updates[0]).toBe(0);
    expect(updates.at(-1)).toBeGreaterThan(19_900);
    const gaps = updates.slice(1).map((update, n) => update - updates[n]!);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * Math.min(...gaps));
  });
});

describe('the history of a run’s spectrum', () => {
  const opened = (store: LabStore, run: number) =>
    store.getState().opened(summaryOf({ rows: 4, columns: 4, hidden: 4 }, run), requestOf());
  const tell = (store: LabStore, run: number, update: number) => {
    const result = { update, singularValues: valuesFrom(update, 4) } as Partial<SpectrumResult>;
    store.getState().tell('spectrum', { result: result as SpectrumResult, about: { run, update } });
  };

  it('tell(spectrum) enters each result once', () => {
    const store = createLabStore();
    opened(store, 1);
    const push = vi.spyOn(store.getState().spectrumHistory, 'push');
    tell(store, 1, 5);
    store.getState().tell('spectrum', { mode: 'stopped' });
    expect(push).toHaveBeenCalledTimes(1);
    tell(store, 1, 9);
    expect(updatesOf(store.getState().spectrumHistory)).toEqual([5, 9]);
  });
  it('tell(spectrum) about another run enters nothing', () => {
    const store = createLabStore();
    opened(store, 2);
    tell(store, 1, 5);
    expect(store.getState().spectrumHistory.length).toBe(0);
  });
  it('opened(…) begins anew, and brings the history back with the run', () => {
    const store = createLabStore();
    opened(store, 1);
    tell(store, 1, 5);
    opened(store, 2);
    expect(store.getState().spectrumHistory.length).toBe(0);
    tell(store, 2, 7);
    opened(store, 1);
    expect(updatesOf(store.getState().spectrumHistory)).toEqual([5]);
    opened(store, 2);
    expect(updatesOf(store.getState().spectrumHistory)).toEqual([7]);
  });
});
