/**
 * How far the running product can go, known before the walk: units are centred by powers of two and grouped so
 * that the product of a group stays in the range of its number format.
 *
 * ln(P + Q) of a unit is softplus(x) − α, and softplus lies between two parallel lines over the x that the unit
 * can reach. So it lies between two parallel linear functions of the state, whose slopes are added up over a
 * group before the extremes over states are taken: the ups and downs of the units cancel. At 64 units of
 * deviation 0.5 this leaves one group where bounds added unit by unit leave four.
 */
import { scaled } from './partitionElementary';
import {
  bits,
  enumeratedBias,
  groupEnds,
  groupSlopes,
  innerBits,
  otherBias,
  shifts,
  slopes,
  units,
  weightOf,
} from './partitionPlan';

const LOG2E: f64 = 1.4426950408889634;
/** Bits above and below 1 that a running product may reach in f32; the sum of a row adds at most 11. */
const RANGE_F32: f64 = 114;
/** The same in f64: twice it is below the 1,019 bits of e^707, where `expNegativeLanes` ends, by 59. */
const RANGE_F64: f64 = 480;
/** Whole bits must stay exact in k · ln 2 (see partitionElementary). */
const LARGEST_SHIFT: f64 = 500000;

/** Groups of units whose product needs no exponent of its own. */
export let groups: i32 = 0;
/** Powers of two taken out of e^(d_B·B), and out of P and Q of all units. */
export let innerShift: f64 = 0;
export let rowShift: f64 = 0;

/** 0: f32, 1: f64, 2: neither holds the model. At least `asked`. */
export function choosePrecision(asked: i32): i32 {
  if (!fillSlopes()) return 2;
  if (asked <= 0 && group(RANGE_F32)) return 0;
  if (asked <= 1 && group(RANGE_F64)) return 1;
  return 2;
}

/** slopes[k] = d_k + Σ_i U_ik, summed with compensation (Neumaier); false where one is too steep. */
function fillSlopes(): bool {
  for (let k = 0; k < bits; k++) {
    let sum = load<f64>(enumeratedBias + (<usize>k << 3));
    let lost: f64 = 0;
    for (let i = 0; i < units; i++) {
      const x = weightOf(i, k);
      const next = sum + x;
      lost += abs(sum) >= abs(x) ? sum - next + x : x - next + sum;
      sum = next;
    }
    sum += lost;
    store<f64>(slopes + (<usize>k << 3), sum);
    if (!(abs(sum) < LARGEST_SHIFT)) return false;
  }
  return true;
}

/** What `boundUnit` found: slope · x + least ≤ softplus(x) ≤ slope · x + most. */
let slope: f64 = 0;
let least: f64 = 0;
let most: f64 = 0;

/** More than twice what `roughSoftplus` and `roughLog` can be wrong by. */
const ROUGH: f64 = 1e-3;

/** ln m for m in 0.7..2, to 2e-4. */
// @ts-ignore: decorator
@inline
function logNearOne(m: f64): f64 {
  const s = (m - 1) / (m + 1);
  const z = s * s;
  return 2 * s * (1 + z * (1.0 / 3.0 + z * (1.0 / 5.0 + z * (1.0 / 7.0))));
}

/** ln x for a positive normal x, to 2e-4. */
function roughLog(x: f64): f64 {
  const raw = reinterpret<i64>(x);
  const m = reinterpret<f64>((raw & 0x000fffffffffffff) | 0x3ff0000000000000);
  return <f64>((raw >> 52) - 1023) * 0.6931471805599453 + logNearOne(m);
}

/** softplus(x) to 4e-4. */
function roughSoftplus(x: f64): f64 {
  const down = max(-abs(x), -40);
  const k = nearest(down * LOG2E);
  const r = down - k * 0.6931471805599453;
  const e = scaled(1 + r * (1 + r * (0.5 + r * (1.0 / 6.0 + r * (1.0 / 24.0)))), k);
  return max(x, 0) + logNearOne(1 + e);
}

/** The chord and the parallel tangent. Any slope would do; that of the chord brings the two closest. */
function boundUnit(unit: i32): void {
  let low = load<f64>(otherBias + (<usize>unit << 3));
  let high = low;
  for (let k = 0; k < bits; k++) {
    const x = weightOf(unit, k);
    low += min(x, 0);
    high += max(x, 0);
  }
  const atLow = roughSoftplus(low);
  const atHigh = roughSoftplus(high);
  slope = high - low > 0.01 ? min(1, max(0, (atHigh - atLow) / (high - low))) : 0.5;
  most = max(atLow - slope * low, atHigh - slope * high) + ROUGH;
  let touch = slope <= 0 ? low : slope >= 1 ? high : roughLog(slope) - roughLog(1 - slope);
  touch = min(high, max(low, touch));
  least = roughSoftplus(touch) - slope * touch - ROUGH;
}

/** The slope of ln(P + Q) of a unit along bit k, nats. */
// @ts-ignore: decorator
@inline
function slopeAlong(unit: i32, k: i32): f64 {
  return weightOf(unit, k) * (k < innerBits ? slope : slope - 1);
}

/** Adds a unit to the slopes of the group; returns Σ |slope| of the group. */
function addToGroup(unit: i32): f64 {
  let spread: f64 = 0;
  for (let k = 0; k < bits; k++) {
    const at = groupSlopes + (<usize>k << 3);
    const sum = load<f64>(at) + slopeAlong(unit, k);
    store<f64>(at, sum);
    spread += abs(sum);
  }
  return spread;
}

/** A group of its own for the factor e^(d_B·B), which the first units join. Returns its Σ |slope|. */
function beginWithInnerBias(): f64 {
  let sum: f64 = 0;
  let spread: f64 = 0;
  for (let k = 0; k < bits; k++) {
    const x = k < innerBits ? load<f64>(enumeratedBias + (<usize>k << 3)) : 0;
    store<f64>(groupSlopes + (<usize>k << 3), x);
    sum += x;
    spread += abs(x);
  }
  innerShift = nearest(sum * 0.5 * LOG2E);
  return spread;
}

/** Fills shifts and groupEnds. False where one unit alone leaves 2^±limit or something is not a finite number. */
function group(limit: f64): bool {
  if (!(beginWithInnerBias() * 0.5 * LOG2E + 2 <= limit)) return false;
  let gaps: f64 = 0;
  let centre: f64 = 0;
  rowShift = 0;
  groups = 0;
  for (let i = 0; i < units; i++) {
    boundUnit(i);
    let ownSpread: f64 = most - least;
    let middle: f64 = slope * load<f64>(otherBias + (<usize>i << 3)) + (most + least) * 0.5;
    for (let k = 0; k < bits; k++) {
      ownSpread += abs(slopeAlong(i, k));
      middle += slopeAlong(i, k) * 0.5;
    }
    if (!(ownSpread * 0.5 * LOG2E + 4 <= limit)) return false;
    gaps += most - least;
    if (!((gaps + addToGroup(i)) * 0.5 * LOG2E + 3 <= limit)) {
      store<i32>(groupEnds + (<usize>groups << 2), i);
      groups++;
      memory.fill(groupSlopes, 0, <usize>bits << 3);
      addToGroup(i);
      gaps = most - least;
    }
    centre += middle * LOG2E;
    const shift = nearest(centre - rowShift);
    store<f64>(shifts + (<usize>i << 3), shift);
    rowShift += shift;
    if (!(abs(rowShift) < LARGEST_SHIFT)) return false;
  }
  store<i32>(groupEnds + (<usize>groups << 2), units);
  groups++;
  return abs(innerShift) < LARGEST_SHIFT;
}
