/** The numbers of the live equation: one hidden or visible unit's part in the update of one sample. */
import { formatCount, formatProbability, formatValue } from '../chart/numbers';
import type { Frame, ParameterFrame, WalkthroughFrame } from '../engine/frame';

export const stepNames = ['vPlus', 'hPlus', 'vMinus', 'hMinus', 'change'] as const;
export type StepName = (typeof stepNames)[number];

/** The sub-step that has just been done; a frame names the one that comes next. */
export function stepDone({ stage, update, sweep }: Pick<Frame, 'stage' | 'update' | 'sweep'>): StepName {
  if (stage === 'positive') return update === 0 ? 'vPlus' : 'change';
  if (stage === 'down') return sweep === 0 ? 'hPlus' : 'hMinus';
  if (stage === 'means') return 'hPlus';
  return stage === 'up' ? 'vMinus' : 'hMinus';
}

export interface EquationInput {
  readonly parameters: ParameterFrame;
  readonly walkthrough: WalkthroughFrame;
  readonly visible: number;
  readonly hidden: number;
  readonly unit: number;
  readonly pixel: number;
}

/** Two places even where that says 0.00: the eye must not stumble over an exponent that comes and goes. */
const steady = (value: number) => (Math.abs(value) < 1e7 ? formatProbability(value) : formatValue(value));

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** b_j + Σ_i v_i W_ij, its two parts apart. */
export function hiddenInput({ parameters: { W, b }, visible, hidden, unit }: EquationInput, v: Uint8Array) {
  let sum = 0;
  for (let i = 0; i < visible; i++) sum += v[i]! * W[i * hidden + unit]!;
  return { bias: b[unit]!, sum, probability: sigmoid(b[unit]! + sum) };
}

/**
 * a_i + Σ_j W_ij h_j, its two parts apart. The h that v⁻ was drawn from is not in the frame after more than one
 * sweep, so the sum is what is left of the input that gave the probability.
 */
export function visibleInput({ parameters: { a }, walkthrough, pixel }: EquationInput) {
  const probability = walkthrough.vMinusMean[pixel]!;
  const bias = a[pixel]!;
  return { bias, sum: Math.log(probability / (1 - probability)) - bias, probability };
}

/** Text for every live number of a step's equation, by name. */
export function equationNumbers(step: StepName, input: EquationInput): Record<string, string> {
  const { walkthrough, unit, pixel } = input;
  const names = { unit: String(unit + 1), pixel: String(pixel + 1) };
  if (step === 'vPlus') {
    return { ...names, sample: formatCount(walkthrough.sample + 1), state: String(walkthrough.vPlus[pixel]) };
  }
  if (step === 'change') {
    const [vPlus, hPlus] = [walkthrough.vPlus[pixel]!, walkthrough.hPlusMean[unit]!];
    const [vMinus, hMinus] = [walkthrough.vMinus[pixel]!, walkthrough.hMinusMean[unit]!];
    return {
      ...names,
      vPlus: String(vPlus),
      hPlus: formatProbability(hPlus),
      vMinus: String(vMinus),
      hMinus: formatProbability(hMinus),
      result: formatProbability(vPlus * hPlus - vMinus * hMinus),
    };
  }
  const parts =
    step === 'vMinus'
      ? visibleInput(input)
      : hiddenInput(input, step === 'hPlus' ? walkthrough.vPlus : walkthrough.vMinus);
  const signed = parts.sum < 0 ? '−' : '+';
  return {
    ...names,
    bias: steady(parts.bias),
    sign: signed,
    sum: steady(Math.abs(parts.sum)),
    result: formatProbability(parts.probability),
  };
}
