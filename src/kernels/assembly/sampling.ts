/** Units from inputs: means σ(x), and states that are on iff u (1 + e^−x) < 1, which is u < σ(x) undivided. */
import { expMinus } from './elementary';
import { fourBlocks, uniforms } from './philox';
import { Layer } from './trainingState';

/** Sixteen words, in the order of units. */
const words = memory.data(64, 16);

// @ts-ignore: decorator
@inline
function onePlusExp(x: usize): v128 {
  return f32x4.add(expMinus(v128.load(x)), f32x4.splat(1));
}

// @ts-ignore: decorator
@inline
function drawQuad(word: usize, below: v128): u32 {
  const product = f32x4.mul(uniforms(v128.load(word)), below);
  return <u32>i32x4.bitmask(f32x4.lt(product, f32x4.splat(1)));
}

/** Samples a row of a layer from its inputs at `x` into `bits`. */
export function sampleRow(layer: Layer, x: usize, bits: usize, row: u32, update: u32, tagWord: u32): void {
  const quads = layer.quads;
  for (let quad: u32 = 0; quad < quads; quad += 4) {
    fourBlocks(words, quad, row, update, tagWord);
    let packed = drawQuad(words, onePlusExp(x));
    packed |= drawQuad(words + 16, onePlusExp(x + 16)) << 8;
    packed |= drawQuad(words + 32, onePlusExp(x + 32)) << 16;
    packed |= drawQuad(words + 48, onePlusExp(x + 48)) << 24;
    if (quad + 4 >= quads) packed &= layer.tail;
    store<u32>(bits + quad, packed);
    x += 64;
  }
}

// @ts-ignore: decorator
@inline
function meanAndDraw(x: usize, word: usize): u32 {
  const below = onePlusExp(x);
  v128.store(x, f32x4.div(f32x4.splat(1), below));
  return drawQuad(word, below);
}

/** As `sampleRow`, and leaves the means in place of the inputs. */
export function sampleRowAndMeans(
  layer: Layer,
  x: usize,
  bits: usize,
  row: u32,
  update: u32,
  tagWord: u32,
): void {
  const quads = layer.quads;
  for (let quad: u32 = 0; quad < quads; quad += 4) {
    fourBlocks(words, quad, row, update, tagWord);
    let packed = meanAndDraw(x, words);
    packed |= meanAndDraw(x + 16, words + 16) << 8;
    packed |= meanAndDraw(x + 32, words + 32) << 16;
    packed |= meanAndDraw(x + 48, words + 48) << 24;
    if (quad + 4 >= quads) packed &= layer.tail;
    store<u32>(bits + quad, packed);
    x += 64;
  }
}

/** Means in place of the inputs. */
export function rowMeans(layer: Layer, x: usize): void {
  for (const end = x + layer.quads * 16; x < end; x += 16) {
    v128.store(x, f32x4.div(f32x4.splat(1), onePlusExp(x)));
  }
}

/** A fair coin for every unit. */
export function coinRow(layer: Layer, bits: usize, row: u32, update: u32, tagWord: u32): void {
  const quads = layer.quads;
  for (let quad: u32 = 0; quad < quads; quad += 4) {
    fourBlocks(words, quad, row, update, tagWord);
    let packed: u32 = 0;
    for (let q: u32 = 0; q < 4; q++) {
      const below = f32x4.lt(uniforms(v128.load(words + q * 16)), f32x4.splat(0.5));
      packed |= <u32>i32x4.bitmask(below) << (8 * q);
    }
    if (quad + 4 >= quads) packed &= layer.tail;
    store<u32>(bits + quad, packed);
  }
}
