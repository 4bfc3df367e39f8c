/**
 * The landscape of F_c(v): heights of all visible states, and the valleys that steepest descent by single flips leads
 * down to. `descent.ts` walks down from given states where there are too many to look at all.
 */
import { exp, log } from './elementary';
import type { Rbm } from './rbm';

/** Above this many visible units states are no longer walked over: 2^16 of them fit a picture of 256 × 256. */
export const largestLandscape = 16;

/**
 * Heights that differ by less count as equal, in nats: rounding would lead in circles. Of two such neighbours the one
 * with the unit off counts as lower, so that a plain has a lowest place too.
 */
export const level = 1e-9;

/** Whether the way to a neighbour leads down, where it changes F_c by `rise` and switches a unit on or off. */
export const leadsDown = (rise: number, switchedOff: boolean) =>
  rise < -level || (switchedOff && rise <= level);

/** A product is turned into its logarithm before it could pass the largest number. */
const largestProduct = 2 ** 1000;
/** e to the power of this is a number still. */
const largestExponent = 700;

/** Σ_j softplus(x_j + y_j): an exponential a unit, but one logarithm for all. */
export function softplusSum(
  x: Float64Array,
  y: Float64Array,
  fromX: number,
  fromY: number,
  count: number,
): number {
  let sum = 0;
  let product = 1;
  for (let j = 0; j < count; j++) {
    const input = x[fromX + j] + y[fromY + j];
    if (input > 0) sum += input;
    product *= 1 + exp(-Math.abs(input));
    if (product > largestProduct) {
      sum += log(product);
      product = 1;
    }
  }
  return sum + log(product);
}

/** Π_j (1 + p_j q_j): all exponentials are in the factors already. */
function softplusProduct(
  p: Float64Array,
  q: Float64Array,
  fromP: number,
  fromQ: number,
  count: number,
): number {
  let product = 1;
  for (let j = 0; j < count; j++) product *= 1 + p[fromP + j] * q[fromQ + j];
  return product;
}

/** F_c of all 2^visible states under way, some at a time. Unit i is digit i of a state's number. */
export interface Heights {
  /** Rows of 2^⌊visible / 2⌋ states. */
  readonly rows: number;
  readonly done: number;
  /** F_c(v) in nats, [2^visible]; valid up to row `done`. */
  readonly values: Float64Array;
  /** Fills up to `count` more rows; true when all are there. */
  advance(count: number): boolean;
}

/**
 * Begins to compute F_c of all states, as F_c = −aᵀv − Σ_j softplus(b_j + (vᵀW)_j) with vᵀW as a sum of two tables: over
 * the lower and over the upper half of the units. Nothing is undone, so nothing drifts. RangeError above 16 visible
 * units.
 */
export function beginHeights(rbm: Rbm): Heights {
  const { visible, hidden, a, b } = rbm;
  if (visible > largestLandscape)
    throw new RangeError(`invalid visible: ${visible} units; expected at most ${largestLandscape}`);
  const lowerUnits = visible >> 1;
  const lower = partialSums(rbm, 0, lowerUnits, new Float64Array(hidden));
  const upper = partialSums(rbm, lowerUnits, visible, b);
  const lowerBias = subsetSums(a.subarray(0, lowerUnits));
  const upperBias = subsetSums(a.subarray(lowerUnits));
  const [columns, rows] = [lowerBias.length, upperBias.length];
  const values = new Float64Array(rows * columns);
  // e^{x+y} = e^x e^y: with a table of either, an exponential a state and unit is saved, where no product can overflow
  const plain = mostInputs(lower, hidden) + mostInputs(upper, hidden) + hidden * Math.LN2 < largestExponent;
  const [p, q] = plain ? [upper.map(exp), lower.map(exp)] : [upper, lower];
  const logOfSums = (row: number, column: number) =>
    plain
      ? log(softplusProduct(p, q, row * hidden, column * hidden, hidden))
      : softplusSum(p, q, row * hidden, column * hidden, hidden);
  let done = 0;
  return {
    rows,
    values,
    get done() {
      return done;
    },
    advance(count) {
      const end = Math.min(rows, done + count);
      for (; done < end; done++)
        for (let column = 0; column < columns; column++)
          values[done * columns + column] = -(upperBias[done] + lowerBias[column]) - logOfSums(done, column);
      return done === rows;
    },
  };
}

