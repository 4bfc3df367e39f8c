/** Paints codes in the plane: a glyph a sample in its label's colour, clusters lit, the sample pointed at as picture. */
import { extent } from 'd3-array';
import { categoryColour, isDark } from '../../chart/categories';
import { sequentialIndex } from '../../chart/colours';
import type { Raster } from '../../chart/raster';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';
import { unitsBox } from '../paintUnits';
import type { Shape } from '../paintWeightTiles';

export interface CodesData {
  /** x and y in turn, [points × 2]. */
  readonly positions: Float32Array;
  /** What stands for each label, and which each point bears; dots where there are none. */
  readonly glyphs?: readonly string[];
  readonly labelOf?: Uint8Array;
  /** Points that stand out; the others fade. */
  readonly lit?: ArrayLike<number>;
  /** The point that is looked at, and its picture. */
  readonly at?: number;
  readonly picture?: { readonly bits: ArrayLike<number>; readonly shape: Shape };
}

/** px: room around the points, reach of the pointer, height of the picture pointed at. */
const [margin, reach, thumbnail] = [14, 18, 64];
const faded = 0.16;

/** Places in px, x and y in turn: the same scale along both axes, in the middle. */
export function placesOf(positions: Float32Array, { width, height }: Size): Float64Array {
  const along = (axis: number) => extent(positions.filter((_, n) => n % 2 === axis));
  const [[left = 0, right = 0], [low = 0, high = 0]] = [along(0), along(1)];
  const scale = Math.min(
    (width - 2 * margin) / Math.max(right - left, 1e-12),
    (height - 2 * margin) / Math.max(high - low, 1e-12),
  );
  const one = scale > 1e11 ? 0 : scale;
  return Float64Array.from(positions, (value, n) =>
    n % 2 === 0
      ? width / 2 + one * (value - (left + right) / 2)
      : height / 2 - one * (value - (low + high) / 2),
  );
}

/** The point nearest to a place in px, within reach. */
export function pointAt(positions: Float32Array, size: Size, x: number, y: number): number | undefined {
  const places = placesOf(positions, size);
  let [best, square] = [-1, reach * reach];
  for (let n = 0; n < places.length / 2; n++) {
    const [dx, dy] = [places[2 * n]! - x, places[2 * n + 1]! - y];
    if (dx * dx + dy * dy < square) [best, square] = [n, dx * dx + dy * dy];
  }
  return best < 0 ? undefined : best;
}

/** Points from left to right, those above first where they share a column: the order that the keyboard goes in. */
export function readingOrder(positions: Float32Array): Uint32Array {
  return Uint32Array.from({ length: positions.length / 2 }, (_, n) => n).sort(
    (n, m) => positions[2 * n]! - positions[2 * m]! || positions[2 * m + 1]! - positions[2 * n + 1]! || n - m,
  );
}

export function paintCodes(
  context: Context,
  data: CodesData,
  size: Size,
  theme: Theme,
  raster: Raster,
): void {
  const places = placesOf(data.positions, size);
  const lit = data.lit && new Set(Array.from(data.lit));
  context.font = `600 11px ${theme.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let n = 0; n < places.length / 2; n++)
    if (!lit?.has(n)) paintPoint(context, data, places, n, theme, lit ? faded : 1);
  if (lit) for (const n of lit) paintPoint(context, data, places, n, theme, 1);
  context.globalAlpha = 1;
  if (data.at !== undefined && 2 * data.at < places.length)
    paintLooked(context, data, places, size, theme, raster);
  context.textBaseline = 'alphabetic';
}

function paintPoint(
  context: Context,
  { glyphs, labelOf }: CodesData,
  places: Float64Array,
  n: number,
  theme: Theme,
  alpha: number,
) {
  const [x, y] = [places[2 * n]!, places[2 * n + 1]!];
  context.globalAlpha = alpha;
  if (!glyphs || !labelOf) {
    context.fillStyle = theme.soft;
    context.beginPath();
    context.arc(x, y, 2.5, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  context.fillStyle = categoryColour(labelOf[n]!, isDark(theme));
  context.fillText(glyphs[labelOf[n]!]!, x, y);
}

/** A ring around the point, and its picture beside it, inside the canvas. */
function paintLooked(
  context: Context,
  { at, picture }: CodesData,
  places: Float64Array,
  size: Size,
  theme: Theme,
  raster: Raster,
) {
  const [x, y] = [places[2 * at!]!, places[2 * at! + 1]!];
  context.strokeStyle = theme.accent;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x, y, 9, 0, 2 * Math.PI);
  context.stroke();
  if (!picture) return;
  const { bits, shape } = picture;
  const side = {
    width: Math.min(2 * thumbnail, (thumbnail * shape.columns) / shape.rows),
    height: thumbnail,
  };
  const left = x + 14 + side.width < size.width ? x + 14 : x - 14 - side.width;
  const top = Math.max(2, Math.min(size.height - side.height - 2, y - side.height / 2));
  const pixels = raster.resize(shape.columns, shape.rows);
  for (let i = 0; i < pixels.length; i++) pixels[i] = theme.fromData[sequentialIndex(bits[i] ?? 0)]!;
  const box = unitsBox(shape, side);
  context.imageSmoothingEnabled = false;
  context.drawImage(
    raster.commit(),
    ...([0, 0, shape.columns, shape.rows, left + box.x, top + box.y, box.width, box.height] as const),
  );
  context.strokeRect(left + box.x, top + box.y, box.width, box.height);
}
