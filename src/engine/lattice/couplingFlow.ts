/** A lattice blocked again and again, and the coupling that it looks like each time: the flow under blocking. */
import { blockSpins } from '../../core/ising/blocking';
import { bondMomentsOf, couplingOfBondSum } from '../../core/ising/couplingEstimate';
import { type Lattice, spinBondSum } from '../../core/ising/lattice';
import { BinnedRecord } from './binnedRecord';
import type { BlockedLevel, CouplingFlow, FlowPoint } from './frame';

/** Lattices from the one that is sampled on, each blocked from the one before, as often as it can be. */
export function blockedLattices(lattice: Lattice, size: number, blockings: number): Lattice[] {
  const lattices = [lattice];
  const fits = (side: number) => side % size === 0 && side / size >= 2;
  for (let n = 0; n < blockings; n++) {
    const { Lx, Ly } = lattices[n];
    if (!(fits(Lx) && (Ly === 1 || fits(Ly)))) break;
    lattices.push({ Lx: Lx / size, Ly: Ly === 1 ? 1 : Ly / size });
  }
  return lattices;
}

/** Blocks pictures and keeps their bond sums, level by level. */
export class FlowRecord {
  readonly lattices: readonly Lattice[];
  private readonly record: BinnedRecord;
  private pictures = 0;

  constructor(
    lattice: Lattice,
    private readonly blockSize: number,
    blockings: number,
    private readonly seed: number,
  ) {
    this.lattices = blockedLattices(lattice, blockSize, blockings);
    this.record = new BinnedRecord(this.lattices.length);
  }

  /** The levels of one picture. Its ties are decided by coins of its number, so that no block leans to one side. */
  levelsOf(spins: Int8Array): BlockedLevel[] {
    const levels: BlockedLevel[] = [{ lattice: this.lattices[0], spins }];
    for (let level = 1; level < this.lattices.length; level++) {
      const before = levels[level - 1];
      const coins = { seed: this.seed, picture: this.pictures, level: level - 1 };
      levels.push(blockSpins(before.lattice, before.spins, this.blockSize, coins));
    }
    return levels;
  }

  /** Takes in a picture that the chain has come to. */
  add(levels: readonly BlockedLevel[]): void {
    this.pictures++;
    this.record.add(levels.map(({ lattice, spins }) => spinBondSum(lattice, spins)));
  }

  /**
   * The flow, a level at a time (128 × 128 takes 20 ms); yields undefined in between. The error follows from that of
   * the bond sum: dK = dB / Var(B).
   */
  *flow(): Generator<CouplingFlow | undefined> {
    const points: FlowPoint[] = [];
    const { record, lattices } = this;
    const length = record.length;
    if (!record.ready) return;
    for (let level = 0; level < lattices.length; level++) {
      points.push(this.pointAt(level));
      yield undefined;
    }
    yield { points, pictures: length };
  }

  private pointAt(level: number): FlowPoint {
    const lattice = this.lattices[level];
    const { mean, error } = this.record.judged(this.record.binMeans(level), 1);
    const coupling = couplingOfBondSum(lattice, mean);
    const slope = Number.isFinite(coupling) ? bondMomentsOf(lattice, coupling).varBondSum : NaN;
    return { lattice, coupling, error: error / slope };
  }
}
