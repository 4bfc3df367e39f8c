import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../src/core/data/csv';
import { digitsText } from '../../oracle/fixtures';

const valuesOf = (text: string) => Array.from(parseCsv(text).values);

describe('parseCsv', () => {
  it('parseCsv reads lines of numbers between commas', () => {
    expect(parseCsv('0,1,0.5\n2,-3,1e-3\n')).toMatchObject({
      count: 2,
      width: 3,
      minimum: -3,
      maximum: 2,
      notes: ['values between commas'],
    });
    expect(valuesOf('0,1,0.5\n2,-3,4')).toEqual([0, 1, 0.5, 2, -3, 4]);
  });
  it('parseCsv takes commas, semicolons, tabs and spaces, with blanks about them', () => {
    for (const [name, separator] of [
      ['commas', ' , '],
      ['semicolons', ' ; '],
      ['tabs', '\t'],
      ['spaces', '   '],
    ]) {
      const table = parseCsv(` 1${separator}2${separator}3 \n 4${separator}5${separator}6 `);
      expect(Array.from(table.values)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(table.notes).toEqual([`values between ${name}`]);
    }
  });
  it('parseCsv takes a comma for a decimal point between semicolons', () => {
    expect(valuesOf('0,5;1\n2;3,25')).toEqual([0.5, 1, 2, 3.25]);
  });
  it('parseCsv takes one column, one line, and every kind of line end', () => {
    expect(parseCsv('1\n0\n1')).toMatchObject({ count: 3, width: 1 });
    expect(parseCsv('1,0,1')).toMatchObject({ count: 1, width: 3 });
    expect(valuesOf('1,0\r\n0,1\r1,1\n')).toEqual([1, 0, 0, 1, 1, 1]);
  });
  it('parseCsv passes over a byte-order mark, blank lines, comments and quotes', () => {
    expect(valuesOf('\uFEFF# made by hand\n"1","0"\n\n  \n# more\n"0","1"\n')).toEqual([1, 0, 0, 1]);
  });
  it('parseCsv gives back whatever table was written', () => {
    const tables = fc.integer({ min: 1, max: 6 }).chain((width) =>
      fc.array(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 5,
      }),
    );
    fc.assert(
      fc.property(tables, fc.constantFrom(',', ';', '\t', ' '), (table, separator) => {
        const { values, labels } = parseCsv(table.map((row) => row.join(separator)).join('\n'));
        if (labels) return true;
        expect(Array.from(values)).toEqual(table.flat());
        return true;
      }),
    );
  });
});

describe('headers', () => {
  it('parseCsv takes a first line of words for a header, and says so', () => {
    const table = parseCsv('left,right\n1,0\n0,1');
    expect(table).toMatchObject({ count: 2, width: 2 });
    expect(table.notes).toContain('a header line');
  });
  it('parseCsv counts lines from the top of the file, header and blank lines included', () => {
    expect(() => parseCsv('left,right\n\n1,0\n0,x')).toThrow('line 4, column 2');
  });
  it('parseCsv takes one word among numbers for a slip, not for a header', () => {
    expect(() => parseCsv('1,O,0,1\n0,1,0,1')).toThrow(
      new RangeError('invalid CSV file, line 1, column 2: "O"; expected a number'),
    );
  });
  it('parseCsv takes a line of numbers for a header where one of them says label', () => {
    const table = parseCsv('0,1,label\n1,0,7\n0,1,3');
    expect(table).toMatchObject({ count: 2, width: 2, labels: ['7', '3'] });
  });
});

describe('labels', () => {
  it('parseCsv finds labels that the header names, at either end', () => {
    expect(parseCsv('p,q,Class\n1,0,7\n0,1,3').labels).toEqual(['7', '3']);
    const first = parseCsv('label,p,q\n7,1,0\n3,0,1');
    expect(first.labels).toEqual(['7', '3']);
    expect(Array.from(first.values)).toEqual([1, 0, 0, 1]);
    expect(first.notes).toContain('the first column, as labels');
  });
  it('parseCsv finds labels that are words', () => {
    const table = parseCsv('1,0,cat\n0,1,dog\n1,1,cat');
    expect(table).toMatchObject({ count: 3, width: 2, labels: ['cat', 'dog', 'cat'] });
    expect(table.notes).toContain('the last column, as labels');
  });
  it('parseCsv finds labels that a picture would not be square with, at either end', () => {
    expect(parseCsv('1,0,0,1,7\n0,1,1,0,3')).toMatchObject({ width: 4, labels: ['7', '3'] });
    expect(parseCsv('7,0,1,1,0\n3,0,1,0,0')).toMatchObject({ width: 4, labels: ['7', '3'] });
  });
  it('parseCsv takes no label where the picture is square with all columns', () => {
    expect(parseCsv('1,0,0,7\n0,1,1,3').labels).toBeUndefined();
  });
  it('parseCsv finds the labels of the digits, and their shape', () => {
    const table = parseCsv(digitsText());
    expect(table).toMatchObject({ count: 1797, width: 64, minimum: 0, maximum: 16 });
    expect(table.shape).toEqual({ rows: 8, columns: 8 });
    expect(table.labels!.slice(0, 5)).toEqual(['0', '1', '2', '3', '4']);
    expect(new Set(table.labels)).toEqual(new Set('0123456789'));
  });
});

describe('what parseCsv refuses', () => {
  const refusals: [string, string, typeof RangeError | typeof TypeError, string][] = [
    ['nothing', '', RangeError, 'it is empty; expected lines of numbers'],
    ['blank lines', '\n \n\t\n', RangeError, 'it is empty; expected lines of numbers'],
    ['a header alone', 'a,b\n', RangeError, 'no line with numbers; expected at least one'],
    ['a short line', '1,0,1\n1,0', TypeError, 'line 2: 2 values; expected 3 as in line 1'],
    ['a long line', '1,0\n1,0\n1,0,1', TypeError, 'line 3: 3 values; expected 2 as in line 1'],
    ['an empty cell', '1,0\n1,', RangeError, 'line 2, column 2: ""; expected a number'],
    ['a word', '1,0\n1,zero', RangeError, 'line 2, column 2: "zero"; expected a number'],
    ['infinity', '1,0\nInfinity,1', RangeError, 'line 2, column 1: "Infinity"; expected a number'],
    ['a number beyond float32', '1,0\n1e300,1', RangeError, 'line 2, column 1: "1e300"; expected a number'],
    ['NaN', '1,0\nNaN,1', RangeError, 'line 2, column 1: "NaN"; expected a number'],
    ['another separator', '1,0\n1;0', TypeError, 'line 2: 1 values; expected 2 as in line 1'],
  ];
  for (const [what, text, kind, message] of refusals)
    it(`parseCsv refuses ${what} in words`, () => {
      expect(() => parseCsv(text)).toThrow(kind);
      expect(() => parseCsv(text)).toThrow(message);
    });
  it('parseCsv refuses more columns than a machine has units', () => {
    const line = Array.from({ length: 1030 }, () => 1).join(',');
    expect(() => parseCsv(line)).toThrow('1,030 columns of values; expected at most 1,024');
  });
  it('parseCsv either reads or refuses, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({
          maxLength: 60,
          unit: fc.constantFrom('0', '1', 'x', ',', ';', '\n', ' ', '"', '#', '.'),
        }),
        (text) => {
          try {
            const { count, width, values } = parseCsv(text);
            return values.length === count * width && values.every(Number.isFinite);
          } catch (error) {
            return error instanceof RangeError || error instanceof TypeError;
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
