/**
 * Ising spins on a torus or ring, flipped one at a time (Metropolis et al. 1953). A sweep visits every site once: first
 * those with x + y even, then the others, each colour in order of its sites. On even sides no two sites of a colour are
 * neighbours, so a colour may be done at once; on odd ones they meet at the seam, and the order counts. Any order leaves
 * the equilibrium as it is, since every single flip does.
 */
import { exp } from '../elementary';
import { randomWords } from '../random';
import { type Lattice, magnetisationOf, neighbourTable, spinBondSum } from './lattice';

/** The probability of a flip that raises −ln weight by `rise`. In equilibrium p(x) = e^{−x} p(−x). */
export type FlipRule = (rise: number) => number;

/**
 * min(1, e^{−x}), but ½ at x = 0: a flip that costs nothing is made by a coin. Were it always made, sweeps in a fixed
 * order would not be ergodic everywhere. On a ring each wall between unlike spins would go on in its direction for ever, so
 * that as many more go one way than the other as in the beginning; and at K = 0 every spin would turn in every sweep.
 */
export const metropolis: FlipRule = (rise) => (rise === 0 ? 0.5 : rise < 0 ? 1 : exp(-rise));

/** 1 / (1 + e^x), Glauber 1963: the new spin doesn't depend on the old one, and K = 0 mixes at once. */
export const heatBath: FlipRule = (rise) => 1 / (1 + exp(rise));

export interface MetropolisOptions {
  readonly lattice: Lattice;
  readonly K: number;
  readonly field?: number;
  readonly seed: number;
  /** Number of the chain: chains of one seed are independent. */
  readonly chain?: number;
  readonly rule?: FlipRule;
  /** All spins up, or each by a coin. */
  readonly start?: 'up' | 'random';
}

/** Sweeps of the Philox counter that the spins' words stand under; `WolffSampler` has 0 and 1. */
const flipWords = 2;
const startWords = 3;

/**
 * A chain of lattices. In sweep t site i is flipped iff its word (block i >> 2, word i & 3; purpose ising, c1 = chain,
 * c2 = t, sweep 2) lies below 2^32 times the probability, which is looked up by spin and sum of neighbours.
 */
export class MetropolisSampler {
  /** ±1, row-major [Ly × Lx]. */
  readonly spins: Int8Array;
  /** Sweeps done. */
  sweeps = 0;
  private readonly lattice: Lattice;
  private readonly seed: number;
  private readonly chain: number;
  private readonly rule: FlipRule;
  private readonly neighbours: Int32Array;
  private readonly degree: number;
  /** Sites in the order of a sweep. */
  private readonly order: Int32Array;
  private readonly words: Uint32Array;
  /** [2 × degree + 1]: row 1 for spin up; column half of (sum of neighbours + degree). */
  private readonly limits: Float64Array;

  constructor({
    lattice,
    K,
    field,
    seed,
    chain = 0,
    rule = metropolis,
    start = 'random',
  }: MetropolisOptions) {
    this.neighbours = neighbourTable(lattice);
    const sites = lattice.Lx * lattice.Ly;
    this.degree = this.neighbours.length / sites;
    this.lattice = lattice;
    this.seed = seed;
    this.chain = chain;
    this.rule = rule;
    this.order = checkerboard(lattice);
    this.words = new Uint32Array(sites);
    this.limits = new Float64Array(2 * (this.degree + 1));
    this.spins = new Int8Array(sites).fill(1);
    if (start === 'random') {
      this.fillWords(startWords, 0);
      this.words.forEach((word, i) => {
        this.spins[i] = word & 1 ? 1 : -1;
      });
    }
    this.set(K, field);
  }

  /** Goes on at another coupling and field. RangeError where one isn't finite. */
  set(K: number, field = 0): void {
    if (!Number.isFinite(K)) throw new RangeError(`invalid K: ${K}; expected a number`);
    if (!Number.isFinite(field)) throw new RangeError(`invalid field: ${field}; expected a number`);
    const { degree, limits, rule } = this;
    for (const spin of [-1, 1])
      for (let up = 0; up <= degree; up++) {
        const rise = 2 * spin * (K * (2 * up - degree) + field);
        limits[((spin + 1) / 2) * (degree + 1) + up] = rule(rise) * 2 ** 32;
      }
  }

  /** As many attempted flips as there are spins. Returns how many were made. */
  sweep(): number {
    const { spins, neighbours, degree, order, words, limits } = this;
    this.fillWords(flipWords, this.sweeps++);
    let flips = 0;
    for (const site of order) {
      let around = 0;
      for (let d = 0; d < degree; d++) around += spins[neighbours[site * degree + d]];
      const row = spins[site] === 1 ? degree + 1 : 0;
      if (words[site] >= limits[row + (around + degree) / 2]) continue;
      spins[site] = -spins[site];
      flips++;
    }
    return flips;
  }

  get bondSum(): number {
    return spinBondSum(this.lattice, this.spins);
  }

  /** The mean spin, −1..1. */
  get magnetisation(): number {
    return magnetisationOf(this.spins);
  }

  private fillWords(sweep: number, update: number): void {
    const place = { purpose: 'ising', sweep, row: this.chain, update } as const;
    for (let first = 0; first < this.words.length; first += 4) {
      const block = randomWords(this.seed, place, first >> 2);
      for (let n = 0; n < 4 && first + n < this.words.length; n++) this.words[first + n] = block[n];
    }
  }
}

/** The sites with x + y even, then the others. */
export function checkerboard({ Lx, Ly }: Lattice): Int32Array {
  const colour = (site: number) => ((site % Lx) + Math.floor(site / Lx)) % 2;
  const sites = Array.from({ length: Lx * Ly }, (_, site) => site);
  return Int32Array.from([...sites.filter((i) => colour(i) === 0), ...sites.filter((i) => colour(i) === 1)]);
}
