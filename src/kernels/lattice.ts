/** Ising spins on tori and rings in WebAssembly: the typed loader of `assembly/lattice.entry.ts`. */
import { exp } from '../core/elementary';
import { checkLattice, type Lattice } from '../core/ising/lattice';
import { metropolis } from '../core/ising/metropolis';
import { randomWords } from '../core/random';

/** Spins along a side, at most. */
export const largestSide = 128;
/** Records that one call leaves, at most. */
export const mostRecords = 1024;

export interface LatticeOptions {
  readonly lattice: Lattice;
  /** Of every bond, J/kT: any number for single flips, 0 or more for clusters. */
  readonly K: number;
  /** h of every site, H/kT. */
  readonly field?: number;
  readonly seed: number;
  /** Number of the chain: chains of one seed are independent. */
  readonly chain?: number;
  readonly start?: 'up' | 'random';
}

/** What a lattice was like after each of several sweeps, or clusters. */
export interface LatticeRecords {
  /** Σ s_i s_j over the bonds, [records]. */
  readonly bondSums: Int32Array;
  /** Σ s, [records]. */
  readonly spinSums: Int32Array;
  /** Spins flipped on the way by clusters; as many as were tried, by single flips. */
  readonly flips: number;
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  setKey(low: number, high: number): void;
  layOut(Lx: number, Ly: number, chain: number): void;
  spinsAddress(): number;
  rowStride(): number;
  limitsAddress(): number;
  recordsAddress(): number;
  setCluster(bondLimit: number, field: number): void;
  closeRows(): void;
  bondSum(): number;
  spinSum(): number;
  sweep(first: number, count: number): void;
  clusters(sweepTag: number, first: number, count: number, per: number): number;
  flipCluster(sweepTag: number, row: number, update: number): number;
}

/** Sweeps of the Philox counter: random starts as in `MetropolisSampler`, clusters apart from `WolffSampler`'s. */
const startWords = 3;
const clusterTag = 5;

/** A lattice of at most 128 × 128 spins in a memory of its own: `MetropolisSampler`'s spins, bit by bit. */
export class LatticeKernel {
  readonly lattice: Lattice;
  /** Sweeps of single flips, and clusters tried. */
  sweeps = 0;
  clusters = 0;
  private readonly wasm: Exports;
  private readonly seed: number;
  private readonly chain: number;
  private K = 0;

  /** On the given compiled `lattice.wasm`. RangeError for a lattice that is none, or a side above 128. */
  constructor(module: WebAssembly.Module, options: LatticeOptions) {
    const { lattice, seed, chain = 0, start = 'random' } = options;
    checkLattice(lattice);
    for (const [name, side] of Object.entries({ Lx: lattice.Lx, Ly: lattice.Ly }))
      if (side > largestSide)
        throw new RangeError(`invalid ${name}: ${side}; expected at most ${largestSide}`);
    this.wasm = new WebAssembly.Instance(module, { env: { abort } }).exports as unknown as Exports;
    this.lattice = { Lx: lattice.Lx, Ly: lattice.Ly };
    this.seed = seed;
    this.chain = chain;
    this.wasm.setKey(seed >>> 0, Math.floor(seed / 2 ** 32));
    this.wasm.layOut(lattice.Lx, lattice.Ly, chain);
    this.begin(start);
    this.set(options.K, options.field);
  }

  /** All spins up, or each by a coin; counters go on. */
  begin(start: 'up' | 'random'): void {
    const spins = new Int8Array(this.lattice.Lx * this.lattice.Ly).fill(1);
    if (start === 'random') {
      const place = { purpose: 'ising', sweep: startWords, row: this.chain, update: this.sweeps } as const;
      const block = new Uint32Array(4);
      spins.forEach((_, i) => {
        if ((i & 3) === 0) randomWords(this.seed, place, i >> 2, block);
        spins[i] = block[i & 3] & 1 ? 1 : -1;
      });
    }
    this.place(spins);
  }

