/**
 * How probable each magnetisation of a torus is, exactly: the transfer matrix of Kramers and Wannier (1941) with one
 * vector for each number of spins that are up so far. No sum over states, and no difference of large numbers: all
 * weights are positive.
 */
import { exp, log as ln } from '../elementary';
import { checkLattice, type Lattice } from './lattice';
import { columnFamilies, columnWeights, largestStrength } from './transferMatrix';

/** Spins across at most: 2^8 states of a column, each with all its counts. */
export const largestCountedColumn = 8;

/** Multiplications that `magnetisationWeights` takes, ∞ where a column has more than 8 spins. */
export function magnetisationWork({ Lx, Ly }: Lattice): number {
  if (Ly > largestCountedColumn) return Number.POSITIVE_INFINITY;
  const counts = (Lx * Ly) / 2;
  return columnFamilies(Ly, true).length * Lx * Ly * counts * columnStates(Ly);
}
const columnStates = (Ly: number): number => 2 ** Ly;

/**
 * Weights of the states with 0, 1, … N spins up, without a field, the largest 1: [Lx·Ly + 1]. `Ly` at most 8 and |K|
 * at most 10, else RangeError.
 */
export function magnetisationWeights({ Lx, Ly }: Lattice, K: number): Float64Array {
  checkLattice({ Lx, Ly });
  if (Ly > largestCountedColumn)
    throw new RangeError(`invalid Ly: ${Ly}; expected at most ${largestCountedColumn}`);
  if (!(Math.abs(K) <= largestStrength))
    throw new RangeError(`invalid K: ${K}; expected -${largestStrength}..${largestStrength}`);
  const sites = Lx * Ly;
  const within = columnWeights(Ly, K, 0).weights;
  const total = new Float64Array(sites + 1);
  let largestLog = Number.NEGATIVE_INFINITY;
  for (const { state, size } of columnFamilies(Ly, true)) {
    const { counts, log } = countsFrom(state, { Lx, Ly }, within, K);
    if (log > largestLog) {
      const shrink = exp(largestLog - log);
      for (let up = 0; up <= sites; up++) total[up] *= shrink;
      largestLog = log;
    }
    // the family holds the negative of each state too: its counts are these, read backwards
    const scale = (size / 2) * exp(log - largestLog);
    for (let up = 0; up <= sites; up++) total[up] += scale * (counts[up] + counts[sites - up]);
  }
  const largest = total.reduce((most, x) => Math.max(most, x), 0);
  return total.map((x) => x / largest);
}

/** ⟨|m|⟩ from the weights without a field, in a field h of either sign on all sites. */
export function meanAbsMagnetisation(weights: Float64Array, field = 0): number {
  const sites = weights.length - 1;
  let [sum, total] = [0, 0];
  for (let up = 0; up <= sites; up++) {
    const spins = 2 * up - sites;
    const weight = weights[up] * exp(field * spins - Math.abs(field) * sites);
    total += weight;
    sum += weight * Math.abs(spins);
  }
  return sum / (total * sites);
}

/** The part of the trace that begins and ends with one state of a column, by spins up, times e^−log. */
function countsFrom(state: number, { Lx, Ly }: Lattice, within: Float64Array, K: number) {
  const states = columnStates(Ly);
  const sites = Lx * Ly;
  // 1 for what K favours, e^{−2|K|} for the other
  const against = exp(-2 * Math.abs(K));
  const [alike, unlike] = K < 0 ? [against, 1] : [1, against];
  // row-major [spins up × states]
  const vector = new Float64Array((sites + 1) * states);
  vector[state] = 1;
  let log = 0;
  for (let x = 1; x <= Lx; x++) {
    addColumn(vector, within, (x - 1) * Ly, states);
    const rows = vector.subarray(0, (x * Ly + 1) * states);
    for (let y = 0; y < Ly; y++) couple(rows, 2 ** y, alike, unlike);
    log += rescale(rows);
  }
  const counts = Float64Array.from({ length: sites + 1 }, (_, up) => vector[up * states + state]);
  return { counts, log };
}

/** Weighs each state of the column and counts its spins that are up; up to `most` were up before. */
function addColumn(vector: Float64Array, within: Float64Array, most: number, states: number): void {
  for (let s = 0; s < states; s++) {
    const up = ones(s);
    for (let before = most; before >= 0; before--) {
      const weight = vector[before * states + s];
      vector[before * states + s] = 0;
      vector[(before + up) * states + s] = weight * within[s];
    }
  }
}

function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest &= rest - 1) count++;
  return count;
}

/** Sums over one old spin joined to the new one, weighed by whether both are alike. */
function couple(rows: Float64Array, bit: number, alike: number, unlike: number): void {
  for (let block = 0; block < rows.length; block += 2 * bit)
    for (let down = block; down < block + bit; down++) {
      const wasDown = rows[down];
      const wasUp = rows[down + bit];
      rows[down] = alike * wasDown + unlike * wasUp;
      rows[down + bit] = alike * wasUp + unlike * wasDown;
    }
}

/** Divides by the largest and returns its log. */
function rescale(rows: Float64Array): number {
  let largest = 0;
  for (let n = 0; n < rows.length; n++) if (rows[n] > largest) largest = rows[n];
  for (let n = 0; n < rows.length; n++) rows[n] /= largest;
  return ln(largest);
}
