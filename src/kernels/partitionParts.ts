/**
 * Parts of an enumeration as plain data: how a walk is cut into them, and how neighbours are joined. A joined sum
 * is formed part by part from the first on, so that its bits do not depend on who did which part, or when.
 */
import { log, powerOfTwo } from '../core/elementary';
import type { EnergyMoments, PartitionPart } from './contract';

/** Where a part of the first walk keeps its numbers: Σ = mantissa · 2^exponent, then its heaviest rows. */
const rowsFrom = 2;
/** Numbers of one of the heaviest rows: place, mantissa and exponent of its sum, and what it is ordered by. */
export const rowNumbers = 4;
/** Rows in a list of the heaviest. */
const mostRows = 16;

/** Fewest chunks worth a part, usual ones, and parts at most: a part takes 15 to 100 ms in f32 on the machine measured. */
const [fewestBits, usualBits, partBits] = [6, 8, 12];

/** Chunks in a part, of `chunks` in all: both are powers of two. */
export function chunksInPart(chunks: number): number {
  const bits = Math.round(Math.log2(chunks));
  const wanted = Math.min(usualBits, Math.max(fewestBits, bits - 4));
  return 2 ** Math.min(bits, Math.max(wanted, bits - partBits));
}

/** ln of mantissa · 2^exponent, nats. */
export const logOfScaled = (mantissa: number, exponent: number): number =>
  log(mantissa) + exponent * Math.LN2;

/**
 * U, C and S from Σ p, Σ p x and Σ p x² of x = E + `reference`, where the reference is ln Z but for rounding: x
 * lies on the average between 0 and ln 2 for each unit, so that little cancels in C.
 */
export function energyMoments(
  [sum, ofFirst, ofSecond]: ArrayLike<number> & Iterable<number>,
  reference: number,
  logPartition: number,
): EnergyMoments {
  const mean = ofFirst / sum;
  const U = mean - reference;
  return { U, C: Math.max(0, ofSecond / sum - mean * mean), S: mean + (logPartition - reference) };
}

/**
 * Two neighbours as one, `left` first; RangeError where they are none. Joining from the left, one after the other,
 * gives the same bits however many were joined at a time.
 */
export function joinParts(left: PartitionPart, right: PartitionPart): PartitionPart {
  if (left.walk !== right.walk || left.part + left.count !== right.part)
    throw new RangeError(
      `invalid part: ${right.part} of walk ${right.walk}; expected ${left.part + left.count} of walk ${left.walk}`,
    );
  const sums = left.walk === 1 ? joinSums(left.sums, right.sums) : addSums(left.sums, right.sums);
  const logSum = left.walk === 1 ? logOfScaled(sums[0], sums[1]) : Number.NaN;
  return { walk: left.walk, part: left.part, count: left.count + right.count, logSum, sums };
}

/** All parts in order as one; RangeError where they are not the `expected` parts of the walk, from the first on. */
export function joinAll(parts: readonly PartitionPart[], walk: 1 | 2, expected: number): PartitionPart {
  const joined = parts.length > 0 ? parts.reduce(joinParts) : undefined;
  if (joined?.walk === walk && joined.part === 0 && joined.count === expected) return joined;
  throw new RangeError(
    `invalid parts of walk ${walk}: ${joined?.count ?? 0} from ${joined?.part ?? 0}; expected ${expected} from 0`,
  );
}

function addSums(left: Float64Array, right: Float64Array): Float64Array {
  return left.map((x, i) => x + right[i]);
}

function joinSums(left: Float64Array, right: Float64Array): Float64Array {
  const exponent = Math.max(left[1], right[1]);
  const shifted = (sums: Float64Array) => sums[0] * powerOfTwo(Math.max(sums[1] - exponent, -1022));
  const rows = heaviest([...rowsOf(left), ...rowsOf(right)]);
  const sums = new Float64Array(rowsFrom + rows.length * rowNumbers);
  sums[0] = shifted(left) + shifted(right);
  sums[1] = exponent;
  rows.forEach((row, n) => {
    sums.set(row, rowsFrom + n * rowNumbers);
  });
  return sums;
}

function rowsOf(sums: Float64Array): Float64Array[] {
  const rows: Float64Array[] = [];
  for (let at = rowsFrom; at < sums.length; at += rowNumbers) rows.push(sums.subarray(at, at + rowNumbers));
  return rows;
}

/** The heaviest of a list, in order of weight; of equals the first of the walk. */
function heaviest(rows: Float64Array[]): Float64Array[] {
  rows.sort((x, y) => (x[3] === y[3] ? x[0] - y[0] : x[3] < y[3] ? 1 : -1));
  return rows.slice(0, mostRows);
}
