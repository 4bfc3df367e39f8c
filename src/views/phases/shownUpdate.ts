/** The update that is on show: the one under way, or between two the one just done. */
import { clampedFreeEnergy, createRbm } from '../../core/rbm';
import type { ParameterFrame, WalkthroughFrame } from '../../engine/frame';
import type { StepRule, WatchedUpdate } from '../../state/phasesSlice';
import type { LabState } from '../../state/store';
import { type StepName, stepDone } from '../equation';
import { measuredStep, stepBefore, type UpdateParts, updateParts } from './updateParts';
import { ruleAt } from './watchUpdates';

export interface ShownUpdate {
  readonly visible: number;
  readonly hidden: number;
  /** What has been done of it. */
  readonly done: StepName;
  readonly walkthrough: WalkthroughFrame;
  readonly rule: StepRule;
  readonly parts: UpdateParts;
  /** What the machine's own W changed by, once it has. */
  readonly measured?: Float64Array;
}

/** Undefined before anything is there, while it trains, and where updates aren't of one sample by CD. */
export function shownUpdate(state: LabState): ShownUpdate | undefined {
  const { summary, frame, watched, walkthrough, settings } = state;
  if (!summary || !frame || frame.playing || !walkthrough || watched?.run !== summary.run) return undefined;
  if (settings.batchSize !== 1 || settings.algorithm !== 'cd') return undefined;
  const { visible, hidden } = summary;
  if (walkthrough.vPlus.length !== visible || watched.parameters.W.length !== visible * hidden)
    return undefined;
  const done = stepDone(frame);
  const last = watched.done.at(-1);
  if (done === 'change' && last) return { visible, hidden, done, ...finished(last, watched.done) };
  if (done === 'change') return undefined;
  const rule = ruleAt(state, watched.update);
  const { W } = watched.parameters;
  const parts = updateParts(walkthrough, W, rule, stepBefore(watched.done, watched.update, W.length));
  return { visible, hidden, done, walkthrough, rule, parts };
}

function finished(last: WatchedUpdate, done: readonly WatchedUpdate[]) {
  const { walkthrough, rule, before, update } = last;
  const parts = updateParts(walkthrough, before.W, rule, stepBefore(done, update, before.W.length));
  return { walkthrough, rule, parts, measured: measuredStep(last) };
}

/** F_c of the datum and of the dream, before and after an update, and what it should do to their gap. */
export interface Valley {
  readonly data: readonly [before: number, after: number];
  readonly dream: readonly [before: number, after: number];
  /** By how much F_c(v⁻) − F_c(v⁺) grew. */
  readonly grown: number;
  /** The same to first order in ε: ε times the squared length of the estimate, biases included. */
  readonly expected: number;
}

/** All in nats. */
export function valleyOf({ before, after, walkthrough, rule }: WatchedUpdate): Valley {
  const { vPlus, vMinus, hPlusMean, hMinusMean } = walkthrough;
  const at = (parameters: ParameterFrame, v: Uint8Array) =>
    clampedFreeEnergy(createRbm(vPlus.length, hPlusMean.length, parameters), v);
  const data = [at(before, vPlus), at(after, vPlus)] as const;
  const dream = [at(before, vMinus), at(after, vMinus)] as const;
  const { difference } = updateParts(walkthrough, before.W, rule, undefined);
  const squares =
    difference.reduce((sum, value) => sum + value * value, 0) +
    vPlus.reduce((sum, bit, i) => sum + (bit - vMinus[i]!) ** 2, 0) +
    hPlusMean.reduce((sum, mean, j) => sum + (mean - hMinusMean[j]!) ** 2, 0);
  return { data, dream, grown: dream[1] - data[1] - (dream[0] - data[0]), expected: rule.rate * squares };
}
