/** Steepest descent of F_c(v) by single flips from given states, for machines of any size. */
import { exp, log, sigmoid } from './elementary';
import { leadsDown, softplusSum } from './landscape';
import { hiddenInputs, type Rbm } from './rbm';

/** e^{W_ij} and e^{−W_ij}, [visible × hidden]: they spare a descent all exponentials but those of its inputs. */
export interface FlipFactors {
  readonly on: Float64Array;
  readonly off: Float64Array;
}

/** Weights beyond this leave too little room in a product of two factors. */
const largestWeight = 300;
/** A product of factors is turned into its logarithm beyond this and below its inverse. */
const roomyProduct = 2 ** 500;

/** Undefined where a weight is so large that its exponentials would overflow in products. */
export function flipFactors({ W }: Rbm): FlipFactors | undefined {
  if (!W.every((w) => Math.abs(w) <= largestWeight)) return undefined;
  return { on: W.map(exp), off: W.map((w) => exp(-w)) };
}

/**
 * F_c(v with unit i flipped) − F_c(v) for every unit i, [visible], in nats, from `inputs` = b + vᵀW. Costs
 * visible × hidden exponentials, or with `factors` as many products: a flip multiplies 1 + e^x by σ(−x) + σ(x) e^{±W}.
 */
export function flipRises(
  rbm: Rbm,
  v: ArrayLike<number>,
  inputs = hiddenInputs(rbm, v),
  out: Float64Array = new Float64Array(rbm.visible),
  factors?: FlipFactors,
): Float64Array {
  if (factors) return flipRisesByProducts(rbm, v, inputs, out, factors);
  const { visible, hidden, W, a } = rbm;
  const change = new Float64Array(hidden);
  const before = softplusSum(inputs, change, 0, 0, hidden);
  for (let i = 0; i < visible; i++) {
    const sign = v[i] === 0 ? 1 : -1;
    for (let j = 0; j < hidden; j++) change[j] = sign * W[i * hidden + j];
    out[i] = before - softplusSum(inputs, change, 0, 0, hidden) - sign * a[i];
  }
  return out;
}

function flipRisesByProducts(
  { visible, hidden, a }: Rbm,
  v: ArrayLike<number>,
  inputs: Float64Array,
  out: Float64Array,
  { on, off }: FlipFactors,
): Float64Array {
  const means = inputs.map(sigmoid);
  const rests = inputs.map((x) => sigmoid(-x));
  for (let i = 0; i < visible; i++) {
    const factors = v[i] === 0 ? on : off;
    let sum = v[i] === 0 ? a[i] : -a[i];
    let product = 1;
    for (let j = 0; j < hidden; j++) {
      product *= rests[j] + means[j] * factors[i * hidden + j];
      if (product > roomyProduct || product < 1 / roomyProduct) {
        sum += log(product);
        product = 1;
      }
    }
    out[i] = -(sum + log(product));
  }
  return out;
}

/** A walk down from one state, at most one flip a call. */
export interface Descent {
  /** Where it stands: changed in place by `step`. */
  readonly v: Uint8Array;
  /** Flips so far. */
  readonly flips: number;
  /** Flips the unit that leads down most steeply; false at a minimum. */
  step(): boolean;
}

/** Steepest descent by single flips from a copy of `start`, for machines of any size. */
export function beginDescent(
  rbm: Rbm,
  start: ArrayLike<number>,
  factors: FlipFactors | undefined = flipFactors(rbm),
): Descent {
  const { visible, hidden, W } = rbm;
  const v = Uint8Array.from(start);
  const inputs = hiddenInputs(rbm, v);
  const rises = new Float64Array(visible);
  let flips = 0;
  return {
    v,
    get flips() {
      return flips;
    },
    step() {
      flipRises(rbm, v, inputs, rises, factors);
      let best = -1;
      for (let i = 0; i < visible; i++)
        if (leadsDown(rises[i], v[i] === 1) && (best < 0 || rises[i] < rises[best])) best = i;
      if (best < 0) return false;
      const sign = v[best] === 0 ? 1 : -1;
      v[best] = 1 - v[best];
      for (let j = 0; j < hidden; j++) inputs[j] += sign * W[best * hidden + j];
      flips++;
      return true;
    },
  };
}

/** The local minimum of F_c that steepest descent by single flips reaches from `start`, [visible]. */
export function descend(rbm: Rbm, start: ArrayLike<number>): Uint8Array {
  const descent = beginDescent(rbm, start);
  while (descent.step());
  return descent.v;
}
