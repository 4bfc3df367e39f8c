/**
 * The history of one number, in bounded memory: a min/max pyramid into which every value enters. Level 0 holds
 * the last values one by one, level n the last buckets of 4ⁿ values each; the top level reaches back to the
 * start of the run.
 */
import { type MeasureName, measureNames } from '../engine/frame';

/** Buckets kept on each level: so the last 1,024 values are kept raw. */
const capacity = 1024;
/** Values of a bucket, over those of a bucket one level below. */
const ratio = 4;
/** 1024 · 4¹⁵ values: more than a lifetime of epochs. */
const maxLevels = 16;

/** What a bucket holds, as offsets into its record. */
const [first, last, minimum, maximum, sum, count, recordSize] = [0, 1, 2, 3, 4, 5, 6];

/** Drawn points, oldest first. Where `raw`, each is one value, and min, mean and max are equal. */
export interface CurvePoints {
  readonly length: number;
  readonly raw: boolean;
  /** Updates completed; the middle of a bucket's first and last. */
  readonly update: Float64Array;
  readonly min: Float64Array;
  readonly mean: Float64Array;
  readonly max: Float64Array;
}

/** A ring of the last `capacity` buckets of up to `width` values. */
class Level {
  private readonly records = new Float64Array(capacity * recordSize);
  private start = 0;
  length = 0;
  /** True while nothing has fallen out of the ring. */
  complete = true;

  constructor(readonly width: number) {}

  /** Where the record of bucket `index` (0 is the oldest) begins. */
  private offset(index: number): number {
    return ((this.start + index) % capacity) * recordSize;
  }

  get(index: number, field: number): number {
    return this.records[this.offset(index) + field]!;
  }

  /** Enters one bucket or value; it joins the newest bucket while that has room. */
  push(record: readonly number[] | Float64Array): void {
    const at = this.length > 0 ? this.offset(this.length - 1) : -1;
    if (at >= 0 && this.records[at + count]! + record[count]! <= this.width) this.merge(at, record);
    else this.append(record);
  }

  private merge(at: number, record: readonly number[] | Float64Array): void {
    const bucket = this.records;
    bucket[at + last] = record[last]!;
    bucket[at + minimum] = Math.min(bucket[at + minimum]!, record[minimum]!);
    bucket[at + maximum] = Math.max(bucket[at + maximum]!, record[maximum]!);
    bucket[at + sum]! += record[sum]!;
    bucket[at + count]! += record[count]!;
  }

  private append(record: readonly number[] | Float64Array): void {
    if (this.length === capacity) {
      this.start = (this.start + 1) % capacity;
      this.length--;
      this.complete = false;
    }
    this.length++;
    this.records.set(record, this.offset(this.length - 1));
  }

  /** A level of wider buckets, filled from this one while it is complete. */
  widened(): Level {
    const wider = new Level(this.width * ratio);
    for (let i = 0; i < this.length; i++) {
      const at = this.offset(i);
      wider.push(this.records.subarray(at, at + recordSize));
    }
    return wider;
  }

  /** Forgets buckets that begin at or after `update`. One that reaches over it is cut before it, its extremes kept. */
  truncate(update: number): void {
    while (this.length > 0 && this.get(this.length - 1, first) >= update) this.length--;
    if (this.length === 0) return;
    const at = this.offset(this.length - 1);
    this.records[at + last] = Math.min(this.records[at + last]!, update - 1);
  }

