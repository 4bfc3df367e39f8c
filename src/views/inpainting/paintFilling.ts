/** Paints a picture as it is being filled in: panels side by side, known pixels green, the machine's purple. */
import { sequentialIndex } from '../../chart/colours';
import type { Raster } from '../../chart/raster';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';
import { unitsBox } from '../paintUnits';
import type { Shape } from '../paintWeightTiles';

export interface Panel {
  readonly title: string;
  /** Values in 0..1, [visible]. */
  readonly values: ArrayLike<number>;
  /** 1 where the machine says the pixel, [visible]; the others come from the data. */
  readonly open: ArrayLike<number>;
  /** What the values should be: open pixels on the other side of ½ are outlined. */
  readonly truth?: ArrayLike<number>;
}

const [gap, line] = [14, 20];

/** Places of the panels, and the height of a picture: under each there is a line of words. */
export function panelBoxes(count: number, { width, height }: Size) {
  const each = (width - gap * (count - 1)) / count;
  return Array.from({ length: count }, (_, n) => ({
    x: n * (each + gap),
    width: each,
    height: Math.max(1, height - line),
  }));
}

export function paintFilling(
  context: Context,
  panels: readonly Panel[],
  shape: Shape,
  size: Size,
  theme: Theme,
  raster: Raster,
): void {
  for (const [n, box] of panelBoxes(panels.length, size).entries()) {
    context.save();
    context.translate(box.x, 0);
    paintPanel(context, panels[n]!, shape, box, theme, raster);
    context.restore();
  }
}

function paintPanel(context: Context, panel: Panel, shape: Shape, size: Size, theme: Theme, raster: Raster) {
  const { title, values, open, truth } = panel;
  const pixels = raster.resize(shape.columns, shape.rows);
  for (let i = 0; i < shape.columns * shape.rows; i++) {
    const table = open[i] === 1 ? theme.fromModel : theme.fromData;
    pixels[i] = i < values.length ? table[sequentialIndex(values[i]!)]! : 0;
  }
  const box = unitsBox(shape, size);
  context.imageSmoothingEnabled = box.cell < 1;
  context.drawImage(raster.commit(), 0, 0, shape.columns, shape.rows, box.x, box.y, box.width, box.height);
  context.strokeStyle = theme.rule;
  context.lineWidth = 1;
  context.strokeRect(box.x - 0.5, box.y - 0.5, box.width + 1, box.height + 1);
  if (truth) outlineWrong(context, { values, open, truth }, shape, box, theme);
  context.fillStyle = theme.soft;
  context.font = `12px ${theme.font}`;
  context.textAlign = 'center';
  context.fillText(title, size.width / 2, size.height + line - 6);
}

function outlineWrong(
  context: Context,
  { values, open, truth }: Required<Omit<Panel, 'title'>>,
  { columns }: Shape,
  { x, y, cell }: { readonly x: number; readonly y: number; readonly cell: number },
  theme: Theme,
) {
  context.strokeStyle = theme.warn;
  context.lineWidth = cell > 12 ? 2 : 1;
  const inset = context.lineWidth / 2 + 0.5;
  for (let i = 0; i < values.length; i++) {
    if (open[i] !== 1 || Number(values[i]! > 0.5) === truth[i]) continue;
    const [left, top] = [x + (i % columns) * cell, y + Math.floor(i / columns) * cell];
    context.strokeRect(left + inset, top + inset, cell - 2 * inset, cell - 2 * inset);
  }
}
