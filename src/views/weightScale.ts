/** The range of colours that weights are drawn with. */
import { quantile } from 'd3-array';
import { roundUp } from '../chart/numbers';

/** At most so many weights are looked at: a bound on the time at any size of the model. */
const looked = 8192;
/** Untrained weights stay pale: the scale never gets finer than this. */
const finest = 0.1;

/** Every so manyth weight, at most 8,192 of them. The stride is odd, so that it doesn't keep to few columns. */
export function sampleWeights(W: Float32Array): Float32Array {
  if (W.length <= looked) return W;
  const stride = Math.ceil(W.length / looked) | 1;
  const sample = new Float32Array(Math.floor((W.length - 1) / stride) + 1);
  for (let i = 0; i < sample.length; i++) sample[i] = W[i * stride]!;
  return sample;
}

/**
 * The symmetric limit of the weights' colour scale: 99.5 % of the weights lie within, rounded up to two digits.
 * Values beyond take the end colours.
 */
export function weightLimit(W: Float32Array): number {
  const sizes = sampleWeights(W).map(Math.abs).filter(Number.isFinite);
  return Math.max(finest, roundUp(quantile(sizes, 0.995) ?? finest));
}
