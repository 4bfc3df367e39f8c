/**
 * Where a lattice stands: a byte ±1 per spin, rows 160 bytes apart, and on either side of a row a copy of the spin at
 * its other end, so that sixteen neighbours are one load.
 */

export const largestSide: u32 = 128;
export const stride: usize = 160;

/** 16 bytes before the first row, and after the last one as many as a whole vector reaches beyond it. */
const rows = memory.data(128 * 160 + 32, 16);
/** A word per spin, and what the last four blocks are too many. */
export const words = memory.data(4 * (128 * 128 + 64), 16);
/** Lanes that belong to a colour, and lie on the lattice: [2 phases × 8 vectors × 16]. */
const masks = memory.data(2 * 8 * 16, 16);

export let Lx: u32 = 0;
export let Ly: u32 = 0;
/** Number of the chain: the second word of the counter. */
export let chain: u32 = 0;

// @ts-ignore: decorator
@inline
export function rowOf(y: u32): usize {
  return rows + 16 + <usize>y * stride;
}

// @ts-ignore: decorator
@inline
export function maskOf(phase: u32, x: u32): usize {
  return masks + phase * 128 + x;
}

export function setLattice(columns: u32, height: u32, number: u32): void {
  Lx = columns;
  Ly = height;
  chain = number;
  for (let phase: u32 = 0; phase < 2; phase++)
    for (let x: u32 = 0; x < largestSide; x++)
      store<u8>(maskOf(phase, x), x < Lx && ((x + phase) & 1) == 0 ? 0xff : 0);
}

/** Copies the ends of a row to its other sides. */
// @ts-ignore: decorator
@inline
export function closeRow(row: usize): void {
  store<i8>(row - 1, load<i8>(row + Lx - 1));
  store<i8>(row + Lx, load<i8>(row));
}

export function closeRows(): void {
  for (let y: u32 = 0; y < Ly; y++) closeRow(rowOf(y));
}

/** Σ s. */
export function spinSum(): i32 {
  let sum: i32 = 0;
  for (let y: u32 = 0; y < Ly; y++) {
    const row = rowOf(y);
    for (let x: u32 = 0; x < Lx; x += 16) {
      const valid = v128.or(v128.load(maskOf(0, x)), v128.load(maskOf(1, x)));
      sum += laneSum(v128.and(v128.load(row + x), valid));
    }
  }
  return sum;
}

/** Σ s_i s_j over the bonds; the rows must be closed. */
export function bondSum(): i32 {
  let sum: i32 = 0;
  const torus = Ly > 1;
  for (let y: u32 = 0; y < Ly; y++) {
    const row = rowOf(y);
    const below = rowOf(y + 1 == Ly ? 0 : y + 1);
    for (let x: u32 = 0; x < Lx; x += 16) {
      const valid = v128.or(v128.load(maskOf(0, x)), v128.load(maskOf(1, x)));
      const spins = v128.load(row + x);
      sum += laneSum(v128.and(product(spins, v128.load(row + x, 1)), valid));
      if (torus) sum += laneSum(v128.and(product(spins, v128.load(below + x)), valid));
    }
  }
  return sum;
}

/** ±1 times ±1, lane by lane: 1 where they are the same. */
// @ts-ignore: decorator
@inline
function product(one: v128, other: v128): v128 {
  return v128.or(v128.xor(one, other), i8x16.splat(1));
}

// @ts-ignore: decorator
@inline
function laneSum(bytes: v128): i32 {
  const sums = i32x4.extadd_pairwise_i16x8_s(i16x8.extadd_pairwise_i8x16_s(bytes));
  const halves = i32x4.add(sums, v128.shuffle<i32>(sums, sums, 2, 3, 0, 1));
  return i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1);
}
