/**
 * The path beyond the range of the product scheme: per state Σ_i softplus(α_i[A] + β_i[B]) in float64, as
 * Σ max(x, 0) and the logarithm of Π (1 + e^−|x|); states are joined by log-sum-exp.
 */
import { expNegativeLanes, expReduced, log, logOfScaled, restOfBits, wholeBits } from './partitionElementary';
import { foldRows } from './partitionMeans';
import {
  bits,
  chunkMeans,
  enumeratedBias,
  innerBits,
  innerFactors,
  innerTable,
  innerTotals,
  otherBias,
  rowBits,
  rowMantissas,
  logRowSums,
  units,
  weightOf,
} from './partitionPlan';
import { addTerm, clearSum, totalExponent, totalMantissa } from './partitionSum';

/** The product of up to 1,024 factors in 1..2 starts here, so that it stays in range. */
const START: f64 = 7.458340731200207e-155; // 2^-512
const START_LOG: f64 = -354.89135644669199; // -512 ln 2

/** β_i[B] as [pair of B][unit][2] in innerTable, d_B·B in innerFactors. */
export function fillInnerSums(): void {
  for (let i = 0; i < units; i++) {
    const bias = load<f64>(otherBias + (<usize>i << 3));
    for (let s: usize = 0; s < <usize>1 << innerBits; s++) {
      let sum = bias;
      for (let k = 0; k < innerBits; k++) if ((s >> k) & 1) sum += weightOf(i, k);
      store<f64>(innerTable + ((((s >> 1) * units + i) << 1) + (s & 1) << 3), sum);
    }
  }
  for (let s: usize = 0; s < <usize>1 << innerBits; s++) {
    let sum: f64 = 0;
    for (let k = 0; k < innerBits; k++) {
      if ((s >> k) & 1) sum += load<f64>(enumeratedBias + (<usize>k << 3));
    }
    store<f64>(innerFactors + (s << 3), sum);
  }
}

/** α_i[A] as [row][unit] in logRowSums, d_A·A in rowMantissas. */
export function fillRowSums(chunk: i64): void {
  for (let row: usize = 0; row < <usize>1 << rowBits; row++) {
    const state = (chunk << rowBits) | <i64>row;
    let ofBias: f64 = 0;
    for (let k = innerBits; k < bits; k++) {
      if ((state >> (k - innerBits)) & 1) ofBias += load<f64>(enumeratedBias + (<usize>k << 3));
    }
    store<f64>(rowMantissas + (row << 3), ofBias);
    for (let i = 0; i < units; i++) {
      let sum: f64 = 0;
      for (let k = innerBits; k < bits; k++) if ((state >> (k - innerBits)) & 1) sum += weightOf(i, k);
      store<f64>(logRowSums + ((row * units + i) << 3), sum);
    }
  }
}

let largest: v128 = f64x2.splat(0);
let products: v128 = f64x2.splat(0);

/** Σ max(x, 0) and START · Π (1 + e^−|x|) of two states. */
function softplusPair(alpha: usize, beta: usize): void {
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  let high = zero;
  let product = f64x2.splat(START);
  for (let i = 0; i < units; i++) {
    const x = f64x2.add(v128.load64_splat(alpha), v128.load(beta));
    high = f64x2.add(high, f64x2.pmax(x, zero));
    const size = f64x2.abs(x);
    // 1 + e^−40 is 1; NaN takes the long way.
    if (!v128.all_true<i64>(f64x2.gt(size, f64x2.splat(40)))) {
      product = f64x2.mul(product, f64x2.add(one, expNegativeLanes(f64x2.neg(size))));
    }
    alpha += 8;
    beta += 16;
  }
  largest = high;
  products = product;
}

/** ln of the weight of a state of the pair just done. */
// @ts-ignore: decorator
@inline
function logWeight(high: f64, product: f64, row: usize, inner: usize): f64 {
  const bias = load<f64>(rowMantissas + (row << 3)) + load<f64>(innerFactors + (inner << 3));
  return bias + high + (log(product) - START_LOG);
}

function addLog(x: f64): void {
  const whole = wholeBits(x);
  addTerm(expReduced(restOfBits(x, whole)), whole);
}

export function walkLogChunk(): void {
  clearSum();
  for (let row: usize = 0; row < <usize>1 << rowBits; row++) {
    const alpha = logRowSums + ((row * units) << 3);
    for (let s: usize = 0; s < <usize>1 << innerBits; s += 2) {
      softplusPair(alpha, innerTable + ((s * units) << 3));
      addLog(logWeight(f64x2.extract_lane(largest, 0), f64x2.extract_lane(products, 0), row, s));
      addLog(logWeight(f64x2.extract_lane(largest, 1), f64x2.extract_lane(products, 1), row, s + 1));
    }
  }
}

// @ts-ignore: decorator
@inline
function probability(logWeight: f64): f64 {
  const logZ = logOfScaled(totalMantissa(), totalExponent());
  const x = min(logWeight - logZ, 0);
  return x < -700 ? 0 : f64x2.extract_lane(expNegativeLanes(f64x2.splat(x)), 0);
}

export function walkLogMeans(chunk: i64): void {
  const width: usize = units + 1;
  memory.fill(chunkMeans, 0, (width << rowBits) << 3);
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  for (let row: usize = 0; row < <usize>1 << rowBits; row++) {
    const alpha = logRowSums + ((row * units) << 3);
    const ofRow = chunkMeans + ((row * width) << 3);
    for (let s: usize = 0; s < <usize>1 << innerBits; s += 2) {
      const beta = innerTable + ((s * units) << 3);
      softplusPair(alpha, beta);
      const p0 = probability(logWeight(f64x2.extract_lane(largest, 0), f64x2.extract_lane(products, 0), row, s));
      const p1 = probability(
        logWeight(f64x2.extract_lane(largest, 1), f64x2.extract_lane(products, 1), row, s + 1),
      );
      const p = f64x2.replace_lane(f64x2.splat(p0), 1, p1);
      const ofInner = innerTotals + ((s * width) << 3);
      for (let i: usize = 0; i <= <usize>units; i++) {
        let mean = p;
        if (i < <usize>units) {
          const x = f64x2.add(v128.load64_splat(alpha + (i << 3)), v128.load(beta + (i << 4)));
          const e = expNegativeLanes(f64x2.neg(f64x2.abs(x)));
          const upper = v128.bitselect(one, e, f64x2.ge(x, zero));
          mean = f64x2.div(f64x2.mul(p, upper), f64x2.add(one, e));
        }
        const to = ofInner + (i << 4);
        v128.store(to, f64x2.add(v128.load(to), mean));
        const sum = f64x2.extract_lane(mean, 0) + f64x2.extract_lane(mean, 1);
        store<f64>(ofRow + (i << 3), load<f64>(ofRow + (i << 3)) + sum);
      }
    }
  }
  foldRows(chunk);
}
