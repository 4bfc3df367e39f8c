/** Numbers from a text table: separated by commas, semicolons, tabs or spaces; with or without a header and labels. */
import { grouped, largestWidth, pictureShape } from './dataSet';
import { extent, type Table } from './table';

const separators: readonly { name: string; pattern: RegExp }[] = [
  { name: 'semicolons', pattern: /\s*;\s*/ },
  { name: 'tabs', pattern: / *\t */ },
  { name: 'commas', pattern: /\s*,\s*/ },
  { name: 'spaces', pattern: /\s+/ },
];

/** A line that is not empty, cut into cells; `number` counts from 1, as an editor does. */
interface Line {
  readonly number: number;
  readonly cells: readonly string[];
}

/** A column of labels is named by the header, or else recognised by its values. */
const labelName = /^(labels?|class|target|digit|y)$/i;
const mostLabels = 100;
const mostValues = 2 ** 27;

/**
 * Reads a table of numbers, one sample a line. A first line that holds words is a header. A last or first
 * column is taken for labels if the header says so, if it holds words, or if the picture is square only without
 * it. With semicolons, a comma is a decimal point. Throws where a line is malformed, with its number:
 * TypeError for a wrong count of values, RangeError for a value that is not a finite number.
 */
export function parseCsv(text: string): Table {
  const { lines, separator } = cut(text);
  const header = hasHeader(lines) ? lines[0].cells : undefined;
  const body = header ? lines.slice(1) : lines;
  if (body.length === 0)
    throw new RangeError('invalid CSV file: no line with numbers; expected at least one');
  const columns = lines[0].cells.length;
  checkLengths(lines, columns);
  const labelColumn = findLabels(body, header);
  const width = columns - (labelColumn === undefined ? 0 : 1);
  checkSize(body.length, width);
  const values = readNumbers(body, width, labelColumn, separator === 'semicolons');
  const notes = [`values between ${separator}`];
  if (header) notes.push('a header line');
  if (labelColumn !== undefined) notes.push(`the ${labelColumn === 0 ? 'first' : 'last'} column, as labels`);
  return {
    count: body.length,
    width,
    values,
    ...extent(values),
    shape: pictureShape(width),
    ...(labelColumn !== undefined && { labels: body.map((line) => line.cells[labelColumn]) }),
    notes,
  };
}

function cut(text: string): { lines: Line[]; separator: string } {
  const raw = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const numbered = raw
    .map((line, n) => ({ number: n + 1, line: line.trim() }))
    .filter(({ line }) => line !== '');
  if (numbered.length === 0) throw new RangeError('invalid CSV file: it is empty; expected lines of numbers');
  const first = numbered[0].line;
  const { name, pattern } = separators.find((separator) => separator.pattern.test(first)) ?? separators[2];
  const lines = numbered.map(({ number, line }) => ({
    number,
    cells: line.split(pattern).map((cell) => cell.replace(/^"(.*)"$/, '$1')),
  }));
  return { lines, separator: name };
}

const isNumber = (cell: string): boolean => cell !== '' && Number.isFinite(Number(cell.replace(',', '.')));

/** Words in the first line are a header, unless they only stand where every line has a label. */
function hasHeader([first, second]: readonly Line[]): boolean {
  const isWord = (cell: string) => cell !== '' && !isNumber(cell);
  return first.cells.some((cell, c) => isWord(cell) && !(second && isWord(second.cells[c] ?? '')));
}

function checkLengths(lines: readonly Line[], columns: number): void {
  for (const { number, cells } of lines)
    if (cells.length !== columns)
      throw new TypeError(
        `invalid CSV file, line ${number}: ${cells.length} values; expected ${columns} as in line ${lines[0].number}`,
      );
}

function checkSize(count: number, width: number): void {
  if (width > largestWidth)
    throw new RangeError(
      `invalid CSV file: ${grouped(width)} columns of values; expected at most ${grouped(largestWidth)}`,
    );
  if (width < 1)
    throw new RangeError('invalid CSV file: only labels; expected columns of numbers beside them');
  if (count * width > mostValues)
    throw new RangeError(
      `invalid CSV file: ${grouped(count * width)} values; expected at most ${grouped(mostValues)}`,
    );
}

/** The column that holds labels: the last, the first, or none. */
function findLabels(body: readonly Line[], header: readonly string[] | undefined): number | undefined {
  const columns = body[0].cells.length;
  const ends = columns > 1 ? [columns - 1, 0] : [];
  return (
    ends.find((c) => header && labelName.test(header[c])) ??
    ends.find((c) => body.every(({ cells }) => cells[c] !== '' && !isNumber(cells[c]))) ??
    (isSquare(columns - 1) && !isSquare(columns) ? ends.find((c) => holdsClasses(body, c)) : undefined)
  );
}

/** A corner of a picture is mostly one value; a column of classes has several, all of them small and whole. */
function holdsClasses(body: readonly Line[], c: number): boolean {
  const kinds = new Set(body.map(({ cells }) => cells[c]));
  return kinds.size >= 2 && kinds.size <= mostLabels && [...kinds].every((kind) => /^\d{1,3}$/.test(kind));
}

const isSquare = (n: number): boolean => n >= 4 && Number.isInteger(Math.sqrt(n));

function readNumbers(
  body: readonly Line[],
  width: number,
  labelColumn: number | undefined,
  decimalComma: boolean,
): Float32Array {
  const values = new Float32Array(body.length * width);
  const from = labelColumn === 0 ? 1 : 0;
  body.forEach(({ number, cells }, n) => {
    for (let c = 0; c < width; c++) {
      const cell = cells[c + from];
      const value = Number(decimalComma ? cell.replace(',', '.') : cell);
      if (cell === '' || !Number.isFinite(value))
        throw new RangeError(
          `invalid CSV file, line ${number}, column ${c + from + 1}: "${cell}"; expected a number`,
        );
      values[n * width + c] = value;
    }
  });
  return values;
}
