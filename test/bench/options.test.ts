import { expect, test } from 'vitest';
import { parseOptions } from './options';

test('parseOptions without arguments selects every row and writes no file', () => {
  expect(parseOptions([])).toEqual({ only: '' });
});

test('parseOptions reads a file and a prefix in either order', () => {
  const both = { json: 'out.json', only: 'chromium.' };
  expect(parseOptions(['--json', 'out.json', '--only', 'chromium.'])).toEqual(both);
  expect(parseOptions(['--only', 'chromium.', '--json', 'out.json'])).toEqual(both);
});

test('parseOptions refuses an option that it does not know, with the usage', () => {
  expect(() => parseOptions(['--jsno', 'x'])).toThrow(/unknown option --jsno; usage: npm run bench/);
});

test('parseOptions refuses an option without its value', () => {
  expect(() => parseOptions(['--json'])).toThrow(RangeError);
  expect(() => parseOptions(['--json', '--only', 'cd1'])).toThrow(/--json wants a value/);
});
