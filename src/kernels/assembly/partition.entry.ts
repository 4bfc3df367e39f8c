/**
 * Exact ln Z and means by enumeration, in parts of neighbouring chunks. Protocol: `prepare(n, m, means)`, write the
 * parameters at the addresses it gives, `start(precision)` (0 is f32, 1 f64, 2 log-sum-exp). For a part of the first
 * walk `openSum()`, `sumChunk(c)` for its chunks in order; then the total and the heaviest rows are its sum. For a
 * part of the second walk `setTotal` of all of the first, `openMeans()`, `meansChunk(c)` and `closeMeans()`; then
 * jointMeans and unitMeans are its sums. Last `setTotal`, `takeHeaviest` of the whole first walk, and `finish()` for
 * ln Z, after which everything begins anew with `prepare`.
 */
import { fillInnerSums, fillRowSums, walkLogChunk, walkLogMeans } from './partitionLog';
import { clearHeaviest } from './partitionHeaviest';
import { foldInner, walkMeans } from './partitionMeans';
import {
  chunkBits,
  clearMeans,
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
export { setTotal, totalExponent, totalMantissa } from './partitionSum';

let precision: i32 = 0;
/** The chunk whose rows are in the tables. */
let filled: i64 = -1;

export function prepare(n: i32, m: i32, means: bool): void {
  planFor(n, m, means);
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

/** ln Z of the total, nats. It uses up the tables. */
export function finish(): f64 {
  if (precision == 0) refineHeaviest();
  return logTotal(freeBits);
}
