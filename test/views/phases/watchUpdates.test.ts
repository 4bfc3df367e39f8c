import { describe, expect, it } from 'vitest';
import { clampedFreeEnergy, createRbm } from '../../../src/core/rbm';
import type { Frame, RunSummary } from '../../../src/engine/frame';
import type { Watched } from '../../../src/state/phasesSlice';
import { createLabStore, type LabState } from '../../../src/state/store';
import { shownUpdate, valleyOf } from '../../../src/views/phases/shownUpdate';
import { ruleAt, watchUpdates } from '../../../src/views/phases/watchUpdates';

const walkthrough = {
  sample: 3,
  vPlus: Uint8Array.from([1, 0]),
  hPlusMean: Float32Array.from([0.75, 0.5, 0.25]),
  hPlus: Uint8Array.from([1, 0, 0]),
  vMinusMean: Float32Array.from([0.5, 0.5]),
  vMinus: Uint8Array.from([0, 1]),
  hMinusMean: Float32Array.from([0.5, 0.25, 0.125]),
};
const store = createLabStore();
store.getState().change({ batchSize: 1, learningRate: 0.5, momentum: 0, weightDecay: 0, algorithm: 'cd' });

/** A frame at rest before the stage named. */
function at(update: number, stage: string, W: number, changes: Partial<LabState> = {}): LabState {
  const weights = {
    W: new Float32Array(6).fill(W),
    a: Float32Array.from([0.5, -0.5]),
    b: Float32Array.from([0, 0.25, 1]),
  };
  const frame = {
    run: 1,
    update,
    stage,
    sweep: stage === 'learn' ? 1 : 0,
    playing: false,
    weights,
    walkthrough,
  };
  return {
    ...store.getState(),
    summary: { run: 1, visible: 2, hidden: 3, shape: { rows: 1, columns: 2 } } as RunSummary,
    frame: frame as unknown as Frame,
    weights,
    walkthrough,
    ...changes,
  };
}
const through = (states: readonly LabState[]) =>
  states.reduce<Watched | undefined>((watched, state) => watchUpdates(watched, state), undefined);
const whole = [
  at(0, 'positive', 1),
  at(0, 'down', 1),
  at(0, 'up', 1),
  at(0, 'learn', 1),
  at(1, 'positive', 1.25),
];

