/** The range of colours that weights are drawn with. */
import { roundUp } from '../chart/numbers';

/** At most so many weights are looked at: a bound on the time at any size of the model. */
const looked = 8192;
/** Untrained weights stay pale: the scale never gets finer than this. */
const finest = 0.1;
/** Share of the weights that lie within the scale. */
const within = 0.995;

/** Every so manyth weight, at most 8,192 of them. The stride is odd, so that it doesn't keep to few columns. */
export function sampleWeights(W: Float32Array): Float32Array {
  if (W.length <= looked) return W;
  const stride = Math.ceil(W.length / looked) | 1;
  const sample = new Float32Array(Math.floor((W.length - 1) / stride) + 1);
  for (let i = 0; i < sample.length; i++) sample[i] = W[i * stride]!;
  return sample;
}

const limits = new WeakMap<Float32Array, number>();

/**
 * The symmetric limit of the weights' colour scale: 99.5 % of the weights lie within, rounded up to two digits.
 * Values beyond take the end colours. Every frame brings arrays of its own, so a limit is kept with its array.
 */
export function weightLimit(W: Float32Array): number {
  let limit = limits.get(W);
  if (limit === undefined) {
    const sizes = sampleWeights(W).map(Math.abs).filter(Number.isFinite).sort();
    limit = Math.max(finest, roundUp(sizes[Math.ceil(within * sizes.length) - 1] ?? finest));
    limits.set(W, limit);
  }
  return limit;
}
