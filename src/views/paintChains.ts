/** Paints Gibbs chains as film strips: one strip a chain, time from left to right, the newest picture at the end. */
import type { Raster } from '../chart/raster';
import type { Theme } from '../chart/theme';
import type { Context, Size } from '../chart/usePainter';
import type { Shape } from './paintWeightTiles';

export interface ChainData {
  /** [count × length × visible] bytes 0/1, oldest first. */
  readonly films: Uint8Array;
  readonly count: number;
  readonly length: number;
  readonly visible: number;
  readonly shape: Shape;
  /** Units that a clamped chain keeps are 1, [visible]; none where the chains run free. */
  readonly kept?: Uint8Array;
  readonly litPixel?: number;
}

const gap = 4;
/** Room at the left for the chains' numbers, px. */
const labelWidth = 22;
/** Pictures are as tall as their row allows, between these bounds, px. */
const tallest = 56;

export interface StripLayout {
  /** How many of the newest states are shown. */
  readonly shown: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly step: number;
  readonly rowStep: number;
}

/** Strips fill the width; the newest picture ends at the right edge. */
export function stripLayout(count: number, length: number, shape: Shape, size: Size): StripLayout {
  const rowStep = size.height / Math.max(1, count);
  const height = Math.max(4, Math.min(tallest, rowStep - gap));
  const width = (height * shape.columns) / shape.rows;
  // the outline of the newest picture needs a px of its own
  const room = size.width - labelWidth - 1;
  const shown = Math.max(1, Math.min(length, Math.floor((room + gap) / (width + gap))));
  // spread what is shown over the whole width where the film is long enough to fill it
  const step = shown > 1 && shown < length ? (room - width) / (shown - 1) : width + gap;
  return { shown, left: labelWidth, width, height, step, rowStep };
}

/** The chain, state (0 is the oldest in the film) and pixel at a place in px. */
export function chainAt(data: Omit<ChainData, 'films'>, size: Size, x: number, y: number) {
  const { count, length, shape, visible } = data;
  const layout = stripLayout(count, length, shape, size);
  const chain = Math.floor(y / layout.rowStep);
  const column = Math.floor((x - layout.left) / layout.step);
  if (chain < 0 || chain >= count || column < 0 || column >= layout.shown) return undefined;
  const i = Math.floor(((x - layout.left - column * layout.step) / layout.width) * shape.columns);
  const j = Math.floor(((y - chain * layout.rowStep) / layout.height) * shape.rows);
  if (i >= shape.columns || j >= shape.rows || j * shape.columns + i >= visible) return undefined;
  return { chain, state: length - layout.shown + column, pixel: j * shape.columns + i };
}

/** Fills the newest `shown` states of every chain, one picture under the other. */
export function fillFilms(pixels: Uint32Array, data: ChainData, shown: number, theme: Theme): void {
  const { films, count, length, visible, shape, kept } = data;
  const area = shape.rows * shape.columns;
  for (let chain = 0; chain < count; chain++) {
    for (let state = 0; state < shown; state++) {
      const from = (chain * length + length - shown + state) * visible;
      const to = (chain * shown + state) * area;
      for (let i = 0; i < area; i++) {
        const table = kept?.[i] ? theme.fromData : theme.probability;
        pixels[to + i] = i < visible ? table[films[from + i] ? 255 : 1]! : 0;
      }
    }
  }
}

export function paintChains(
  context: Context,
  data: ChainData,
  size: Size,
  theme: Theme,
  raster: Raster,
): void {
  const { count, length, shape, litPixel } = data;
  const layout = stripLayout(count, length, shape, size);
  const { shown, left, width, height, step, rowStep } = layout;
  fillFilms(raster.resize(shape.columns, shape.rows * count * shown), data, shown, theme);
  const source = raster.commit();
  context.font = `11.5px ${theme.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.imageSmoothingEnabled = width < shape.columns;
  for (let chain = 0; chain < count; chain++) {
    const y = chain * rowStep;
    context.fillStyle = theme.soft;
    context.fillText(String(chain + 1), 2, y + height / 2);
    for (let state = 0; state < shown; state++) {
      const x = left + state * step;
      const from = (chain * shown + state) * shape.rows;
      context.drawImage(source, 0, from, shape.columns, shape.rows, x, y, width, height);
      const newest = state === shown - 1;
      context.strokeStyle = newest ? theme.model : theme.rule;
      context.lineWidth = newest ? 2 : 1;
      context.strokeRect(x, y + 1, width, height - 1);
      if (litPixel !== undefined && litPixel < data.visible)
        markPixel(context, data, litPixel, x, y, layout, theme);
    }
  }
}

function markPixel(
  context: Context,
  { shape }: ChainData,
  pixel: number,
  x: number,
  y: number,
  layout: StripLayout,
  theme: Theme,
) {
  const [width, height] = [layout.width / shape.columns, layout.height / shape.rows];
  if (width < 3) return;
  context.strokeStyle = theme.accent;
  context.lineWidth = 1;
  context.strokeRect(
    x + (pixel % shape.columns) * width + 0.5,
    y + Math.floor(pixel / shape.columns) * height + 0.5,
    width - 1,
    height - 1,
  );
}
