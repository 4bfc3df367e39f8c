/**
 * The path beyond the range of the product scheme: per state Σ_i softplus(α_i[A] + β_i[B]) in float64, as
 * Σ max(x, 0) and the logarithm of Π (1 + e^−|x|); states are joined by log-sum-exp.
 */
import { expNegativeLanes, expReduced, log, restOfBits, wholeBits } from './partitionElementary';
import { addStates, fillInnerBiases, referenceLess } from './partitionEnergy';
import { currentReference, foldRows, raiseReference } from './partitionMeans';
import {
  chunkMeans,
  energy,
  innerBiases,
  innerBits,
  innerInputs,
  innerTotals,
  otherBias,
  rowBiases,
  rowBits,
  rowSums,
  stride,
  units,
  weightOf,
} from './partitionPlan';
import { addTerm, clearSum } from './partitionSum';

/** The product of up to 1,024 factors in 1..2 starts here, so that it stays in range. */
const START: f64 = 7.458340731200207e-155; // 2^-512
const START_LOG: f64 = -354.89135644669199; // -512 ln 2

/** What B adds to the inputs, as f64 [pair of B][unit][2] in innerInputs; d_B·B in innerBiases. */
export function fillInnerSums(): void {
  for (let i = 0; i < units; i++) {
    const bias = load<f64>(otherBias + (<usize>i << 3));
    for (let s: usize = 0; s < <usize>1 << innerBits; s++) {
      let sum = bias;
      for (let k = 0; k < innerBits; k++) if ((s >> k) & 1) sum += weightOf(i, k);
      store<f64>(innerInputs + ((((s >> 1) * units + i) << 1) + (s & 1) << 3), sum);
    }
  }
  fillInnerBiases();
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
  const bias = load<f64>(rowBiases + (row << 3)) + load<f64>(innerBiases + (inner << 3));
  return bias + high + (log(product) - START_LOG);
}

function addLog(x: f64): void {
  const whole = wholeBits(x);
  addTerm(expReduced(restOfBits(x, whole)), whole);
}

export function walkLogChunk(): void {
  clearSum();
  for (let row: usize = 0; row < <usize>1 << rowBits; row++) {
    const alpha = rowSums + ((row * stride) << 3);
    for (let s: usize = 0; s < <usize>1 << innerBits; s += 2) {
      softplusPair(alpha, innerInputs + ((s * units) << 3));
      addLog(logWeight(f64x2.extract_lane(largest, 0), f64x2.extract_lane(products, 0), row, s));
      addLog(logWeight(f64x2.extract_lane(largest, 1), f64x2.extract_lane(products, 1), row, s + 1));
    }
  }
}

/** Bits that the reference is moved beyond what made it move. */
const AHEAD: f64 = 20;

/** Weight of a state over the reference, which moves where the state is heavier. */
function weightOver(logWeight: f64): f64 {
  if (restOfBits(logWeight, currentReference()) > 0) raiseReference<f64>(wholeBits(logWeight) + AHEAD);
  const x = min(restOfBits(logWeight, currentReference()), 0);
  return x < -700 ? 0 : f64x2.extract_lane(expNegativeLanes(f64x2.splat(x)), 0);
}

export function walkLogMoments(chunk: i64): void {
  const width: usize = units + 1;
  memory.fill(chunkMeans, 0, (width << rowBits) << 3);
  for (let row: usize = 0; row < <usize>1 << rowBits; row++) {
    const alpha = rowSums + ((row * stride) << 3);
    for (let s: usize = 0; s < <usize>1 << innerBits; s += 2) {
      const beta = innerInputs + ((s * units) << 3);
      softplusPair(alpha, beta);
      const log0 = logWeight(f64x2.extract_lane(largest, 0), f64x2.extract_lane(products, 0), row, s);
      const log1 = logWeight(f64x2.extract_lane(largest, 1), f64x2.extract_lane(products, 1), row, s + 1);
      // the heavier one first, so that the reference doesn't move between the two
      const heavier = weightOver(max(log0, log1));
      const lighter = weightOver(min(log0, log1));
      if (heavier + lighter == 0) continue;
      const ordered = log0 >= log1;
      const p = f64x2.replace_lane(f64x2.splat(ordered ? heavier : lighter), 1, ordered ? lighter : heavier);
      addLogMeans(p, alpha, beta, chunkMeans + ((row * width) << 3), innerTotals + ((s * width) << 3));
      if (!energy) continue;
      const bias = referenceLess(load<f64>(rowBiases + (row << 3)));
      const biases = f64x2.sub(f64x2.splat(bias), v128.load(innerBiases + (s << 3)));
      addStates(p, biases, inputSum, variance);
    }
  }
  foldRows(chunk);
}

/** Of two states: Σ x σ and Σ x² σ (1 − σ). */
let inputSum: v128 = f64x2.splat(0);
let variance: v128 = f64x2.splat(0);

/** Adds p · σ of two states to the sums of their row and to their own; leaves what the energy needs. */
function addLogMeans(p: v128, alpha: usize, beta: usize, ofRow: usize, ofInner: usize): void {
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  let inputs = zero;
  let squares = zero;
  for (let i = 0; i <= units; i++) {
    let mean = p;
    if (i < units) {
      const x = f64x2.add(v128.load64_splat(alpha), v128.load(beta));
      const e = expNegativeLanes(f64x2.neg(f64x2.abs(x)));
      const upper = v128.bitselect(one, e, f64x2.ge(x, zero));
      const on = f64x2.div(upper, f64x2.add(one, e));
      const off = f64x2.div(v128.bitselect(e, one, f64x2.ge(x, zero)), f64x2.add(one, e));
      mean = f64x2.mul(p, on);
      const product = f64x2.mul(x, on);
      inputs = f64x2.add(inputs, product);
      squares = f64x2.add(squares, f64x2.mul(product, f64x2.mul(x, off)));
    }
    v128.store(ofInner, f64x2.add(v128.load(ofInner), mean));
    const sum = f64x2.extract_lane(mean, 0) + f64x2.extract_lane(mean, 1);
    store<f64>(ofRow, load<f64>(ofRow) + sum);
    alpha += 8;
    beta += 16;
    ofInner += 16;
    ofRow += 8;
  }
  inputSum = inputs;
  variance = squares;
}
