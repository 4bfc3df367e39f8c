/**
 * Exact ln Z and moments by enumeration, in parts of neighbouring chunks. Protocol: `prepare(n, m, moments)`, write
 * the parameters at the addresses it gives, `start(precision)` (0 is f32, 1 f64, 2 log-sum-exp). For a part
 * `open()`, `walk(c)` for its chunks in order, `close()`; then the total, the heaviest rows and, where moments were
 * asked for, jointMeans, unitMeans and `energySum` are its sums, the latter three times 2^totalExponent. Last
 * `setTotal` and `takeHeaviest` of all parts and `finish()` for ln Z, after which everything begins with `prepare`.
 */
import { clearEnergy, fillInnerBiases, fillInnerInputs, fillRowSums } from './partitionEnergy';
import { fillInnerSums, walkLogChunk, walkLogMoments } from './partitionLog';
import { clearHeaviest } from './partitionHeaviest';
import { clearInner, clearReference, foldInner, keepRest, sumsExponent, walkMoments } from './partitionMeans';
import {
  chunkBits,
  clearMeans,
  energy,
  enumeratedBias,
  freeBits,
  jointMeans,
  moments,
  otherBias,
  planFor,
  shortenChunks,
  stride,
  unitMeans,
  units,
  weights,
} from './partitionPlan';
import { refineHeaviest } from './partitionRefine';
import { clearTotal, logTotal, mergeSum, setTotal } from './partitionSum';
import { choosePrecision } from './partitionRange';
import { fillInnerTables, fillRowTables } from './partitionTables';
import { walkChunk } from './partitionWalk';

export { heaviestAddress, heaviestCount, takeHeaviest } from './partitionHeaviest';
export { energySum } from './partitionEnergy';
export { setTotal, totalExponent, totalMantissa } from './partitionSum';

let precision: i32 = 0;
/** Whether innerInputs are those of this model. */
let inputsFilled: bool = false;
/** The chunk whose rows are in the tables. */
let filled: i64 = -1;

/** `asked`: 0 ln Z alone, 1 means, 2 means and energy. */
export function prepare(n: i32, m: i32, asked: i32): void {
  planFor(n, m, asked);
}
/** f64 [n][stride], zero on entry. */
export function weightsAddress(): usize {
  return weights;
}
export function weightStride(): i32 {
  return stride;
}
export function otherBiasAddress(): usize {
  return otherBias;
}
export function enumeratedBiasAddress(): usize {
  return enumeratedBias;
}
/** f64 [bits][m + 1] */
export function jointMeansAddress(): usize {
  return jointMeans;
}
/** f64 [m + 1] */
export function unitMeansAddress(): usize {
  return unitMeans;
}

/** Whole, up to 2^31 and beyond: a number, not an integer of 32 bits. */
export function chunkCount(): f64 {
  return <f64>(<i64>1 << chunkBits);
}

/** Chooses the first precision from `asked` on whose range holds the model; fills the tables. */
export function start(asked: i32): i32 {
  precision = choosePrecision(asked);
  filled = -1;
  inputsFilled = false;
  if (precision == 2) shortenChunks();
  if (precision == 0) fillInnerTables<f32>();
  else if (precision == 1) fillInnerTables<f64>();
  else fillInnerSums();
  return precision;
}

export function open(): void {
  clearTotal();
  clearHeaviest();
  if (!moments) return;
  clearReference();
  clearMeans();
  if (precision == 0) clearInner<f32>();
  else if (precision == 1) clearInner<f64>();
  if (!energy) return;
  clearEnergy();
  if (inputsFilled || precision == 2) return;
  inputsFilled = true;
  fillInnerBiases();
  if (precision == 0) fillInnerInputs<f32>();
  else fillInnerInputs<f64>();
}

function fillRows(chunk: i64): void {
  if (chunk == filled) return;
  filled = chunk;
  if (precision < 2) fillRowTables(chunk);
  else fillRowSums(chunk);
}

export function walk(chunk: f64): void {
  fillRows(<i64>chunk);
  if (moments) walkForMoments(<i64>chunk);
  else walkForSum(<i64>chunk);
}

function walkForSum(chunk: i64): void {
  if (precision == 0) walkChunk<f32>(chunk);
  else if (precision == 1) walkChunk<f64>(chunk);
  else walkLogChunk();
  mergeSum();
}

function walkForMoments(chunk: i64): void {
  if (precision == 0) walkMoments<f32>(chunk);
  else if (precision == 1) walkMoments<f64>(chunk);
  else walkLogMoments(chunk);
}

export function close(): void {
  if (!moments) return;
  if (precision == 0) keepRest<f32>();
  else if (precision == 1) keepRest<f64>();
  foldInner(precision == 0 ? 8 : precision == 1 ? 4 : 2);
  const total = load<f64>(unitMeans + (<usize>units << 3));
  setTotal(total, precision == 0 ? sumsExponent<f32>() : sumsExponent<f64>());
}

/** ln Z of the total, its heaviest rows summed again where that matters, nats. It uses up the tables. */
export function finish(): f64 {
  if (precision == 0) refineHeaviest();
  return logTotal(freeBits);
}
