/**
 * ln Z of a torus as the trace of a product of transfer matrices (Kramers & Wannier 1941): a column of Ly spins is one
 * of 2^Ly states, Z = Tr T^Lx. A vector is carried through site by site, together with its first and second derivative
 * by K, so that ⟨B⟩ and its variance come out without differences.
 */
import { exp, log } from '../elementary';
import type { BondMoments } from './bondMoments';
import { checkLattice, type Lattice } from './lattice';

/** 2^12 states a column: a few seconds. */
const largestColumn = 12;
/** Beyond this |K| or |h| a lattice has long been frozen, and columns that disagree would be 0 as numbers. */
export const largestStrength = 10;

/** Numbers for every state of a column, and their derivatives by K; all times e^−log. */
interface Column {
  readonly value: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  log: number;
}

/**
 * ln Z, ⟨B⟩ and its variance at coupling K and field h on all sites, of either sign. `Ly` at most 12, and
 * |K| and |h| at most 10, else RangeError; `Lx` as long as one likes. A column and its rotations, its mirror image and, without a field, its negative have the
 * same share of the trace, so one of each family is carried.
 */
export function transferMoments({ Lx, Ly }: Lattice, K: number, field = 0): BondMoments {
  checkLattice({ Lx, Ly });
  if (Ly > largestColumn) throw new RangeError(`invalid Ly: ${Ly}; expected at most ${largestColumn}`);
  for (const [name, strength] of Object.entries({ K, field }))
    if (!(Math.abs(strength) <= largestStrength))
      throw new RangeError(`invalid ${name}: ${strength}; expected -${largestStrength}..${largestStrength}`);
  const within = columnWeights(Ly, K, field);
  const across = exp(-2 * Math.abs(K));
  const shares = columnFamilies(Ly, field === 0).map(({ state, size }) => {
    const column = startAt(state, 2 ** Ly);
    for (let x = 0; x < Lx; x++) {
      weigh(column, within);
      for (let y = 0; y < Ly; y++) couple(column, 2 ** y, K < 0, across);
      rescale(column);
    }
    return {
      log: column.log + log(size * column.value[state]),
      first: column.first[state] / column.value[state],
      second: column.second[state] / column.value[state],
    };
  });
  // bonds between columns were counted from the best they can be, so that their weights don't pass 1
  return added(shares, Lx * Ly * Math.abs(K), K < 0 ? -Lx * Ly : Lx * Ly);
}

/** Adds up exponentials given by their logs and two derivatives over the value, and returns what was left out. */
function added(
  shares: readonly { log: number; first: number; second: number }[],
  logLeftOut: number,
  bondsLeftOut: number,
): BondMoments {
  const largest = shares.reduce((most, share) => Math.max(most, share.log), -Infinity);
  const weights = shares.map((share) => (share.log === -Infinity ? 0 : exp(share.log - largest)));
  const total = weights.reduce((sum, w) => sum + w, 0);
  const mean = (of: (n: number) => number) =>
    weights.reduce((sum, w, n) => (w === 0 ? sum : sum + w * of(n)), 0) / total;
  const first = mean((n) => shares[n].first);
  return {
    logZ: logLeftOut + largest + log(total),
    meanBondSum: bondsLeftOut + first,
    varBondSum: mean((n) => shares[n].second) - first * first,
  };
}

const spinAt = (state: number, y: number): number => 2 * ((state >> y) & 1) - 1;

/** e^{Kb + hm} of every column state with bond sum b and Σs = m, and b: below e^360 with what is allowed above. */
export function columnWeights(Ly: number, K: number, field: number) {
  const bonds = new Float64Array(2 ** Ly);
  const weights = new Float64Array(2 ** Ly);
  for (let state = 0; state < bonds.length; state++) {
    let magnetisation = 0;
    for (let y = 0; y < Ly; y++) {
      magnetisation += spinAt(state, y);
      if (Ly > 1) bonds[state] += spinAt(state, y) * spinAt(state, (y + 1) % Ly);
    }
    weights[state] = exp(K * bonds[state] + field * magnetisation);
  }
  return { bonds, weights };
}

function startAt(state: number, states: number): Column {
  const value = new Float64Array(states);
  value[state] = 1;
  return { value, first: new Float64Array(states), second: new Float64Array(states), log: 0 };
}

/** Multiplies by the weights within a column: (w f)″ = w (f″ + 2b f′ + b² f) for w = e^{Kb}. */
function weigh({ value, first, second }: Column, within: ReturnType<typeof columnWeights>): void {
  const { weights, bonds } = within;
  for (let s = 0; s < value.length; s++) {
    const [w, b] = [weights[s], bonds[s]];
    second[s] = w * (second[s] + b * (2 * first[s] + b * value[s]));
    first[s] = w * (first[s] + b * value[s]);
    value[s] *= w;
  }
}

/** Sums over one old spin joined to the new one: 1 for what K favours, e^{−2|K|} for the other, with its derivatives. */
function couple({ value, first, second }: Column, bit: number, favoursUnlike: boolean, w: number): void {
  const slope = favoursUnlike ? 2 : -2;
  for (let down = 0; down < value.length; down++) {
    if ((down & bit) !== 0) continue;
    const up = down | bit;
    const [old0, old1] = favoursUnlike ? [up, down] : [down, up];
    const [f0, f1] = [value[old0], value[old1]];
    const [g0, g1] = [first[old0], first[old1]];
    const [h0, h1] = [second[old0], second[old1]];
    value[down] = f0 + w * f1;
    value[up] = f1 + w * f0;
    first[down] = g0 + w * (g1 + slope * f1);
    first[up] = g1 + w * (g0 + slope * f0);
    second[down] = h0 + w * (h1 + slope * (2 * g1 + slope * f1));
    second[up] = h1 + w * (h0 + slope * (2 * g0 + slope * f0));
  }
}

function rescale(column: Column): void {
  const largest = column.value.reduce((most, x) => Math.max(most, x), 0);
  for (const numbers of [column.value, column.first, column.second])
    for (let s = 0; s < numbers.length; s++) numbers[s] /= largest;
  column.log += log(largest);
}

/** One state of each family under rotation, reflection and (where wanted) flipping all spins, with the family's size. */
export function columnFamilies(Ly: number, flips: boolean): { state: number; size: number }[] {
  const all = 2 ** Ly - 1;
  const sizes = new Map<number, number>();
  for (let state = 0; state <= all; state++) {
    let mirrored = 0;
    for (let y = 0; y < Ly; y++) if ((state >> y) & 1) mirrored |= 1 << (Ly - 1 - y);
    let least = state;
    for (const image of flips ? [state, mirrored, all ^ state, all ^ mirrored] : [state, mirrored])
      for (let turn = 0; turn < Ly; turn++)
        least = Math.min(least, ((image >> turn) | (image << (Ly - turn))) & all);
    sizes.set(least, (sizes.get(least) ?? 0) + 1);
  }
  return Array.from(sizes, ([state, size]) => ({ state, size }));
}
