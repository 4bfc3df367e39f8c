import { expect, test } from 'vitest';
import { compare } from './rounds';
import { selectRows } from './rows';
import { formatRatio, formatSeconds, formatSpread, formatTable, type Outcome, toJson } from './table';

const comparison = compare([
  { ours: 0.01, peer: 0.2 },
  { ours: 0.01, peer: 0.1 },
  { ours: 0.01, peer: 0.08 },
]);
const row = (name: string) => selectRows(name)[0];
const trained: Outcome = { row: row('cd1.64x32.vsSklearn'), comparison };
const summed: Outcome = { row: row('logPartition.64x20.f32.vsNumpy'), comparison, difference: 1.23e-7 };
const missing: Outcome = { row: row('cd1.784x500.vsTfjs'), notMeasured: 'npm ci --prefix test/bench' };

test('formatSeconds picks the unit and keeps three digits', () => {
  expect(formatSeconds(1.2345)).toBe('1.23 s');
  expect(formatSeconds(0.0123456)).toBe('12.3 ms');
  expect(formatSeconds(0.000070123)).toBe('70.1 µs');
});

test('formatRatio drops the digits that nobody can measure', () => {
  expect([4.256, 42.56, 425.6].map(formatRatio)).toEqual(['4.26', '42.6', '426']);
});

test('formatSpread shows a median with its extremes', () => {
  expect(formatSpread({ median: 5.123, min: 4, max: 60.04 })).toBe('5.12× [4.00, 60.0]');
});

test('formatTable has times with units, ratio with extremes, goal and whether it is reached', () => {
  const [header, line] = formatTable([trained]).split('\n');
  expect(header).toMatch(/^name +ours +peer +ratio +\[min, max\] +goal +reached/);
  expect(line).toMatch(/^cd1\.64x32\.vsSklearn +10\.0 ms +100 ms +10\.0× +\[8\.00, 20\.0\] +≥ 15 +no$/);
});

test('formatTable calls a goal reached from the goal itself on', () => {
  const at = (peer: number): Outcome => ({ row: trained.row, comparison: compare([{ ours: 1, peer }]) });
  expect(formatTable([at(15)])).toMatch(/yes$/);
  expect(formatTable([at(14.99)])).toMatch(/no$/);
});

test('formatTable shows how far ln Z is apart, and no verdict where no goal is set', () => {
  expect(formatTable([summed]).split('\n')[1]).toMatch(/ – +– +1\.2e-7$/);
});

test('formatTable lists a row that was not measured, and says why below', () => {
  const lines = formatTable([trained, missing]).split('\n');
  expect(lines[2]).toMatch(/^cd1\.784x500\.vsTfjs .*not measured/);
  expect(lines[3]).toBe('cd1.784x500.vsTfjs: not measured: npm ci --prefix test/bench');
});

test('formatTable aligns its columns', () => {
  const lines = formatTable([trained, summed]).split('\n');
  const ends = lines.map((line) => line.search(/\[[^\]]*\]/) + (line.match(/\[[^\]]*\]/)?.[0].length ?? 0));
  expect(new Set(ends).size).toBe(1);
});

test('toJson has median, extremes and unit by name, and leaves out what was not measured', () => {
  const json = toJson([trained, summed, missing]);
  expect(Object.keys(json)).toEqual(['cd1.64x32.vsSklearn', 'logPartition.64x20.f32.vsNumpy']);
  expect(json['cd1.64x32.vsSklearn']).toEqual({
    ratio: 10,
    min: 8,
    max: 20,
    unit: 'peer time / our time, per epoch',
  });
  expect(json['logPartition.64x20.f32.vsNumpy'].unit).toMatch(/per ln Z$/);
});
