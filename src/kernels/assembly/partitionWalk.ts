/**
 * The walk over the states of a chunk, in blocks of 4 rows of A × 2 vectors of B: one addition and one
 * multiplication per (state, unit). T is f32 (blocks of 4 × 8 states) or f64 (4 × 4).
 */
import { exponentLanes, mantissaLanes, powerLanes, powerOfTwo } from './partitionElementary';
import {
  blockReferences,
  blockSums,
  groupEnds,
  innerBits,
  innerFactors,
  innerTable,
  rowBits,
  rowExponents,
  rowMantissas,
  rowProductExponents,
  rowProducts,
  rowTable,
  units,
} from './partitionPlan';
import { noteRow } from './partitionHeaviest';
import { addTerm, clearSum } from './partitionSum';
import { groups } from './partitionRange';
import { fillBlock } from './partitionTables';

/** Units whose P and Q of one block stay in the first-level cache: 6 KiB and 3 KiB. */
const SEGMENT_UNITS: i32 = 96;
/** Layers above this many units are multiplied through in segments, one after the other for a whole row. */
const MOST_UNITS_AT_ONCE: i32 = 256;

/** Σ over the chunk's states, left in the sum of partitionSum; the heaviest rows are noted. */
export function walkChunk<T>(chunk: i64): void {
  clearSum();
  const rows = 1 << rowBits;
  for (let row = 0; row < rows; row += 4) {
    fillBlock<T>(row);
    sumBlock<T>();
    for (let r = 0; r < 4; r++) {
      const at = <usize>(row + r) << 3;
      const sum = rowSum<T>(r) * load<f64>(rowMantissas + at);
      const exponent = rowSumExponent + load<f64>(rowExponents + at);
      addTerm(sum, exponent);
      if (sizeof<T>() == 4) noteRow((chunk << rowBits) | (row + r), sum, exponent);
    }
  }
}

/** Sums over B of the four rows whose P is in rowTable. */
export function sumBlock<T>(): void {
  if (groups == 1 && units <= MOST_UNITS_AT_ONCE) sumRows<T>(rowTable);
  else sumProducts<T>();
}

/** The sum of row r of the block just walked, without the row's weight: rowSum · 2^rowSumExponent. */
export let rowSumExponent: f64 = 0;
export function rowSum<T>(r: usize): f64 {
  const at = r << 4;
  const size: usize = sizeof<T>();
  let sum: f64 = 0;
  rowSumExponent = 0;
  if (groups == 1) {
    let lanes = v128.load(blockSums + at);
    if (sizeof<T>() == 4) {
      const upper = f64x2.promote_low_f32x4(v128.shuffle<i64>(lanes, lanes, 1, 1));
      lanes = f64x2.add(f64x2.promote_low_f32x4(lanes), upper);
    }
    return f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
  }
  let highest = laneReference<T>(at);
  for (let lane: usize = size; lane < 16; lane += size) highest = max(highest, laneReference<T>(at + lane));
  for (let lane: usize = 0; lane < 16; lane += size) {
    const below = laneReference<T>(at + lane) - highest;
    sum += <f64>load<T>(blockSums + at + lane) * powerOfTwo(max(below, -1022));
  }
  rowSumExponent = highest;
  return sum;
}

// @ts-ignore: decorator
@inline
export function laneReference<T>(at: usize): f64 {
  return sizeof<T>() == 4 ? <f64>load<i32>(blockReferences + at) : load<f64>(blockReferences + at);
}

