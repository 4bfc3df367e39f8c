/** F_c(v) term by term, and with it ln p(v): of the machine as it stands, on a sample of its run. */
import { softplus } from '../../core/elementary';
import { createRbm, dot, hiddenInputs, type Rbm } from '../../core/rbm';
import type { RunSummary } from '../../engine/frame';
import type { LabState } from '../../state/store';

export interface ClampedTerms {
  /** a_i v_i, [visible], and softplus(b_j + (vᵀW)_j), [hidden]: what speaks for v, nats. */
  readonly visible: Float64Array;
  readonly hidden: Float64Array;
  /** b + vᵀW, [hidden]. */
  readonly inputs: Float64Array;
  readonly visibleSum: number;
  readonly hiddenSum: number;
  /** F_c(v): minus both sums. */
  readonly freeEnergy: number;
}

/** F_c(v) = −Σ_i a_i v_i − Σ_j ln(1 + e^{b_j + (vᵀW)_j}), its visible + hidden terms apart. */
export function clampedTerms(rbm: Rbm, v: ArrayLike<number>): ClampedTerms {
  const visible = rbm.a.map((bias, i) => bias * v[i]!);
  const inputs = hiddenInputs(rbm, v);
  const hidden = inputs.map(softplus);
  const visibleSum = dot(rbm.a, v);
  const hiddenSum = hidden.reduce((sum, term) => sum + term, 0);
  return { visible, hidden, inputs, visibleSum, hiddenSum, freeEnergy: -visibleSum - hiddenSum };
}

/** The machine of the newest frame, copied; undefined before its parameters have come. */
export function machineOf({ summary, weights }: Pick<LabState, 'summary' | 'weights'>): Rbm | undefined {
  if (!summary || weights?.W.length !== summary.visible * summary.hidden) return undefined;
  return createRbm(summary.visible, summary.hidden, weights);
}

/** Row `index` of the samples on show; undefined where there are fewer. */
export function sampleOf(summary: RunSummary | undefined, index: number): Uint8Array | undefined {
  if (!summary || index >= summary.sampleCount) return undefined;
  return summary.samples.subarray(index * summary.visible, (index + 1) * summary.visible);
}

export interface Weighed extends ClampedTerms {
  readonly rbm: Rbm;
  readonly v: Uint8Array;
}

/** The terms of a sample of the run, on the machine as it stands. */
export function weigh(state: LabState, index: number): Weighed | undefined {
  const rbm = machineOf(state);
  const v = sampleOf(state.summary, index);
  return rbm && v && { rbm, v, ...clampedTerms(rbm, v) };
}

/** The lab's ln Z of this very update, nats; undefined while the machine trains or where it isn't computed. */
export function logPartitionNow({ frame }: LabState): number | undefined {
  const reading = frame?.readings.logPartition;
  if (!reading || frame!.playing || reading.method !== 'exact') return undefined;
  return reading.update === frame!.update ? reading.value : undefined;
}
