/**
 * The tables of the product scheme. With U the weights, c the other layer's bias and d the enumerated
 * layer's, for a state s = (A, B):
 *
 *   e^(d·s) Π_i (1 + e^(c_i + U_i·s)) = e^(Σ_{k∈A} (d_k + Σ_i U_ik)) · e^(d_B·B) · Π_i (P_i[A] + Q_i[B])
 *   P_i[A] = e^(−U_iA·A),  Q_i[B] = e^(c_i + U_iB·B)
 *
 * P and Q of a unit carry a common power of two that keeps the running product near 1.
 */
import { expReduced, expScaled, log, logAdd, restOfBits, wholeBits } from './partitionElementary';
import {
  bits,
  doubling,
  enumeratedBias,
  groupEnds,
  innerBits,
  innerFactors,
  innerTable,
  otherBias,
  rowBits,
  rowExponents,
  rowFactors,
  rowMantissas,
  rowTable,
  shifts,
  units,
  weights,
} from './partitionPlan';

const LOG2E: f64 = 1.4426950408889634;
/** Bits above and below 1 that a running product may reach: the sum of a row adds at most 11. */
const RANGE_F32: f64 = 114;
const RANGE_F64: f64 = 900;
/** A row's weight e^x beyond this many nats has no use for a whole exponent. */
const ROW_RANGE: f64 = 1e8;

/** Groups of units whose product needs no exponent of its own. */
export let groups: i32 = 0;
let innerShift: f64 = 0;
let rowShift: f64 = 0;

// @ts-ignore: decorator
@inline
export function weightOf(unit: i32, bit: i32): f64 {
  return load<f64>(weights + ((<usize>unit * bits + bit) << 3));
}

/** Σ of the positive (sign 1) or negative (sign −1) of `count` numbers. */
function oneSidedSum(at: usize, count: i32, sign: f64): f64 {
  let sum: f64 = 0;
  for (let k = 0; k < count; k++) {
    const x = load<f64>(at + (<usize>k << 3));
    if (x * sign > 0) sum += x;
    else if (x != x) return NaN;
  }
  return sum;
}

