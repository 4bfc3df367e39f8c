/** Paints all parameters as one table: visible biases above, hidden biases at the left, W between them. */
import { divergingIndex } from '../../chart/colours';
import type { Raster } from '../../chart/raster';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';
import type { EditedParameters, ParameterPlace } from '../../state/editSlice';

export interface ParameterData {
  readonly parameters: EditedParameters;
  /** The ends of the colour scale are ±limit. */
  readonly limit: number;
  readonly place: ParameterPlace;
}

/** Between the biases and W, px. */
const gap = 5;

/** Column 0 holds the hidden biases, row 0 the visible ones; W_ij stands in column i + 1 and row j + 1. */
export const tableCell = (place: ParameterPlace) => ({
  column: place.kind === 'b' ? 0 : place.i + 1,
  row: place.kind === 'a' ? 0 : place.j + 1,
});

/** The parameter in a cell; none in the corner and outside. Inverse of `tableCell`. */
export function placeInCell(
  column: number,
  row: number,
  { visible, hidden }: Pick<EditedParameters, 'visible' | 'hidden'>,
): ParameterPlace | undefined {
  if (column < 0 || row < 0 || column > visible || row > hidden) return undefined;
  if (column === 0) return row === 0 ? undefined : { kind: 'b', j: row - 1 };
  return row === 0 ? { kind: 'a', i: column - 1 } : { kind: 'W', i: column - 1, j: row - 1 };
}

/** Where cells begin, px: the first apart from the others. */
function edges(cells: number, length: number) {
  const side = (length - gap) / cells;
  return { side, at: (cell: number) => cell * side + (cell > 0 ? gap : 0) };
}

export function cellBox({ visible, hidden }: EditedParameters, place: ParameterPlace, size: Size) {
  const { column, row } = tableCell(place);
  const [across, down] = [edges(visible + 1, size.width), edges(hidden + 1, size.height)];
  return { x: across.at(column), y: down.at(row), width: across.side, height: down.side };
}

export function placeAt(
  parameters: EditedParameters,
  size: Size,
  x: number,
  y: number,
): ParameterPlace | undefined {
  const cell = (at: number, cells: number, length: number) => {
    const { side } = edges(cells, length);
    return at < side ? Math.floor(at / side) : Math.max(1, Math.floor((at - gap) / side));
  };
  const { visible, hidden } = parameters;
  return placeInCell(cell(x, visible + 1, size.width), cell(y, hidden + 1, size.height), parameters);
}

/** Fills [hidden + 1 rows × visible + 1 columns] pixels; the corner stays clear. */
export function fillParameters(
  pixels: Uint32Array,
  { parameters, limit }: ParameterData,
  table: Uint32Array,
) {
  const { visible, hidden, W, a, b } = parameters;
  const across = visible + 1;
  pixels[0] = 0;
  for (let i = 0; i < visible; i++) pixels[i + 1] = table[divergingIndex(a[i]!, limit)]!;
  for (let j = 0; j < hidden; j++) {
    pixels[(j + 1) * across] = table[divergingIndex(b[j]!, limit)]!;
    for (let i = 0; i < visible; i++)
      pixels[(j + 1) * across + i + 1] = table[divergingIndex(W[i * hidden + j]!, limit)]!;
  }
}

export function paintParameters(
  context: Context,
  data: ParameterData,
  size: Size,
  theme: Theme,
  raster: Raster,
): void {
  const { visible, hidden } = data.parameters;
  fillParameters(raster.resize(visible + 1, hidden + 1), data, theme.signed);
  const source = raster.commit();
  const [across, down] = [edges(visible + 1, size.width), edges(hidden + 1, size.height)];
  context.imageSmoothingEnabled = across.side < 1 || down.side < 1;
  const block = (column: number, row: number, columns: number, rows: number) =>
    context.drawImage(
      source,
      column,
      row,
      columns,
      rows,
      across.at(column),
      down.at(row),
      columns * across.side,
      rows * down.side,
    );
  block(1, 0, visible, 1);
  if (hidden > 0) {
    block(0, 1, 1, hidden);
    block(1, 1, visible, hidden);
  }
  const { x, y, width, height } = cellBox(data.parameters, data.place, size);
  const side = Math.max(6, width);
  const tall = Math.max(6, height);
  context.strokeStyle = theme.card;
  context.lineWidth = 4;
  context.strokeRect(x + width / 2 - side / 2, y + height / 2 - tall / 2, side, tall);
  context.strokeStyle = theme.accent;
  context.lineWidth = 2;
  context.strokeRect(x + width / 2 - side / 2, y + height / 2 - tall / 2, side, tall);
}
