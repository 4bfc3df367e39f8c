/**
 * Ising spins on an L×L torus, sampled by flipping clusters (Wolff 1989), which stays quick at the critical point
 * where single flips slow down. J = 1, no field: K = 1/T.
 */
import { exp } from '../elementary';
import { randomWords } from '../random';

/** Where the infinite lattice turns critical: T_c = 2 / ln(1 + √2). */
export const criticalTemperature = 2.269185314213022;

/** Sweeps (as many flipped spins as the lattice has) before the first sample, and between samples. */
const thermalisingSweeps = 60;
const sweepsBetween = 4;

export interface WolffOptions {
  /** L ≥ 3, spins. */
  readonly side: number;
  /** In units of J/k. */
  readonly temperature: number;
  readonly seed: number;
  /** Number of the chain: chains of one seed are independent. */
  readonly chain?: number;
}

/** Sweeps of the Philox counter that clusters stand under: 0 and 1 of the first chain, 16 and up of the others. */
const clusterWords = (chain: number, sweep: number): number => (chain === 0 ? sweep : 14 + 2 * chain + sweep);

/** A chain of nearly independent lattices; `next()` again and again gives the same ones for the same options. */
export class WolffSampler {
  /** Clusters flipped between two samples, or one more; fixed once the lattice is thermal. */
  readonly clustersBetween: number;
  private readonly side: number;
  private readonly seed: number;
  private readonly chain: number;
  /** A bond between equal spins joins them where its word lies below this: p = 1 − e^{−2K}. */
  private readonly bondLimit: number;
  private readonly spins: Int8Array;
  private readonly stack: Int32Array;
  private samples = 0;
  private readonly words = new Uint32Array(4);

  constructor({ side, temperature, seed, chain = 0 }: WolffOptions) {
    if (!(Number.isInteger(side) && side >= 3))
      throw new RangeError(`invalid lattice side: ${side}; expected a whole number from 3`);
    if (!(temperature > 0)) throw new RangeError(`invalid temperature: ${temperature}; expected above 0`);
    this.side = side;
    this.seed = seed;
    this.chain = chain;
    this.bondLimit = (1 - exp(-2 / temperature)) * 2 ** 32;
    // All up: a random start could freeze into stripes at low temperature.
    this.spins = new Int8Array(side * side).fill(1);
    this.stack = new Int32Array(side * side);
    this.clustersBetween = Math.ceil((sweepsBetween * side * side) / this.thermalise());
  }

  /**
   * The next lattice as bits v = (s + 1)/2, row-major [L × L]. A coin adds one cluster or not: in the cold a cluster
   * is the whole lattice, in great heat a single spin, and a fixed number of them would keep the sign of the
   * magnetisation, or its parity, in step with the samples.
   */
  next(): Uint8Array {
    const sample = this.samples++;
    const coin = this.wordsOf(1, sample, 0, 0)[0] & 1;
    for (let cluster = 1; cluster <= this.clustersBetween + coin; cluster++)
      this.flipCluster(1, sample, cluster);
    return Uint8Array.from(this.spins, (spin) => (spin === 1 ? 1 : 0));
  }

  /** Brings the lattice to equilibrium; returns the mean size of a cluster in the second half of the way. */
  private thermalise(): number {
    const area = this.spins.length;
    let cluster = 0;
    let flipped = 0;
    while (flipped < (thermalisingSweeps / 2) * area) flipped += this.flipCluster(0, 0, cluster++);
    const before = cluster;
    flipped = 0;
    while (flipped < (thermalisingSweeps / 2) * area) flipped += this.flipCluster(0, 0, cluster++);
    return flipped / (cluster - before);
  }

  private wordsOf(sweep: number, sample: number, cluster: number, block: number): Uint32Array {
    return randomWords(
      this.seed,
      { purpose: 'ising', sweep: clusterWords(this.chain, sweep), row: sample, update: cluster },
      block,
      this.words,
    );
  }

  /** Flips the cluster about a random spin and returns its size. Its words are used up in order. */
  private flipCluster(sweep: number, sample: number, cluster: number): number {
    const { spins, stack, side, bondLimit } = this;
    const words = this.wordsOf(sweep, sample, cluster, 0);
    let used = 1;
    const seedSite = Math.floor((words[0] * spins.length) / 2 ** 32);
    const spin = spins[seedSite];
    spins[seedSite] = -spin;
    stack[0] = seedSite;
    let height = 1;
    let size = 0;
    while (height > 0) {
      const site = stack[--height];
      size++;
      for (let direction = 0; direction < 4; direction++) {
        const neighbour = neighbourOf(site, direction, side);
        if (spins[neighbour] !== spin) continue;
        if ((used & 3) === 0) this.wordsOf(sweep, sample, cluster, used >> 2);
        if (words[used++ & 3] >= bondLimit) continue;
        spins[neighbour] = -spin;
        stack[height++] = neighbour;
      }
    }
    return size;
  }
}

/** The neighbour of a site on the torus: 0 right, 1 left, 2 below, 3 above. */
export function neighbourOf(site: number, direction: number, side: number): number {
  const column = site % side;
  if (direction === 0) return column === side - 1 ? site - column : site + 1;
  if (direction === 1) return column === 0 ? site + side - 1 : site - 1;
  if (direction === 2) return site + side < side * side ? site + side : column;
  return site >= side ? site - side : site + side * (side - 1);
}

/** Σ s_i s_j over the 2L² bonds of the torus, from bits; the energy is its negative. */
export function bondSum(bits: Uint8Array, side: number): number {
  let sum = 0;
  for (let site = 0; site < bits.length; site++)
    for (const direction of [0, 2]) sum += bits[site] === bits[neighbourOf(site, direction, side)] ? 1 : -1;
  return sum;
}