/** Sums over B of four rows, where no product leaves the range: into blockSums. */
function sumRows<T>(p: usize): void {
  const tileBytes = <usize>units << 5;
  let q = innerTable;
  let t = innerFactors;
  const last = innerFactors + (<usize>sizeof<T>() << innerBits);
  let s0 = v128.splat<T>(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  while (t < last) {
    let a0 = v128.load(t);
    let b0 = v128.load(t, 16);
    let a1 = a0;
    let b1 = b0;
    let a2 = a0;
    let b2 = b0;
    let a3 = a0;
    let b3 = b0;
    let at = p;
    const end = q + tileBytes;
    while (q < end) {
      const qa = v128.load(q);
      const qb = v128.load(q, 16);
      let x = v128.load(at);
      a0 = v128.mul<T>(a0, v128.add<T>(x, qa));
      b0 = v128.mul<T>(b0, v128.add<T>(x, qb));
      x = v128.load(at, 16);
      a1 = v128.mul<T>(a1, v128.add<T>(x, qa));
      b1 = v128.mul<T>(b1, v128.add<T>(x, qb));
      x = v128.load(at, 32);
      a2 = v128.mul<T>(a2, v128.add<T>(x, qa));
      b2 = v128.mul<T>(b2, v128.add<T>(x, qb));
      x = v128.load(at, 48);
      a3 = v128.mul<T>(a3, v128.add<T>(x, qa));
      b3 = v128.mul<T>(b3, v128.add<T>(x, qb));
      q += 32;
      at += 64;
    }
    s0 = v128.add<T>(s0, v128.add<T>(a0, b0));
    s1 = v128.add<T>(s1, v128.add<T>(a1, b1));
    s2 = v128.add<T>(s2, v128.add<T>(a2, b2));
    s3 = v128.add<T>(s3, v128.add<T>(a3, b3));
    t += 32;
  }
  v128.store(blockSums, s0);
  v128.store(blockSums, s1, 16);
  v128.store(blockSums, s2, 32);
  v128.store(blockSums, s3, 48);
}

/** Adds the exponent of a product to the one kept at an address; returns the mantissa. */
// @ts-ignore: decorator
@inline
function extract<T>(product: v128, at: usize): v128 {
  const exponent = exponentLanes<T>(product);
  v128.store(
    at,
    sizeof<T>() == 4 ? i32x4.add(v128.load(at), exponent) : f64x2.add(v128.load(at), exponent),
  );
  return mantissaLanes<T>(product);
}

function clearRowSums<T>(): void {
  const lowest: v128 = sizeof<T>() == 4 ? i32x4.splat(-0x10000000) : f64x2.splat(-268435456);
  for (let r: usize = 0; r < 64; r += 16) {
    v128.store(blockSums + r, v128.splat<T>(0));
    v128.store(blockReferences + r, lowest);
  }
}

/** Adds a block to the sums of its rows, per lane relative to a reference exponent that moves up. */
function addToRowSums<T>(products: usize, exponents: usize): void {
  for (let r: usize = 0; r < 64; r += 16) {
    const ea = v128.load(exponents + 2 * r);
    const eb = v128.load(exponents + 2 * r, 16);
    const old = v128.load(blockReferences + r);
    const next = higher<T>(old, higher<T>(ea, eb));
    const kept = v128.mul<T>(v128.load(blockSums + r), powerLanes<T>(minus<T>(old, next)));
    const a = v128.mul<T>(v128.load(products + 2 * r), powerLanes<T>(minus<T>(ea, next)));
    const b = v128.mul<T>(v128.load(products + 2 * r, 16), powerLanes<T>(minus<T>(eb, next)));
    v128.store(blockSums + r, v128.add<T>(kept, v128.add<T>(a, b)));
    v128.store(blockReferences + r, next);
  }
}

/** Sums over B of four rows, from their products: plain where there is one group, else with exponents. */
function sumProducts<T>(): void {
  multiplyRows<T>(groups > 1);
  clearRowSums<T>();
  const size = <usize>sizeof<T>() << (innerBits + 2);
  for (let at: usize = 0; at < size; at += 128) {
    if (groups > 1) {
      addToRowSums<T>(rowProducts + at, rowProductExponents + at);
      continue;
    }
    for (let r: usize = 0; r < 64; r += 16) {
      const both = v128.add<T>(v128.load(rowProducts + at + 2 * r), v128.load(rowProducts + at + 2 * r, 16));
      v128.store(blockSums + r, v128.add<T>(v128.load(blockSums + r), both));
    }
  }
}

/**
 * e^(d_B·B) Π (P + Q) of all states of the four rows whose P is in rowTable, into rowProducts; where `split`, as
 * mantissas there and exponents in rowProductExponents. All tiles are multiplied through one segment of units
 * before the next, so that P and Q come from the first-level cache and only the products move.
 */
export function multiplyRows<T>(split: bool): void {
  const size = <usize>sizeof<T>() << (innerBits + 2);
  for (let at: usize = 0; at < size; at += 128) {
    const factors = innerFactors + (at >> 2);
    for (let r: usize = 0; r < 128; r += 32) {
      v128.store(rowProducts + at + r, v128.load(factors));
      v128.store(rowProducts + at + r, v128.load(factors, 16), 16);
    }
  }
  if (split) memory.fill(rowProductExponents, 0, size);
  let first = 0;
  for (let g = 0; g < groups; g++) {
    const groupEnd = load<i32>(groupEnds + (<usize>g << 2));
    while (first < groupEnd) {
      const end = min(groupEnd, first + SEGMENT_UNITS);
      multiplySegment<T>(rowTable + (<usize>first << 6), innerTable + (<usize>first << 5), end - first);
      first = end;
    }
    for (let at: usize = 0; split && at < size; at += 16) {
      v128.store(rowProducts + at, extract<T>(v128.load(rowProducts + at), rowProductExponents + at));
    }
  }
}

/** Multiplies the products of every tile of the row by `count` units, from the addresses of the first one. */
function multiplySegment<T>(p: usize, q: usize, count: i32): void {
  const bytes = <usize>count << 5;
  const skip = <usize>units << 5;
  const last = rowProducts + (<usize>sizeof<T>() << (innerBits + 2));
  for (let to = rowProducts; to < last; to += 128) {
    let a0 = v128.load(to);
    let b0 = v128.load(to, 16);
    let a1 = v128.load(to, 32);
    let b1 = v128.load(to, 48);
    let a2 = v128.load(to, 64);
    let b2 = v128.load(to, 80);
    let a3 = v128.load(to, 96);
    let b3 = v128.load(to, 112);
    let at = p;
    let from = q;
    const end = q + bytes;
    while (from < end) {
      const qa = v128.load(from);
      const qb = v128.load(from, 16);
      let x = v128.load(at);
      a0 = v128.mul<T>(a0, v128.add<T>(x, qa));
      b0 = v128.mul<T>(b0, v128.add<T>(x, qb));
      x = v128.load(at, 16);
      a1 = v128.mul<T>(a1, v128.add<T>(x, qa));
      b1 = v128.mul<T>(b1, v128.add<T>(x, qb));
      x = v128.load(at, 32);
      a2 = v128.mul<T>(a2, v128.add<T>(x, qa));
      b2 = v128.mul<T>(b2, v128.add<T>(x, qb));
      x = v128.load(at, 48);
      a3 = v128.mul<T>(a3, v128.add<T>(x, qa));
      b3 = v128.mul<T>(b3, v128.add<T>(x, qb));
      from += 32;
      at += 64;
    }
    v128.store(to, a0);
    v128.store(to, b0, 16);
    v128.store(to, a1, 32);
    v128.store(to, b1, 48);
    v128.store(to, a2, 64);
    v128.store(to, b2, 80);
    v128.store(to, a3, 96);
    v128.store(to, b3, 112);
    q += skip;
  }
}

/** The larger of two vectors of exponents. */
// @ts-ignore: decorator
@inline
export function higher<T>(x: v128, y: v128): v128 {
  return sizeof<T>() == 4 ? i32x4.max_s(x, y) : f64x2.pmax(x, y);
}

// @ts-ignore: decorator
@inline
function minus<T>(x: v128, y: v128): v128 {
  return sizeof<T>() == 4 ? i32x4.sub(x, y) : f64x2.sub(x, y);
}
