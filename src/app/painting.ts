/** Patterns as they are painted: each change gives a new painting, the old one stays as it was. */
import type { Painting } from '../engine/frame';
import { paintingLimits } from '../state/url';

export const patternOf = ({ side, bytes }: Painting, index: number): Uint8Array =>
  bytes.subarray(index * side * side, (index + 1) * side * side);

export function withPixel(painting: Painting, index: number, pixel: number, on: boolean): Painting {
  const bytes = painting.bytes.slice();
  bytes[index * painting.side ** 2 + pixel] = on ? 1 : 0;
  return { ...painting, bytes };
}

/** With one more pattern at the end: a copy of `source`, or empty. The same where there is no room. */
export function withPattern(painting: Painting, source?: number): Painting {
  const { side, count } = painting;
  if (count >= paintingLimits.count) return painting;
  const bytes = new Uint8Array((count + 1) * side ** 2);
  bytes.set(painting.bytes);
  if (source !== undefined) bytes.set(patternOf(painting, source), count * side ** 2);
  return { side, count: count + 1, bytes };
}

/** Without a pattern; the last one that is left is emptied instead. */
export function withoutPattern(painting: Painting, index: number): Painting {
  const { side, count, bytes } = painting;
  if (count === 1) return { side, count, bytes: new Uint8Array(side ** 2) };
  const kept = [...bytes.subarray(0, index * side ** 2), ...bytes.subarray((index + 1) * side ** 2)];
  return { side, count: count - 1, bytes: Uint8Array.from(kept) };
}

/** On a larger or smaller grid, the upper left corner kept. */
export function withSide(painting: Painting, side: number): Painting {
  const bytes = new Uint8Array(painting.count * side ** 2);
  const common = Math.min(side, painting.side);
  for (let index = 0; index < painting.count; index++) {
    const pattern = patternOf(painting, index);
    for (let row = 0; row < common; row++) {
      const line = pattern.subarray(row * painting.side, row * painting.side + common);
      bytes.set(line, index * side ** 2 + row * side);
    }
  }
  return { side, count: painting.count, bytes };
}
