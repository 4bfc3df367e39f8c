/** Bars and stripes (MacKay 2003, section 43): all rows of a square picture equal, or all columns. */
import { rowsFrom } from '../rows';
import { checkWhole, type DataSet, wholeDistribution } from './dataSet';

/**
 * The 2^{n+1} equally likely points of the process (choose an orientation, toss n coins), so that all-0 and
 * all-1 stand in it twice. Pixel index is row · n + column. RangeError unless 2 ≤ n ≤ 8.
 */
export function barsAndStripes(n: number): DataSet {
  checkWhole('side', n, 2, 8);
  const patterns: Uint8Array[] = [];
  for (let coins = 0; coins < 2 ** n; coins++) {
    patterns.push(Uint8Array.from({ length: n * n }, (_, pixel) => (coins >> Math.floor(pixel / n)) & 1));
    patterns.push(Uint8Array.from({ length: n * n }, (_, pixel) => (coins >> (pixel % n)) & 1));
  }
  return {
    name: 'bars',
    description: `The ${patterns.length} equally likely bars and stripes of ${n}×${n} pixels: all-0 and all-1 come up twice.`,
    shape: { rows: n, columns: n },
    ...wholeDistribution(rowsFrom(patterns)),
  };
}
