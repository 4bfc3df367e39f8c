/** Ising lattices as a data set, drawn a few at a time so that whoever waits can show how far it is. */
import { type WolffOptions, WolffSampler } from '../ising/wolff';
import type { Rows } from '../rows';
import { checkWhole, countsOf, type DataSet, splitEveryFifth } from './dataSet';

export class IsingLattices {
  readonly count: number;
  private readonly side: number;
  private readonly temperature: number;
  private readonly sampler: WolffSampler;
  private readonly bytes: Uint8Array;
  private drawn = 0;

  /** RangeError for a side outside 3..32, no sample, or a temperature that is not positive. */
  constructor(options: WolffOptions & { readonly count: number }) {
    checkWhole('lattice side', options.side, 3, 32);
    checkWhole('samples', options.count, 1, 100_000);
    this.count = options.count;
    this.side = options.side;
    this.temperature = options.temperature;
    this.sampler = new WolffSampler(options);
    this.bytes = new Uint8Array(this.count * this.side ** 2);
  }

  /** Lattices drawn so far. */
  get done(): number {
    return this.drawn;
  }

  /** Draws up to `lattices` more; true when all are there. */
  advance(lattices: number): boolean {
    const end = Math.min(this.count, this.drawn + lattices);
    for (; this.drawn < end; this.drawn++) this.bytes.set(this.sampler.next(), this.drawn * this.side ** 2);
    return this.drawn === this.count;
  }

  /** The data set; draws whatever is missing first. */
  result(): DataSet {
    this.advance(this.count);
    const rows: Rows = { count: this.count, width: this.side ** 2, bytes: this.bytes };
    const split = splitEveryFifth(rows);
    const what = `Ising lattices of ${this.side}×${this.side} spins at T = ${this.temperature}`;
    return {
      name: 'ising',
      description: countsOf(what, split.training, split.heldOut),
      shape: { rows: this.side, columns: this.side },
      ...split,
    };
  }
}
