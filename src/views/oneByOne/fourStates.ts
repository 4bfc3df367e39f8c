/** The machine of one visible and one hidden unit against a fair coin, H = 0: its four states, and how far p_λ is from p. */
import { exp } from '../../core/elementary';
import { createRbm, energy } from '../../core/rbm';
import { type Variational, variational } from '../../core/renormalisation/variational';
import type { TinyMachine } from '../../state/tinyMachineSlice';

export interface FourStates {
  /** e^{−E} by v, then h. */
  readonly weights: readonly (readonly [number, number])[];
  readonly Z: number;
  /** p_λ(v) = Σ_h e^{−E}/Z for v = 0, 1. The target's p(v) is ½ each. */
  readonly marginal: readonly [number, number];
  /** δ(v), ΔF and KL against H = 0, whose Z is 2. */
  readonly map: Variational;
}

/** Of the weight W1 and the biases a1 and b; what else the tiny machine has is not there. */
export function fourStates({ W1, a1, b }: Pick<TinyMachine, 'W1' | 'a1' | 'b'>): FourStates {
  const rbm = createRbm(1, 1, { W: [W1], a: [a1], b: [b] });
  const weights = [0, 1].map((v) => [exp(-energy(rbm, [v], [0])), exp(-energy(rbm, [v], [1]))] as const);
  const map = variational(new Float64Array(2), rbm);
  // δ(v) = ln Σ_h e^{−E(v,h)}, since H = 0
  const [off, on] = [exp(map.residual[0]!), exp(map.residual[1]!)];
  return { weights, Z: off + on, marginal: [off / (off + on), on / (off + on)], map };
}
