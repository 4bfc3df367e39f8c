/** How a gradient becomes a step: schedule, momentum, decay, sparsity. */
import { exp } from './elementary';
import type { Gradient } from './gradient';
import type { ModelMeans } from './partition';
import type { Rbm } from './rbm';

/** Everything about an update that may change between two updates; ranges as in the settings table. */
export interface LearningRule {
  readonly algorithm: 'cd' | 'pcd' | 'tempering' | 'meanField' | 'tap2' | 'exact';
  readonly gibbsSteps: number;
  readonly chainCount: number;
  /** Inverse temperatures of parallel tempering: r/(ladderSize − 1), r = 0 … ladderSize − 1; at least 2. */
  readonly ladderSize: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly schedule: 'constant' | 'inverse' | 'exponential';
  /** Updates until the rate is half. */
  readonly scheduleTime: number;
  readonly momentum: number;
  readonly weightDecay: number;
  readonly weightDecayL1: number;
  readonly sparsityTarget: number;
  readonly sparsityCost: number;
  readonly centering: boolean;
}

/** Whether the negative phase draws nothing: its means come from a sum over all states, or from a fixed point. */
export function awaitsMeans(
  algorithm: LearningRule['algorithm'],
): algorithm is 'exact' | 'meanField' | 'tap2' {
  return algorithm === 'exact' || algorithm === 'meanField' || algorithm === 'tap2';
}

/** Chains that one sweep of the negative phase goes over, for a batch of `rows`. */
export function sweptChains(
  { algorithm, chainCount, ladderSize }: Pick<LearningRule, 'algorithm' | 'chainCount' | 'ladderSize'>,
  rows: number,
): number {
  if (awaitsMeans(algorithm)) return 0;
  if (algorithm === 'cd') return rows;
  return algorithm === 'tempering' ? chainCount * ladderSize : chainCount;
}

/** The rate of the update with `update` updates before it: constant, r/(1 + t/τ), or r · 2^{−t/τ}. */
export function learningRateAt(
  { learningRate, schedule, scheduleTime }: Pick<LearningRule, 'learningRate' | 'schedule' | 'scheduleTime'>,
  update: number,
): number {
  if (schedule === 'inverse') return learningRate / (1 + update / scheduleTime);
  if (schedule === 'exponential') return learningRate * exp((-Math.LN2 * update) / scheduleTime);
  return learningRate;
}

/**
 * Pulls the mean activity of each hidden unit towards the target: cost · (target − ⟨h_j⟩⁺) on b_j, and the same
 * times ⟨v_i⟩⁺ on W_ij. Changes the gradient.
 */
export function addSparsity({ W, b }: Gradient, plus: ModelMeans, rule: LearningRule): void {
  const hidden = b.length;
  for (let j = 0; j < hidden; j++) {
    const pull = rule.sparsityCost * (rule.sparsityTarget - plus.h[j]);
    b[j] += pull;
    for (let i = 0; i < plus.v.length; i++) W[i * hidden + j] += pull * plus.v[i];
  }
}

/**
 * velocity ← momentum · velocity + rate · (gradient − λ₂W − λ₁ sign W), parameters ← parameters + velocity.
 * Biases do not decay. Changes `rbm` and `velocity`.
 */
export function takeStep(
  rbm: Rbm,
  velocity: Gradient,
  gradient: Gradient,
  rule: LearningRule,
  update: number,
): void {
  const rate = learningRateAt(rule, update);
  const { momentum, weightDecay, weightDecayL1 } = rule;
  rbm.W.forEach((w, n) => {
    const slope = gradient.W[n] - weightDecay * w - weightDecayL1 * Math.sign(w);
    velocity.W[n] = momentum * velocity.W[n] + rate * slope;
    rbm.W[n] = w + velocity.W[n];
  });
  for (const bias of ['a', 'b'] as const)
    rbm[bias].forEach((x, n) => {
      velocity[bias][n] = momentum * velocity[bias][n] + rate * gradient[bias][n];
      rbm[bias][n] = x + velocity[bias][n];
    });
}
