/** Paints many small pictures, as large as they fit, each with a line of words below it if there are any. */
import { sequentialIndex } from '../../chart/colours';
import type { Raster } from '../../chart/raster';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';
import type { Shape } from '../paintWeightTiles';

export interface PictureData {
  /** Values in 0..1, picture after picture: [count × pixels]. */
  readonly values: ArrayLike<number>;
  readonly count: number;
  readonly pixels: number;
  readonly shape: Shape;
  /** [count] */
  readonly words?: readonly string[];
  /** Whose pictures they are: the colour. */
  readonly from: 'data' | 'model';
  readonly lit?: number;
}

const [margin, gap, line] = [3, 6, 14];
const [fontSize, smallestFont] = [11.5, 7.5];

export interface PictureLayout {
  readonly across: number;
  readonly down: number;
  readonly width: number;
  readonly height: number;
  /** From picture to picture, px. */
  readonly step: { readonly x: number; readonly y: number };
}

/** The largest pictures with which all fit. */
export function pictureLayout(
  { count, shape, words }: Pick<PictureData, 'count' | 'shape' | 'words'>,
  size: Size,
): PictureLayout {
  const below = gap + (words ? line : 0);
  const aspect = shape.columns / shape.rows;
  let best = { across: 1, height: 0 };
  for (let across = 1; across <= Math.max(1, count); across++) {
    const down = Math.ceil(count / across);
    const byWidth = (size.width - 2 * margin - (across - 1) * gap) / across / aspect;
    const byHeight = (size.height - 2 * margin - down * below + gap) / down;
    const height = Math.min(byWidth, byHeight);
    if (height > best.height) best = { across, height };
  }
  const height = Math.max(1, best.height);
  const width = height * aspect;
  const down = Math.ceil(count / best.across);
  return { across: best.across, down, width, height, step: { x: width + gap, y: height + below } };
}

const placeOf = ({ across, step }: PictureLayout, n: number) => ({
  x: margin + (n % across) * step.x,
  y: margin + Math.floor(n / across) * step.y,
});

/** The picture at a place in px; undefined in the gaps and beyond. */
export function pictureAt(
  data: Pick<PictureData, 'count' | 'shape' | 'words'>,
  size: Size,
  x: number,
  y: number,
): number | undefined {
  const layout = pictureLayout(data, size);
  const column = Math.floor((x - margin) / layout.step.x);
  const row = Math.floor((y - margin) / layout.step.y);
  const n = row * layout.across + column;
  if (column < 0 || row < 0 || column >= layout.across || n >= data.count) return undefined;
  const place = placeOf(layout, n);
  return x <= place.x + layout.width && y <= place.y + layout.height ? n : undefined;
}

export function paintPictures(
  context: Context,
  data: PictureData,
  size: Size,
  theme: Theme,
  raster: Raster,
): void {
  const { values, count, pixels, shape, words, from, lit } = data;
  const layout = pictureLayout(data, size);
  const table = from === 'data' ? theme.fromData : theme.fromModel;
  const cell = { width: shape.columns + 1, height: shape.rows + 1 };
  const across = cell.width * layout.across;
  const buffer = raster.resize(across, cell.height * Math.max(1, layout.down));
  buffer.fill(0);
  for (let n = 0; n < count; n++) {
    const corner = Math.floor(n / layout.across) * cell.height * across + (n % layout.across) * cell.width;
    for (let i = 0; i < pixels; i++) {
      const at = corner + Math.floor(i / shape.columns) * across + (i % shape.columns);
      buffer[at] = table[sequentialIndex(values[n * pixels + i]!)]!;
    }
  }
  const source = raster.commit();
  const { width, height } = layout;
  context.imageSmoothingEnabled = width < shape.columns;
  context.font = `${fontSize}px ${theme.font}`;
  // words of neighbours must not run into each other
  const longest = Math.max(1, ...(words ?? []).map((text) => context.measureText(text).width));
  const fitting = (fontSize * (layout.step.x - 2)) / longest;
  context.font = `${Math.max(smallestFont, Math.min(fontSize, fitting))}px ${theme.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  for (let n = 0; n < count; n++) {
    const { x, y } = placeOf(layout, n);
    context.fillStyle = theme.rule;
    context.fillRect(x - 1, y - 1, width + 2, height + 2);
    const left = (n % layout.across) * cell.width;
    const top = Math.floor(n / layout.across) * cell.height;
    context.drawImage(source, left, top, shape.columns, shape.rows, x, y, width, height);
    context.fillStyle = n === lit ? theme.ink : theme.soft;
    if (words) context.fillText(words[n]!, x + width / 2, y + height + line - 1);
    if (n !== lit) continue;
    context.strokeStyle = theme.accent;
    context.lineWidth = 2;
    context.strokeRect(x - 2, y - 2, width + 4, height + 4);
  }
}
