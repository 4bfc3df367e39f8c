/** Numbers from a text table: separated by commas, semicolons, tabs or spaces; with or without a header and labels. */
import { grouped, largestWidth, pictureShape } from './dataSet';
import { extent, type Table } from './table';

interface Separator {
  readonly name: string;
  readonly pattern: RegExp;
}
const separators: readonly Separator[] = [
  { name: 'semicolons', pattern: /\s*;\s*/ },
  { name: 'tabs', pattern: / *\t */ },
  { name: 'commas', pattern: /\s*,\s*/ },
  { name: 'spaces', pattern: /\s+/ },
];
const oneColumn: Separator = { name: 'line breaks', pattern: /,/ };

/** A line that is neither empty nor a comment; `number` counts from 1, as an editor does. */
interface Line {
  readonly number: number;
  readonly text: string;
}
type Cells = readonly string[];

/** A column of labels is named by the header, or else recognised by its values in this many lines. */
const labelName = /^(labels?|class|target|digit|y)$/i;
const linesLookedAt = 1000;
const mostLabels = 100;
const mostValues = 2 ** 27;

/**
 * Reads a table of numbers, one sample a line; lines that begin with # are left out. A first line of words is a
 * header. A last or first column is taken for labels if the header says so, if it holds words, or if the picture
 * is square only without it. Between semicolons a comma is a decimal point. Throws where a line is malformed,
 * with its number: TypeError for a wrong count of values, RangeError for a value that is not a finite number.
 */
export function parseCsv(text: string): Table {
  const lines = linesOf(text);
  const separator = separators.find(({ pattern }) => pattern.test(lines[0].text)) ?? oneColumn;
  const cut = ({ text: line }: Line): Cells => line.split(separator.pattern).map(unquoted);
  const beginning = lines.slice(0, linesLookedAt).map(cut);
  const header = isHeader(beginning) ? beginning.shift() : undefined;
  if (beginning.length === 0)
    throw new RangeError('invalid CSV file: no line with numbers; expected at least one');
  const labelColumn = findLabels(beginning, header);
  const body = header ? lines.slice(1) : lines;
  const width = beginning[0].length - (labelColumn === undefined ? 0 : 1);
  checkSize(body.length, width);
  const { values, labels } = readNumbers(body, cut, { width, labelColumn, separator });
  const notes = [`values between ${separator.name}`];
  if (header) notes.push('a header line');
  if (labelColumn !== undefined) notes.push(`the ${labelColumn === 0 ? 'first' : 'last'} column, as labels`);
  return {
    count: body.length,
    width,
    values,
    ...extent(values),
    shape: pictureShape(width),
    ...(labelColumn !== undefined && { labels }),
    notes,
  };
}

function linesOf(text: string): Line[] {
  // `trim` takes a byte-order mark with it.
  const lines = text
    .split(/\r\n|\n|\r/)
    .map((line, n) => ({ number: n + 1, text: line.trim() }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'));
  if (lines.length === 0) throw new RangeError('invalid CSV file: it is empty; expected lines of numbers');
  return lines;
}

const unquoted = (cell: string): string =>
  cell.length >= 2 && cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1) : cell;

/** The number that a cell holds, as float32; NaN for none, and for one beyond that range. */
function numberOf(cell: string, decimalComma: boolean): number {
  const value = cell === '' ? NaN : Math.fround(Number(decimalComma ? cell.replace(',', '.') : cell));
  return Number.isFinite(value) ? value : NaN;
}
const isWord = (cell: string): boolean => cell !== '' && Number.isNaN(numberOf(cell, true));

/** Words in most columns, or a name for labels at an end: one word alone is rather a slip among numbers. */
function isHeader([first, second]: readonly Cells[]): boolean {
  const words = first.filter((cell, c) => isWord(cell) && !(second && isWord(second[c] ?? '')));
  return 2 * words.length > first.length || words.some((word) => labelName.test(word));
}

/** The column that holds labels: the last, the first, or none. */
function findLabels(beginning: readonly Cells[], header: Cells | undefined): number | undefined {
  const columns = beginning[0].length;
  const ends = columns > 1 ? [columns - 1, 0] : [];
  const needsOneLess = isSquare(columns - 1);
  return (
    ends.find((c) => header && labelName.test(header[c] ?? '')) ??
    ends.find((c) => beginning.every((cells) => isWord(cells[c] ?? ''))) ??
    ends.find((c) => needsOneLess && holdsClasses(beginning.map((cells) => cells[c] ?? '')))
  );
}

/** A corner of a picture is mostly one value; a column of classes has several, all of them small and whole. */
function holdsClasses(column: readonly string[]): boolean {
  const kinds = new Set(column);
  return kinds.size >= 2 && kinds.size <= mostLabels && [...kinds].every((kind) => /^\d{1,3}$/.test(kind));
}

const isSquare = (n: number): boolean => n >= 4 && Number.isInteger(Math.sqrt(n));

function checkSize(count: number, width: number): void {
  if (width > largestWidth)
    throw new RangeError(
      `invalid CSV file: ${grouped(width)} columns of values; expected at most ${grouped(largestWidth)}`,
    );
  if (count * width > mostValues)
    throw new RangeError(
      `invalid CSV file: ${grouped(count * width)} values; expected at most ${grouped(mostValues)}`,
    );
}

interface Columns {
  readonly width: number;
  readonly labelColumn: number | undefined;
  readonly separator: Separator;
}

/** One line after another, so that a large file never stands in memory cut into cells. */
function readNumbers(
  body: readonly Line[],
  cut: (line: Line) => Cells,
  { width, labelColumn, separator }: Columns,
): { values: Float32Array; labels: string[] } {
  const values = new Float32Array(body.length * width);
  const labels: string[] = [];
  const from = labelColumn === 0 ? 1 : 0;
  const expected = width + (labelColumn === undefined ? 0 : 1);
  const decimalComma = separator.name === 'semicolons';
  body.forEach((line, n) => {
    const cells = cut(line);
    if (cells.length !== expected)
      throw new TypeError(
        `invalid CSV file, line ${line.number}: ${cells.length} values; expected ${expected} as in line ${body[0].number}`,
      );
    if (labelColumn !== undefined) labels.push(cells[labelColumn]);
    for (let c = 0; c < width; c++) {
      const value = numberOf(cells[from + c], decimalComma);
      if (Number.isNaN(value))
        throw new RangeError(
          `invalid CSV file, line ${line.number}, column ${from + c + 1}: "${cells[from + c]}"; expected a number`,
        );
      values[n * width + c] = value;
    }
  });
  return { values, labels };
}
