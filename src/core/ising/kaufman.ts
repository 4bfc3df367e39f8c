/**
 * ln Z of a torus of any size in closed form (Kaufman 1949, "Crystal statistics II"; in the form of Ferdinand & Fisher
 * 1969, eq. 2.6), with both derivatives by K:
 *
 *   Z = ½ (2 sinh 2K)^{mn/2} { Π 2cosh(½mγ_l) + Π 2sinh(½mγ_l) over odd l, the same over even l },  l in 0 … 2n − 1
 *   cosh γ_l = cosh 2K coth 2K − cos(πl/n)
 *
 * Written here with S = sinh 2K, y_l = S e^{γ_l} and ȳ_l = S e^{−γ_l} = S²/y_l:
 *
 *   (2S)^{m/2} · 2cosh or 2sinh(½mγ_l) = (2y_l)^{m/2} ± (2ȳ_l)^{m/2},  y_l = q + r_l,  q = 1 + S² − S cos(πl/n)
 *
 * where r_l = √(q² − S²) has no singularity at K = 0. γ_0 changes its sign at the critical point; r_0 = (1 − S) cosh 2K
 * does so by itself and is positive above T_c, where Ferdinand & Fisher have γ_0 < 0: hence the last product counts
 * negative.
 */
import { cosOfTurn, exp, log, log1p } from '../elementary';
import type { BondMoments } from './bondMoments';
import { bondCount, checkLattice, type Lattice } from './lattice';

/** Beyond this coupling sinh⁴ 2K comes near the largest number, and a lattice has long been frozen. */
const largestCoupling = 40;
/** Below this coupling sinh 2K has few digits; ⟨B⟩ is proportional to K there. */
const smallestCoupling = 1e-13;

/** A function of K at one point: its value and two derivatives. */
type Jet = readonly [value: number, first: number, second: number];

/** ±e^x, by x. */
interface Term {
  readonly sign: number;
  readonly log: Jet;
}

/** The logs of (2y)^{m/2} and (2ȳ)^{m/2}. */
type Factor = readonly [Jet, Jet];

/**
 * ln Z, ⟨B⟩ and its variance without a field. RangeError for a ring and for |K| above 40. K < 0 is K > 0 with every
 * second spin turned round, which takes even sides, else RangeError: an odd one is frustrated, and the products cancel.
 */
export function kaufmanMoments(lattice: Lattice, K: number): BondMoments {
  checkLattice(lattice);
  const { Lx, Ly } = lattice;
  if (Ly < 2) throw new RangeError(`invalid Ly: ${Ly}; expected a whole number from 2`);
  if (!(Math.abs(K) <= largestCoupling))
    throw new RangeError(`invalid K: ${K}; expected -${largestCoupling}..${largestCoupling}`);
  if (Math.abs(K) < smallestCoupling) return weaklyCoupled(lattice, K);
  if (K < 0) {
    if (Lx % 2 === 1 || Ly % 2 === 1)
      throw new RangeError(`invalid K: ${K}; expected 0 or more on a torus with an odd side`);
    const mirrored = kaufmanMoments(lattice, -K);
    return { ...mirrored, meanBondSum: -mirrored.meanBondSum };
  }
  const labels = (first: number) => Array.from({ length: Ly }, (_, k) => factor(first + 2 * k, Lx, Ly, K));
  const [odd, [zeroth, ...even]] = [labels(1), labels(0)];
  const [evenPlus, evenMinus] = [logOfProduct(even, 1), logOfProduct(even, -1)];
  // the factor that can vanish has no logarithm: it is multiplied out
  const moments = logOfSum([
    { sign: 1, log: logOfProduct(odd, 1) },
    { sign: 1, log: logOfProduct(odd, -1) },
    { sign: 1, log: plus(evenPlus, zeroth[0]) },
    { sign: 1, log: plus(evenPlus, zeroth[1]) },
    { sign: -1, log: plus(evenMinus, zeroth[0]) },
    { sign: 1, log: plus(evenMinus, zeroth[1]) },
  ]);
  return { ...moments, logZ: moments.logZ - Math.LN2 };
}

