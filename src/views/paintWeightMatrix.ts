/** Paints W as a matrix: one row per hidden unit, one column per visible unit. */
import type { Raster } from '../chart/raster';
import type { Theme } from '../chart/theme';
import type { Context, Size } from '../chart/usePainter';
import type { TileData } from './paintWeightTiles';

export type MatrixData = Omit<TileData, 'first' | 'count' | 'shape'>;

/** The unit and pixel at a place in px. */
export function matrixAt({ visible, hidden }: MatrixData, size: Size, x: number, y: number) {
  const pixel = Math.floor((x / size.width) * visible);
  const unit = Math.floor((y / size.height) * hidden);
  if (pixel < 0 || unit < 0 || pixel >= visible || unit >= hidden) return undefined;
  return { unit, pixel };
}

/** Fills [hidden rows × visible columns] pixels: the transpose of how W lies in memory. */
export function fillMatrix(
  pixels: Uint32Array,
  { W, visible, hidden, limit }: MatrixData,
  table: Uint32Array,
) {
  const scale = 127 / limit;
  for (let i = 0; i < visible; i++) {
    for (let j = 0; j < hidden; j++) {
      const x = W[i * hidden + j]! * scale;
      const index = x >= 127 ? 255 : x <= -127 ? 1 : (x + 128.5) | 0;
      pixels[j * visible + i] = table[index]!;
    }
  }
}

export function paintWeightMatrix(
  context: Context,
  data: MatrixData,
  size: Size,
  theme: Theme,
  raster: Raster,
): void {
  const { visible, hidden, litUnit, litPixel } = data;
  fillMatrix(raster.resize(visible, hidden), data, theme.signed);
  const source = raster.commit();
  context.imageSmoothingEnabled = size.width < visible || size.height < hidden;
  context.drawImage(source, 0, 0, visible, hidden, 0, 0, size.width, size.height);
  context.strokeStyle = theme.accent;
  context.lineWidth = 2;
  if (litUnit !== undefined && litUnit < hidden) {
    const height = size.height / hidden;
    context.strokeRect(1, litUnit * height, size.width - 2, Math.max(2, height));
  }
  if (litPixel !== undefined && litPixel < visible) {
    const width = size.width / visible;
    context.lineWidth = 1;
    context.strokeRect(litPixel * width, 0.5, Math.max(2, width), size.height - 1);
  }
}
