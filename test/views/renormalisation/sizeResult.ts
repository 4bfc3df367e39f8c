/** A made-up comparison of sizes: everything adds but what is truncated. */
import type { SizeConsistencyResult, SizeConsistencyRow } from '../../../src/engine/study';

const around = (value: number, reach: number) => ({ value, low: value - reach, high: value + reach });

const row = (copies: number): SizeConsistencyRow => ({
  copies,
  exact: 5 * copies,
  meanField: 4.8 * copies,
  tap2: 5.05 * copies,
  truncated: 5 * copies - 0.4 * copies * ((copies - 1) / 2),
  ais: around(5 * copies + 0.01 * copies, 0.1 * copies),
  converged: true,
});

export const sizeResult = (changes: Partial<SizeConsistencyResult> = {}): SizeConsistencyResult => ({
  ask: { deviation: 1.5, copies: 4, chains: 100, betas: 100, draw: 0 },
  shapes: [
    { visible: 5, hidden: 3 },
    { visible: 3, hidden: 4 },
  ],
  logPartition: { one: 5, other: 4, both: 9 },
  U: { one: -2, other: -1.5, both: -3.5 },
  S: { one: 3, other: 2.5, both: 5.5 },
  meanField: { one: 4.8, other: 3.9, both: 8.7 },
  tap2: { one: 5.05, other: 4.01, both: 9.06 },
  truncated: { one: 4.9, other: 3.9, both: 8.05 },
  ais: { one: around(5.01, 0.1), other: around(4.01, 0.1), both: around(9.03, 0.1) },
  rows: [1, 2, 3, 4].map(row),
  ...changes,
});
