/**
 * The tables of the product scheme. With U the weights, c the other layer's bias and d the enumerated
 * layer's, for a state s = (A, B):
 *
 *   e^(d·s) Π_i (1 + e^(c_i + U_i·s)) = e^(Σ_{k∈A} (d_k + Σ_i U_ik)) · e^(d_B·B) · Π_i (P_i[A] + Q_i[B])
 *   P_i[A] = e^(−U_iA·A),  Q_i[B] = e^(c_i + U_iB·B)
 *
 * P and Q of a unit carry a common power of two that keeps the running product near 1. Tables are built in
 * float64, unit beside unit, by doubling, and rounded once.
 */
import {
  expLanes,
  expNegativeLanes,
  expReduced,
  expScaled,
  restOfBits,
  wholeBits,
} from './partitionElementary';
import {
  bits,
  enumeratedBias,
  innerBase,
  innerBits,
  innerCombinations,
  innerFactors,
  innerTable,
  lowerFactors,
  otherBias,
  rowBase,
  rowBits,
  rowCombinations,
  rowExponents,
  rowMantissas,
  rowTable,
  shifts,
  slopes,
  stride,
  units,
  upperFactors,
  weights,
} from './partitionPlan';
import { innerShift, rowShift } from './partitionRange';

/** Bytes of one row of numbers, one per unit. */
// @ts-ignore: decorator
@inline
function rowBytes(): usize {
  return <usize>stride << 3;
}

/** What does not change from chunk to chunk: the factors of every bit, Q and e^(d_B·B). */
export function fillInnerTables<T>(): void {
  for (let k = 0; k < bits; k++) fillFactors(k);
  fillInnerFactors<T>();

  for (let at: usize = 0; at < rowBytes(); at += 16) {
    let sum = v128.load(otherBias + at);
    for (let k = 0; k < innerBits; k++) {
      sum = f64x2.add(sum, f64x2.pmax(f64x2.splat(0), v128.load(weights + <usize>k * rowBytes() + at)));
    }
    v128.store(innerBase + at, expLanes(sum, v128.load(shifts + at)));
  }
  const laneBits = sizeof<T>() == 4 ? 3 : 2;
  doubleRows(innerBase, laneBits, innerBits - laneBits);
  fillCombinations(innerCombinations, 0, laneBits);
  writeTiles<T>();
  fillCombinations(rowCombinations, innerBits, 2);
}

/**
 * e^±weight of bit k for every unit, as what a state without the bit and a state with it are multiplied by. The
 * larger of the two is 1: products only go down from a start at the top, so that nothing overflows and what
 * underflows is negligible.
 */
function fillFactors(k: i32): void {
  const one = f64x2.splat(1);
  const sign: f64 = k < innerBits ? 1 : -1;
  const row = <usize>k * rowBytes();
  for (let at = row; at < row + rowBytes(); at += 16) {
    const x = f64x2.mul(v128.load(weights + at), f64x2.splat(sign));
    const factor = expNegativeLanes(f64x2.neg(f64x2.abs(x)));
    const rises = f64x2.gt(x, f64x2.splat(0));
    v128.store(lowerFactors + at, v128.bitselect(factor, one, rises));
    v128.store(upperFactors + at, v128.bitselect(one, factor, rises));
  }
}

/** From one row of starts: 2^count rows, one for each state of the bits from `firstBit`. */
function doubleRows(base: usize, firstBit: i32, count: i32): void {
  const bytes = rowBytes();
  for (let k = 0; k < count; k++) {
    const lower = lowerFactors + <usize>(firstBit + k) * bytes;
    const upper = upperFactors + <usize>(firstBit + k) * bytes;
    const half = bytes << k;
    for (let row: usize = 0; row < half; row += bytes) {
      for (let at: usize = 0; at < bytes; at += 16) {
        const to = base + row + at;
        const value = v128.load(to);
        v128.store(to + half, f64x2.mul(value, v128.load(upper + at)));
        v128.store(to, f64x2.mul(value, v128.load(lower + at)));
      }
    }
  }
}

/** f64 [unit][2^count]: the product of the factors of each state of the bits from `firstBit`. */
function fillCombinations(to: usize, firstBit: i32, count: i32): void {
  for (let i = 0; i < units; i++) {
    store<f64>(to, 1);
    for (let k = 0; k < count; k++) {
      const place = <usize>(firstBit + k) * rowBytes() + (<usize>i << 3);
      const lower = load<f64>(lowerFactors + place);
      const upper = load<f64>(upperFactors + place);
      const half: usize = <usize>8 << k;
      for (let at: usize = 0; at < half; at += 8) {
        const value = load<f64>(to + at);
        store<f64>(to + half + at, value * upper);
        store<f64>(to + at, value * lower);
      }
    }
    to += <usize>8 << count;
  }
}

/** Q: every row of innerBase times the combinations of the lanes. */
function writeTiles<T>(): void {
  let to = innerTable;
  const rows = (<usize>sizeof<T>() << innerBits) >> 5;
  for (let row: usize = 0; row < rows; row++) {
    let from = innerBase + row * rowBytes();
    let lanes = innerCombinations;
    const end = to + (<usize>units << 5);
    while (to < end) {
      const base = v128.load64_splat(from);
      if (sizeof<T>() == 4) {
        v128.store(to, demotePair(product(base, lanes), product(base, lanes + 16)));
        v128.store(to, demotePair(product(base, lanes + 32), product(base, lanes + 48)), 16);
        lanes += 64;
      } else {
        v128.store(to, normalPair(product(base, lanes)));
        v128.store(to, normalPair(product(base, lanes + 16)), 16);
        lanes += 32;
      }
      from += 8;
      to += 32;
    }
  }
}

