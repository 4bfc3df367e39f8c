/** Which temperature pictures look like, by their mean energy: a thermometer with its error. */
import { bondMomentsOf, couplingOfBondSum } from './couplingEstimate';
import type { Lattice } from './lattice';

/** In J/k. `low` and `high` are three standard errors of the mean bond sum away. */
export interface EffectiveTemperature {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * 1/K with ⟨B⟩_K = the mean bond sum of independent pictures, and with δK = δB/var_K(B) its interval; `high` is ∞ where
 * K may be 0. A mean below that of K = 0 gives ∞, with `low` where three standard errors more would lie; one that only
 * all spins alike reach gives 0. It measures energy and
 * nothing else: pictures that are no Ising lattices at all have such a temperature too.
 */
export function effectiveTemperature(lattice: Lattice, bondSums: ArrayLike<number>): EffectiveTemperature {
  const { length } = bondSums;
  if (length < 2) throw new RangeError(`invalid bond sums: ${length}; expected 2 or more`);
  let mean = 0;
  for (let n = 0; n < length; n++) mean += bondSums[n] / length;
  let variance = 0;
  for (let n = 0; n < length; n++) variance += (bondSums[n] - mean) ** 2 / (length - 1);
  const K = couplingOfBondSum(lattice, mean);
  const errorOfMean = Math.sqrt(variance / length);
  if (K === 0)
    return { value: Infinity, low: 1 / couplingOfBondSum(lattice, mean + 3 * errorOfMean), high: Infinity };
  if (K === Infinity) return { value: 0, low: 0, high: 0 };
  const error = errorOfMean / bondMomentsOf(lattice, K).varBondSum;
  const weakest = K - 3 * error;
  return { value: 1 / K, low: 1 / (K + 3 * error), high: weakest > 0 ? 1 / weakest : Infinity };
}
