/** Paints ΔW = v⁺h⁺ᵀ − v⁻h⁻ᵀ of one sample, as a matrix of hidden units (rows) and visible units (columns). */
import { divergingIndex } from '../chart/colours';
import type { Raster } from '../chart/raster';
import type { Theme } from '../chart/theme';
import type { Context, Size } from '../chart/usePainter';

export interface WeightChangeData {
  readonly vPlus: Uint8Array;
  readonly hPlusMean: Float32Array;
  readonly vMinus: Uint8Array;
  readonly hMinusMean: Float32Array;
  readonly litUnit?: number;
  readonly litPixel?: number;
}

/** No more cells than a small picture can show; in larger models every so manyth unit stands for its neighbours. */
const [mostColumns, mostRows] = [256, 128];

/** v⁺_i h⁺_j − v⁻_i h⁻_j: what this sample adds to W_ij, before the learning rate. */
export const weightChange = (data: WeightChangeData, i: number, j: number): number =>
  data.vPlus[i]! * data.hPlusMean[j]! - data.vMinus[i]! * data.hMinusMean[j]!;

export function paintWeightChange(
  context: Context,
  data: WeightChangeData,
  size: Size,
  theme: Theme,
  raster: Raster,
): void {
  const [visible, hidden] = [data.vPlus.length, data.hPlusMean.length];
  const [columns, rows] = [Math.min(visible, mostColumns), Math.min(hidden, mostRows)];
  const pixels = raster.resize(columns, rows);
  for (let row = 0; row < rows; row++) {
    const j = Math.floor((row * hidden) / rows);
    for (let column = 0; column < columns; column++) {
      const i = Math.floor((column * visible) / columns);
      pixels[row * columns + column] = theme.signed[divergingIndex(weightChange(data, i, j), 1)]!;
    }
  }
  context.imageSmoothingEnabled = columns > size.width || rows > size.height;
  context.drawImage(raster.commit(), 0, 0, columns, rows, 0, 0, size.width, size.height);
  context.strokeStyle = theme.accent;
  context.lineWidth = 1.5;
  const [cellWidth, cellHeight] = [size.width / visible, size.height / hidden];
  if (data.litUnit !== undefined && data.litUnit < hidden)
    context.strokeRect(0.5, data.litUnit * cellHeight, size.width - 1, Math.max(2, cellHeight));
  if (data.litPixel !== undefined && data.litPixel < visible)
    context.strokeRect(data.litPixel * cellWidth, 0.5, Math.max(2, cellWidth), size.height - 1);
}