// @ts-ignore: decorator
@inline
function product(base: v128, at: usize): v128 {
  return f64x2.mul(base, v128.load(at));
}

/** Four doubles, rounded once to four floats; 0 below the normal range, where processors stumble. */
// @ts-ignore: decorator
@inline
function demotePair(low: v128, high: v128): v128 {
  const all = v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
  return v128.and(all, f32x4.ge(all, f32x4.splat(<f32>1.1754943508222875e-38)));
}

/** The same for two doubles that stay such. */
// @ts-ignore: decorator
@inline
function normalPair(pair: v128): v128 {
  return v128.and(pair, f64x2.ge(pair, f64x2.splat(2.2250738585072014e-308)));
}

/** e^(d_B·B), by the same doubling; innerBase is free until Q is made. */
function fillInnerFactors<T>(): void {
  let top: f64 = 0;
  for (let k = 0; k < innerBits; k++) top += max(load<f64>(enumeratedBias + (<usize>k << 3)), 0);
  store<f64>(innerBase, expScaled(top, -innerShift));
  for (let k = 0; k < innerBits; k++) {
    const x = load<f64>(enumeratedBias + (<usize>k << 3));
    const factor = expScaled(-abs(x), 0);
    const half: usize = <usize>8 << k;
    for (let at = innerBase; at < innerBase + half; at += 8) {
      const value = load<f64>(at);
      store<f64>(at + half, x > 0 ? value : value * factor);
      store<f64>(at, x > 0 ? value * factor : value);
    }
  }
  for (let s: usize = 0; s < <usize>1 << innerBits; s++) {
    store<T>(innerFactors + s * sizeof<T>(), <T>load<f64>(innerBase + (s << 3)));
  }
}

/** What changes with the chunk, which holds the uppermost bits of the state: bases of P, weights of the rows. */
export function fillRowTables(chunk: i64): void {
  const bytes = rowBytes();
  for (let at: usize = 0; at < bytes; at += 16) {
    let sum = f64x2.splat(0);
    for (let k = innerBits; k < bits; k++) {
      const x = f64x2.neg(v128.load(weights + <usize>k * bytes + at));
      const place = k - innerBits - rowBits;
      if (place < 0) sum = f64x2.add(sum, f64x2.pmax(f64x2.splat(0), x));
      else if ((chunk >> place) & 1) sum = f64x2.add(sum, x);
    }
    v128.store(rowBase + at, expLanes(sum, v128.load(shifts + at)));
  }
  doubleRows(rowBase, innerBits + 2, rowBits - 2);
  fillRowWeights(chunk);
}

/** P of the four rows from `row`: a row of rowBase times the combinations of two bits, each value repeated. */
export function fillBlock<T>(row: i32): void {
  let from = rowBase + <usize>(row >> 2) * rowBytes();
  let four = rowCombinations;
  const end = rowTable + (<usize>units << 6);
  for (let to = rowTable; to < end; to += 64) {
    const base = v128.load64_splat(from);
    const low = product(base, four);
    const high = product(base, four + 16);
    if (sizeof<T>() == 4) {
      const all = demotePair(low, high);
      v128.store(to, v128.shuffle<f32>(all, all, 0, 0, 0, 0));
      v128.store(to, v128.shuffle<f32>(all, all, 1, 1, 1, 1), 16);
      v128.store(to, v128.shuffle<f32>(all, all, 2, 2, 2, 2), 32);
      v128.store(to, v128.shuffle<f32>(all, all, 3, 3, 3, 3), 48);
    } else {
      v128.store(to, v128.shuffle<f64>(low, low, 0, 0));
      v128.store(to, v128.shuffle<f64>(low, low, 1, 1), 16);
      v128.store(to, v128.shuffle<f64>(high, high, 0, 0), 32);
      v128.store(to, v128.shuffle<f64>(high, high, 1, 1), 48);
    }
    from += 8;
    four += 32;
  }
}

/** rowMantissas[A] · 2^rowExponents[A] = e^(Σ_{k∈A} slope_k) times the powers of two taken out of the tables. */
function fillRowWeights(chunk: i64): void {
  // Whole bits and the small rest are summed apart: the rest stays exact to 1e-15 however steep the slopes.
  let exponent = rowShift + innerShift;
  let rest: f64 = 0;
  for (let k = innerBits + rowBits; k < bits; k++) {
    if (!((chunk >> (k - innerBits - rowBits)) & 1)) continue;
    const slope = load<f64>(slopes + (<usize>k << 3));
    exponent += wholeBits(slope);
    rest += restOfBits(slope, wholeBits(slope));
  }
  store<f64>(rowMantissas, rest);
  store<f64>(rowExponents, exponent);
  for (let k = 0; k < rowBits; k++) {
    const slope = load<f64>(slopes + (<usize>(innerBits + k) << 3));
    const whole = wholeBits(slope);
    const left = restOfBits(slope, whole);
    const half: usize = <usize>8 << k;
    for (let at: usize = 0; at < half; at += 8) {
      store<f64>(rowMantissas + half + at, load<f64>(rowMantissas + at) + left);
      store<f64>(rowExponents + half + at, load<f64>(rowExponents + at) + whole);
    }
  }
  for (let at: usize = 0; at < <usize>8 << rowBits; at += 8) {
    const left = load<f64>(rowMantissas + at);
    const whole = wholeBits(left);
    store<f64>(rowMantissas + at, expReduced(restOfBits(left, whole)));
    store<f64>(rowExponents + at, load<f64>(rowExponents + at) + whole);
  }
}
