/** Paints the states or probabilities of one layer as a small picture. */
import { sequentialIndex } from '../chart/colours';
import type { Raster } from '../chart/raster';
import type { Theme } from '../chart/theme';
import type { Context, Size } from '../chart/usePainter';
import type { Shape } from './paintWeightTiles';

export interface UnitData {
  /** Values in 0..1, [units]. */
  readonly values: ArrayLike<number>;
  readonly shape: Shape;
  readonly lit?: number;
}

/** A layer without an arrangement of its own, as nearly square as it goes. */
export function squareShape(units: number): Shape {
  const columns = Math.max(1, Math.ceil(Math.sqrt(units)));
  return { columns, rows: Math.max(1, Math.ceil(units / columns)) };
}

/** The picture's place: as large as fits with square cells, in the middle. */
export function unitsBox({ rows, columns }: Shape, size: Size) {
  const cell = Math.min(size.width / columns, size.height / rows);
  const [width, height] = [cell * columns, cell * rows];
  return { x: (size.width - width) / 2, y: (size.height - height) / 2, width, height, cell };
}

/** The unit at a place in px. */
export function unitAt({ values, shape }: UnitData, size: Size, x: number, y: number): number | undefined {
  const box = unitsBox(shape, size);
  const [column, row] = [Math.floor((x - box.x) / box.cell), Math.floor((y - box.y) / box.cell)];
  const unit = row * shape.columns + column;
  const inside = column >= 0 && row >= 0 && column < shape.columns && unit < values.length;
  return inside ? unit : undefined;
}

export function paintUnits(context: Context, data: UnitData, size: Size, theme: Theme, raster: Raster): void {
  const { values, shape, lit } = data;
  const pixels = raster.resize(shape.columns, shape.rows);
  for (let i = 0; i < shape.columns * shape.rows; i++)
    pixels[i] = i < values.length ? theme.probability[sequentialIndex(values[i]!)]! : 0;
  const box = unitsBox(shape, size);
  context.imageSmoothingEnabled = box.cell < 1;
  context.drawImage(raster.commit(), 0, 0, shape.columns, shape.rows, box.x, box.y, box.width, box.height);
  if (lit === undefined || lit >= values.length) return;
  const [column, row] = [lit % shape.columns, Math.floor(lit / shape.columns)];
  const side = Math.max(4, box.cell);
  context.strokeStyle = theme.accent;
  context.lineWidth = 2;
  context.strokeRect(
    box.x + (column + 0.5) * box.cell - side / 2,
    box.y + (row + 0.5) * box.cell - side / 2,
    side,
    side,
  );
}
