/** The same steepest descent as in `descent`, for large machines: bounds say which flips need an exact look. */

import type { Descent } from './descent';
import { sigmoid, softplus } from './elementary';
import { level } from './landscape';
import { hiddenInputs, type Rbm } from './rbm';

/** Room for rounding in the bounds, nats. */
const margin = 1e-9;

/**
 * Steepest descent by single flips from a copy of `start`: where `beginDescent` goes, at one multiplication a weight
 * instead of an exponential. Flipping unit i changes F_c by s_i − c with its slope s_i = ∓(a_i + Σ_j σ(x_j) W_ij) and
 * 0 ≤ c ≤ Σ_j W_ij²/8, since softplus is convex and bends by at most ¼: only units whose lower bound is below the
 * best rise found so far are looked at closely.
 */
export function beginQuickDescent(rbm: Rbm, start: ArrayLike<number>): Descent {
  const { visible, hidden, W } = rbm;
  const v = Uint8Array.from(start);
  const inputs = hiddenInputs(rbm, v);
  const bends = largestBends(rbm);
  const slopes = new Float64Array(visible);
  const means = new Float64Array(hidden);
  let flips = 0;
  return {
    v,
    get flips() {
      return flips;
    },
    step() {
      for (let j = 0; j < hidden; j++) means[j] = sigmoid(inputs[j]);
      const straightest = flipSlopes(rbm, v, means, slopes);
      let [best, bestRise] = [-1, Infinity];
      const look = (i: number) => {
        const rise = flipRise(rbm, v, inputs, i);
        const down = rise < -level || (v[i] === 1 && rise <= level);
        if (down && (rise < bestRise || (rise === bestRise && i < best))) [best, bestRise] = [i, rise];
      };
      look(straightest);
      // with none found that leads down, any that might is looked at
      for (let i = 0; i < visible; i++)
        if (slopes[i] - bends[i] <= Math.min(bestRise, level) + margin && i !== straightest) look(i);
      if (best < 0) return false;
      const sign = v[best] === 0 ? 1 : -1;
      v[best] = 1 - v[best];
      for (let j = 0; j < hidden; j++) inputs[j] += sign * W[best * hidden + j];
      flips++;
      return true;
    },
  };
}

/** Σ_j W_ij²/8, [visible]. */
function largestBends({ visible, hidden, W }: Rbm): Float64Array {
  const bends = new Float64Array(visible);
  for (let i = 0; i < visible; i++) {
    let sum = 0;
    for (let j = 0; j < hidden; j++) sum += W[i * hidden + j] ** 2;
    bends[i] = sum / 8;
  }
  return bends;
}

/** By how much F_c would change at each flip if it were straight, [visible]; the unit with the lowest. */
function flipSlopes({ visible, hidden, W, a }: Rbm, v: Uint8Array, means: Float64Array, out: Float64Array) {
  let lowest = 0;
  for (let i = 0; i < visible; i++) {
    let sum = a[i];
    for (let j = 0; j < hidden; j++) sum += means[j] * W[i * hidden + j];
    out[i] = v[i] === 0 ? -sum : sum;
    if (out[i] < out[lowest]) lowest = i;
  }
  return lowest;
}

/** F_c(v with unit i flipped) − F_c(v). */
function flipRise({ hidden, W, a }: Rbm, v: Uint8Array, inputs: Float64Array, i: number): number {
  const sign = v[i] === 0 ? 1 : -1;
  let rise = -sign * a[i];
  for (let j = 0; j < hidden; j++)
    rise += softplus(inputs[j]) - softplus(inputs[j] + sign * W[i * hidden + j]);
  return rise;
}
