/** The labelled shifter (Hinton & Sejnowski 1986): does a row show the same bits moved left, not at all, or right? */
import { rowsFrom } from '../rows';
import { checkWhole, type DataSet, wholeDistribution } from './dataSet';

const shifts = [
  { label: 'left', offset: 1 },
  { label: 'none', offset: 0 },
  { label: 'right', offset: -1 },
];

/**
 * All 3 · 2^n points: n bits, the same bits shifted cyclically, and three units of which one names the shift.
 * Drawn as three lines: the bits, the shifted bits, the label. RangeError unless 3 ≤ n ≤ 10.
 */
export function labelledShifter(n: number): DataSet {
  checkWhole('shifted bits', n, 3, 10);
  const patterns: number[][] = [];
  const labels: string[] = [];
  for (let word = 0; word < 2 ** n; word++) {
    const bits = Array.from({ length: n }, (_, i) => (word >> i) & 1);
    for (const { label, offset } of shifts) {
      const shifted = bits.map((_, i) => bits[(i + offset + n) % n]);
      patterns.push([...bits, ...shifted, ...shifts.map((shift) => (shift.label === label ? 1 : 0))]);
      labels.push(label);
    }
  }
  return {
    name: 'shifter',
    description: `All ${patterns.length} points of the shifter: ${n} bits, the same bits shifted, and which of three shifts it was.`,
    shape: { rows: 3, columns: n },
    ...wholeDistribution(rowsFrom(patterns)),
    labels: { training: labels, heldOut: [] },
  };
}