/** d_k + Σ_i U_ik, summed with compensation (Neumaier). */
function rowSlope(bit: i32): f64 {
  let sum = load<f64>(enumeratedBias + (<usize>bit << 3));
  let lost: f64 = 0;
  for (let i = 0; i < units; i++) {
    const x = weightOf(i, bit);
    const next = sum + x;
    lost += abs(sum) >= abs(x) ? sum - next + x : x - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** What `boundSoftplus` found. */
let slope: f64 = 0;
let least: f64 = 0;
let most: f64 = 0;

/**
 * slope · x + least ≤ softplus(x) ≤ slope · x + most for x in low..high: the chord and the parallel tangent.
 * Any slope would do; that of the chord brings the two closest.
 */
function boundSoftplus(low: f64, high: f64): void {
  const atLow = logAdd(low, 0);
  const atHigh = logAdd(high, 0);
  slope = high - low > 1e-6 ? min(1, max(0, (atHigh - atLow) / (high - low))) : 0.5;
  most = max(atLow - slope * low, atHigh - slope * high);
  let touch = slope <= 0 ? low : slope >= 1 ? high : log(slope) - log(1 - slope);
  touch = min(high, max(low, touch));
  least = logAdd(touch, 0) - slope * touch;
}

/** Σ |slopes[k]| of the linear part of a group. */
function spread(): f64 {
  let sum: f64 = 0;
  for (let k = 0; k < bits; k++) sum += abs(load<f64>(doubling + (<usize>k << 3)));
  return sum;
}

/**
 * Centres every unit and groups the units so that no product of a group leaves 2^±limit. False where one unit
 * alone does, or where something is not a finite number.
 *
 * ln(P + Q) = softplus(x) − α lies between two parallel linear functions of the state. Their slopes are added
 * up over a group before the extremes over states are taken, so that the units' ups and downs cancel: at 64
 * units of deviation 0.5 this needs one group where bounds added unit by unit need four.
 */
function group(limit: f64): bool {
  // The slopes of the group under way, one per bit, in nats; it begins with the factor e^(d_B·B).
  const slopes = doubling;
  memory.fill(slopes, 0, <usize>bits << 3);
  memory.copy(slopes, enumeratedBias, <usize>innerBits << 3);
  innerShift = nearest(sumOf(slopes, bits) * 0.5 * LOG2E);
  if (!(spread() * 0.5 * LOG2E + 2 <= limit)) return false;
  let gaps: f64 = 0;
  let centre: f64 = 0;
  rowShift = 0;
  groups = 0;
  for (let i = 0; i < units; i++) {
    const row = weights + ((<usize>i * bits) << 3);
    const bias = load<f64>(otherBias + (<usize>i << 3));
    boundSoftplus(bias + oneSidedSum(row, bits, -1), bias + oneSidedSum(row, bits, 1));
    const offset = slope * bias;
    let own: f64 = most - least;
    for (let k = 0; k < bits; k++) own += abs(weightOf(i, k) * (k < innerBits ? slope : slope - 1));
    if (!(own * 0.5 * LOG2E + 4 <= limit)) return false;
    addSlopes(i);
    if (!((gaps + most - least + spread()) * 0.5 * LOG2E + 3 <= limit)) {
      store<i32>(groupEnds + (<usize>groups << 2), i);
      groups++;
      memory.fill(slopes, 0, <usize>bits << 3);
      addSlopes(i);
      gaps = 0;
    }
    gaps += most - least;
    let middle: f64 = offset + (most + least) * 0.5;
    for (let k = 0; k < bits; k++) middle += weightOf(i, k) * (k < innerBits ? slope : slope - 1) * 0.5;
    centre += middle * LOG2E;
    const shift = nearest(centre - rowShift);
    store<f64>(shifts + (<usize>i << 3), shift);
    rowShift += shift;
  }
  store<i32>(groupEnds + (<usize>groups << 2), units);
  groups++;
  for (let k = innerBits; k < bits; k++) if (!(abs(rowSlope(k)) < ROW_RANGE)) return false;
  return abs(rowShift) < ROW_RANGE && abs(innerShift) < ROW_RANGE;
}

/** Adds the slopes of ln(P + Q) of a unit to those of the group. */
function addSlopes(unit: i32): void {
  for (let k = 0; k < bits; k++) {
    const at = doubling + (<usize>k << 3);
    store<f64>(at, load<f64>(at) + weightOf(unit, k) * (k < innerBits ? slope : slope - 1));
  }
}

function sumOf(at: usize, count: i32): f64 {
  let sum: f64 = 0;
  for (let k = 0; k < count; k++) sum += load<f64>(at + (<usize>k << 3));
  return sum;
}

/** 0: f32, 1: f64, 2: neither holds the model. At least `asked`. */
export function choosePrecision(asked: i32): i32 {
  if (asked <= 0 && group(RANGE_F32)) return 0;
  if (asked <= 1 && group(RANGE_F64)) return 1;
  return 2;
}

/**
 * One table by doubling: entry s is start · Π over the bits k of s of e^x_k, where `start` is the entry of the
 * largest state. Going down from there nothing overflows, and what underflows is negligible.
 */
function double(count: i32, xs: usize, sign: f64, start: f64, factors: usize): void {
  store<f64>(doubling, start);
  for (let k = 0; k < count; k++) {
    const half: usize = <usize>8 << k;
    const x = load<f64>(xs + (<usize>k << 3)) * sign;
    const factor = factors ? load<f64>(factors + (<usize>k << 3)) : expScaled(-abs(x), 0);
    const lower = x > 0 ? factor : 1;
    const upper = x > 0 ? 1 : factor;
    if (k == 0) {
      store<f64>(doubling, start * lower);
      store<f64>(doubling, start * upper, 8);
      continue;
    }
    const low = f64x2.splat(lower);
    const high = f64x2.splat(upper);
    for (let at = doubling; at < doubling + half; at += 16) {
      const value = v128.load(at);
      v128.store(at + half, f64x2.mul(value, high));
      v128.store(at, f64x2.mul(value, low));
    }
  }
}

/** Writes the doubled table as tiles of 32 bytes, `stride` bytes apart. */
function writeTiles<T>(at: usize, stride: usize): void {
  const end = doubling + (<usize>8 << innerBits);
  for (let from = doubling; from < end; from += 256 / sizeof<T>()) {
    if (sizeof<T>() == 4) {
      v128.store(at, demotePair(from));
      v128.store(at, demotePair(from + 32), 16);
    } else {
      v128.store(at, v128.load(from));
      v128.store(at, v128.load(from, 16), 16);
    }
    at += stride;
  }
}

/** Four doubles, rounded once to four floats. */
// @ts-ignore: decorator
@inline
function demotePair(from: usize): v128 {
  const low = f32x4.demote_f64x2_zero(v128.load(from));
  const high = f32x4.demote_f64x2_zero(v128.load(from, 16));
  return v128.shuffle<i64>(low, high, 0, 2);
}

/** Fills what does not change from chunk to chunk: Q, e^(d_B·B), and the factors of P. */
export function fillInnerTables<T>(): void {
  double(innerBits, enumeratedBias, 1, expScaled(oneSidedSum(enumeratedBias, innerBits, 1), -innerShift), 0);
  writeTiles<T>(innerFactors, 32);
  for (let i = 0; i < units; i++) {
    const row = weights + ((<usize>i * bits) << 3);
    const bias = load<f64>(otherBias + (<usize>i << 3));
    const shift = load<f64>(shifts + (<usize>i << 3));
    double(innerBits, row, 1, expScaled(bias + oneSidedSum(row, innerBits, 1), -shift), 0);
    writeTiles<T>(innerTable + (<usize>i << 5), <usize>units << 5);
    for (let k = 0; k < rowBits; k++) {
      store<f64>(
        rowFactors + ((<usize>i * rowBits + k) << 3),
        expScaled(-abs(weightOf(i, innerBits + k)), 0),
      );
    }
  }
}

/** Fills P and the weights of the rows for one chunk: `chunk` holds the uppermost bits of the state. */
export function fillRowTables<T>(chunk: i64): void {
  const stride = <usize>units << 6;
  const end = doubling + (<usize>8 << rowBits);
  for (let i = 0; i < units; i++) {
    const row = weights + ((<usize>i * bits + innerBits) << 3);
    let fixed: f64 = 0;
    for (let k = innerBits + rowBits; k < bits; k++) {
      if ((chunk >> (k - innerBits - rowBits)) & 1) fixed += weightOf(i, k);
    }
    const start = expScaled(-fixed - oneSidedSum(row, rowBits, -1), -load<f64>(shifts + (<usize>i << 3)));
    double(rowBits, row, -1, start, rowFactors + ((<usize>i * rowBits) << 3));
    let at = rowTable + (<usize>i << 6);
    for (let from = doubling; from < end; from += 32) {
      for (let r: usize = 0; r < 4; r++) {
        v128.store(at + (r << 4), v128.splat<T>(<T>load<f64>(from + (r << 3))));
      }
      at += stride;
    }
  }
  fillRowWeights(chunk);
}

/** rowMantissas[A] · 2^rowExponents[A] = e^(Σ_{k∈A} slope_k) times the powers of two taken out of the tables. */
function fillRowWeights(chunk: i64): void {
  // Whole bits and the small rest are summed apart: the rest stays exact to 1e-15 however steep the slopes.
  let exponent = rowShift + innerShift;
  let rest: f64 = 0;
  for (let k = innerBits + rowBits; k < bits; k++) {
    if (!((chunk >> (k - innerBits - rowBits)) & 1)) continue;
    const slope = rowSlope(k);
    exponent += wholeBits(slope);
    rest += restOfBits(slope, wholeBits(slope));
  }
  store<f64>(rowMantissas, rest);
  store<f64>(rowExponents, exponent);
  for (let k = 0; k < rowBits; k++) {
    const slope = rowSlope(innerBits + k);
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
