/**
 * Exact ln Z and means by enumeration. Protocol: `prepare(n, m, means)`, write the parameters at the addresses
 * it gives, `start(precision)`, `sumChunk(c)` for every chunk in order, then where means were asked for
 * `meansChunk(c)` for every chunk in order and `finishMeans()`; last `finish()` for ln Z. Precision 0 is f32, 1 f64, 2 log-sum-exp.
 */
import { fillInnerSums, fillRowSums, walkLogChunk, walkLogMeans } from './partitionLog';
import { clearHeaviest } from './partitionHeaviest';
import { foldInner, normaliseMeans, walkMeans } from './partitionMeans';
import {
  chunkBits,
  enumeratedBias,
  freeBits,
  jointMeans,
  otherBias,
  planFor,
  stride,
  unitMeans,
  weights,
} from './partitionPlan';
import { refineHeaviest } from './partitionRefine';
import { clearTotal, logTotal, mergeSum } from './partitionSum';
import { choosePrecision } from './partitionRange';
import { fillInnerTables, fillRowTables } from './partitionTables';
import { walkChunk } from './partitionWalk';

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
  clearTotal();
  clearHeaviest();
  if (precision == 0) fillInnerTables<f32>();
  else if (precision == 1) fillInnerTables<f64>();
  else fillInnerSums();
  return precision;
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

export function finishMeans(): void {
  foldInner(precision == 0 ? 8 : precision == 1 ? 4 : 2);
  normaliseMeans();
}

/** ln Z of all chunks, nats. The last call of a job: it uses up the tables. */
export function finish(): f64 {
  if (precision == 0) refineHeaviest();
  return logTotal(freeBits);
}
