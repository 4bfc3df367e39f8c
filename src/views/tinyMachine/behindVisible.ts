/** What stands behind each visible state of the tiny machine, and what is left of a correlation once h is known. */
import { log } from '../../core/elementary';
import type { EightStates } from './eightStates';

/** About one state of v, over h off and h on; nats. */
export interface BehindVisible {
  /** "10": v₁ v₂. */
  readonly name: string;
  /** The lower of the two energies. */
  readonly lowest: number;
  /** ⟨E⟩ and −Σ p ln p under p(h|v). */
  readonly meanEnergy: number;
  readonly entropy: number;
  /** F_c(v) = −ln Σ_h e^{−E}, which is ⟨E⟩ − S. */
  readonly freeEnergy: number;
  /** p(v). */
  readonly probability: number;
}

export function behindVisible({ states, marginal, logPartition }: EightStates): BehindVisible[] {
  return marginal.map((probability, k) => {
    const pair = [states[2 * k]!, states[2 * k + 1]!];
    const given = pair.map((state) => state.probability / probability);
    const mean = (f: (n: number) => number) => given[0]! * f(0) + given[1]! * f(1);
    return {
      name: `${k >> 1}${k & 1}`,
      lowest: Math.min(...pair.map(({ energy }) => energy)),
      meanEnergy: mean((n) => pair[n]!.energy),
      entropy: mean((n) => (given[n]! > 0 ? -log(given[n]!) : 0)),
      freeEnergy: -log(probability) - logPartition,
      probability,
    };
  });
}

/** p(v₁ = 1, v₂ = 1 | h) − p(v₁ = 1 | h) p(v₂ = 1 | h), for h off and h on: what factorising leaves out. */
export function factorisationGap({ states }: EightStates): readonly [number, number] {
  const gap = (h: number) => {
    const these = states.filter((state) => state.h === h);
    const whole = these.reduce((sum, { probability }) => sum + probability, 0);
    const share = (on: (v: readonly [number, number]) => boolean) =>
      these.reduce((sum, { v, probability }) => sum + (on(v) ? probability : 0), 0) / whole;
    return share((v) => v[0] === 1 && v[1] === 1) - share((v) => v[0] === 1) * share((v) => v[1] === 1);
  };
  return [gap(0), gap(1)];
}

/** The same with h summed over: ⟨v₁v₂⟩ − ⟨v₁⟩⟨v₂⟩. */
export const marginalGap = ({ marginal }: EightStates): number =>
  marginal[3]! - (marginal[2]! + marginal[3]!) * (marginal[1]! + marginal[3]!);
