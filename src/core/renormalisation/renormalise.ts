/**
 * The essay's construction: a joint model of v and h with the partition function of H and another p.
 *
 *   E(v, h) = H(h) + H(v) + K(v) + ln Z̃,  Z̃ = Σ_v e^{−[H(v) + K(v)]}
 *
 * Z_RG = Σ_{v,h} e^{−E} = Z for any K(v), while p̃(v) = Σ_h e^{−E}/Z_RG = e^{−[H + K]}/Z̃ is p only where K is constant.
 * What tells is the trace condition Σ_h e^{T(v,h)} = 1 for every v, T(v, h) = −E(v, h) + H(v) (Schwab & Mehta 2016).
 */
import { totalVariation } from '../divergence';
import { exp, logSumExp } from '../elementary';
import { type Energies, logPartitionOf, probabilitiesOf, unitsOf } from './stateEnergies';

/** Units of v and h together: 2^20 joint states take a tenth of a second. */
export const largestJoint = 20;

export interface HiddenLayer {
  /** H₂(h) in nats, [2^m]; H itself if left out. */
  readonly energies?: Energies;
  /** Whether H₂ is shifted until its Σ_h e^{−H₂} is Σ_v e^{−H}: "the free energy at each layer the same". */
  readonly matched?: boolean;
}

export interface Joint {
  readonly visibleStates: number;
  readonly hiddenStates: number;
  /** E(v, h) in nats, row-major [visibleStates × hiddenStates]. */
  readonly energies: Float64Array;
  readonly logZTilde: number;
  /** What was added to H₂, in nats; 0 unless matched. */
  readonly shift: number;
}

/** Mean and spread of δ(v) over all v alike, in nats. */
export interface Flatness {
  readonly mean: number;
  /** Standard deviation. */
  readonly deviation: number;
  /** Largest less smallest. */
  readonly range: number;
}

export interface Renormalised {
  readonly logZ: number;
  readonly logZTilde: number;
  /** Summed over all joint states, not inferred. */
  readonly logZRg: number;
  /** (Z_RG − Z)/Z: rounding where the construction holds. */
  readonly relativeDifference: number;
  readonly shift: number;
  readonly p: Float64Array;
  readonly pTilde: Float64Array;
  /** KL(p‖p̃) in nats, clipped at 0; finite even where p̃ is too small for a number. */
  readonly klDivergence: number;
  readonly totalVariation: number;
  /** δ(v) = ln Σ_h e^{T(v,h)}, [2^n]: 0 everywhere where the map is exact. */
  readonly residual: Float64Array;
  readonly flatness: Flatness;
}

/** What is to be added to H₂ for Σ_h e^{−H₂} to be Σ_v e^{−H}: ln Z₂ − ln Z. Changes no probability of h. */
export const matchingShift = (energies: Energies, hiddenEnergies: Energies): number =>
  logPartitionOf(hiddenEnergies) - logPartitionOf(energies);

/** E(v, h) of all joint states. TypeError where H and K differ in length, RangeError above 20 units together. */
export function jointEnergies(H: Energies, K: Energies, hiddenLayer: HiddenLayer = {}): Joint {
  const { energies: H2 = H, matched = false } = hiddenLayer;
  const units = unitsOf(H) + unitsOf(H2);
  if (K.length !== H.length) throw new TypeError(`invalid K: ${K.length} energies; expected ${H.length}`);
  unitsOf(K);
  if (units > largestJoint)
    throw new RangeError(`invalid energies: ${units} units; expected at most ${largestJoint}`);
  const logZTilde = logPartitionOf(H.map((value, v) => value + K[v]));
  const shift = matched ? matchingShift(H, H2) : 0;
  const energies = new Float64Array(H.length * H2.length);
  for (let v = 0; v < H.length; v++)
    for (let h = 0; h < H2.length; h++) energies[v * H2.length + h] = H2[h] + shift + H[v] + K[v] + logZTilde;
  return { visibleStates: H.length, hiddenStates: H2.length, energies, logZTilde, shift };
}

/** ln Σ_h e^{−E(v,h)} for every v: minus the free energy clamped to v. */
export function logMarginals({ visibleStates, hiddenStates, energies }: Joint): Float64Array {
  return Float64Array.from({ length: visibleStates }, (_, v) =>
    logSumExp(energies.subarray(v * hiddenStates, (v + 1) * hiddenStates).map((E) => -E)),
  );
}

/** Everything that the construction is judged by; errors as `jointEnergies`. */
export function renormalise(H: Energies, K: Energies, hiddenLayer: HiddenLayer = {}): Renormalised {
  const joint = jointEnergies(H, K, hiddenLayer);
  const logZ = logPartitionOf(H);
  const marginals = logMarginals(joint);
  const logZRg = logSumExp(marginals);
  const p = probabilitiesOf(H, logZ);
  const pTilde = marginals.map((x) => exp(x - logZRg));
  // by logarithms: p̃ may be 0 as a number while its logarithm is one
  const kl = p.reduce((sum, value, v) => sum + value * (-H[v] - logZ - (marginals[v] - logZRg)), 0);
  const residual = marginals.map((x, v) => x + H[v]);
  return {
    logZ,
    logZTilde: joint.logZTilde,
    logZRg,
    relativeDifference: exp(logZRg - logZ) - 1,
    shift: joint.shift,
    p,
    pTilde,
    klDivergence: kl < 0 ? 0 : kl,
    totalVariation: totalVariation(p, pTilde),
    residual,
    flatness: flatnessOf(residual),
  };
}

export function flatnessOf(residual: Float64Array): Flatness {
  const mean = residual.reduce((sum, x) => sum + x, 0) / residual.length;
  const variance = residual.reduce((sum, x) => sum + (x - mean) ** 2, 0) / residual.length;
  const range = Math.max(...residual) - Math.min(...residual);
  return { mean, deviation: Math.sqrt(variance), range };
}
