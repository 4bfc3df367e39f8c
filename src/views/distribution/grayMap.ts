/**
 * A map of all states of up to 16 units on which every neighbouring cell is one flip away: the lower half of the units
 * counts columns and the upper half rows, both in the order of a Gray code (Gray 1953, US patent 2,632,058).
 */

export interface MapShape {
  /** Units that the columns stand for; the others are the rows'. */
  readonly lowerUnits: number;
  readonly columns: number;
  readonly rows: number;
}
export interface Cell {
  readonly column: number;
  readonly row: number;
}

export function mapShape(visible: number): MapShape {
  const lowerUnits = visible >> 1;
  return { lowerUnits, columns: 2 ** lowerUnits, rows: 2 ** (visible - lowerUnits) };
}

/** The code word at a place: neighbouring places differ in one digit, the last and the first too. */
export const grayCode = (place: number): number => place ^ (place >> 1);

/** Inverse of `grayCode`, below 2^16. */
export function grayPlace(code: number): number {
  let place = code;
  for (let shift = 1; shift < 16; shift *= 2) place ^= place >> shift;
  return place;
}

/** The cell of a state; `stateIn` is its inverse. */
export const cellOf = (state: number, { lowerUnits, columns }: MapShape): Cell => ({
  column: grayPlace(state & (columns - 1)),
  row: grayPlace(state >> lowerUnits),
});

export const stateIn = ({ column, row }: Cell, { lowerUnits }: MapShape): number =>
  (grayCode(row) << lowerUnits) | grayCode(column);

/** The state that an arrow key leads to, one flip away, round the edges; undefined for other keys. */
export function steppedTo(key: string, state: number, shape: MapShape): number | undefined {
  const steps: Record<string, readonly [number, number]> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  };
  const step = steps[key];
  if (!step) return undefined;
  const { column, row } = cellOf(state, shape);
  return stateIn(
    {
      column: (column + step[0] + shape.columns) % shape.columns,
      row: (row + step[1] + shape.rows) % shape.rows,
    },
    shape,
  );
}

/** The number of a state of at most 31 units: unit i is digit i. */
export const numberOf = (bits: ArrayLike<number>): number =>
  Array.from(bits).reduce((number, bit, i) => number | (bit << i), 0);

/** The units of a numbered state; inverse of `numberOf`. */
export const bitsOf = (state: number, visible: number): Uint8Array =>
  Uint8Array.from({ length: visible }, (_, i) => (state >> i) & 1);
