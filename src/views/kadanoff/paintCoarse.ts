/** Paints rows of small lattices: the pictures themselves, their blocks, and what hidden layers make of them. */
import { sequentialIndex } from '../../chart/colours';
import type { Raster } from '../../chart/raster';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';

export interface CoarseRow {
  readonly label: string;
  /** 0..1 at each site, a picture each; NaN for nothing. */
  readonly pictures: readonly Float64Array[];
}
export interface CoarseData {
  readonly side: number;
  readonly rows: readonly CoarseRow[];
  readonly from: 'data' | 'model';
  /** The picture that is lit. */
  readonly lit?: number;
}

const [labelHeight, gap, margin] = [17, 8, 3];

export interface CoarseLayout {
  /** Side of a picture, px, whole. */
  readonly cell: number;
  readonly left: number;
  /** From one picture to the next, and from one row to the next. */
  readonly across: number;
  readonly down: number;
}

/** The largest pictures with which all fit. */
export function coarseLayout(data: Pick<CoarseData, 'rows'>, { width, height }: Size): CoarseLayout {
  const count = data.rows[0]?.pictures.length ?? 1;
  const byWidth = (width - 2 * margin - (count - 1) * gap) / count;
  const byHeight = height / data.rows.length - labelHeight - margin;
  const cell = Math.max(1, Math.floor(Math.min(byWidth, byHeight)));
  return { cell, left: margin, across: cell + gap, down: cell + labelHeight + margin };
}

/** The picture at a place in px, of whichever row. */
export function pictureAt(data: CoarseData, size: Size, x: number): number | undefined {
  const { left, across, cell } = coarseLayout(data, size);
  const picture = Math.floor((x - left) / across);
  const inside = picture >= 0 && picture < (data.rows[0]?.pictures.length ?? 0);
  return inside && x - left - picture * across <= cell ? picture : undefined;
}

export function paintCoarse(
  context: Context,
  data: CoarseData,
  size: Size,
  theme: Theme,
  raster: Raster,
): void {
  const { side, rows, from, lit } = data;
  const layout = coarseLayout(data, size);
  const count = rows[0]?.pictures.length ?? 0;
  if (count === 0) return;
  const table = from === 'data' ? theme.fromData : theme.fromModel;
  const pixels = raster.resize(side * count, side * rows.length);
  pixels.fill(0);
  rows.forEach(({ pictures }, row) => {
    pictures.forEach((values, picture) => {
      values.forEach((value, site) => {
        if (Number.isNaN(value)) return;
        const [x, y] = [picture * side + (site % side), row * side + Math.floor(site / side)];
        pixels[x + side * count * y] = table[sequentialIndex(value)]!;
      });
    });
  });
  const source = raster.commit();
  context.imageSmoothingEnabled = false;
  context.font = `12px ${theme.font}`;
  context.textAlign = 'left';
  rows.forEach(({ label, pictures }, row) => {
    const top = row * layout.down + labelHeight;
    context.fillStyle = theme.soft;
    context.fillText(label, layout.left, top - 5);
    pictures.forEach((_, picture) => {
      const left = layout.left + picture * layout.across;
      context.fillStyle = theme.rule;
      context.fillRect(left - 1, top - 1, layout.cell + 2, layout.cell + 2);
      context.fillStyle = theme.paper;
      context.fillRect(left, top, layout.cell, layout.cell);
      context.drawImage(source, picture * side, row * side, side, side, left, top, layout.cell, layout.cell);
    });
  });
  if (lit === undefined || lit >= count) return;
  context.strokeStyle = theme.accent;
  context.lineWidth = 2;
  for (let row = 0; row < rows.length; row++)
    context.strokeRect(
      layout.left + lit * layout.across - 2,
      row * layout.down + labelHeight - 2,
      layout.cell + 4,
      layout.cell + 4,
    );
}
