import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/core/renormalisation/manyEnergies';
import type { EnergyChange } from '../../src/state/renormalisationFiguresSlice';
import { createLabStore } from '../../src/state/store';

/** Both tables name the same changes: the type alone fails where they don't. */
const same: (change: Change) => EnergyChange = (change) => change;

describe('renormalisationFigures', () => {
  it('setTrace, setSize, setManyEnergies and setLayers change what they name and nothing else', () => {
    const store = createLabStore();
    const { setTrace, setSize, setManyEnergies, setLayers } = store.getState();
    const before = store.getState().renormalisationFigures;
    setTrace({ subject: 'counterexample' });
    setSize({ copies: 3 });
    setManyEnergies({ change: same('flipHidden') });
    setLayers({ equal: true });
    expect(store.getState().renormalisationFigures).toEqual({
      trace: { ...before.trace, subject: 'counterexample' },
      size: { ...before.size, copies: 3 },
      manyEnergies: { ...before.manyEnergies, change: 'flipHidden' },
      layers: { equal: true },
    });
    expect(before.layers).toEqual({ equal: false });
  });
  it('recordTrace(…) keeps a curve along one run, and begins anew with another', () => {
    const store = createLabStore();
    const { recordTrace } = store.getState();
    const spread = () => Array.from(store.getState().traceHistory!.spread.points(0, Infinity, 10).mean);
    recordTrace(1, 10, 0.5, 0.125);
    recordTrace(1, 20, 0.25, 0.03);
    const history = store.getState().traceHistory!;
    expect(spread()).toEqual([0.5, 0.25]);
    expect(Array.from(history.divergence.points(0, Infinity, 10).mean)).toEqual([0.125, 0.03]);
    expect(store.getState().traceHistory).toBe(history);
    recordTrace(2, 5, 0.75, 0.3);
    expect(store.getState().traceHistory).not.toBe(history);
    expect(spread()).toEqual([0.75]);
  });
});