describe('watchUpdates()', () => {
  it('sees an update by halves from its beginning to its end', () => {
    const { update, done } = through(whole)!;
    expect([update, done.length, done[0].update, done[0].byHalves]).toEqual([1, 1, 0, true]);
    expect([done[0].before.W[0], done[0].after.W[0]]).toEqual([1, 1.25]);
    expect(done[0].rule).toEqual({ rate: 0.5, momentum: 0, weightDecay: 0 });
  });

  it('knows an update in one step from one by halves', () => {
    const { done } = through([whole[0], whole[4]])!;
    expect(done.map(({ byHalves }) => byHalves)).toEqual([false]);
    const { done: lacking } = through([whole[0], whole[1], whole[3], whole[4]])!;
    expect(lacking[0].byHalves).toBe(false);
  });

  it('copies, since the arrays of a frame are used again', () => {
    const state = at(0, 'positive', 1);
    const watched = watchUpdates(undefined, state)!;
    state.frame!.weights!.W.fill(9);
    expect(watched.parameters.W[0]).toBe(1);
  });

  it('begins anew where updates were missed, and with another run', () => {
    expect(through([...whole, at(5, 'positive', 2)])!.done).toEqual([]);
    const other = at(2, 'positive', 2);
    expect(through([...whole, { ...other, frame: { ...other.frame!, run: 2 } }])!.done).toEqual([]);
  });

  it('keeps what it has while a frame brings no arrays, and the object where nothing is new', () => {
    const watched = through(whole)!;
    const bare = at(2, 'positive', 1);
    expect(watchUpdates(watched, { ...bare, frame: { ...bare.frame!, weights: undefined } as never })).toBe(
      watched,
    );
    expect(watchUpdates(watched, whole[4])).toBe(watched);
  });

  it('keeps eight updates at most', () => {
    const states = Array.from({ length: 12 }, (_, update) => at(update, 'positive', update));
    expect(through(states)!.done.map(({ update }) => update)).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

describe('ruleAt()', () => {
  it('has the knobs as they were when the update began', () => {
    const { settings } = store.getState();
    const moves = [{ update: 4, name: 'momentum', value: 0.9 }] as const;
    const state = at(6, 'positive', 1, { request: { settings, moves: [] }, moves });
    expect([ruleAt(state, 3).momentum, ruleAt(state, 4).momentum]).toEqual([0, 0.9]);
  });
});

describe('shownUpdate()', () => {
  const showing = (states: readonly LabState[]) => {
    const watched = through(states)!;
    return shownUpdate({ ...states.at(-1)!, watched });
  };

  it('shows the one under way, as far as it has come', () => {
    const shown = showing(whole.slice(0, 3))!;
    expect([shown.done, shown.measured]).toEqual(['vMinus', undefined]);
    expect(shown.parts.positive[0]).toBe(0.75);
  });

  it('shows between two the one just done, with what W changed by', () => {
    const shown = showing(whole)!;
    expect([shown.done, shown.measured![0]]).toEqual(['change', 0.25]);
    expect(shown.parts.step![0]).toBe(0.5 * 0.75);
  });

  it('shows none while it trains, or where an update has many samples', () => {
    const watched = through(whole);
    const state = { ...whole[4], watched };
    expect(shownUpdate({ ...state, frame: { ...state.frame!, playing: true } })).toBeUndefined();
    expect(shownUpdate({ ...state, settings: { ...state.settings, batchSize: 10 } })).toBeUndefined();
    expect(shownUpdate({ ...state, settings: { ...state.settings, algorithm: 'pcd' } })).toBeUndefined();
  });
});

describe('valleyOf()', () => {
  const rbm = createRbm(2, 3, { W: [1, -0.5, 0.25, 0.75, 2, -1], a: [0.5, -0.5], b: [0, 0.25, 1] });
  /** The update of all parameters that the walkthrough asks for, at a rate; means as the machine has them. */
  function updateAt(rate: number) {
    const mean = (v: readonly number[]) =>
      Float64Array.from(
        [0, 1, 2],
        (j) => 1 / (1 + Math.exp(-(rbm.b[j] + v[0] * rbm.W[j] + v[1] * rbm.W[3 + j]))),
      );
    const [plus, minus] = [mean([1, 0]), mean([0, 1])];
    const after = {
      W: rbm.W.map((w, n) => w + rate * (n < 3 ? plus[n] : -minus[n - 3])),
      a: Float64Array.from([rbm.a[0] + rate, rbm.a[1] - rate]),
      b: rbm.b.map((x, j) => x + rate * (plus[j] - minus[j])),
    };
    const walk = { ...walkthrough, hPlusMean: plus, hMinusMean: minus };
    return {
      update: 0,
      byHalves: true,
      rule: { rate, momentum: 0, weightDecay: 0 },
      walkthrough: walk,
      before: rbm,
      after,
    };
  }

  it('grows to first order by ε times the squared length of the estimate', () => {
    const small = valleyOf(updateAt(1e-4) as never);
    expect(small.expected).toBeGreaterThan(0);
    expect(small.grown / small.expected).toBeCloseTo(1, 3);
    const large = valleyOf(updateAt(6) as never);
    expect(Math.abs(large.grown / large.expected - 1)).toBeGreaterThan(0.02);
  });

  it('tells F_c of the datum and of the dream, before and after', () => {
    const { data, dream, grown } = valleyOf(updateAt(0.1) as never);
    expect(data[0]).toBeCloseTo(clampedFreeEnergy(rbm, [1, 0]), 12);
    expect(dream[0]).toBeCloseTo(clampedFreeEnergy(rbm, [0, 1]), 12);
    expect(grown).toBeCloseTo(dream[1] - dream[0] - (data[1] - data[0]), 12);
  });
});
