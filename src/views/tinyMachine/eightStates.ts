/** Everything that can be known of the machine of two visible units and one hidden, by going through its eight states. */

import { exp, logSumExp } from '../../core/elementary';
import { createRbm, energy } from '../../core/rbm';
import type { TinyMachine } from '../../state/tinyMachineSlice';

export interface SeenState {
  readonly v: readonly [number, number];
  readonly h: number;
  /** nats. */
  readonly energy: number;
  /** e^{−E}: its term of Z. */
  readonly weight: number;
  readonly probability: number;
}

export interface EightStates {
  /** By v₁, then v₂, then h. */
  readonly states: readonly SeenState[];
  readonly Z: number;
  readonly logPartition: number;
  /** p(v) for v = 00, 01, 10, 11. */
  readonly marginal: readonly number[];
  /** ⟨v₁v₂⟩ − ⟨v₁⟩⟨v₂⟩ over the product of the deviations; 0 where a unit never moves. */
  readonly correlation: number;
}

export function eightStates({ W1, W2, a1, a2, b, shift }: TinyMachine): EightStates {
  const rbm = createRbm(2, 1, { W: [W1, W2], a: [a1, a2], b: [b] });
  const bits = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => ({ v: [n >> 2, (n >> 1) & 1] as const, h: n & 1 }));
  const energies = bits.map(({ v, h }) => energy(rbm, v, [h]) + shift);
  const logPartition = logSumExp(energies.map((E) => -E));
  const states = bits.map((state, n) => ({
    ...state,
    energy: energies[n]!,
    weight: exp(-energies[n]!),
    probability: exp(-energies[n]! - logPartition),
  }));
  const marginal = [0, 1, 2, 3].map((k) => states[2 * k]!.probability + states[2 * k + 1]!.probability);
  return { states, Z: exp(logPartition), logPartition, marginal, correlation: correlationOf(marginal) };
}

/** By p₁₁p₀₀ − p₁₀p₀₁, which is ⟨v₁v₂⟩ − ⟨v₁⟩⟨v₂⟩ where p adds up to 1, and exactly 0 where all four are equal. */
function correlationOf([p00, p01, p10, p11]: readonly number[]): number {
  const spread = Math.sqrt((p10! + p11!) * (p00! + p01!) * (p01! + p11!) * (p00! + p10!));
  return spread > 0 ? (p11! * p00! - p10! * p01!) / spread : 0;
}

/** "110": v₁ v₂ h. */
export const nameOf = ({ v, h }: Pick<SeenState, 'v' | 'h'>): string => `${v[0]}${v[1]}${h}`;
