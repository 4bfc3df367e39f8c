/**
 * The walk over the states of a chunk, in blocks of 4 rows of A × 2 vectors of B: one addition and one
 * multiplication per (state, unit). T is f32 (blocks of 4 × 8 states) or f64 (4 × 4).
 */
import { exponentLanes, mantissaLanes, powerLanes } from './partitionElementary';
import {
  blockExponents,
  blockProducts,
  blockReferences,
  blockSums,
  groupEnds,
  innerBits,
  innerFactors,
  innerTable,
  rowBits,
  rowExponents,
  rowMantissas,
  rowTable,
  units,
} from './partitionPlan';
import { addTerm, clearSum } from './partitionSum';
import { groups } from './partitionTables';

/** Σ over the chunk's states, left in the sum of partitionSum. */
export function walkChunk<T>(): void {
  clearSum();
  const rows = 1 << rowBits;
  for (let row = 0; row < rows; row += 4) {
    const p = rowTable + ((<usize>(row >> 2) * units) << 6);
    if (groups == 1) {
      sumRows<T>(p);
      for (let r = 0; r < 4; r++) addRow<T>(r, row + r, null_reference);
    } else {
      sumRowsInGroups<T>(p);
      for (let r = 0; r < 4; r++) addRow<T>(r, row + r, blockReferences);
    }
  }
}

const null_reference: usize = 0;

/** Adds the four lanes of row r's sum, each with its reference exponent, to the chunk's sum. */
function addRow<T>(r: i32, row: i32, references: usize): void {
  const mantissa = load<f64>(rowMantissas + (<usize>row << 3));
  const exponent = load<f64>(rowExponents + (<usize>row << 3));
  const at = <usize>r << 4;
  const size: usize = sizeof<T>();
  if (references == null_reference) {
    let sum: f64 = 0;
    for (let lane: usize = 0; lane < 16; lane += size) sum += <f64>load<T>(blockSums + at + lane);
    addTerm(sum * mantissa, exponent);
    return;
  }
  for (let lane: usize = 0; lane < 16; lane += size) {
    const own =
      sizeof<T>() == 4 ? <f64>load<i32>(references + at + lane) : load<f64>(references + at + lane);
    addTerm(<f64>load<T>(blockSums + at + lane) * mantissa, exponent + own);
  }
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

/** Moves the exponent of a product into its place in blockExponents. */
// @ts-ignore: decorator
@inline
function extract<T>(product: v128, slot: usize): v128 {
  const at = blockExponents + slot;
  const exponent = exponentLanes<T>(product);
  v128.store(
    at,
    sizeof<T>() == 4 ? i32x4.add(v128.load(at), exponent) : f64x2.add(v128.load(at), exponent),
  );
  return mantissaLanes<T>(product);
}

/** The products of one block: mantissas into blockProducts, exponents into blockExponents. */
export function blockInGroups<T>(p: usize, q: usize, t: usize): void {
  memory.fill(blockExponents, 0, 128);
  let a0 = v128.load(t);
  let b0 = v128.load(t, 16);
  let a1 = a0;
  let b1 = b0;
  let a2 = a0;
  let b2 = b0;
  let a3 = a0;
  let b3 = b0;
  const start = q;
  for (let g = 0; g < groups; g++) {
    const end = start + (<usize>load<i32>(groupEnds + (<usize>g << 2)) << 5);
    while (q < end) {
      const qa = v128.load(q);
      const qb = v128.load(q, 16);
      let x = v128.load(p);
      a0 = v128.mul<T>(a0, v128.add<T>(x, qa));
      b0 = v128.mul<T>(b0, v128.add<T>(x, qb));
      x = v128.load(p, 16);
      a1 = v128.mul<T>(a1, v128.add<T>(x, qa));
      b1 = v128.mul<T>(b1, v128.add<T>(x, qb));
      x = v128.load(p, 32);
      a2 = v128.mul<T>(a2, v128.add<T>(x, qa));
      b2 = v128.mul<T>(b2, v128.add<T>(x, qb));
      x = v128.load(p, 48);
      a3 = v128.mul<T>(a3, v128.add<T>(x, qa));
      b3 = v128.mul<T>(b3, v128.add<T>(x, qb));
      q += 32;
      p += 64;
    }
    a0 = extract<T>(a0, 0);
    b0 = extract<T>(b0, 16);
    a1 = extract<T>(a1, 32);
    b1 = extract<T>(b1, 48);
    a2 = extract<T>(a2, 64);
    b2 = extract<T>(b2, 80);
    a3 = extract<T>(a3, 96);
    b3 = extract<T>(b3, 112);
  }
  v128.store(blockProducts, a0);
  v128.store(blockProducts, b0, 16);
  v128.store(blockProducts, a1, 32);
  v128.store(blockProducts, b1, 48);
  v128.store(blockProducts, a2, 64);
  v128.store(blockProducts, b2, 80);
  v128.store(blockProducts, a3, 96);
  v128.store(blockProducts, b3, 112);
}

/** Sums over B of four rows, per lane relative to a reference exponent that moves up with the largest. */
function sumRowsInGroups<T>(p: usize): void {
  const lowest: v128 = sizeof<T>() == 4 ? i32x4.splat(-0x10000000) : f64x2.splat(-268435456);
  for (let r: usize = 0; r < 64; r += 16) {
    v128.store(blockSums + r, v128.splat<T>(0));
    v128.store(blockReferences + r, lowest);
  }
  const tileBytes = <usize>units << 5;
  const last = innerFactors + (<usize>sizeof<T>() << innerBits);
  let q = innerTable;
  for (let t = innerFactors; t < last; t += 32) {
    blockInGroups<T>(p, q, t);
    for (let r: usize = 0; r < 64; r += 16) {
      const ea = v128.load(blockExponents + 2 * r);
      const eb = v128.load(blockExponents + 2 * r, 16);
      const old = v128.load(blockReferences + r);
      const next = higher<T>(old, higher<T>(ea, eb));
      const kept = v128.mul<T>(v128.load(blockSums + r), powerLanes<T>(minus<T>(old, next)));
      const a = v128.mul<T>(v128.load(blockProducts + 2 * r), powerLanes<T>(minus<T>(ea, next)));
      const b = v128.mul<T>(v128.load(blockProducts + 2 * r, 16), powerLanes<T>(minus<T>(eb, next)));
      v128.store(blockSums + r, v128.add<T>(kept, v128.add<T>(a, b)));
      v128.store(blockReferences + r, next);
    }
    q += tileBytes;
  }
}

/** The larger of two vectors of exponents. */
// @ts-ignore: decorator
@inline
function higher<T>(x: v128, y: v128): v128 {
  return sizeof<T>() == 4 ? i32x4.max_s(x, y) : f64x2.max(x, y);
}

// @ts-ignore: decorator
@inline
function minus<T>(x: v128, y: v128): v128 {
  return sizeof<T>() == 4 ? i32x4.sub(x, y) : f64x2.sub(x, y);
}
