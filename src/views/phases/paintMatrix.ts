/** Paints a matrix [visible × hidden] as hidden units (rows) by visible units (columns), in signed colours. */
import { divergingIndex } from '../../chart/colours';
import type { Raster } from '../../chart/raster';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';

export interface MatrixData {
  /** Row-major [visible × hidden]. */
  readonly values: ArrayLike<number>;
  readonly visible: number;
  readonly hidden: number;
  /** The value of the strongest colour. */
  readonly limit: number;
  readonly lit: { readonly pixel: number; readonly unit: number };
}

/** The weight at a place in px. */
export function weightAt(
  { visible, hidden }: Pick<MatrixData, 'visible' | 'hidden'>,
  { width, height }: Size,
  x: number,
  y: number,
): { pixel: number; unit: number } | undefined {
  const [pixel, unit] = [Math.floor((x / width) * visible), Math.floor((y / height) * hidden)];
  return pixel >= 0 && pixel < visible && unit >= 0 && unit < hidden ? { pixel, unit } : undefined;
}

export function paintMatrix(
  context: Context,
  { values, visible, hidden, limit, lit }: MatrixData,
  size: Size,
  theme: Theme,
  raster: Raster,
): void {
  const pixels = raster.resize(visible, hidden);
  for (let i = 0; i < visible; i++)
    for (let j = 0; j < hidden; j++)
      pixels[j * visible + i] = theme.signed[divergingIndex(values[i * hidden + j]!, limit)]!;
  context.imageSmoothingEnabled = false;
  context.drawImage(raster.commit(), 0, 0, visible, hidden, 0, 0, size.width, size.height);
  context.strokeStyle = theme.rule;
  context.lineWidth = 1;
  context.strokeRect(0.5, 0.5, size.width - 1, size.height - 1);
  const [width, height] = [size.width / visible, size.height / hidden];
  context.strokeStyle = theme.accent;
  context.lineWidth = 2;
  context.strokeRect(lit.pixel * width + 1, lit.unit * height + 1, width - 2, height - 2);
}
