/**
 * Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011), four blocks at once: the same words as `core/random.ts`,
 * which says how the counter is laid out.
 */

/** Mirrors `purposes` of core/random.ts; a test holds the two equal. */
export const enum Purpose {
  hiddenSample = 3,
  visibleSample = 4,
  shuffle = 2,
  persistentStart = 5,
  persistentHidden = 6,
  persistentVisible = 7,
  shownHidden = 9,
  shownVisible = 10,
  annealingStart = 11,
  ising = 12,
  annealingHidden = 14,
  annealingVisible = 15,
  temperingStart = 16,
  temperingHidden = 17,
  temperingVisible = 18,
  temperingSwap = 19,
}

/** The fourth counter word. */
// @ts-ignore: decorator
@inline
export function tag(purpose: u32, sweep: u32): u32 {
  return (purpose << 24) | sweep;
}

/** Round keys, splatted: ten pairs of 16 bytes. */
const roundKeys = memory.data(320, 16);

export function setKey(key0: u32, key1: u32): void {
  for (let round: u32 = 0; round < 10; round++) {
    v128.store(roundKeys + round * 32, i32x4.splat(key0 + round * 0x9e3779b9));
    v128.store(roundKeys + round * 32 + 16, i32x4.splat(key1 + round * 0xbb67ae85));
  }
}

/** Writes the words of blocks `block` … `block + 3` at `out` in the order of the units they serve: 16 words. */
export function fourBlocks(out: usize, block: u32, row: u32, update: u32, tagWord: u32): void {
  let c0 = i32x4.add(i32x4.splat(block), i32x4(0, 1, 2, 3));
  let c1 = i32x4.splat(row);
  let c2 = i32x4.splat(update);
  let c3 = i32x4.splat(tagWord);
  const m0 = i32x4.splat(0xd2511f53);
  const m1 = i32x4.splat(0xcd9e8d57);
  for (let keys = roundKeys, end = roundKeys + 320; keys < end; keys += 32) {
    const even0 = i64x2.extmul_low_i32x4_u(c0, m0);
    const odd0 = i64x2.extmul_high_i32x4_u(c0, m0);
    const even1 = i64x2.extmul_low_i32x4_u(c2, m1);
    const odd1 = i64x2.extmul_high_i32x4_u(c2, m1);
    c0 = v128.xor(v128.xor(v128.shuffle<i32>(even1, odd1, 1, 3, 5, 7), c1), v128.load(keys));
    c1 = v128.shuffle<i32>(even1, odd1, 0, 2, 4, 6);
    c2 = v128.xor(v128.xor(v128.shuffle<i32>(even0, odd0, 1, 3, 5, 7), c3), v128.load(keys, 16));
    c3 = v128.shuffle<i32>(even0, odd0, 0, 2, 4, 6);
  }
  storeBlocks(out, c0, c1, c2, c3);
}

/**
 * Sixteen words for each of two places at once, the second's 64 bytes after the first's: one round waits for the
 * last, so two in step take hardly longer than one.
 */
export function fourBlocksTwice(out: usize, block: u32, nextBlock: u32, row: u32, nextRow: u32, update: u32, tagWord: u32): void {
  let c0 = i32x4.add(i32x4.splat(block), i32x4(0, 1, 2, 3));
  let c1 = i32x4.splat(row);
  let c2 = i32x4.splat(update);
  let c3 = i32x4.splat(tagWord);
  let d0 = i32x4.add(i32x4.splat(nextBlock), i32x4(0, 1, 2, 3));
  let d1 = i32x4.splat(nextRow);
  let d2 = c2;
  let d3 = c3;
  const m0 = i32x4.splat(0xd2511f53);
  const m1 = i32x4.splat(0xcd9e8d57);
  for (let keys = roundKeys, end = roundKeys + 320; keys < end; keys += 32) {
    const even0 = i64x2.extmul_low_i32x4_u(c0, m0);
    const odd0 = i64x2.extmul_high_i32x4_u(c0, m0);
    const even1 = i64x2.extmul_low_i32x4_u(c2, m1);
    const odd1 = i64x2.extmul_high_i32x4_u(c2, m1);
    c0 = v128.xor(v128.xor(v128.shuffle<i32>(even1, odd1, 1, 3, 5, 7), c1), v128.load(keys));
    c1 = v128.shuffle<i32>(even1, odd1, 0, 2, 4, 6);
    c2 = v128.xor(v128.xor(v128.shuffle<i32>(even0, odd0, 1, 3, 5, 7), c3), v128.load(keys, 16));
    c3 = v128.shuffle<i32>(even0, odd0, 0, 2, 4, 6);
    const even2 = i64x2.extmul_low_i32x4_u(d0, m0);
    const odd2 = i64x2.extmul_high_i32x4_u(d0, m0);
    const even3 = i64x2.extmul_low_i32x4_u(d2, m1);
    const odd3 = i64x2.extmul_high_i32x4_u(d2, m1);
    d0 = v128.xor(v128.xor(v128.shuffle<i32>(even3, odd3, 1, 3, 5, 7), d1), v128.load(keys));
    d1 = v128.shuffle<i32>(even3, odd3, 0, 2, 4, 6);
    d2 = v128.xor(v128.xor(v128.shuffle<i32>(even2, odd2, 1, 3, 5, 7), d3), v128.load(keys, 16));
    d3 = v128.shuffle<i32>(even2, odd2, 0, 2, 4, 6);
  }
  storeBlocks(out, c0, c1, c2, c3);
  storeBlocks(out + 64, d0, d1, d2, d3);
}

/** From one register per word to one per block. */
// @ts-ignore: decorator
@inline
function storeBlocks(out: usize, c0: v128, c1: v128, c2: v128, c3: v128): void {
  const low01 = v128.shuffle<i32>(c0, c1, 0, 4, 1, 5);
  const low23 = v128.shuffle<i32>(c2, c3, 0, 4, 1, 5);
  const high01 = v128.shuffle<i32>(c0, c1, 2, 6, 3, 7);
  const high23 = v128.shuffle<i32>(c2, c3, 2, 6, 3, 7);
  v128.store(out, v128.shuffle<i64>(low01, low23, 0, 2));
  v128.store(out, v128.shuffle<i64>(low01, low23, 1, 3), 16);
  v128.store(out, v128.shuffle<i64>(high01, high23, 0, 2), 32);
  v128.store(out, v128.shuffle<i64>(high01, high23, 1, 3), 48);
}

/** A quad of words as numbers in [0, 1) with 24 bits. */
// @ts-ignore: decorator
@inline
export function uniforms(words: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(words, 8)), f32x4.splat(5.9604644775390625e-8));
}
