/**
 * ln Z as a generating function: its derivatives are averages over states. Each number is formed twice, by
 * differences of ln Z (or of U) and by averaging, and the pair must agree.
 */

import type { ModelMeans } from './partition';
import { atInverseTemperature, copyRbm, type Rbm } from './rbm';
import type { Thermodynamics } from './thermodynamics';

/** A number formed twice. */
export interface Pair {
  readonly differentiated: number;
  readonly averaged: number;
}
/** The pairs at one β. Those of the biases and the weight belong to the units that were chosen. */
export interface Pairs {
  /** −∂ln Z/∂β and ⟨E⟩. */
  readonly U: Pair;
  /** −β² ∂U/∂β and β²(⟨E²⟩ − U²). */
  readonly C: Pair;
  /** ∂ln Z/∂a_i and β⟨v_i⟩. */
  readonly a: Pair;
  /** ∂ln Z/∂b_j and β⟨h_j⟩. */
  readonly b: Pair;
  /** ∂ln Z/∂W_ij and β⟨v_i h_j⟩. */
  readonly W: Pair;
}

/**
 * What the identities are formed from; whoever computes it may pause. `logPartition` is of the machine given,
 * `averages` and `means` of the one given at inverse temperature β.
 */
export interface Source {
  logPartition(rbm: Rbm): Generator<undefined, number>;
  averages(rbm: Rbm, beta: number): Generator<undefined, Thermodynamics>;
  means(rbm: Rbm, beta: number): Generator<undefined, ModelMeans>;
}

/** |x − y| / max(1, |x|, |y|): how far a pair disagrees. */
export const disagreement = (x: number, y: number): number =>
  Math.abs(x - y) / Math.max(1, Math.abs(x), Math.abs(y));

/**
 * f′(x) by the fourth-order central difference
 * [8 (f(x+h) − f(x−h)) − (f(x+2h) − f(x−2h))] / 12h, whose error is h⁴ f⁗′/30 and rounding over h.
 */
export function* slope(
  f: (x: number) => Generator<undefined, number>,
  x: number,
  h: number,
): Generator<undefined, number> {
  const near = (yield* f(x + h)) - (yield* f(x - h));
  const far = (yield* f(x + 2 * h)) - (yield* f(x - 2 * h));
  return (8 * near - far) / (12 * h);
}

/**
 * Step in β: a fiftieth of the β over which e^{−βE} changes by e. The energies that matter spread by their
 * standard deviation and by the strongest pull on a unit, Σ|weights| + |bias|. A power of two, so that β ± h is
 * rounded as little as can be; at most 2^−6.
 */
export function betaStep(rbm: Rbm, deviation: number): number {
  const spread = deviation + strongestPull(rbm);
  let h = 2 ** -6;
  while (h * spread > 0.02) h /= 2;
  return h;
}

function strongestPull({ visible, hidden, W, a, b }: Rbm): number {
  const pulls = [a.map(Math.abs), b.map(Math.abs)];
  for (let i = 0; i < visible; i++)
    for (let j = 0; j < hidden; j++) {
      const weight = Math.abs(W[i * hidden + j]);
      pulls[0][i] += weight;
      pulls[1][j] += weight;
    }
  return pulls.reduce((most, layer) => layer.reduce((x, y) => Math.max(x, y), most), 0);
}

/** Step in a bias or a weight, which acts on E times β and on a unit that is 0 or 1. */
export const parameterStep = (beta: number): number => 2 ** -6 / Math.max(1, Math.abs(beta));

/**
 * The pairs at inverse temperature β for visible unit i and hidden unit j. In float64 they agree to 1e-6 relative
 * to max(1, |x|). RangeError where the machine has no such unit.
 */
export function* identityPairs(
  rbm: Rbm,
  beta: number,
  { i, j }: { readonly i: number; readonly j: number },
  source: Source,
): Generator<undefined, Pairs> {
  checkUnit('visible', i, rbm.visible);
  checkUnit('hidden', j, rbm.hidden);
  const here = yield* source.averages(rbm, beta);
  const means = yield* source.means(rbm, beta);
  const h = betaStep(rbm, Math.sqrt(here.variance));
  const logZ = (x: number) => source.logPartition(atInverseTemperature(rbm, x));
  const nudged = nudging(rbm, beta, source);
  return {
    U: { differentiated: -(yield* slope(logZ, beta, h)), averaged: here.U },
    C: {
      differentiated: -beta * beta * (yield* slope((x) => energyAt(rbm, x, source), beta, h)),
      averaged: here.C,
    },
    a: { differentiated: yield* nudged('a', i), averaged: beta * means.v[i] },
    b: { differentiated: yield* nudged('b', j), averaged: beta * means.h[j] },
    W: {
      differentiated: yield* nudged('W', i * rbm.hidden + j),
      averaged: beta * means.vh[i * rbm.hidden + j],
    },
  };
}

function* energyAt(rbm: Rbm, beta: number, source: Source): Generator<undefined, number> {
  return (yield* source.averages(rbm, beta)).U;
}

/** ∂ln Z(β)/∂ of one parameter, by changing it in a copy. */
function nudging(rbm: Rbm, beta: number, source: Source) {
  return (name: 'W' | 'a' | 'b', index: number): Generator<undefined, number> => {
    const copy = copyRbm(rbm);
    const at = (x: number) => {
      copy[name][index] = x;
      return source.logPartition(atInverseTemperature(copy, beta));
    };
    return slope(at, rbm[name][index], parameterStep(beta));
  };
}

function checkUnit(layer: string, unit: number, units: number): void {
  if (Number.isInteger(unit) && unit >= 0 && unit < units) return;
  throw new RangeError(`invalid ${layer} unit: ${unit}; expected 0..${units - 1} (whole)`);
}
