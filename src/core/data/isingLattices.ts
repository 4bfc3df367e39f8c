/**
 * Ising lattices as a data set, of one temperature or of nine, drawn a few at a time so that whoever waits can show how
 * far it is.
 */
import { exp, log } from '../elementary';
import { type WolffOptions, WolffSampler } from '../ising/wolff';
import type { Rows } from '../rows';
import { checkWhole, countsOf, type DataSet, splitEveryFifth } from './dataSet';

/** Temperatures of a spread data set: odd, so that the middle one is among them, and no multiple of 5, so that every
 * fifth row takes from all of them. */
const spreadOver = 9;

/** From T/spread to T·spread in nine even steps of ln T, or T alone where `spread` is 1. RangeError below 1. */
export function latticeTemperatures(temperature: number, spread: number): number[] {
  if (!(spread >= 1)) throw new RangeError(`invalid spread: ${spread}; expected 1 or more`);
  if (spread === 1) return [temperature];
  const step = (2 * log(spread)) / (spreadOver - 1);
  return Array.from({ length: spreadOver }, (_, n) => temperature * exp((n - (spreadOver - 1) / 2) * step));
}

export class IsingLattices {
  readonly count: number;
  private readonly side: number;
  private readonly temperatures: readonly number[];
  private readonly samplers: readonly WolffSampler[];
  private readonly bytes: Uint8Array;
  private drawn = 0;

  /**
   * Row n is of temperature n mod 9 of a spread set. RangeError for a side outside 3..32, no sample, a temperature that
   * is not positive, or a spread below 1.
   */
  constructor(options: Omit<WolffOptions, 'chain'> & { readonly count: number; readonly spread?: number }) {
    checkWhole('lattice side', options.side, 3, 32);
    checkWhole('samples', options.count, 1, 100_000);
    this.count = options.count;
    this.side = options.side;
    this.temperatures = latticeTemperatures(options.temperature, options.spread ?? 1);
    this.samplers = this.temperatures.map(
      (temperature, chain) => new WolffSampler({ ...options, temperature, chain }),
    );
    this.bytes = new Uint8Array(this.count * this.side ** 2);
  }

  /** Lattices drawn so far. */
  get done(): number {
    return this.drawn;
  }

  /** Draws up to `lattices` more; true when all are there. */
  advance(lattices: number): boolean {
    const end = Math.min(this.count, this.drawn + lattices);
    for (; this.drawn < end; this.drawn++)
      this.bytes.set(this.samplers[this.drawn % this.samplers.length].next(), this.drawn * this.side ** 2);
    return this.drawn === this.count;
  }

  /** The data set; draws whatever is missing first. */
  result(): DataSet {
    this.advance(this.count);
    const rows: Rows = { count: this.count, width: this.side ** 2, bytes: this.bytes };
    const split = splitEveryFifth(rows);
    const [first, last] = [this.temperatures[0], this.temperatures.at(-1)!];
    const at =
      this.temperatures.length === 1
        ? `at T = ${Number(first.toFixed(3))}`
        : `at ${spreadOver} temperatures from T = ${first.toFixed(3)} to ${last.toFixed(3)}`;
    const what = `Ising lattices of ${this.side}×${this.side} spins ${at}`;
    return {
      name: 'ising',
      description: countsOf(what, split.training, split.heldOut),
      shape: { rows: this.side, columns: this.side },
      ...split,
    };
  }
}
