/** Numbers on their way to the page: they queue in order until a frame takes them. */
import type { EpochScalars } from '../kernels/contract';
import type { EpochFrame } from './frame';

/**
 * Entries that may queue. A visible page takes them 60 times a second and never comes near; behind a hidden
 * one, which takes nothing for hours, every second entry of the older half goes when the queue is full.
 */
const capacity = 1 << 18;

/** Columns of numbers of one length, grown by doubling up to `capacity`. */
class Columns {
  length = 0;
  private columns: Float64Array[];

  constructor(private readonly width: number) {
    this.columns = this.allocate(64);
  }

  private allocate(size: number): Float64Array[] {
    return Array.from({ length: this.width }, () => new Float64Array(size));
  }

  push(...values: readonly number[]): void {
    if (this.length === this.columns[0].length) this.makeRoom();
    for (let c = 0; c < this.width; c++) this.columns[c][this.length] = values[c];
    this.length++;
  }

  private makeRoom(): void {
    if (this.length >= capacity) {
      this.thin();
      return;
    }
    const wider = this.allocate(this.length * 2);
    for (let c = 0; c < this.width; c++) wider[c].set(this.columns[c]);
    this.columns = wider;
  }

  private thin(): void {
    const half = this.length >> 1;
    for (const column of this.columns) {
      for (let i = 0; i < half >> 1; i++) column[i] = column[2 * i + 1];
      column.copyWithin(half >> 1, half, this.length);
    }
    this.length -= half - (half >> 1);
  }

  /** The columns so far, copied; the queue is empty afterwards. */
  take(): Float64Array[] {
    const taken = this.columns.map((column) => column.slice(0, this.length));
    this.clear();
    return taken;
  }

  clear(): void {
    this.length = 0;
    if (this.columns[0].length > 4096) this.columns = this.allocate(64);
  }
}

/** The scalars of finished epochs. */
export class EpochQueue {
  private readonly columns = new Columns(4);

  push(scalars: EpochScalars): void {
    for (let i = 0; i < scalars.count; i++) {
      this.columns.push(scalars.epoch[i], scalars.update[i], scalars.meanHidden[i], scalars.flipped[i]);
    }
  }

  take(): EpochFrame {
    const [epoch, update, meanHidden, flipped] = this.columns.take();
    return { epoch, update, meanHidden: Float32Array.from(meanHidden), flipped: Float32Array.from(flipped) };
  }
}

/** The values of one measure. */
export class MeasureQueue {
  private readonly columns = new Columns(2);

  get length(): number {
    return this.columns.length;
  }

  push(update: number, value: number): void {
    this.columns.push(update, value);
  }

  take(): { update: Float64Array; value: Float64Array } {
    const [update, value] = this.columns.take();
    return { update, value };
  }
}
