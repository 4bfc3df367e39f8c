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
const labelWidth = 18;
/** Pictures are as tall as their place allows, up to this, px. */
const tallest = 56;
/** Rather fewer chains than pictures smaller than this, px. */
const smallest = 22;
/** A strip has room for at least so many states: fewer would not show how a chain moves. */
const fewest = 10;

export interface StripLayout {
  /** How many of the chains are shown, and how many strips stand side by side. */
  readonly chains: number;
  readonly columns: number;
  /** How many of the newest states are shown. */
  readonly shown: number;
  /** Size of a picture, distance from picture to picture, and from strip to strip, px. */
  readonly width: number;
  readonly height: number;
  readonly step: number;
  readonly rowStep: number;
  readonly columnStep: number;
}

/** Strips below each other, and side by side where that makes the pictures larger. */
export function stripLayout(count: number, length: number, shape: Shape, size: Size): StripLayout {
  const aspect = shape.columns / shape.rows;
  const heightWith = (columns: number, chains: number) => {
    const byHeight = (size.height + gap) / Math.ceil(chains / columns) - gap;
    const room = (size.width + gap) / columns - gap - labelWidth;
    const byWidth = columns === 1 ? Number.POSITIVE_INFINITY : ((room + gap) / fewest - gap) / aspect;
    return Math.min(tallest, byHeight, byWidth);
  };
  let [columns, chains] = [1, count];
  for (let more = 2; more <= Math.min(4, count); more++)
    if (heightWith(more, count) > heightWith(columns, count)) columns = more;
  if (heightWith(columns, count) < smallest) {
    columns = 1;
    chains = Math.min(count, Math.max(1, Math.floor((size.height + gap) / (smallest + gap))));
  }
  const columnStep = (size.width + gap) / columns;
  // the outline of the newest picture needs a px of its own
  const room = columnStep - gap - labelWidth - 1;
  const height = Math.max(4, heightWith(columns, chains));
  const width = height * aspect;
  const shown = Math.max(1, Math.min(length, Math.floor((room + gap) / (width + gap))));
  const rowStep = (size.height + gap) / Math.ceil(chains / columns);
  // spread over the whole width what fills it
  const step = shown > 1 && shown < length ? (room - width) / (shown - 1) : width + gap;
  return { chains, columns, shown, width, height, step, rowStep, columnStep };
}

/** The upper left corner of a state's picture, px. */
const cornerOf = (layout: StripLayout, chain: number, state: number) => ({
  x: (chain % layout.columns) * layout.columnStep + labelWidth + state * layout.step,
  y: Math.floor(chain / layout.columns) * layout.rowStep,
});

/** The chain, state (0 is the oldest in the film) and pixel at a place in px. */
export function chainAt(data: Omit<ChainData, 'films'>, size: Size, x: number, y: number) {
  const { count, length, shape, visible } = data;
  const layout = stripLayout(count, length, shape, size);
  const strip = Math.floor(x / layout.columnStep);
  const chain = Math.floor(y / layout.rowStep) * layout.columns + strip;
  const state = Math.floor((x - strip * layout.columnStep - labelWidth) / layout.step);
  if (x < 0 || y < 0 || chain >= layout.chains || state < 0 || state >= layout.shown) return undefined;
  const corner = cornerOf(layout, chain, state);
  const i = Math.floor(((x - corner.x) / layout.width) * shape.columns);
  const j = Math.floor(((y - corner.y) / layout.height) * shape.rows);
  if (i >= shape.columns || j >= shape.rows || j * shape.columns + i >= visible) return undefined;
  return { chain, state: length - layout.shown + state, pixel: j * shape.columns + i };
}

/** Fills the newest `shown` states of the first `chains` chains, one picture under the other. */
export function fillFilms(
  pixels: Uint32Array,
  data: ChainData,
  { chains, shown }: Pick<StripLayout, 'chains' | 'shown'>,
  theme: Theme,
): void {
  const { films, length, visible, shape, kept } = data;
  const area = shape.rows * shape.columns;
  for (let chain = 0; chain < chains; chain++) {
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
  const { chains, shown, width, height } = layout;
  fillFilms(raster.resize(shape.columns, shape.rows * chains * shown), data, layout, theme);
  const source = raster.commit();
  context.font = `11.5px ${theme.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.imageSmoothingEnabled = width < shape.columns;
  for (let chain = 0; chain < chains; chain++) {
    const label = cornerOf(layout, chain, 0);
    context.fillStyle = theme.soft;
    context.fillText(String(chain + 1), label.x - labelWidth + 2, label.y + height / 2);
    for (let state = 0; state < shown; state++) {
      const { x, y } = cornerOf(layout, chain, state);
      const from = (chain * shown + state) * shape.rows;
      context.drawImage(source, 0, from, shape.columns, shape.rows, x, y, width, height);
      const newest = state === shown - 1;
      context.strokeStyle = newest ? theme.model : theme.rule;
      context.lineWidth = newest ? 2 : 1;
      context.strokeRect(x, y + 1, width, height - 2);
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
