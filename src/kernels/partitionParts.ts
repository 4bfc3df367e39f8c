/**
 * Parts of an enumeration as plain data: how the states are cut into them, how neighbours are joined, and what
 * means and energy their sums come to. A joined sum is formed part by part from the first on, so that its bits do
 * not depend on who did which part, or when.
 *
 * Numbers of a part, in one array: Σ = mantissa · 2^exponent, how many numbers of rows and of energies follow,
 * the heaviest rows, the energies and the means, the latter two in units of 2^exponent.
 */
import { log, powerOfTwo } from '../core/elementary';
import type { EnergyMoments, ModelMeans, PartitionPart } from './contract';

const head = 4;
/** Numbers of one of the heaviest rows: place, mantissa and exponent of its sum, and what it is ordered by. */
export const rowNumbers = 4;
/** Rows in a list of the heaviest. */
const mostRows = 16;

/** What a part found, with p the weight of a state in units of 2^exponent. */
export interface PartSums {
  readonly mantissa: number;
  readonly exponent: number;
  /** The heaviest rows, where an implementation keeps them. */
  readonly rows: Float64Array;
  /** Σ p, Σ p x and Σ p x² of x = E + exponent · ln 2; empty where they weren't asked for. */
  readonly energies: Float64Array;
  /**
   * [enumerated + 1 × other + 1] or empty: Σ p s_k u_i of enumerated unit k and unit i of the other layer, with a
   * last row and a last column for a unit that is always 1.
   */
  readonly means: Float64Array;
}

export function packSums({ mantissa, exponent, rows, energies, means }: PartSums): Float64Array {
  const all = new Float64Array(head + rows.length + energies.length + means.length);
  all.set([mantissa, exponent, rows.length, energies.length]);
  all.set(rows, head);
  all.set(energies, head + rows.length);
  all.set(means, head + rows.length + energies.length);
  return all;
}

/** Views of the packed numbers. */
export function unpackSums(all: Float64Array): PartSums {
  const [mantissa, exponent, rows, energies] = all;
  const [rowsEnd, energiesEnd] = [head + rows, head + rows + energies];
  return {
    mantissa,
    exponent,
    rows: all.subarray(head, rowsEnd),
    energies: all.subarray(rowsEnd, energiesEnd),
    means: all.subarray(energiesEnd),
  };
}

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
 * Two neighbours as one, `left` first; RangeError where they are none. Joining from the left, one after the other,
 * gives the same bits however many were joined at a time.
 */
export function joinParts(left: PartitionPart, right: PartitionPart): PartitionPart {
  const next = left.part + left.count;
  if (right.part !== next) throw new RangeError(`invalid part: ${right.part}; expected ${next}`);
  const sums = joinSums(unpackSums(left.sums), unpackSums(right.sums));
  const logSum = logOfScaled(sums.mantissa, sums.exponent);
  return { part: left.part, count: left.count + right.count, logSum, sums: packSums(sums) };
}

/** All parts in order as one; RangeError where they are not the `expected` parts, from the first on. */
export function joinAll(parts: readonly PartitionPart[], expected: number): PartitionPart {
  const joined = parts.length > 0 ? parts.reduce(joinParts) : undefined;
  if (joined?.part === 0 && joined.count === expected) return joined;
  throw new RangeError(
    `invalid parts: ${joined?.count ?? 0} from ${joined?.part ?? 0}; expected ${expected} from 0`,
  );
}

function joinSums(left: PartSums, right: PartSums): PartSums {
  const exponent = Math.max(left.exponent, right.exponent);
  const [one, other] = [rescaled(left, exponent), rescaled(right, exponent)];
  return {
    mantissa: one.mantissa + other.mantissa,
    exponent,
    rows: heaviest([...rowsOf(left), ...rowsOf(right)]),
    energies: one.energies.map((x, n) => x + other.energies[n]),
    means: one.means.map((x, n) => x + other.means[n]),
  };
}

/** The same in units of 2^exponent, at least as large as its own. */
function rescaled(sums: PartSums, exponent: number): PartSums {
  if (sums.exponent === exponent) return sums;
  const factor = powerOfTwo(Math.max(sums.exponent - exponent, -1022));
  const by = (exponent - sums.exponent) * Math.LN2;
  const [p, px, pxx] = sums.energies;
  const moved = sums.energies.length > 0 ? [p, px + by * p, pxx + by * (2 * px + by * p)] : [];
  return {
    mantissa: sums.mantissa * factor,
    exponent,
    rows: sums.rows,
    energies: Float64Array.from(moved, (x) => x * factor),
    means: sums.means.map((x) => x * factor),
  };
}

function rowsOf({ rows }: PartSums): Float64Array[] {
  return Array.from({ length: rows.length / rowNumbers }, (_, n) =>
    rows.subarray(n * rowNumbers, (n + 1) * rowNumbers),
  );
}

/** The heaviest of a list, in order of weight; of equals the first of the walk. */
function heaviest(rows: Float64Array[]): Float64Array {
  rows.sort((x, y) => (x[3] === y[3] ? x[0] - y[0] : x[3] < y[3] ? 1 : -1));
  const kept = rows.slice(0, mostRows);
  const all = new Float64Array(kept.length * rowNumbers);
  kept.forEach((row, n) => {
    all.set(row, n * rowNumbers);
  });
  return all;
}

/** U, C and S of all parts, whose ln Z is `logPartition`. */
export function energyOf({ energies, exponent }: PartSums, logPartition: number): EnergyMoments {
  const [p, px, pxx] = energies;
  const mean = px / p;
  const U = mean - exponent * Math.LN2;
  return { U, C: Math.max(0, pxx / p - mean * mean), S: logPartition + U };
}

/** The means of all parts, over Σ p, which is Z but for rounding; `hiddenFirst` where the hidden layer was enumerated. */
export function meansOf(
  { means }: PartSums,
  { enumerated, other, hiddenFirst }: { enumerated: number; other: number; hiddenFirst: boolean },
): ModelMeans {
  const width = other + 1;
  const scale = 1 / means[means.length - 1];
  const last = enumerated * width;
  const ofOther = means.slice(last, last + other).map((x) => x * scale);
  const ofEnumerated = Float64Array.from({ length: enumerated }, (_, k) => means[k * width + other] * scale);
  const vh = new Float64Array(enumerated * other);
  for (let i = 0; i < other; i++) {
    for (let k = 0; k < enumerated; k++) {
      vh[hiddenFirst ? i * enumerated + k : k * other + i] = means[k * width + i] * scale;
    }
  }
  return hiddenFirst ? { vh, v: ofOther, h: ofEnumerated } : { vh, v: ofEnumerated, h: ofOther };
}