const plus = (x: Jet, y: Jet): Jet => [x[0] + y[0], x[1] + y[1], x[2] + y[2]];

/** ln (2y_l)^{m/2} and ln (2ȳ_l)^{m/2}. The larger of y and ȳ is q + |r|, where nothing cancels; the other is S² over it. */
function factor(l: number, m: number, n: number, K: number): Factor {
  const [S, C] = [(exp(2 * K) - exp(-2 * K)) / 2, (exp(2 * K) + exp(-2 * K)) / 2];
  const cosine = cosOfTurn(l / (2 * n));
  const slope = 2 * S - cosine;
  const q: Jet = [1 + S * S - S * cosine, 2 * C * slope, 8 * C * C + 4 * S * slope];
  const r = l === 0 ? zerothRoot(S, C) : root(S, C, cosine, q);
  const swapped = r[0] < 0;
  const larger = logJet(plus(q, swapped ? [-r[0], -r[1], -r[2]] : r));
  const smaller: Jet = [2 * log(S) - larger[0], (4 * C) / S - larger[1], -8 / (S * S) - larger[2]];
  const [one, other] = [larger, smaller].map(
    (x): Jet => [(m / 2) * (Math.LN2 + x[0]), (m / 2) * x[1], (m / 2) * x[2]],
  );
  return swapped ? [other, one] : [one, other];
}

/** r_0 = (1 − S) C, with its sign. */
const zerothRoot = (S: number, C: number): Jet => [
  (1 - S) * C,
  2 * S - 2 * (C * C + S * S),
  4 * C - 16 * S * C,
];

/** r_l for l > 0, from q² − S² as a product of what is small near the critical point and what isn't. */
function root(S: number, C: number, cosine: number, q: Jet): Jet {
  const value = Math.sqrt((1 + S * S - S * (1 + cosine)) * (1 + S * S + S * (1 - cosine)));
  const first = (q[0] * q[1] - 2 * S * C) / value;
  const curvature = q[1] * q[1] + q[0] * q[2] - 4 * (C * C + S * S);
  return [value, first, (curvature - first * first) / value];
}

function logJet([value, first, second]: Jet): Jet {
  const slope = first / value;
  return [log(value), slope, second / value - slope * slope];
}

/** ln Π ((2y)^{m/2} + sign (2ȳ)^{m/2}), where every y > ȳ. */
function logOfProduct(factors: readonly Factor[], sign: number): Jet {
  return factors.reduce<Jet>(
    (sum, [one, other]) => {
      const ratio = sign * exp(other[0] - one[0]);
      const share = ratio / (1 + ratio);
      const step = other[1] - one[1];
      const bend = other[2] - one[2] + (1 - share) * step * step;
      return plus(sum, [one[0] + log1p(ratio), one[1] + share * step, one[2] + share * bend]);
    },
    [0, 0, 0],
  );
}

/** ln Σ ±e^x and its derivatives: the mean of x′, and the mean of x″ plus the variance of x′, by weights of either sign. */
function logOfSum(terms: readonly Term[]): BondMoments {
  const largest = terms.reduce((most, term) => Math.max(most, term.log[0]), -Infinity);
  const weights = terms.map((term) => term.sign * exp(term.log[0] - largest));
  const total = weights.reduce((sum, w) => sum + w, 0);
  const mean = (of: (log: Jet) => number) =>
    terms.reduce((sum, term, n) => sum + weights[n] * of(term.log), 0) / total;
  const meanBondSum = mean((x) => x[1]);
  return {
    logZ: largest + log(total),
    meanBondSum,
    varBondSum: mean((x) => x[2] + (x[1] - meanBondSum) ** 2),
  };
}

/** To first order in K: bonds are independent, but the two between the same two spins are one. */
function weaklyCoupled(lattice: Lattice, K: number): BondMoments {
  const twice = (length: number) => (length === 2 ? 2 : 1);
  const varBondSum = (bondCount(lattice) / 2) * (twice(lattice.Lx) + twice(lattice.Ly));
  return { logZ: lattice.Lx * lattice.Ly * Math.LN2, meanBondSum: varBondSum * K, varBondSum };
}