  /** Goes on from these spins, ±1, row-major [Ly × Lx]. TypeError for another number of them. */
  place(spins: ArrayLike<number>): void {
    const { Lx, Ly } = this.lattice;
    if (spins.length !== Lx * Ly) throw new TypeError(`invalid spins: ${spins.length}; expected ${Lx * Ly}`);
    for (let y = 0; y < Ly; y++) {
      const row = this.row(y);
      for (let x = 0; x < Lx; x++) row[x] = spins[x + Lx * y];
    }
    this.wasm.closeRows();
  }

  /** Goes on at another coupling and field. RangeError where one isn't finite. */
  set(K: number, field = 0): void {
    if (!Number.isFinite(K)) throw new RangeError(`invalid K: ${K}; expected a number`);
    if (!Number.isFinite(field)) throw new RangeError(`invalid field: ${field}; expected a number`);
    this.K = K;
    const degree = this.lattice.Ly === 1 ? 2 : 4;
    const table = new Uint8Array(this.wasm.memory.buffer, this.wasm.limitsAddress(), 5 * 16);
    for (const spin of [-1, 1])
      for (let up = 0; up <= degree; up++) {
        const rise = 2 * spin * (K * (2 * up - degree) + field);
        const limit = Math.ceil(metropolis(rise) * 2 ** 32);
        const site = ((spin + 1) / 2) * (degree + 1) + up;
        table[site] = limit >= 2 ** 32 ? 255 : 0;
        for (let byte = 0; byte < 4; byte++) table[16 * (byte + 1) + site] = (limit / 2 ** (8 * byte)) & 255;
      }
    this.wasm.setCluster(Math.ceil((1 - exp(-2 * Math.max(0, K))) * 2 ** 32), field);
  }

  /** `count` sweeps, at most 1,024: each tries every spin once. The records are copies. */
  sweep(count: number): LatticeRecords {
    this.checkCount(count);
    this.wasm.sweep(this.sweeps, count);
    this.sweeps += count;
    return this.records(count, count * this.lattice.Lx * this.lattice.Ly);
  }

  /** `count` records, at most 1,024, with `per` clusters before each. RangeError for K < 0: it has no clusters. */
  flipClusters(count: number, per = 1): LatticeRecords {
    this.checkCount(count);
    if (this.K < 0) throw new RangeError(`invalid K: ${this.K}; expected 0 or more for clusters`);
    const flips = this.wasm.clusters(clusterTag, this.clusters, count, per);
    this.clusters += count * per;
    return this.records(count, flips);
  }

  /** Flips one cluster with the words of a place of the caller's: sweep, row and update of the counter. */
  flipCluster(sweepTag: number, row: number, update: number): number {
    const size = this.wasm.flipCluster(sweepTag, row, update);
    this.wasm.closeRows();
    return size;
  }

  /** ±1, row-major [Ly × Lx]: a copy. */
  spins(): Int8Array {
    const { Lx, Ly } = this.lattice;
    const spins = new Int8Array(Lx * Ly);
    for (let y = 0; y < Ly; y++) spins.set(this.row(y), y * Lx);
    return spins;
  }

  get bondSum(): number {
    return this.wasm.bondSum();
  }
  get spinSum(): number {
    return this.wasm.spinSum();
  }

  private checkCount(count: number): void {
    if (!(Number.isInteger(count) && count >= 1 && count <= mostRecords))
      throw new RangeError(`invalid count: ${count}; expected a whole number 1..${mostRecords}`);
  }

  private row(y: number): Int8Array {
    const { memory, spinsAddress, rowStride } = this.wasm;
    return new Int8Array(memory.buffer, spinsAddress() + y * rowStride(), this.lattice.Lx);
  }

  private records(count: number, flips: number): LatticeRecords {
    const pairs = new Int32Array(this.wasm.memory.buffer, this.wasm.recordsAddress(), 2 * count);
    const bondSums = new Int32Array(count);
    const spinSums = new Int32Array(count);
    for (let n = 0; n < count; n++) {
      bondSums[n] = pairs[2 * n];
      spinSums[n] = pairs[2 * n + 1];
    }
    return { bondSums, spinSums, flips };
  }
}

function abort(): never {
  throw new Error('lattice.wasm stopped');
}
