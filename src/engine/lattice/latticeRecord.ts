/** What a chain of lattices has shown: means with errors that count how long it remembers. */
import type { LatticeRecords } from '../../kernels/lattice';
import { BinnedRecord } from './binnedRecord';
import type { LatticeMeasures } from './frame';

/** Columns: bond sum and its square (both from the first one), |m|, m, and m² with m = Σ s/N. */
const [bonds, squares, absolute, signed, magnetisationSquares] = [0, 1, 2, 3, 4];
const columns = 5;

export class LatticeRecord {
  private readonly record = new BinnedRecord(columns);
  /** The first bond sum: squares are taken from there, so that their mean keeps its digits. */
  private origin?: number;
  private readonly row = new Float64Array(columns);

  constructor(
    private readonly sites: number,
    private readonly K: number,
    /** Clusters before each value; 0 for a sweep. */
    private readonly clustersPerLot: number,
  ) {}

  add({ bondSums, spinSums }: Pick<LatticeRecords, 'bondSums' | 'spinSums'>): void {
    const { row, record } = this;
    this.origin ??= bondSums[0];
    for (let n = 0; n < bondSums.length; n++) {
      const bondSum = bondSums[n] - this.origin;
      const magnetisation = spinSums[n] / this.sites;
      row[bonds] = bondSum;
      row[squares] = bondSum * bondSum;
      row[absolute] = Math.abs(magnetisation);
      row[signed] = magnetisation;
      row[magnetisationSquares] = magnetisation * magnetisation;
      record.add(row);
    }
  }

  /** Undefined while the record is too short for any error. */
  measures(): LatticeMeasures | undefined {
    const { record, sites } = this;
    if (!record.ready) return undefined;
    const mean = record.mean(bonds);
    const variance = record.mean(squares) - mean * mean;
    // |m|² is m²: one column serves both
    const square = record.mean(magnetisationSquares);
    const varianceOf = (column: number) => square - record.mean(column) ** 2;
    const energies = record.binMeans(bonds).map((sum) => -(sum + this.origin!) / sites);
    return {
      energy: record.judged(energies, variance / sites ** 2),
      magnetisation: record.judged(record.binMeans(absolute), varianceOf(absolute)),
      signedMagnetisation: record.judged(record.binMeans(signed), varianceOf(signed)),
      heatCapacity: this.heat(mean, variance),
      length: record.length,
      leftOut: record.leftOut,
      clustersPerLot: this.clustersPerLot,
    };
  }

  /** The variance as a mean of (B − ⟨B⟩)², whose error is then that of a mean. Its time is that of the bond sum. */
  private heat(mean: number, variance: number) {
    const { record, sites, K } = this;
    const scale = (K * K) / sites;
    const sums = record.binMeans(bonds);
    const heats = record
      .binMeans(squares)
      .map((square, bin) => scale * (square - 2 * mean * sums[bin] + mean * mean));
    return record.judged(heats, 2 * (scale * variance) ** 2);
  }
}