/** A bound on Σ_j max(0, input_j) over all states, from their table [states × hidden]. */
function mostInputs(sums: Float64Array, hidden: number): number {
  const most = new Float64Array(hidden);
  for (let k = 0; k < sums.length; k++) if (!(sums[k] <= most[k % hidden])) most[k % hidden] = sums[k];
  return most.reduce((sum, x) => sum + x, 0);
}

/** F_c(v) of all states by number, [2^visible], in nats. RangeError above 16 visible units. */
export function freeEnergies(rbm: Rbm): Float64Array {
  const heights = beginHeights(rbm);
  heights.advance(heights.rows);
  return heights.values;
}

/** `start` + Σ W_i· over the units that are on, for all states of units [from, to): [2^{to − from} × hidden]. */
function partialSums({ hidden, W }: Rbm, from: number, to: number, start: Float64Array): Float64Array {
  const sums = new Float64Array(2 ** (to - from) * hidden);
  sums.set(start);
  for (let i = from; i < to; i++) {
    const known = 2 ** (i - from) * hidden;
    for (let k = 0; k < known; k++) sums[known + k] = sums[k] + W[i * hidden + (k % hidden)];
  }
  return sums;
}

/** Σ of the values whose digit is 1, for all numbers: [2^length]. */
function subsetSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(2 ** values.length);
  for (let i = 0; i < values.length; i++)
    for (let s = 0; s < 2 ** i; s++) sums[2 ** i + s] = sums[s] + values[i];
  return sums;
}

/**
 * All states, the lowest first: [states]. Heights are finite; below a part in 10^10 of each other their order is that
 * of rounding. Sorting bare numbers is several times as fast as sorting by a comparison, so each height carries its
 * state in its last 16 binary digits.
 */
export function ranked(heights: Float64Array): Uint32Array {
  const keys = heights.slice();
  const words = new Uint32Array(keys.buffer);
  const digits = 2 ** largestLandscape - 1;
  for (let state = 0; state < keys.length; state++) words[2 * state] = (words[2 * state] & ~digits) | state;
  keys.sort();
  return Uint32Array.from(keys, (_, rank) => words[2 * rank] & digits);
}

/** Which valley each state belongs to. */
export interface Basins {
  /** States from which no single flip leads down, the lowest first. */
  readonly minima: Uint32Array;
  /** Index into `minima` of where steepest descent from a state ends, [states]. */
  readonly basinOf: Uint32Array;
}

/** Where steepest descent takes a state at one step: its lowest neighbour, the first of equals, or itself at a minimum. */
export function stepDown(heights: Float64Array, state: number): number {
  let best = state;
  let lowest = Infinity;
  for (let bit = 1; bit < heights.length; bit *= 2)
    if (heights[state ^ bit] < lowest) {
      best = state ^ bit;
      lowest = heights[best];
    }
  return leadsDown(lowest - heights[state], false) ? best : stepAside(heights, state);
}

/** Where no neighbour is lower: the lowest one that counts as level and has a unit off, or the state itself. */
function stepAside(heights: Float64Array, state: number): number {
  let best = state;
  for (let bit = 1; bit < heights.length; bit *= 2) {
    const neighbour = state ^ bit;
    const aside = leadsDown(heights[neighbour] - heights[state], neighbour < state);
    if (aside && (best === state || heights[neighbour] < heights[best])) best = neighbour;
  }
  return best;
}

/** The valleys of a landscape of all 2^visible states: every state belongs to exactly one. */
export function basins(heights: Float64Array): Basins {
  const states = heights.length;
  const next = Uint32Array.from({ length: states }, (_, state) => stepDown(heights, state));
  const minima = Uint32Array.from(
    next.filter((to, state) => to === state).sort((s, t) => heights[s] - heights[t] || s - t),
  );
  const unknown = states;
  const basinOf = new Uint32Array(states).fill(unknown);
  minima.forEach((state, index) => {
    basinOf[state] = index;
  });
  const path: number[] = [];
  for (let start = 0; start < states; start++) {
    let state = start;
    for (; basinOf[state] === unknown; state = next[state]) path.push(state);
    while (path.length > 0) basinOf[path.pop()!] = basinOf[state];
  }
  return { minima, basinOf };
}
