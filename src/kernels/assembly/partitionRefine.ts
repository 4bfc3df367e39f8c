/**
 * Takes the rounding of the f32 walk out of the rows that matter: where few rows hold most of Z their errors do
 * not average out, and those rows are summed again in float64. The f32 tables are gone afterwards.
 */
import { expLanes, expReduced, restOfBits, scaled, wholeBits } from './partitionElementary';
import { exchangeRows, exponentOfRow, heaviestCount, placeOf, weightOfRow } from './partitionHeaviest';
import {
  bits,
  innerBits,
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
import { choosePrecision, innerShift, rowShift } from './partitionRange';
import { correctTotal, totalExponent, totalMantissa } from './partitionSum';
import { fillInnerTables } from './partitionTables';
import { rowSum, rowSumExponent, sumBlock } from './partitionWalk';

/**
 * A state's error grows with the root of the number of units, about 4.4e-8 for one; that of ln Z is as much times
 * the root of Σ p_row². Rows are summed again where Σ p_row², times up to 64 units, is above the first number
 * (6e-8 at 64 units, 2e-7 at 784), and those that add more than the second to it.
 */
const CONCENTRATED: f64 = 2;
const HEAVY: f64 = 0.05;

export function refineHeaviest(): void {
  const count = heaviestCount();
  const scale = <f64>min(units, 64);
  let concentration: f64 = 0;
  let heavy = 0;
  for (let i = 0; i < count; i++) {
    const share = scaled(weightOfRow(i), exponentOfRow(i) - totalExponent()) / totalMantissa();
    concentration += share * share * scale;
    if (share * share * scale > HEAVY) exchangeRows(i, heavy++);
  }
  if (!(concentration > CONCENTRATED) || choosePrecision(1) != 1) return;
  fillInnerTables<f64>();
  // The list has a whole number of fours: every model has at least 4 rows, and 4 or more than 16.
  for (let first = 0; first < heavy; first += 4) refineFour(first);
}

function refineFour(first: i32): void {
  for (let r = 0; r < 4; r++) fillRow(r, placeOf(first + r));
  sumBlock<f64>();
  for (let r = 0; r < 4; r++) {
    const exact = rowSum<f64>(r) * load<f64>(rowMantissas + (<usize>r << 3));
    const exponent = rowSumExponent + load<f64>(rowExponents + (<usize>r << 3));
    const kept = exponentOfRow(first + r);
    correctTotal(weightOfRow(first + r), scaled(exact, exponent - kept), kept);
  }
}

/** P of one row in float64, and its weight, in place r of a block. `place` holds the bits of A. */
function fillRow(r: i32, place: i64): void {
  const bytes = <usize>stride << 3;
  for (let at: usize = 0; at < bytes; at += 16) {
    let sum = f64x2.splat(0);
    for (let k = innerBits; k < bits; k++) {
      if ((place >> (k - innerBits)) & 1) sum = f64x2.sub(sum, v128.load(weights + <usize>k * bytes + at));
    }
    v128.store(upperFactors + at, expLanes(sum, v128.load(shifts + at)));
  }
  for (let i = 0; i < units; i++) {
    const value = v128.load64_splat(upperFactors + (<usize>i << 3));
    v128.store(rowTable + (<usize>i << 6) + (<usize>r << 4), value);
  }
  let exponent = rowShift + innerShift;
  let rest: f64 = 0;
  for (let k = innerBits; k < bits; k++) {
    if (!((place >> (k - innerBits)) & 1)) continue;
    const slope = load<f64>(slopes + (<usize>k << 3));
    exponent += wholeBits(slope);
    rest += restOfBits(slope, wholeBits(slope));
  }
  store<f64>(rowMantissas + (<usize>r << 3), expReduced(restOfBits(rest, wholeBits(rest))));
  store<f64>(rowExponents + (<usize>r << 3), exponent + wholeBits(rest));
}
