import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { barsAndStripes, binarisedDigits, randomModel, randomRows } from './inputs';

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, x) => sum + x, 0) / values.length;

test('randomRows has the asked density and nothing but 0 and 1', () => {
  const rows = randomRows(1000, 784, 0.13, 1);
  expect(rows).toHaveLength(784_000);
  expect(new Set(rows)).toEqual(new Set([0, 1]));
  expect(mean(rows)).toBeCloseTo(0.13, 2); // five standard errors are 0.002
});

test('randomRows gives the same rows for the same seed and others for another', () => {
  expect(randomRows(3, 11, 0.5, 7)).toEqual(randomRows(3, 11, 0.5, 7));
  expect(randomRows(3, 11, 0.5, 7)).not.toEqual(randomRows(3, 11, 0.5, 8));
});

test('barsAndStripes has 2^(n+1) − 2 distinct patterns of whole rows or whole columns', () => {
  const bytes = barsAndStripes(4);
  const patterns = Array.from({ length: 30 }, (_, k) => [...bytes.subarray(16 * k, 16 * k + 16)]);
  expect(bytes).toHaveLength(30 * 16);
  expect(new Set(patterns.map(String)).size).toBe(30);
  for (const p of patterns) {
    const striped = p.every((x, cell) => x === p[cell % 4]);
    const barred = p.every((x, cell) => x === p[cell - (cell % 4)]);
    expect(striped || barred).toBe(true);
  }
});

test('binarisedDigits reads 64 pixels a line, 1 from grey 8 on, and leaves the label out', () => {
  const line = [...Array(62).fill(0), 7, 8, 9].join(',');
  expect([...binarisedDigits(`${line}\n${line}\n`)]).toEqual([
    ...Array(63).fill(0),
    1,
    ...Array(63).fill(0),
    1,
  ]);
});

test('binarisedDigits finds the 1,797 digits in the file that is shipped', () => {
  const csv = gunzipSync(readFileSync('public/data/optdigits-8x8.csv.gz')).toString();
  expect(binarisedDigits(csv)).toHaveLength(1797 * 64);
});

test('randomModel holds W, a and b with the asked standard deviation', () => {
  const numbers = randomModel(97, 53, 0.5, 3);
  expect(numbers).toHaveLength(97 * 53 + 97 + 53);
  expect(mean(numbers)).toBeCloseTo(0, 1);
  expect(Math.sqrt(mean(numbers.map((x) => x * x)))).toBeCloseTo(0.5, 1);
});
