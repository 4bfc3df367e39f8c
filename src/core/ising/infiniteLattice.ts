/**
 * The infinite square lattice without a field: ln Z, energy and heat capacity per spin (Onsager 1944, "Crystal
 * statistics I", eqs 109 and 115-117) and the spontaneous magnetisation (Yang 1952).
 */
import { exp, log, sigmoid, sinOfTurn } from '../elementary';
import type { PerSpin } from './bondMoments';
import { criticalCoupling } from './lattice';

/** Steps of the quadrature below and its reach, for errors below 1e-15 at any K. */
const step = 1 / 16;
const reach = 56;

/** sinh, cosh and κ = 2S/C², κ' = √(1 − κ²), of 2|K|; at K_c κ' = 0, up to rounding. */
function modulus(K: number) {
  const x = Math.abs(K);
  const [S, C] = [(exp(2 * x) - exp(-2 * x)) / 2, (exp(2 * x) + exp(-2 * x)) / 2];
  return { S, C, kappa: (2 * S) / (C * C), complement: Math.abs((1 - S) * (1 + S)) / (C * C) };
}

/**
 * ln Z per spin = ln(2 cosh 2K) + (1/π) ∫_0^{π/2} ln ½(1 + √(κ'² + κ² sin²x)) dx, even in K. At K_c the integrand has
 * a corner at x = 0, so the nodes crowd there (tanh-sinh rule, Takahasi & Mori 1974).
 */
export function infiniteLogPartition(K: number): number {
  const { C, kappa, complement } = modulus(K);
  let sum = 0;
  for (let n = -reach; n <= reach; n++) {
    const t = n * step;
    const stretch = (Math.PI / 2) * (exp(t) - exp(-t));
    const [near, far] = [sigmoid(stretch), sigmoid(-stretch)];
    const weight = near * far * (Math.PI / 2) * (exp(t) + exp(-t));
    const sine = sinOfTurn(near / 4);
    sum += weight * log((1 + Math.sqrt(complement * complement + kappa * kappa * sine * sine)) / 2);
  }
  return log(2 * C) + (step * sum) / 2;
}

/**
 * Complete elliptic integrals by the arithmetic-geometric mean (Abramowitz & Stegun 1964, 17.6): K and K − E at modulus
 * κ with complement κ' > 0.
 */
function ellipticIntegrals(kappa: number, complement: number) {
  let [a, b, c] = [1, complement, kappa];
  let share = (c * c) / 2;
  for (let doubled = 1; c > 1e-9 * a; doubled *= 2) {
    [a, b, c] = [(a + b) / 2, Math.sqrt(a * b), (a - b) / 2];
    share += doubled * c * c;
  }
  const first = Math.PI / (2 * a);
  return { first, difference: first * share };
}

/**
 * ln Z, energy in units of J, heat capacity and entropy per spin. The heat capacity is ∞ at K_c (and finite at every
 * number beside the one that stands for it). Energy and entropy lose digits only for K far below 1e-4, where they are
 * −2K and ln 2.
 */
export function infiniteLattice(K: number): PerSpin {
  const logZ = infiniteLogPartition(K);
  if (K === 0) return { logZ, energy: 0, heatCapacity: 0, entropy: logZ };
  const { S, C, kappa, complement } = modulus(K);
  if (K === criticalCoupling || complement === 0)
    return {
      logZ,
      energy: -Math.sign(K) * Math.SQRT2,
      heatCapacity: Infinity,
      entropy: logZ - Math.abs(K) * Math.SQRT2,
    };
  const { first, difference } = ellipticIntegrals(kappa, complement);
  const beyond = ((S - 1) * (S + 1)) / (C * C);
  const perBond = (C / S) * (1 + (2 / Math.PI) * beyond * first);
  const bracket = difference - (Math.PI / 2 + beyond * first) / (C * C);
  const scale = (Math.abs(K) * C) / S;
  return {
    logZ,
    energy: -Math.sign(K) * perBond,
    heatCapacity: (4 / Math.PI) * scale * scale * bracket,
    entropy: logZ - Math.abs(K) * perBond,
  };
}

/** |⟨s⟩| in a vanishing field: (1 − sinh⁻⁴ 2K)^{1/8} beyond K_c, 0 up to it and for K < 0. */
export function spontaneousMagnetisation(K: number): number {
  if (!(K > criticalCoupling)) return K <= criticalCoupling ? 0 : NaN;
  const S = (exp(2 * K) - exp(-2 * K)) / 2;
  const inverse = 1 / (S * S);
  return Math.sqrt(Math.sqrt(Math.sqrt(Math.max(0, (1 - inverse) * (1 + inverse)))));
}
