/** A record of any length in bounded memory: neighbouring values share a bin, more and more of them as it grows. */
import { autocorrelation, type ChainValues, integratedTime, pooledMoments } from '../../core/mixing';
import type { MeasuredMean } from './frame';

const mostBins = 2048;
/** Share of a record that is left out: what remembers the start. */
const startShare = 1 / 4;
/** Bins without which no error is told, and lags that are looked at at once. */
const fewestBins = 24;
const lagsAtOnce = 16;
/** Independent values that an error should rest on. */
const enough = 40;

export class BinnedRecord {
  /** Values in a bin. */
  private size = 1;
  private bins = 0;
  /** Sums of complete bins and of the one under way, [columns × mostBins], [columns]. */
  private readonly sums: Float64Array;
  private readonly open: Float64Array;
  private inOpen = 0;

  constructor(readonly columns: number) {
    this.sums = new Float64Array(columns * mostBins);
    this.open = new Float64Array(columns);
  }

  /** One value for each column. */
  add(values: ArrayLike<number>): void {
    for (let column = 0; column < this.columns; column++) this.open[column] += values[column];
    if (++this.inOpen < this.size) return;
    for (let column = 0; column < this.columns; column++)
      this.sums[column * mostBins + this.bins] = this.open[column];
    this.open.fill(0);
    this.inOpen = 0;
    if (++this.bins === mostBins) this.merge();
  }

  /** Every two bins become one. */
  private merge(): void {
    this.bins = mostBins / 2;
    this.size *= 2;
    for (let column = 0; column < this.columns; column++) {
      const sums = this.sums.subarray(column * mostBins, (column + 1) * mostBins);
      for (let bin = 0; bin < this.bins; bin++) sums[bin] = sums[2 * bin] + sums[2 * bin + 1];
    }
  }

  /** Bins that count: without the first quarter, and without the one under way. */
  private get first(): number {
    return Math.floor(this.bins * startShare);
  }
  /** Values that count, and those left out before them. */
  get length(): number {
    return (this.bins - this.first) * this.size;
  }
  get leftOut(): number {
    return this.first * this.size;
  }
  /** Whether errors can be told. */
  get ready(): boolean {
    return this.bins - this.first >= fewestBins;
  }

  /** The mean of a column over what counts. */
  mean(column: number): number {
    const means = this.binMeans(column);
    return means.reduce((sum, value) => sum + value, 0) / means.length;
  }

  /** The mean of each bin that counts. */
  binMeans(column: number): Float64Array {
    const from = column * mostBins;
    return this.sums.subarray(from + this.first, from + this.bins).map((sum) => sum / this.size);
  }

  /**
   * The mean of bin means (of a column, or made from several) with its error √(τ variance/bins), τ their integrated
   * autocorrelation time. `variance` is that of single values, which makes τ a time in values.
   */
  judged(binMeans: Float64Array, variance: number): MeasuredMean {
    const chain = { chains: 1, length: binMeans.length, values: binMeans };
    const { mean, variance: ofBins } = pooledMoments(chain);
    if (ofBins === 0) return { mean, error: NaN, time: NaN, independent: 0, settled: false };
    const { time, settled } = correlationTime(chain);
    const independent = chain.length / time;
    return {
      mean,
      error: Math.sqrt((time * ofBins) / chain.length),
      time: Math.max(1, (time * ofBins * this.size) / variance),
      independent,
      settled: settled && independent >= enough,
    };
  }
}

/** Lags are looked at only until the correlation has died: most series forget soon. */
function correlationTime(chain: ChainValues) {
  const most = Math.floor(chain.length / 2);
  let correlations: number[] = [];
  for (let from = 0; ; from += lagsAtOnce) {
    const to = Math.min(most, from + lagsAtOnce);
    correlations = [...correlations, ...autocorrelation(chain, from, to)];
    const found = integratedTime(correlations, chain.length);
    if (found.settled || to === most) return found;
  }
}
