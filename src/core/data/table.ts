/** What a file of data holds before it becomes binary: rows of numbers, perhaps with labels. */
import type { Rows } from '../rows';
import { countsOf, type DataSet, type Shape, splitEveryFifth } from './dataSet';

export interface Table {
  readonly count: number;
  readonly width: number;
  /** Row-major [count × width]. */
  readonly values: Float32Array | Uint8Array;
  readonly minimum: number;
  readonly maximum: number;
  readonly shape: Shape;
  readonly labels?: readonly string[];
  /** What was left out or assumed, each as a few words. */
  readonly notes: readonly string[];
}

/** The smallest and largest of some numbers. */
export function extent(values: ArrayLike<number>): { minimum: number; maximum: number } {
  let minimum = Infinity;
  let maximum = -Infinity;
  for (let n = 0; n < values.length; n++) {
    if (values[n] < minimum) minimum = values[n];
    if (values[n] > maximum) maximum = values[n];
  }
  return { minimum, maximum };
}

/**
 * Ones where a value reaches `threshold`, a fraction in [0, 1] of the way from the smallest to the largest.
 * Where all values are equal there is no such way, and those above 0 count as ones.
 */
export function binarise({ count, width, values, minimum, maximum }: Table, threshold: number): Rows {
  if (!(threshold >= 0 && threshold <= 1))
    throw new RangeError(`invalid threshold: ${threshold}; expected 0..1`);
  const range = maximum - minimum;
  const isOne = (value: number) => (range > 0 ? value - minimum >= threshold * range : value > 0);
  return { count, width, bytes: Uint8Array.from(values, (value) => (isOne(value) ? 1 : 0)) };
}

/** The user's own file as a data set, every fifth row held out. */
export function fileDataSet(table: Table, threshold: number): DataSet {
  const split = splitEveryFifth(binarise(table, threshold), table.labels);
  return {
    name: 'file',
    description: countsOf('rows of your file', split.training, split.heldOut),
    shape: table.shape,
    ...split,
  };
}
