/**
 * One Gibbs sweep v → h → v as what it is, a stochastic matrix T over visible states, applied to whole
 * distributions as two half-steps and never stored. It gives the exact mean of the CD-k estimate, and how fast
 * the sweep forgets where it started.
 */
import { exp, log, logSumExp, sigmoid } from './elementary';
import { addStatistics, clampedMeans, difference, type Gradient, zeroMeans } from './gradient';
import { clampedFreeEnergy, exchangeLayers, hiddenInputs, hiddenMean, type Rbm } from './rbm';
import { type Rows, row } from './rows';

/** A sweep costs 2^{visible + hidden}: above this sum nobody waits for it. */
export const largestSweep = 22;

/** State number s has unit i on iff digit i of s is 1; probabilities of all 2^visible states. */
export type Distribution = Float64Array;

/** The visible state with the given number. */
export const stateOf = (number: number, units: number): Uint8Array =>
  Uint8Array.from({ length: units }, (_, i) => (number >> i) & 1);

/** How often each visible state occurs among the rows. */
export function empiricalDistribution(rows: Rows): Distribution {
  const q = new Float64Array(2 ** rows.width);
  for (let n = 0; n < rows.count; n++)
    q[row(rows, n).reduce((number, bit, i) => number + bit * 2 ** i, 0)] += 1 / rows.count;
  return q;
}

/** p(v) of all visible states. */
export function modelDistribution(rbm: Rbm): Distribution {
  checkSize(rbm);
  const logs = Float64Array.from(
    { length: 2 ** rbm.visible },
    (_, s) => -clampedFreeEnergy(rbm, stateOf(s, rbm.visible)),
  );
  const logZ = logSumExp(logs);
  return logs.map((x) => exp(x - logZ));
}

/** Where one sweep takes q: Σ_v q(v) p(h|v), and back through p(v|h). */
export function sweepDistribution(rbm: Rbm, q: Distribution): Distribution {
  return halfStep(exchangeLayers(rbm), halfStep(rbm, q));
}

/** Σ_v q(v) p(h | v) for all h. q may be signed. RangeError above 22 units together. */
export function halfStep(rbm: Rbm, q: Distribution): Distribution {
  checkSize(rbm);
  const r = new Float64Array(2 ** rbm.hidden);
  const inputs = new Float64Array(rbm.hidden);
  const products = new Float64Array(2 ** rbm.hidden);
  for (let s = 0; s < q.length; s++) {
    if (q[s] === 0) continue;
    productDistribution(hiddenInputs(rbm, stateOf(s, rbm.visible), inputs), products);
    for (let t = 0; t < r.length; t++) r[t] += q[s] * products[t];
  }
  return r;
}

/** Independent units with the given inputs: the probabilities of all their states, by doubling. */
function productDistribution(inputs: Float64Array, out: Distribution): void {
  out[0] = 1;
  for (let j = 0; j < inputs.length; j++) {
    const on = sigmoid(inputs[j]);
    const off = sigmoid(-inputs[j]);
    const known = 2 ** j;
    for (let t = 0; t < known; t++) {
      out[known + t] = out[t] * on;
      out[t] *= off;
    }
  }
}

/**
 * The exact mean of the CD-k estimate on the rows: its negative phase is ⟨v p(h|v)ᵀ⟩ under T^k q_data.
 * RangeError above 22 units together.
 */
export function expectedContrastiveGradient(rbm: Rbm, rows: Rows, k: number): Gradient {
  checkSize(rbm);
  let q = empiricalDistribution(rows);
  for (let sweep = 0; sweep < k; sweep++) q = sweepDistribution(rbm, q);
  const minus = zeroMeans(rbm);
  q.forEach((probability, s) => {
    const v = stateOf(s, rbm.visible);
    addStatistics(minus, v, hiddenMean(rbm, v), probability);
  });
  return difference(clampedMeans(rbm, rows), minus);
}

/**
 * The second eigenvalue of T, by power iteration on what is left of a distribution without its stationary part. T is
 * reversible and positive semidefinite, so all eigenvalues lie in [0, 1]; the estimate is the Rayleigh quotient
 * under 1/p, which errs by the square of what the iteration has left over. It can stop early where several eigenvalues
 * are within some 1e-5 of each other, or where the slow part has next to no probability: `slowestEigenvalue` doesn't.
 */
export function secondEigenvalue(rbm: Rbm, { tolerance = 1e-14, most = 10_000 } = {}): number {
  const p = modelDistribution(rbm);
  const inner = (x: Distribution, y: Distribution) =>
    x.reduce((sum, xs, s) => sum + (p[s] > 0 ? (xs * y[s]) / p[s] : 0), 0);
  // An arbitrary start without symmetry, so that it has a part along the wanted eigenvector.
  let x = withoutStationary(
    p.map((ps, s) => ps * ((s * 0.618033988749895) % 1)),
    p,
  );
  let eigenvalue = 0;
  for (let n = 0; n < most; n++) {
    const norm = Math.sqrt(inner(x, x));
    if (!(norm > 0)) return 0;
    const unit = x.map((xs) => xs / norm);
    x = withoutStationary(sweepDistribution(rbm, unit), p);
    const next = inner(unit, x);
    if (Math.abs(next - eigenvalue) <= tolerance) return Math.max(0, next);
    eigenvalue = next;
  }
  return eigenvalue;
}

function withoutStationary(x: Distribution, p: Distribution): Distribution {
  const total = x.reduce((sum, xs) => sum + xs, 0);
  return x.map((xs, s) => xs - total * p[s]);
}

/** −1/ln λ₂, in sweeps: 0 where λ₂ = 0, infinite where it is 1. It says how large k ought to be. */
export function relaxationTime(eigenvalue: number): number {
  if (eigenvalue <= 0) return 0;
  return eigenvalue < 1 ? -1 / log(eigenvalue) : Infinity;
}

function checkSize({ visible, hidden }: Rbm): void {
  if (visible + hidden > largestSweep)
    throw new RangeError(
      `invalid model: ${visible} + ${hidden} units; expected at most ${largestSweep} together`,
    );
}
