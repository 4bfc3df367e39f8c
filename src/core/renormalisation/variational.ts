/**
 * A machine against a target H, p = e^{−H}/Z: how far it is from an exact map, in one function of v,
 *
 *   δ(v) = ln Σ_h e^{T(v,h)} = H(v) − F_c(v),  T = −E_λ + H
 *   ΔF = F_λ − F = −ln ⟨e^δ⟩_p,  KL(p‖p_λ) = ln ⟨e^δ⟩_p − ⟨δ⟩_p
 *
 * (Mehta & Schwab 2014). δ is constant exactly when p_λ = p; that the constant is 0 is the trace condition; ΔF = 0 fixes
 * one number only.
 */
import { exp, log } from '../elementary';
import { createRbm, type Rbm } from '../rbm';
import { type Flatness, flatnessOf } from './renormalise';
import { type Energies, energiesOfRbm, logPartitionOf, probabilitiesOf, unitsOf } from './stateEnergies';

/**
 * exact: δ = 0 everywhere, the trace condition. flat: δ = c, so p_λ = p but Z_λ ≠ Z. equalZ: ΔF = 0 and p_λ ≠ p.
 */
export type MapKind = 'exact' | 'flat' | 'equalZ' | 'neither';

export interface Variational {
  /** ln Z of the target. */
  readonly logZ: number;
  /** ln Z_λ of the machine. */
  readonly logZModel: number;
  /** δ(v), [2^n], in nats. */
  readonly residual: Float64Array;
  /** Over all v alike. */
  readonly flatness: Flatness;
  /** ⟨δ⟩_p. */
  readonly meanResidual: number;
  /** F_λ − F = ln Z − ln Z_λ, from the two sums. */
  readonly freeEnergyDifference: number;
  /** The same as −ln ⟨e^δ⟩_p. */
  readonly freeEnergyDifferenceFromResidual: number;
  /** Σ p (ln p − ln p_λ) ≥ 0, clipped at 0. */
  readonly klDivergence: number;
  /** The same as ln ⟨e^δ⟩_p − ⟨δ⟩_p. */
  readonly klDivergenceFromResidual: number;
}

/** Of the machine with clamped free energies F_c(v) against H, both [2^n]; TypeError where lengths differ. */
export function variationalOfEnergies(H: Energies, clamped: Energies): Variational {
  unitsOf(H);
  if (clamped.length !== H.length)
    throw new TypeError(`invalid machine: ${clamped.length} visible states; expected ${H.length}`);
  const [logZ, logZModel] = [logPartitionOf(H), logPartitionOf(clamped)];
  const p = probabilitiesOf(H, logZ);
  const mean = (of: (v: number) => number) =>
    p.reduce((sum, value, v) => (value === 0 ? sum : sum + value * of(v)), 0);
  const residual = H.map((value, v) => value - clamped[v]);
  const meanResidual = mean((v) => residual[v]);
  // about the mean of δ, which may be large: what is left is the divergence itself
  const rest = log(mean((v) => exp(residual[v] - meanResidual)));
  const kl = mean((v) => -H[v] - logZ - (-clamped[v] - logZModel));
  return {
    logZ,
    logZModel,
    residual,
    flatness: flatnessOf(residual),
    meanResidual,
    freeEnergyDifference: logZ - logZModel,
    freeEnergyDifferenceFromResidual: -(meanResidual + rest),
    klDivergence: Math.max(0, kl),
    klDivergenceFromResidual: Math.max(0, rest),
  };
}

/** Of an RBM against H over its visible states. RangeError above 16 visible units. */
export const variational = (H: Energies, rbm: Rbm): Variational =>
  variationalOfEnergies(H, energiesOfRbm(rbm));

/** Which of the cases this is, where differences up to `tolerance` nats count as none. */
export function mapKind(
  { residual, flatness, freeEnergyDifference }: Variational,
  tolerance = 1e-9,
): MapKind {
  if (residual.every((x) => Math.abs(x) <= tolerance)) return 'exact';
  if (flatness.range <= tolerance) return 'flat';
  return Math.abs(freeEnergyDifference) <= tolerance ? 'equalZ' : 'neither';
}

/**
 * The smallest machine that has the target's Z and not its p: one unit of either kind, against H = 0. Both Z are 2, yet
 * p_λ = (¾, ¼), and KL = −½ ln ¾.
 */
export const counterexample = (): { H: Energies; rbm: Rbm } => ({
  H: new Float64Array(2),
  rbm: createRbm(1, 1, { W: [Math.LN2], a: [-2 * Math.LN2], b: [-Math.LN2] }),
});
