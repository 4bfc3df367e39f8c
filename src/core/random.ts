/**
 * Randomness as a pure function of where it is used: Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011,
 * "Parallel random numbers: as easy as 1, 2, 3") keyed by the seed and counted by purpose, sweep, update, row
 * and block. Nothing is drawn "next", so no stream can shift another, and a run replays bit for bit.
 */
import { cosOfTurn, log, sinOfTurn } from './elementary';

/** What a random number is for. Mirrored in `kernels/assembly/philox.ts`. */
export const purposes = {
  initialWeights: 1,
  shuffle: 2,
  hiddenSample: 3,
  visibleSample: 4,
  persistentStart: 5,
  persistentHidden: 6,
  persistentVisible: 7,
  shownStart: 8,
  shownHidden: 9,
  shownVisible: 10,
  annealingStart: 11,
  ising: 12,
  split: 13,
  annealingHidden: 14,
  annealingVisible: 15,
  temperingStart: 16,
  temperingHidden: 17,
  temperingVisible: 18,
  temperingSwap: 19,
  mixingStart: 20,
  mixingHidden: 21,
  mixingVisible: 22,
  descent: 23,
  exactSample: 24,
  layerSample: 25,
  stackLayer: 26,
  stackSample: 27,
  classifierWeights: 28,
  classifierShuffle: 29,
  pixelNoise: 30,
  pixelMask: 31,
  labelShuffle: 32,
  projection: 33,
  energies: 34,
  inpaintingStart: 35,
  inpaintingHidden: 36,
  inpaintingVisible: 37,
} as const;
export type Purpose = keyof typeof purposes;

/** Where in a run random numbers are used. All whole; `sweep` below 2^24, the others below 2^32. */
export interface Place {
  readonly purpose: Purpose;
  readonly sweep?: number;
  /** Update, epoch or tick. */
  readonly update?: number;
  /** Row of the batch or number of the chain. */
  readonly row?: number;
}

/**
 * Philox4x32-10: four words from a counter of four words and a key of two.
 * Writes and returns `out`, [4].
 */
export function philox(
  out: Uint32Array,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  key0: number,
  key1: number,
): Uint32Array {
  for (let round = 0; round < 10; round++) {
    const high0 = highProduct(0xd251, 0x1f53, c0);
    const high1 = highProduct(0xcd9e, 0x8d57, c2);
    const low0 = Math.imul(0xd2511f53, c0);
    const low1 = Math.imul(0xcd9e8d57, c2);
    c0 = high1 ^ c1 ^ key0;
    c1 = low1;
    c2 = high0 ^ c3 ^ key1;
    c3 = low0;
    key0 = (key0 + 0x9e3779b9) | 0;
    key1 = (key1 + 0xbb67ae85) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
  return out;
}

/** The upper 32 bits of (2^16 · upper + lower) · b, in halves whose sums all stay below 2^32. */
function highProduct(upper: number, lower: number, b: number): number {
  const bUpper = b >>> 16;
  const bLower = b & 0xffff;
  const middle = upper * bLower + ((lower * bLower) >>> 16);
  const cross = lower * bUpper + (middle & 0xffff);
  return upper * bUpper + (middle >>> 16) + (cross >>> 16);
}

/** The four words of one block at a place of a run. `seed` is a safe integer ≥ 0. Returns `out`, [4]. */
export function randomWords(
  seed: number,
  place: Place,
  block: number,
  out: Uint32Array = new Uint32Array(4),
): Uint32Array {
  const { purpose, sweep = 0, update = 0, row = 0 } = place;
  return philox(
    out,
    block,
    row,
    update,
    (purposes[purpose] << 24) | sweep,
    seed >>> 0,
    Math.floor(seed / 2 ** 32),
  );
}

/** A word as a number in [0, 1) with 24 bits, exact in f32 as well: a unit is on iff u < p. */
export const uniform = (word: number): number => (word >>> 8) * 2 ** -24;

const scratch = new Uint32Array(4);

/** Uniforms for the units of one layer: unit i has word i & 3 of block i >> 2. Fills and returns `out`. */
export function fillUniforms(seed: number, place: Place, out: Float64Array): Float64Array {
  for (let i = 0; i < out.length; i++) {
    if ((i & 3) === 0) randomWords(seed, place, i >> 2, scratch);
    out[i] = uniform(scratch[i & 3]);
  }
  return out;
}

/** √(−2 ln u) with u in (0, 1]: no word meets ln 0. */
export const normalRadius = (word: number): number => Math.sqrt(-2 * log((word + 1) * 2 ** -32));

/**
 * Standard normal numbers by Box & Muller (1958): two words give a radius and an angle, and those two numbers,
 * so unit i again belongs to block i >> 2. Fills and returns `out`.
 */
export function fillNormals(seed: number, place: Place, out: Float64Array): Float64Array {
  for (let i = 0; i < out.length; i += 2) {
    if ((i & 3) === 0) randomWords(seed, place, i >> 2, scratch);
    const radius = normalRadius(scratch[i & 3]);
    const turn = scratch[(i & 3) + 1] * 2 ** -32;
    out[i] = radius * cosOfTurn(turn);
    if (i + 1 < out.length) out[i + 1] = radius * sinOfTurn(turn);
  }
  return out;
}

/**
 * The order in which epoch `epoch` (epochs completed before it) takes `count` rows. Exact for up to 2^21 rows.
 */
export const shuffledOrder = (
  seed: number,
  epoch: number,
  count: number,
  purpose: Purpose = 'shuffle',
): Uint32Array => permutation(seed, { purpose, update: epoch }, count);

/** A random order of 0..count − 1: Fisher & Yates, from the last place down, j = ⌊word_i (i + 1) / 2^32⌋. */
export function permutation(seed: number, place: Place, count: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  let block = -1;
  for (let i = count - 1; i >= 1; i--) {
    if (i >> 2 !== block) {
      block = i >> 2;
      randomWords(seed, place, block, scratch);
    }
    const j = Math.floor((scratch[i & 3] * (i + 1)) / 2 ** 32);
    const kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
  return order;
}

/** Uniforms one after the other, for code that asks for the next one: number n is that of unit n at the place. */
export function uniformSequence(seed: number, place: Place): () => number {
  const words = new Uint32Array(4);
  let n = 0;
  return () => {
    if ((n & 3) === 0) randomWords(seed, place, Math.floor(n / 4), words);
    return uniform(words[n++ & 3]);
  };
}
