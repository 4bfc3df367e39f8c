/** Even parity: the patterns with an even number of ones, whose units are independent but for all of them together. */
import { rowsFrom } from '../rows';
import { checkWhole, type DataSet, wholeDistribution } from './dataSet';

/** All 2^{n−1} even patterns of n bits, drawn as one line. RangeError unless 2 ≤ n ≤ 12. */
export function parity(n: number): DataSet {
  checkWhole('parity bits', n, 2, 12);
  const patterns = Array.from({ length: 2 ** (n - 1) }, (_, word) => {
    const free = Array.from({ length: n - 1 }, (_, i) => (word >> i) & 1);
    return [...free, free.reduce((sum, bit) => sum ^ bit, 0)];
  });
  return {
    name: 'parity',
    description: `All ${patterns.length} patterns of ${n} bits with an even number of ones: no ${n - 1} bits of them are correlated.`,
    shape: { rows: 1, columns: n },
    ...wholeDistribution(rowsFrom(patterns)),
  };
}
