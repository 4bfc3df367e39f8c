/** A data set ready to learn from: binary rows, what is held out, and what to say about it. */
import { type Rows, selectRows } from '../rows';

/** How the units of a row stand as a picture; columns · rows ≥ width, and the last places may be empty. */
export interface Shape {
  readonly rows: number;
  readonly columns: number;
}

export interface DataSet {
  /** As in the settings table: digits, bars, shifter, parity, ising, painted, file. */
  readonly name: string;
  /** One sentence for the page: how many samples of what, and how many are held out. */
  readonly description: string;
  readonly attribution?: string;
  readonly shape: Shape;
  readonly training: Rows;
  /** Never learned from; no rows where the training rows are the whole distribution. */
  readonly heldOut: Rows;
  /** What each row shows, where that is known. */
  readonly labels?: { readonly training: readonly string[]; readonly heldOut: readonly string[] };
}

/** The most units that a machine here may have in its visible layer. */
export const largestWidth = 1024;

/** Every fifth row (4, 9, 14, …) held out, the others to learn from. */
export function splitEveryFifth(
  rows: Rows,
  labels?: readonly string[],
): Pick<DataSet, 'training' | 'heldOut' | 'labels'> {
  const numbers = Array.from({ length: rows.count }, (_, n) => n);
  const training = numbers.filter((n) => n % 5 !== 4);
  const heldOut = numbers.filter((n) => n % 5 === 4);
  return {
    training: selectRows(rows, training),
    heldOut: selectRows(rows, heldOut),
    ...(labels && {
      labels: { training: training.map((n) => labels[n]), heldOut: heldOut.map((n) => labels[n]) },
    }),
  };
}

/** Nothing held out: the rows are the distribution itself. */
export function wholeDistribution(rows: Rows): Pick<DataSet, 'training' | 'heldOut'> {
  return { training: rows, heldOut: selectRows(rows, []) };
}

/** A picture for `width` units: a square where that is possible, else the smallest near-square that holds them. */
export function pictureShape(width: number): Shape {
  const columns = Math.ceil(Math.sqrt(width));
  return { rows: Math.ceil(width / columns), columns };
}

/** A whole number with commas between thousands. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** "1,438 handwritten digits to learn from, 359 held out." */
export function countsOf(what: string, training: Rows, heldOut: Rows): string {
  const left = heldOut.count > 0 ? `, ${grouped(heldOut.count)} held out` : '';
  return `${grouped(training.count)} ${what} to learn from${left}.`;
}

/** RangeError unless `value` is a whole number in [least, most]. */
export function checkWhole(name: string, value: number, least: number, most: number): void {
  if (!(Number.isInteger(value) && value >= least && value <= most))
    throw new RangeError(`invalid ${name}: ${value}; expected ${least}..${most} (whole)`);
}
