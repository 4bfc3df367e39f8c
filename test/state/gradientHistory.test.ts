/** The history of what was found about the gradient. */
import { describe, expect, it, vi } from 'vitest';
import type { GradientResult } from '../../src/engine/study';
import { defaultSettings } from '../../src/settings';
import { createLabStore, type LabStore } from '../../src/state/store';
import { summaryOf } from '../app/fakeSession';

const request = { settings: defaultSettings(), moves: [] };
const compared = (angle: number, ratio: number) => {
  const one = { angle, ratio };
  return { all: one, W: { angle: 1, ratio: 1 }, a: { angle: 2, ratio: 2 }, b: { angle: 3, ratio: 3 } };
};
const resultAt = (update: number, angle = 40): GradientResult => ({
  update,
  algorithm: 'cd',
  gibbsSteps: 1,
  estimate: { against: compared(angle, 1.5), detail: '10 rows' },
  expected: {
    method: 'exact',
    detail: 'all 30 rows',
    against: compared(20, 1.2),
    bias: { value: 0.8 },
    relativeBias: { value: 0.4 },
  },
  sweep: { secondEigenvalue: 0.9, relaxationTime: 9.5 },
});
const found = (store: LabStore, result: GradientResult, run = 1) =>
  store.getState().tell('gradient', { result, about: { run, update: result.update } });
const pointsOf = (store: LabStore, name: 'angle' | 'secondEigenvalue') => {
  const { update, mean } = store.getState().gradientCurves[name].points(0, Infinity, 100);
  return Array.from(update, (at, n) => [at, mean[n]]);
};

function opened(run = 1): LabStore {
  const store = createLabStore();
  store.getState().opened(summaryOf(run), request);
  return store;
}

describe('gradientHistory', () => {
  it('keeps every number of every result, at its update', () => {
    const store = opened();
    found(store, resultAt(5, 41));
    found(store, resultAt(12, 43));
    expect(pointsOf(store, 'angle')).toEqual([
      [5, 41],
      [12, 43],
    ]);
    const latest = Object.entries(store.getState().gradientCurves).map(([name, curve]) => [
      name,
      curve.latest?.value,
    ]);
    expect(Object.fromEntries(latest)).toEqual({
      angle: 43,
      meanAngle: 20,
      ratio: 1.5,
      meanRatio: 1.2,
      relativeBias: 0.4,
      secondEigenvalue: 0.9,
    });
  });

  it('keeps what there is where parts are not affordable, and no angle to a gradient that is zero', () => {
    const store = opened();
    const { expected, sweep, ...rest } = resultAt(5, NaN);
    found(store, rest);
    const { angle, ratio, meanAngle, secondEigenvalue } = store.getState().gradientCurves;
    expect([angle.latest, meanAngle.latest, secondEigenvalue.latest]).toEqual(Array(3).fill(undefined));
    expect(ratio.latest).toEqual({ update: 5, value: 1.5 });
  });

  it('enters a result once, whatever else changes in the store', () => {
    const store = opened();
    const push = vi.spyOn(store.getState().gradientCurves.angle, 'push');
    found(store, resultAt(5));
    store.getState().tell('gradient', { mode: 'stopped' });
    store.getState().setPlaying(false);
    expect(push).toHaveBeenCalledTimes(1);
    expect(pointsOf(store, 'angle')).toEqual([[5, 40]]);
    found(store, resultAt(5, 44));
    expect(pointsOf(store, 'angle')).toEqual([[5, 44]]);
  });

  it('forgets what lay ahead when the run goes back', () => {
    const store = opened();
    for (const update of [5, 10, 15]) found(store, resultAt(update));
    found(store, resultAt(8, 33));
    expect(pointsOf(store, 'angle')).toEqual([
      [5, 40],
      [8, 33],
    ]);
  });

  it('begins anew with another run, takes nothing of one that was left, and comes back with undo', () => {
    const store = opened(1);
    found(store, resultAt(5));
    store.getState().opened(summaryOf(2), request);
    expect(pointsOf(store, 'angle')).toEqual([]);
    found(store, resultAt(6), 1);
    expect(pointsOf(store, 'angle')).toEqual([]);
    found(store, resultAt(7), 2);
    store.getState().opened(summaryOf(1), request);
    expect(pointsOf(store, 'angle')).toEqual([[5, 40]]);
    store.getState().opened(summaryOf(2), request);
    expect(pointsOf(store, 'angle')).toEqual([[7, 40]]);
  });

  it('keeps the curves of the run before over those that were never studied', () => {
    const store = opened(1);
    found(store, resultAt(5));
    store.getState().opened(summaryOf(2), request);
    store.getState().opened(summaryOf(3), request);
    store.getState().opened(summaryOf(1), request);
    expect(pointsOf(store, 'secondEigenvalue')).toEqual([[5, 0.9]]);
  });
});
