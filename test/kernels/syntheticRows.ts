import { randomWords } from '../../src/core/random';
import type { Rows } from '../../src/core/rows';

/** Sizes (visible × hidden) at which padding, panels and groups of four all end unevenly. */
export const awkwardSizes = [
  [1, 1],
  [3, 5],
  [7, 13],
  [33, 65],
] as const;

/** Rows whose units are on with probability one in three, and follow the row's first unit somewhat. */
export function syntheticRows(count: number, width: number, seed = 5): Rows {
  const bytes = new Uint8Array(count * width);
  for (let n = 0; n < count; n++) {
    for (let i = 0; i < width; i++) {
      const word = randomWords(seed, { purpose: 'split', row: n }, i >> 2)[i & 3];
      bytes[n * width + i] = word % 12 < 3 + 3 * (bytes[n * width] * (i % 2)) ? 1 : 0;
    }
  }
  return { count, width, bytes };
}
