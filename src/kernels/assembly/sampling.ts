/** Units from inputs: means σ(x), and states that are on iff u (1 + e^−x) < 1, which is u < σ(x) undivided. */
import { expMinus } from './elementary';
import { fourBlocks, fourBlocksTwice, uniforms } from './philox';
import { Layer } from './layers';

/** Twice sixteen words, in the order of units. */
const words = memory.data(128, 16);

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

// @ts-ignore: decorator
@inline
function meanAndDraw(x: usize, word: usize): u32 {
  const below = onePlusExp(x);
  v128.store(x, f32x4.div(f32x4.splat(1), below));
  return drawQuad(word, below);
}

/** Sixteen units from the words at `word`; `withMeans` leaves their means in place of the inputs. */
// @ts-ignore: decorator
@inline
function drawSixteen(x: usize, word: usize, withMeans: bool): u32 {
  if (withMeans) {
    return (
      meanAndDraw(x, word) |
      (meanAndDraw(x + 16, word + 16) << 8) |
      (meanAndDraw(x + 32, word + 32) << 16) |
      (meanAndDraw(x + 48, word + 48) << 24)
    );
  }
  return (
    drawQuad(word, onePlusExp(x)) |
    (drawQuad(word + 16, onePlusExp(x + 16)) << 8) |
    (drawQuad(word + 32, onePlusExp(x + 32)) << 16) |
    (drawQuad(word + 48, onePlusExp(x + 48)) << 24)
  );
}

/**
 * Samples rows `first` … of a layer from their inputs at `x` into `bits`; both begin with row `first`. `withMeans`
 * also leaves the means in place of the inputs. Random numbers are made for two sixteens of units at a time, of one
 * row or, in a layer of up to 16 units, of two.
 */
// @ts-ignore: decorator
@inline
export function sampleRows(
  layer: Layer,
  x: usize,
  bits: usize,
  first: u32,
  rows: u32,
  update: u32,
  tagWord: u32,
  withMeans: bool,
): void {
  const quads = layer.quads;
  const stride: usize = layer.stride;
  const bitStride: usize = layer.bitStride;
  const tail = layer.tail;
  if (quads <= 4) {
    for (let row: u32 = 0; row < rows; row += 2) {
      fourBlocksTwice(words, 0, 0, first + row, first + row + 1, update, tagWord);
      store<u32>(bits, drawSixteen(x, words, withMeans) & tail);
      x += stride;
      bits += bitStride;
      if (row + 1 == rows) return;
      store<u32>(bits, drawSixteen(x, words + 64, withMeans) & tail);
      x += stride;
      bits += bitStride;
    }
    return;
  }
  for (let row: u32 = 0; row < rows; row++, x += stride, bits += bitStride) {
    let quad: u32 = 0;
    for (; quad + 4 < quads; quad += 8) {
      fourBlocksTwice(words, quad, quad + 4, first + row, first + row, update, tagWord);
      store<u32>(bits + quad, drawSixteen(x + quad * 16, words, withMeans));
      const on = drawSixteen(x + quad * 16 + 64, words + 64, withMeans);
      store<u32>(bits + quad + 4, quad + 8 < quads ? on : on & tail);
    }
    if (quad < quads) {
      fourBlocks(words, quad, first + row, update, tagWord);
      store<u32>(bits + quad, drawSixteen(x + quad * 16, words, withMeans) & tail);
    }
  }
}

/** Means of rows in place of their inputs. */
export function meansOfRows(layer: Layer, x: usize, rows: u32): void {
  const bytes: usize = layer.quads * 16;
  for (let row: u32 = 0; row < rows; row++, x += layer.stride) {
    for (let at = x, end = x + bytes; at < end; at += 16) {
      v128.store(at, f32x4.div(f32x4.splat(1), onePlusExp(at)));
    }
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
