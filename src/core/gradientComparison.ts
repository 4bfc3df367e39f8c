/**
 * How an estimated gradient stands to the exact one: the angle between them and the ratio of their lengths, for
 * each group of parameters; and the same of a mean that is only known from draws, with where the truth lies.
 */
import type { Gradient } from './gradient';

/** Degrees and lengths for people to read: nothing here reaches weights. */
const degrees = 180 / Math.PI;
/**
 * Standard errors on either side of an interval from so many draws: what three are of a normal variable (0.27 % lie
 * outside) for one whose error is itself estimated. Student's t by Fisher & Cornish (1960), to 0.3 % from 16 draws on.
 */
export function errorsBeside(draws: number): number {
  const [z, freedom] = [3, draws - 1];
  return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
}

export interface Comparison {
  /** 0..180 degrees; NaN where either vector is zero. */
  readonly angle: number;
  /** |estimate| / |exact|: ∞ where only the exact one is zero, NaN where both are. */
  readonly ratio: number;
  /** Where the true values lie with all but certainty, if the estimate is a mean of draws. */
  readonly angleBetween?: readonly [number, number];
  readonly ratioBetween?: readonly [number, number];
}

/** A length and, where it is only known from draws, where the true one lies with all but certainty. */
export interface Length {
  readonly value: number;
  readonly between?: readonly [number, number];
}

export const parameterGroups = ['all', 'W', 'a', 'b'] as const;
export type ParameterGroup = (typeof parameterGroups)[number];
export type GroupComparisons = { readonly [G in ParameterGroup]: Comparison };

/** The gradient of one group as a vector; `all` is W, a, b one after the other. */
export function vectorOf({ W, a, b }: Gradient, group: ParameterGroup): Float64Array {
  return group === 'all' ? Float64Array.from([...W, ...a, ...b]) : { W, a, b }[group];
}

/** √Σ x², without overflow or underflow on the way. */
export function length(x: ArrayLike<number>): number {
  let largest = 0;
  for (let n = 0; n < x.length; n++) largest = Math.max(largest, Math.abs(x[n]));
  if (!(largest > 0 && largest < Infinity)) return largest;
  let sum = 0;
  for (let n = 0; n < x.length; n++) sum += (x[n] / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** x / |x|, copied; all zero where x is. */
function direction(x: ArrayLike<number>): Float64Array {
  const size = length(x);
  return Float64Array.from(x, (value) => (size > 0 ? value / size : 0));
}

/**
 * The angle between two vectors, 0..180 degrees: 2 atan2(|u − w|, |u + w|) with unit vectors u and w (Kahan 2006,
 * "How futile are mindless assessments of roundoff"), as precise near 0 and 180 as elsewhere, where acos is not.
 * NaN where either is zero.
 */
export function angleBetween(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const u = direction(x);
  const w = direction(y);
  const apart = length(u.map((value, n) => value - w[n]));
  const together = length(u.map((value, n) => value + w[n]));
  if (!(length(u) > 0 && length(w) > 0)) return NaN;
  return 2 * degrees * Math.atan2(apart, together);
}

/** Angle and ratio in every group. */
export function compareGradients(estimate: Gradient, exact: Gradient): GroupComparisons {
  return eachGroup((group) => {
    const [x, y] = [vectorOf(estimate, group), vectorOf(exact, group)];
    return { angle: angleBetween(x, y), ratio: length(x) / length(y) };
  });
}

/**
 * The mean of independent draws against the exact gradient. Noise only ever turns a mean away and lengthens it, so
 * its square is taken off; what is left has intervals of three standard errors and a little more. Needs at least three
 * draws.
 */
export function compareMean(draws: readonly Gradient[], exact: Gradient): GroupComparisons {
  return eachGroup((group) => {
    const truth = vectorOf(exact, group);
    const size = length(truth);
    const along = direction(truth);
    const vectors = draws.map((draw) => vectorOf(draw, group));
    const whole = lengthOfMean(vectors);
    const ratio = whole.value / size;
    const ratioBetween = [whole.between![0] / size, whole.between![1] / size] as const;
    if (!(size > 0)) return { angle: NaN, ratio, ratioBetween };
    const parts = vectors.map((x) => product(x, along));
    const across = lengthOfMean(vectors.map((x, k) => x.map((value, n) => value - parts[k] * along[n])));
    const parallel = mean(parts);
    const error = errorsBeside(draws.length) * standardError(parts);
    const corners = across.between!.flatMap((up) =>
      [parallel - error, parallel + error].map((right) => degrees * Math.atan2(up, right)),
    );
    return {
      angle: degrees * Math.atan2(across.value, parallel),
      ratio,
      angleBetween: [Math.min(...corners), Math.max(...corners)],
      ratioBetween,
    };
  });
}

/** |estimate − exact| over all of W (Frobenius norm). */
export function biasOf(estimate: Gradient, exact: Gradient): Length {
  return { value: length(estimate.W.map((x, n) => x - exact.W[n])) };
}

/** The same of the mean of independent draws, with its noise taken off. */
export function biasOfMean(draws: readonly Gradient[], exact: Gradient): Length {
  return lengthOfMean(draws.map(({ W }) => W.map((x, n) => x - exact.W[n])));
}

/**
 * |μ| from independent draws x_k of mean μ. |x̄|² is larger than |μ|² by the square of its noise; the mean of x_k·x_l
 * over k ≠ l is not (Hoeffding 1948), and leaving out one draw at a time gives its standard error.
 */
export function lengthOfMean(draws: readonly Float64Array[]): Length {
  const count = draws.length;
  if (count < 3) throw new RangeError(`invalid draws: ${count}; expected at least 3`);
  const sum = new Float64Array(draws[0].length);
  for (const draw of draws) for (let n = 0; n < sum.length; n++) sum[n] += draw[n];
  const squares = draws.map((draw) => product(draw, draw));
  const square = product(sum, sum);
  const diagonal = mean(squares) * count;
  const estimate = (square - diagonal) / (count * (count - 1));
  const without = draws.map((draw, k) => {
    const rest = square - 2 * product(sum, draw) + squares[k];
    return (rest - (diagonal - squares[k])) / ((count - 1) * (count - 2));
  });
  const centre = mean(without);
  const variance = ((count - 1) / count) * without.reduce((total, x) => total + (x - centre) ** 2, 0);
  const error = errorsBeside(count) * Math.sqrt(variance);
  const root = (x: number) => Math.sqrt(Math.max(0, x));
  return { value: root(estimate), between: [root(estimate - error), root(estimate + error)] };
}

const eachGroup = (compare: (group: ParameterGroup) => Comparison): GroupComparisons => ({
  all: compare('all'),
  W: compare('W'),
  a: compare('a'),
  b: compare('b'),
});

function product(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < x.length; n++) sum += x[n] * y[n];
  return sum;
}

const mean = (x: readonly number[]): number => x.reduce((sum, value) => sum + value, 0) / x.length;

/** Of the mean. */
function standardError(x: readonly number[]): number {
  const centre = mean(x);
  const squares = x.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (x.length * (x.length - 1)));
}
