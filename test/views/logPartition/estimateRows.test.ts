import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/engine/frame';
import { estimateRows } from '../../../src/views/logPartition/estimateRows';
import { annealingOf, exactOf, fixedPointOf, labAt, reverseOf, tell } from './filled';

const live = (value: number, update: number): Reading => ({
  value,
  method: 'exact',
  detail: '65,536 states, f32',
  update,
});
const rowsOf = (store: ReturnType<typeof labAt>, reading?: Reading) =>
  estimateRows(store.getState().studies, reading);

describe('estimateRows()', () => {
  it('lists every method that has a value, the exact one first', () => {
    const store = labAt(5);
    tell(store, 'approximations', { result: { meanField: fixedPointOf(), tap2: fixedPointOf() } });
    tell(store, 'annealing', { result: annealingOf({}, { reverse: reverseOf(true) }) });
    tell(store, 'enumeration', { result: exactOf(42.01) });
    expect(rowsOf(store).map(({ name, method }) => `${name}: ${method}`)).toEqual([
      'Exact: exact',
      'AIS: AIS',
      'Reverse AIS: reverse AIS',
      'Mean field: mean field',
      'TAP-2: TAP-2',
    ]);
  });

  it('subtracts the exact value of the same update, and of no other', () => {
    const store = labAt(5);
    tell(store, 'annealing', { result: annealingOf() });
    tell(store, 'approximations', { result: { meanField: fixedPointOf(), tap2: fixedPointOf() } }, 6);
    tell(store, 'enumeration', { result: exactOf(42.25) });
    const [exact, ais, meanField] = rowsOf(store);
    expect(exact.difference).toBeUndefined();
    expect(ais.difference).toBeCloseTo(-0.25, 12);
    expect(meanField.difference).toBeUndefined();
  });

  it('takes the exact value that is about what was annealed, else the newest', () => {
    const store = labAt(5);
    tell(store, 'enumeration', { result: exactOf(42.01) }, 5);
    expect(rowsOf(store, live(50, 9))[0]).toMatchObject({ value: 50, update: 9, method: 'exact' });
    tell(store, 'annealing', { result: annealingOf() }, 5);
    expect(rowsOf(store, live(50, 9))[0]).toMatchObject({ value: 42.01, update: 5 });
    tell(store, 'annealing', { result: annealingOf() }, 9);
    expect(rowsOf(store, live(50, 9))[0]).toMatchObject({ value: 50 });
  });

  it('does without an exact value, and never takes an estimate for one', () => {
    const store = labAt(5);
    tell(store, 'annealing', { result: annealingOf() });
    for (const method of ['not computed', 'Monte Carlo'] as const) {
      const rows = rowsOf(store, { value: 41, method, detail: '', update: 5 });
      expect(rows.map((row) => row.method)).toEqual(['AIS']);
      expect(rows[0].difference).toBeUndefined();
    }
  });

  it('warns of fixed points that are none, and of a way back that bounds nothing', () => {
    const store = labAt(5);
    const tap2 = fixedPointOf({ converged: false, iterations: 500 });
    tell(store, 'approximations', { result: { meanField: fixedPointOf(), tap2 } });
    tell(store, 'annealing', { result: annealingOf({}, { reverse: reverseOf(false) }) });
    expect(rowsOf(store).map(({ warning }) => warning)).toEqual([
      undefined,
      'no bound',
      undefined,
      'not converged after 500 steps',
    ]);
    expect(rowsOf(store).map(({ settled }) => settled)).toEqual([true, true, true, false]);
  });
});
