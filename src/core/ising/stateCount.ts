/** Small lattices exactly: all states are counted once by bond sum and magnetisation, then weighed at any K and h. */
import { exp, log } from '../elementary';
import type { BondMoments } from './bondMoments';
import { bondCount, checkLattice, type Lattice, neighbourTable } from './lattice';

/** Above this many spins states are no longer counted: 2^20 take a few hundredths of a second. */
export const largestCounted = 20;

export interface StateCount {
  readonly sites: number;
  readonly bonds: number;
  /**
   * How many states have bond sum B and Σs = M, row-major [bonds + 1 × sites + 1]: row (B + bonds)/2, column
   * (M + sites)/2. B may be odd or even as `bonds` is, since a flip changes it by an even number.
   */
  readonly counts: Float64Array;
}

export interface StateMoments extends BondMoments {
  /** Of the mean spin: ⟨m⟩, ⟨|m|⟩, ⟨m²⟩ and ⟨m⁴⟩. */
  readonly meanMagnetisation: number;
  readonly meanAbsMagnetisation: number;
  readonly meanSquareMagnetisation: number;
  readonly meanFourthMagnetisation: number;
}

/**
 * Counts the states of a lattice of at most 20 spins (else RangeError), each from the one before by a single flip: the
 * reflected binary code of Gray, whose n-th step flips the lowest digit that is 1 in n.
 */
export function countStates(lattice: Lattice): StateCount {
  checkLattice(lattice);
  const sites = lattice.Lx * lattice.Ly;
  if (sites > largestCounted)
    throw new RangeError(`invalid lattice: ${sites} spins; expected at most ${largestCounted}`);
  const table = neighbourTable(lattice);
  const degree = table.length / sites;
  const bonds = bondCount(lattice);
  const counts = new Float64Array((bonds + 1) * (sites + 1));
  const spins = new Int8Array(sites).fill(-1);
  let [row, column] = [bonds, 0];
  counts[row * (sites + 1) + column]++;
  for (let n = 1; n < 2 ** sites; n++) {
    const site = 31 - Math.clz32(n & -n);
    let around = 0;
    for (let d = 0; d < degree; d++) around += spins[table[site * degree + d]];
    row -= spins[site] * around;
    column -= spins[site];
    spins[site] = -spins[site];
    counts[row * (sites + 1) + column]++;
  }
  return { sites, bonds, counts };
}

/** ln Z and moments at coupling K and field h, both finite and of either sign. */
export function momentsOfCount({ sites, bonds, counts }: StateCount, K: number, field = 0): StateMoments {
  const bondSum = (n: number) => 2 * Math.floor(n / (sites + 1)) - bonds;
  const spinSum = (n: number) => 2 * (n % (sites + 1)) - sites;
  const exponents = counts.map((count, n) =>
    count === 0 ? -Infinity : K * bondSum(n) + field * spinSum(n) + log(count),
  );
  const largest = exponents.reduce((most, x) => Math.max(most, x), -Infinity);
  const weights = exponents.map((x) => exp(x - largest));
  const total = weights.reduce((sum, w) => sum + w, 0);
  const mean = (value: (n: number) => number) =>
    weights.reduce((sum, w, n) => (w === 0 ? sum : sum + w * value(n)), 0) / total;
  const meanBondSum = mean(bondSum);
  return {
    logZ: largest + log(total),
    meanBondSum,
    varBondSum: mean((n) => (bondSum(n) - meanBondSum) ** 2),
    meanMagnetisation: mean((n) => spinSum(n) / sites),
    meanAbsMagnetisation: mean((n) => Math.abs(spinSum(n)) / sites),
    meanSquareMagnetisation: mean((n) => (spinSum(n) / sites) ** 2),
    meanFourthMagnetisation: mean((n) => (spinSum(n) / sites) ** 4),
  };
}
