/** The states of several chains over time, a bit a unit, and how each unit mixes. */
import { rHatOf } from './mixing';

/** Bits set in a 32-bit word (Warren, "Hacker's Delight", §5-1). */
function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Up to `length` states of `chains` chains of `units` units; a pair of times is compared 32 chains at once. */
export class UnitRecord {
  /** Words of a unit at a time: a bit a chain. */
  private readonly words: number;
  /** [units × length × words] */
  private readonly bits: Uint32Array;
  /** How often a unit was on in each half of each chain, [units × chains × 2]. */
  private readonly halves: Float64Array;
  /** How often a unit was on, [units]. */
  private readonly counts: Float64Array;
  /** Times recorded. */
  recorded = 0;

  constructor(
    readonly units: number,
    readonly chains: number,
    readonly length: number,
  ) {
    this.words = Math.ceil(chains / 32);
    this.bits = new Uint32Array(units * length * this.words);
    this.halves = new Float64Array(units * chains * 2);
    this.counts = new Float64Array(units);
  }

  /** Enters the next states, [chains × units] bytes 0/1. */
  push(states: Uint8Array): void {
    const { units, chains, length, words, bits, halves, counts, recorded: t } = this;
    const n = Math.floor(length / 2);
    const half = t < n ? 0 : t >= length - n ? 1 : -1;
    for (let chain = 0; chain < chains; chain++) {
      const [word, bit] = [chain >>> 5, 1 << (chain & 31)];
      for (let unit = 0; unit < units; unit++) {
        if (states[chain * units + unit] === 0) continue;
        bits[(unit * length + t) * words + word] |= bit;
        counts[unit]++;
        if (half >= 0) halves[(unit * chains + chain) * 2 + half]++;
      }
    }
    this.recorded++;
  }

  /** How often a unit was on, 0..1. */
  mean(unit: number): number {
    return this.counts[unit] / (this.chains * this.length);
  }

  /** Whether a unit was seen both on and off. */
  moves(unit: number): boolean {
    return this.counts[unit] > 0 && this.counts[unit] < this.chains * this.length;
  }

  /** As `autocorrelation` of the unit's bits, at the lags [from, to): NaN where it never moved. */
  autocorrelation(unit: number, from: number, to: number): Float64Array {
    const { chains, length, words, bits } = this;
    const mean = this.mean(unit);
    const start = unit * length * words;
    const size = length * words;
    let ends = 2 * this.counts[unit];
    const out = new Float64Array(Math.max(0, to - from));
    for (let lag = 0; lag < to; lag++) {
      if (lag > 0)
        for (let word = 0; word < words; word++) {
          ends -= bitCount(bits[start + size - lag * words + word]);
          ends -= bitCount(bits[start + (lag - 1) * words + word]);
        }
      if (lag < from) continue;
      let both = 0;
      const shift = lag * words;
      for (let at = start; at < start + size - shift; at++) both += bitCount(bits[at] & bits[at + shift]);
      const count = chains * (length - lag);
      // Σ (x − m)(y − m) from Σ x y, Σ x without the last and Σ y without the first `lag` times
      out[lag - from] = (both - mean * ends) / count + mean * mean;
      out[lag - from] /= mean * (1 - mean);
    }
    return out;
  }

  /** As `splitRHat` of the unit's bits. */
  splitRHat(unit: number): number {
    const n = Math.floor(this.length / 2);
    const at = unit * this.chains * 2;
    const halves = Array.from(this.halves.subarray(at, at + this.chains * 2), (count) => {
      const mean = count / n;
      return { mean, variance: (mean * (1 - mean) * n) / (n - 1) };
    });
    return rHatOf(halves, n);
  }
}
