/** Stores with studies of ln Z in them, filled by hand. */
import type { AisEstimate, AnnealingResult, FixedPoint, StudyKind } from '../../../src/engine/study';
import { createLabStore, type LabStore } from '../../../src/state/store';
import type { StudyState } from '../../../src/state/studySlice';
import { frameOf, requestOf, summaryOf } from '../../gallery/frames';

/** A run of 64 × `hidden` units at an update, at rest. */
export function labAt(update: number, hidden = 16): LabStore {
  const store = createLabStore();
  const summary = summaryOf({ rows: 8, columns: 8, hidden });
  store.getState().setPlaying(false);
  store.getState().opened(summary, requestOf());
  const frame = frameOf(summary);
  const readings = { ...frame.readings };
  readings.logPartition = { method: 'not computed', detail: 'not yet', update };
  store.getState().receive({ ...frame, update, playing: false, readings });
  return store;
}

export function tell<K extends StudyKind>(
  store: LabStore,
  kind: K,
  changes: Partial<StudyState<K>>,
  update = 5,
) {
  const { run } = store.getState().summary!;
  store.getState().tell(kind, { ...(changes.result && { about: { run, update } }), ...changes });
}

export function estimateOf(changes: Partial<AisEstimate> = {}): AisEstimate {
  const logWeights = changes.logWeights ?? Float64Array.of(41.9, 42.1, 42, 42);
  return {
    method: 'AIS',
    value: 42,
    low: 41.9,
    high: 42.1,
    effectiveSampleSize: 3.9,
    chains: logWeights.length,
    betas: 100,
    logWeights,
    path: {
      beta: Float64Array.of(0, 0.5, 1),
      mean: Float64Array.of(44.5, 43, 42),
      deviation: Float64Array.of(0, 0.05, 0.08),
    },
    ...changes,
  };
}

export const annealingOf = (
  forward: Partial<AisEstimate> = {},
  changes: Partial<AnnealingResult> = {},
): AnnealingResult => ({ base: 'data', forward: estimateOf(forward), seconds: 1, ...changes });

export const reverseOf = (bound: boolean, changes: Partial<AisEstimate> = {}) => ({
  ...estimateOf({ method: 'reverse AIS', value: 42.05, low: 41.95, high: 42.15, ...changes }),
  bound,
});

export const fixedPointOf = (changes: Partial<FixedPoint> = {}): FixedPoint => ({
  logPartition: 41.5,
  converged: true,
  iterations: 43,
  residual: 1e-13,
  ...changes,
});

export const exactOf = (logPartition: number) =>
  ({ logPartition, precision: 'f32', states: 65_536, seconds: 0.12, workers: 2 }) as const;
