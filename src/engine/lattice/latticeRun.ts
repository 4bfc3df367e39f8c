/** One lattice being sampled: its chain, what has been seen of it, and what is known of it. */
import type { Lattice } from '../../core/ising/lattice';
import type { LatticeKernel, LatticeOptions } from '../../kernels/lattice';
import { FlowRecord } from './couplingFlow';
import { ExactLattice } from './exactValues';
import type { BlockedLevel, LatticeKnobs, LatticeRequest, LatticeStart } from './frame';
import { LatticeRecord } from './latticeRecord';

/** Lots of clusters flip about as many spins as the lattice has, as far as the first of them tell. */
const trialClusters = 30;
const largestLot = 4096;

export type MakeLattice = (options: LatticeOptions) => LatticeKernel;

export class LatticeRun {
  readonly lattice: Lattice;
  readonly exact: ExactLattice;
  record!: LatticeRecord;
  flow!: FlowRecord;
  /** Spins flipped by clusters. */
  flipped = 0;
  /** Clusters before each look; known once some were flipped. */
  private lot?: number;
  /** The lattice and its blocks as they are, until the chain goes on. */
  private picture?: BlockedLevel[];
  private readonly kernel: LatticeKernel;
  private readonly seed: number;

  constructor(
    make: MakeLattice,
    request: LatticeRequest,
    public knobs: LatticeKnobs,
  ) {
    const { lattice, seed, start } = request;
    this.lattice = lattice;
    this.seed = seed;
    const { K, field } = couplingsOf(knobs);
    this.kernel = make({ lattice, K, field, seed, start });
    this.exact = new ExactLattice(lattice);
    this.forget();
  }

  get sites(): number {
    return this.lattice.Lx * this.lattice.Ly;
  }
  get sweeps(): number {
    return this.kernel.sweeps;
  }
  get clusters(): number {
    return this.kernel.clusters;
  }
  /** In J, of the bonds. */
  get energy(): number {
    return -this.kernel.bondSum / this.sites;
  }
  get magnetisation(): number {
    return this.kernel.spinSum / this.sites;
  }

  /** Takes other knobs; what has been seen goes where it is about another distribution, or another chain. */
  configure(knobs: LatticeKnobs): void {
    const before = this.knobs;
    this.knobs = knobs;
    const { K, field } = couplingsOf(knobs);
    this.kernel.set(K, field);
    const names = ['temperature', 'field', 'algorithm'] as const;
    const otherLots = knobs.algorithm === 'wolff' && knobs.pace !== before.pace;
    if (otherLots || names.some((name) => knobs[name] !== before[name])) this.forget();
    else if (knobs.blockSize !== before.blockSize || knobs.blockings !== before.blockings) this.forgetFlow();
  }

  begin(start: LatticeStart): void {
    this.kernel.begin(start);
    this.forget();
  }

  private forget(): void {
    this.lot = undefined;
    this.forgetRecord(0);
    this.forgetFlow();
  }

  private forgetRecord(clustersPerLot: number): void {
    this.record = new LatticeRecord(this.sites, 1 / this.knobs.temperature, clustersPerLot);
  }

  private forgetFlow(): void {
    this.picture = undefined;
    const { blockSize, blockings } = this.knobs;
    this.flow = new FlowRecord(this.lattice, blockSize, blockings, this.seed);
  }

  /** Up to `most` sweeps, or lots of clusters, each looked at. */
  advance(most: number): void {
    this.picture = undefined;
    if (this.knobs.algorithm === 'metropolis') {
      this.record.add(this.kernel.sweep(most));
      return;
    }
    this.lot ??= this.tryLot();
    const records = this.kernel.flipClusters(most, this.lot);
    this.flipped += records.flips;
    this.record.add(records);
  }

  /** One sweep, or one cluster, which is looked at unless clusters are looked at in lots. */
  step(): void {
    this.picture = undefined;
    if (this.knobs.algorithm === 'metropolis') {
      this.record.add(this.kernel.sweep(1));
      return;
    }
    if (this.lot === undefined) {
      this.lot = 1;
      this.forgetRecord(1);
    }
    const records = this.kernel.flipClusters(1, 1);
    this.flipped += records.flips;
    if (this.lot === 1) this.record.add(records);
  }

  /**
   * How many clusters make a lot: fixed from here on, since a look that came when enough spins were flipped would come
   * more often after large clusters. The tries themselves are not looked at.
   */
  private tryLot(): number {
    const { flips } = this.kernel.flipClusters(1, trialClusters);
    this.flipped += flips;
    const mean = Math.max(1, flips / trialClusters);
    const lot = Math.min(largestLot, Math.max(1, Math.round(this.sites / mean)));
    this.forgetRecord(lot);
    return lot;
  }

  /** The lattice, and it blocked as often as the knobs say and it can be. */
  levels(): readonly BlockedLevel[] {
    this.picture ??= this.flow.levelsOf(this.kernel.spins());
    return this.picture;
  }

  /** The picture as it is counts for the flow. */
  takePicture(): void {
    if (this.knobs.blockings > 0) this.flow.add(this.levels());
  }
}

const couplingsOf = ({ temperature, field }: LatticeKnobs) => ({
  K: 1 / temperature,
  field: field / temperature,
});
