/**
 * What the eigenvalues of the weights' correlation matrix look like beside those of noise (Marchenko & Pastur
 * 1967), and whether their tail falls like a power (Martin & Mahoney 2021, "Implicit self-regularization in deep
 * neural networks", JMLR 22:165).
 */
import { exp, log } from './elementary';

/** λ = σ²/max(visible, hidden), ascending, for singular values σ: the eigenvalues of WᵀW/N, N the larger layer. */
export function correlationEigenvalues(singularValues: Float64Array, larger: number): Float64Array {
  return singularValues.map((value) => (value * value) / larger).sort();
}

/** The distribution of those eigenvalues where the entries of W are independent. */
export interface MarchenkoPastur {
  /** Of the entries of W, about their mean. */
  readonly variance: number;
  /** Units of the smaller layer over those of the larger one, 0..1. */
  readonly ratio: number;
  /** Edges: all eigenvalues lie between them, in the limit of large layers. */
  readonly lower: number;
  readonly upper: number;
}

/** Edges variance (1 ∓ √ratio)². */
export function marchenkoPastur(variance: number, ratio: number): MarchenkoPastur {
  const root = Math.sqrt(ratio);
  return { variance, ratio, lower: variance * (1 - root) ** 2, upper: variance * (1 + root) ** 2 };
}

/** The largest eigenvalue of noise lies below this in 99 of 100 matrices: of the Tracy-Widom distribution, β = 1. */
const tracyWidom99 = 2.0234;

/**
 * Where the largest eigenvalue of independent entries ends: beyond the upper edge, since that is soft where layers are
 * not infinite. In 99 of 100 such matrices [larger × smaller] none lies above (Johnstone 2001, "On the distribution of
 * the largest eigenvalue in principal components analysis", theorem 1.1, with the centre moved by ½ as in Ma 2012).
 */
export function noiseEdge(variance: number, smaller: number, larger: number): number {
  const [root, other] = [Math.sqrt(larger - 0.5), Math.sqrt(smaller - 0.5)];
  const width = (root + other) * Math.cbrt(1 / root + 1 / other);
  return (variance * ((root + other) ** 2 + tracyWidom99 * width)) / larger;
}

/** √((λ₊ − λ)(λ − λ₋)) / (2π variance ratio λ) between the edges, 0 outside. */
export function marchenkoPasturDensity(law: MarchenkoPastur, eigenvalue: number): number {
  const { variance, ratio, lower, upper } = law;
  if (!(eigenvalue > lower && eigenvalue < upper)) return 0;
  return (
    Math.sqrt((upper - eigenvalue) * (eigenvalue - lower)) / (2 * Math.PI * variance * ratio * eigenvalue)
  );
}

/** Mean and variance of the entries. */
export function entryMoments(W: ArrayLike<number>): { mean: number; variance: number } {
  let mean = 0;
  for (let n = 0; n < W.length; n++) mean += W[n] / W.length;
  let variance = 0;
  for (let n = 0; n < W.length; n++) variance += (W[n] - mean) ** 2 / W.length;
  return { mean, variance };
}

/** A density that falls as x^−exponent from `from` on. */
export interface PowerLawTail {
  readonly exponent: number;
  /** Standard error of the exponent, (exponent − 1)/√count. */
  readonly deviation: number;
  readonly from: number;
  /** Values at or above `from`. */
  readonly count: number;
  /** Kolmogorov-Smirnov distance between these values and the fit. */
  readonly distance: number;
}

/** A tail of fewer values says nothing. */
export const leastTail = 8;

/**
 * The tail that a power law fits best (Clauset, Shalizi & Newman 2009, "Power-law distributions in empirical data",
 * eq. 3.1, 3.2 and §3.3): of all values as its start the one with the smallest distance, and there the most likely
 * exponent 1 + n/Σ ln(x/from). `values` ascending; those that are 0 but for rounding are left out. Undefined where
 * fewer than 8 are left, or all are equal.
 */
export function powerLawTail(values: Float64Array): PowerLawTail | undefined {
  const least = 1e-13 * (values.at(-1) ?? 0);
  const positive = values.filter((value) => value > least);
  const logs = positive.map(log);
  let best: PowerLawTail | undefined;
  let sum = 0;
  // from the largest down, so that the sum of logarithms grows by one term at a time
  for (let start = logs.length - 1; start >= 0; start--) {
    sum += logs[start];
    const count = logs.length - start;
    const excess = sum - count * logs[start];
    if (count < leastTail || logs[start - 1] === logs[start] || !(excess > 1e-12 * count)) continue;
    const exponent = 1 + count / excess;
    const distance = tailDistance(logs, start, exponent);
    if (best && best.distance <= distance) continue;
    best = { exponent, deviation: (exponent - 1) / Math.sqrt(count), from: positive[start], count, distance };
  }
  return best;
}

/** The largest difference between the shares of values below x and 1 − (x/from)^(1−exponent). */
function tailDistance(logs: Float64Array, start: number, exponent: number): number {
  const count = logs.length - start;
  let largest = 0;
  for (let n = 0; n < count; n++) {
    const fitted = 1 - exp((1 - exponent) * (logs[start + n] - logs[start]));
    largest = Math.max(largest, fitted - n / count, (n + 1) / count - fitted);
  }
  return largest;
}