  /** First bucket that ends at or after `update`. */
  indexFrom(update: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.get(middle, last) < update) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export class Curve {
  private levels = [new Level(1)];

  /** Values still kept one by one. */
  get rawLength(): number {
    return this.levels[0]!.length;
  }

  /** The newest value and the update it is about. */
  get latest(): { update: number; value: number } | undefined {
    const raw = this.levels[0]!;
    if (raw.length === 0) return undefined;
    return { update: raw.get(raw.length - 1, last), value: raw.get(raw.length - 1, maximum) };
  }

  /** First and last update of the whole history. */
  get span(): readonly [number, number] | undefined {
    const top = this.levels.at(-1)!;
    return top.length === 0 ? undefined : [top.get(0, first), top.get(top.length - 1, last)];
  }

  /** Bytes held; it grows with the logarithm of the number of values, to a fixed limit. */
  get bytes(): number {
    return this.levels.length * capacity * recordSize * Float64Array.BYTES_PER_ELEMENT;
  }

  /**
   * Enters a value. NaN and infinities are left out. An update at or before the newest means that the run went
   * back: what was recorded from there on is forgotten.
   */
  push(update: number, value: number): void {
    if (!Number.isFinite(value)) return;
    const newest = this.latest;
    if (newest && update <= newest.update) this.truncate(update);
    const top = this.levels.at(-1)!;
    if (top.length === capacity && top.complete && this.levels.length < maxLevels) {
      this.levels.push(top.widened());
    }
    const record = [update, update, value, value, value, 1];
    for (const level of this.levels) level.push(record);
  }

  /** Forgets everything recorded at or after `update`. */
  truncate(update: number): void {
    for (const level of this.levels) level.truncate(update);
    if (this.levels[0]!.length === 0) this.restoreRaw();
  }

  /** After going back beyond the raw values: the newest coarse bucket stands in for them. */
  private restoreRaw(): void {
    const source = this.levels.find((level) => level.length > 0);
    if (!source) {
      this.levels = [new Level(1)];
      return;
    }
    const index = source.length - 1;
    const mean = source.get(index, sum) / source.get(index, count);
    const at = source.get(index, last);
    for (const level of this.levels) {
      if (level === source) break;
      level.complete = false;
      level.push([at, at, mean, mean, mean, 1]);
    }
  }

  /** At most `maxPoints` points between two updates (both included), from the finest level that reaches back. */
  points(fromUpdate: number, toUpdate: number, maxPoints: number): CurvePoints {
    const level =
      this.levels.find((candidate) => candidate.complete || candidate.get(0, first) <= fromUpdate) ??
      this.levels.at(-1)!;
    const begin = level.indexFrom(fromUpdate);
    let end = begin;
    while (end < level.length && level.get(end, first) <= toUpdate) end++;
    const group = Math.max(1, Math.ceil((end - begin) / Math.max(1, maxPoints)));
    return collect(level, begin, end, group);
  }

  /** Lowest and highest value between two updates. */
  extent(fromUpdate: number, toUpdate: number): readonly [number, number] | undefined {
    const { length, min, max } = this.points(fromUpdate, toUpdate, capacity);
    if (length === 0) return undefined;
    return [min.reduce((a, b) => Math.min(a, b)), max.reduce((a, b) => Math.max(a, b))];
  }
}

/** Buckets [begin, end) of a level, `group` of them to a point. */
function collect(level: Level, begin: number, end: number, group: number): CurvePoints {
  const length = Math.ceil((end - begin) / group);
  const update = new Float64Array(length);
  const min = new Float64Array(length).fill(Number.POSITIVE_INFINITY);
  const mean = new Float64Array(length);
  const max = new Float64Array(length).fill(Number.NEGATIVE_INFINITY);
  for (let point = 0; point < length; point++) {
    const from = begin + point * group;
    const to = Math.min(end, from + group);
    let total = 0;
    let values = 0;
    for (let i = from; i < to; i++) {
      min[point] = Math.min(min[point]!, level.get(i, minimum));
      max[point] = Math.max(max[point]!, level.get(i, maximum));
      total += level.get(i, sum);
      values += level.get(i, count);
    }
    mean[point] = total / values;
    update[point] = (level.get(from, first) + level.get(to - 1, last)) / 2;
  }
  return { length, raw: level.width === 1 && group === 1, update, min, mean, max };
}

/** Every measure, and the scalars that each epoch leaves behind. */
export const curveNames = [...measureNames, 'meanHidden', 'flipped'] as const;
export type CurveName = MeasureName | 'meanHidden' | 'flipped';
export type Curves = { readonly [N in CurveName]: Curve };

export function emptyCurves(): Curves {
  return Object.fromEntries(curveNames.map((name) => [name, new Curve()])) as Curves;
}
