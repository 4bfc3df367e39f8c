/** The patterns that `Painted` starts with: a cross, a ring, a ladder and a corner, no two alike when shifted. */
import type { Painting } from '../engine/frame';

const patterns = [
  ['......', '.#..#.', '..##..', '..##..', '.#..#.', '......'],
  ['.####.', '#....#', '#....#', '#....#', '#....#', '.####.'],
  ['#.#...', '###...', '#.#...', '###...', '#.#...', '###...'],
  ['######', '#.....', '#.....', '#.....', '#.....', '#.....'],
];

export const defaultPainting: Painting = {
  side: 6,
  count: patterns.length,
  bytes: Uint8Array.from(
    patterns.flatMap((rows) => [...rows.join('')].map((pixel) => (pixel === '#' ? 1 : 0))),
  ),
};
