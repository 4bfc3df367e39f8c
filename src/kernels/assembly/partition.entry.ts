/**
 * Exact ln Z and means by enumeration, in parts of neighbouring chunks. Protocol: `prepare(n, m, moments)`, write the
 * parameters at the addresses it gives, `start(precision)` (0 is f32, 1 f64, 2 log-sum-exp). For a part of the first
 * walk `openSum()`, `sumChunk(c)` for its chunks in order; then the total and the heaviest rows are its sum. For a
 * part of the second walk `setTotal` of all of the first, `openMeans()`, `meansChunk(c)` and `closeMeans()`; then
 * jointMeans, unitMeans and `energySum` are its sums. Last `setTotal`, `takeHeaviest` of the whole first walk, and `finish()` for
 * ln Z, after which everything begins anew with `prepare`.
 */
import { clearEnergy, fillInnerBiases, fillInnerInputs, fillRowSums } from './partitionEnergy';
import { fillInnerSums, walkLogChunk, walkLogMeans } from './partitionLog';
import { clearHeaviest } from './partitionHeaviest';
import { foldInner, walkMeans } from './partitionMeans';
import {
  chunkBits,
  clearMeans,
  energy,
  enumeratedBias,
  freeBits,
  jointMeans,
  otherBias,
  planFor,
  shortenChunks,
  stride,
  unitMeans,
  weights,
} from './partitionPlan';
import { refineHeaviest } from './partitionRefine';
import { clearTotal, logTotal, mergeSum } from './partitionSum';
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

/** `moments`: 0 none, 1 means, 2 means and energy. */
export function prepare(n: i32, m: i32, moments: i32): void {
  planFor(n, m, moments);
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

export function openSum(): void {
  clearTotal();
  clearHeaviest();
}

export function openMeans(): void {
  clearMeans();
  if (!energy) return;
  clearEnergy(reference());
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

export function sumChunk(chunk: f64): void {
  fillRows(<i64>chunk);
  if (precision == 0) walkChunk<f32>(<i64>chunk);
  else if (precision == 1) walkChunk<f64>(<i64>chunk);
  else walkLogChunk();
  mergeSum();
}

export function meansChunk(chunk: f64): void {
  fillRows(<i64>chunk);
  if (precision == 0) walkMeans<f32>(<i64>chunk);
  else if (precision == 1) walkMeans<f64>(<i64>chunk);
  else walkLogMeans(<i64>chunk);
}

export function closeMeans(): void {
  foldInner(precision == 0 ? 8 : precision == 1 ? 4 : 2);
}

/** ln Z of the total as it is, nats: what energies are set against. */
export function reference(): f64 {
  return logTotal(freeBits);
}

/** ln Z of the total, its heaviest rows summed again where that matters, nats. It uses up the tables. */
export function finish(): f64 {
  if (precision == 0) refineHeaviest();
  return logTotal(freeBits);
}
