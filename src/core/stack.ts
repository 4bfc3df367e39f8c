/**
 * A stack of RBMs, trained greedily from the bottom: what one machine's hidden units do with the data is the data of
 * the next (Hinton, Osindero & Teh 2006, "A fast learning algorithm for deep belief nets", section 4). Layers are
 * listed bottom first; layer k + 1 has as many visible units as layer k has hidden ones.
 */
import { addProduct } from './matrixProducts';
import { fillUniforms, randomWords } from './random';
import { createRbm, type Parts, type Rbm, sample, visibleMean } from './rbm';
import type { Rows } from './rows';
import type { Slices } from './sweepOperator';

/** What a layer of a stack is made from. */
export interface Layer extends Required<Parts> {
  readonly visible: number;
  readonly hidden: number;
}

export const rbmOf = (layer: Layer): Rbm => createRbm(layer.visible, layer.hidden, layer);

/** TypeError where a layer has not as many visible units as the one below has hidden ones; the first reads `width`. */
export function checkFit(
  layers: readonly Readonly<Record<'visible' | 'hidden', number>>[],
  width: number,
): void {
  let below = width;
  for (const [k, { visible, hidden }] of layers.entries()) {
    if (visible !== below)
      throw new TypeError(`invalid layer ${k + 1}: ${visible} visible units; expected ${below}`);
    below = hidden;
  }
}

/** The seed of layer `layer`, 0 the bottom one: 53 bits, so that no two layers learn with the same numbers. */
export function layerSeed(seed: number, layer: number): number {
  const [low, high] = randomWords(seed, { purpose: 'stackLayer', row: layer }, 0);
  return low + (high >>> 11) * 2 ** 32;
}

/**
 * Binary rows for the next layer: `copies` independent samples of each row's p(h|v) (`means`, row-major
 * [count × width]), copy after copy. Samples rather than the probabilities themselves, as in the derivation of the
 * greedy bound: the next layer learns the distribution of h, and a machine of binary units can't tell a mean of ½
 * from a coin. Pauses now and then.
 */
export function* sampledRows(
  means: ArrayLike<number>,
  width: number,
  { seed, copies = 1 }: { readonly seed: number; readonly copies?: number },
): Slices<Rows> {
  const count = means.length / width;
  const bytes = new Uint8Array(means.length * copies);
  const uniforms = new Float64Array(width);
  const rowsInPiece = Math.max(1, Math.floor(drawnInPiece / width));
  for (let copy = 0; copy < copies; copy++)
    for (let n = 0; n < count; n++) {
      fillUniforms(seed, { purpose: 'stackSample', update: copy, row: n }, uniforms);
      const at = (copy * count + n) * width;
      for (let j = 0; j < width; j++) bytes[at + j] = uniforms[j] < means[n * width + j] ? 1 : 0;
      if ((n + 1) % rowsInPiece === 0) yield;
    }
  return { count: count * copies, width, bytes };
}

/**
 * One pass from the top machine's visible units down to the pixels: every layer but the lowest is sampled, and of the
 * pixels come the means p(v = 1 | h) and a sample. `top` is a state of the layer that machine `layers.length − 1`
 * reads, [visible of the top machine]; with a single layer it is the pixels themselves.
 */
export function downward(
  layers: readonly Layer[],
  top: Uint8Array,
  place: { readonly seed: number; readonly row: number },
): { readonly means: Float64Array; readonly bits: Uint8Array } {
  let bits = top;
  let means = Float64Array.from(top);
  for (let k = layers.length - 2; k >= 0; k--) {
    const rbm = rbmOf(layers[k]);
    means = new Float64Array(visibleMean(rbm, bits));
    const uniforms = fillUniforms(
      place.seed,
      { purpose: 'stackSample', sweep: k + 1, row: place.row },
      new Float64Array(rbm.visible),
    );
    bits = sample(means, uniforms);
  }
  return { means, bits };
}

/** States to begin from, each unit by a coin: [count × width]. */
export function coinStates(count: number, width: number, seed: number): Uint8Array {
  const states = new Uint8Array(count * width);
  const uniforms = new Float64Array(width);
  for (let n = 0; n < count; n++) {
    fillUniforms(seed, { purpose: 'stackSample', sweep: coinPlace, row: n }, uniforms);
    for (let i = 0; i < width; i++) states[n * width + i] = uniforms[i] < 0.5 ? 1 : 0;
  }
  return states;
}
/** Beyond the number of any layer, which takes the other places of that purpose. */
const coinPlace = 2 ** 16;

/** Multiply-adds, and units drawn, between two pauses: a few ms. */
const piece = 4e6;
const drawnInPiece = 2 ** 17;

/**
 * The top layer's weights as seen at the pixels: W_1 W_2 … W_k, of the first `count` units, [pixels × count]. What a
 * unit would add to the pixels' inputs if every layer between were linear: a picture of it, not its exact effect.
 */
export function* receptiveFields(layers: readonly Layer[], count: number): Slices<Float64Array> {
  const top = layers[layers.length - 1];
  let fields = new Float64Array(top.visible * count);
  for (let i = 0; i < top.visible; i++)
    for (let j = 0; j < count; j++) fields[i * count + j] = top.W[i * top.hidden + j];
  for (let k = layers.length - 2; k >= 0; k--) {
    const { visible, hidden } = layers[k];
    const W = Float64Array.from(layers[k].W);
    const below = new Float64Array(visible * count);
    const rows = Math.max(1, Math.floor(piece / (hidden * count)));
    for (let first = 0; first < visible; first += rows) {
      const some = Math.min(rows, visible - first);
      addProduct(W, first * hidden, fields, below.subarray(first * count), [some, hidden, count]);
      yield;
    }
    fields = below;
  }
  return fields;
}

/**
 * Matching free energies layer by layer: the constant c by which a layer's energy is to be raised, E → E + c, so that
 * its ln Z becomes `target`. Every difference of energies stays, so every probability, and every sample, does; what
 * changes is where energy is counted from: F = −ln Z and F_c(v), by the same c.
 */
export const matchingShift = (logPartition: number, target: number): number => logPartition - target;
