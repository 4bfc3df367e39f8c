/** Paints one tile per hidden unit: its weights to all visible units, laid out as the picture. */
import type { Raster } from '../chart/raster';
import type { Theme } from '../chart/theme';
import type { Context, Size } from '../chart/usePainter';

export interface Shape {
  readonly rows: number;
  readonly columns: number;
}
export interface TileData {
  /** Row-major [visible × hidden]. */
  readonly W: Float32Array;
  readonly visible: number;
  readonly hidden: number;
  readonly shape: Shape;
  /** Tiles shown: hidden units [first, first + count). */
  readonly first: number;
  readonly count: number;
  /** Colour scale: −limit..limit. */
  readonly limit: number;
  readonly litUnit?: number;
  readonly litPixel?: number;
}

/** Smallest side of a tile, in px, that still shows something. */
const smallestTile = 18;

export interface TileLayout {
  readonly across: number;
  readonly down: number;
  /** Tile size and distance from tile to tile, px. */
  readonly width: number;
  readonly height: number;
  readonly gap: number;
  readonly left: number;
  readonly top: number;
}

/** The largest tiles with which `count` of them fit. */
export function tileLayout(count: number, shape: Shape, size: Size): TileLayout {
  const gap = count > 200 ? 2 : count > 64 ? 4 : 7;
  const aspect = shape.columns / shape.rows;
  let best = { across: 1, height: 0 };
  for (let across = 1; across <= count; across++) {
    const down = Math.ceil(count / across);
    const byWidth = (size.width - 2 * margin - (across - 1) * gap) / across / aspect;
    const byHeight = (size.height - 2 * margin - (down - 1) * gap) / down;
    const height = Math.min(byWidth, byHeight);
    if (height > best.height) best = { across, height };
  }
  const height = Math.max(1, best.height);
  const width = height * aspect;
  const down = Math.ceil(count / best.across);
  return { across: best.across, down, width, height, gap, left: margin, top: margin };
}
/** Room for the outline of a lit tile, px. */
const margin = 3;

/** How many tiles go on one page: all, unless they would be too small to show anything. */
export function tilesPerPage(hidden: number, shape: Shape, size: Size): number {
  const scale = smallestTile / Math.min(shape.columns, shape.rows);
  const gap = 2;
  const across = Math.floor((size.width - 2 * margin + gap) / (shape.columns * scale + gap));
  const down = Math.floor((size.height - 2 * margin + gap) / (shape.rows * scale + gap));
  return Math.min(hidden, Math.max(1, across * down));
}

const originOf = ({ across, width, height, gap, left, top }: TileLayout, tile: number) => ({
  x: left + (tile % across) * (width + gap),
  y: top + Math.floor(tile / across) * (height + gap),
});

/** The unit and pixel at a place in px; undefined in the gaps and beyond. */
export function tileAt(
  layout: TileLayout,
  { first, count, shape, visible }: Pick<TileData, 'first' | 'count' | 'shape' | 'visible'>,
  x: number,
  y: number,
): { unit: number; pixel?: number } | undefined {
  const column = Math.floor((x - layout.left) / (layout.width + layout.gap));
  const row = Math.floor((y - layout.top) / (layout.height + layout.gap));
  const tile = row * layout.across + column;
  if (column < 0 || row < 0 || tile >= count) return undefined;
  const origin = originOf(layout, tile);
  const i = Math.floor(((x - origin.x) / layout.width) * shape.columns);
  const j = Math.floor(((y - origin.y) / layout.height) * shape.rows);
  if (i >= shape.columns || j >= shape.rows) return undefined;
  const pixel = j * shape.columns + i;
  return { unit: first + tile, ...(pixel < visible && { pixel }) };
}

/** Size in the raster of a tile with a clear row and column, which keep smoothing from mixing neighbours. */
const cellOf = ({ rows, columns }: Shape) => ({ width: columns + 1, height: rows + 1 });

/** Fills pixels with the weights of units [first, first + count), `across` tiles in a row, a clear px apart. */
export function fillTiles(pixels: Uint32Array, data: TileData, across: number, table: Uint32Array): void {
  const { W, visible, hidden, first, count, shape, limit } = data;
  const cell = cellOf(shape);
  const width = across * cell.width;
  const corners = Uint32Array.from({ length: count }, (_, tile) => {
    return Math.floor(tile / across) * cell.height * width + (tile % across) * cell.width;
  });
  const scale = 127 / limit;
  for (let i = 0; i < visible; i++) {
    const row = i * hidden + first;
    const place = Math.floor(i / shape.columns) * width + (i % shape.columns);
    for (let j = 0; j < count; j++) {
      // `divergingIndex`, without a call and a division for each of up to a million weights
      const x = W[row + j]! * scale;
      const index = x >= 127 ? 255 : x <= -127 ? 1 : (x + 128.5) | 0;
      pixels[corners[j]! + place] = table[index]!;
    }
  }
}

const outline = (context: Context, x: number, y: number, width: number, height: number, colour: string) => {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.strokeRect(x, y, width, height);
};

/** px from which a tile has a frame, without which weights near zero melt into the paper. */
const framedTile = 24;

export function paintWeightTiles(
  context: Context,
  data: TileData,
  size: Size,
  theme: Theme,
  raster: Raster,
): void {
  const { shape, count, first, litUnit, litPixel } = data;
  const layout = tileLayout(count, shape, size);
  const cell = cellOf(shape);
  const pixels = raster.resize(cell.width * layout.across, cell.height * layout.down);
  pixels.fill(0);
  fillTiles(pixels, data, layout.across, theme.signed);
  const source = raster.commit();
  context.imageSmoothingEnabled = layout.width < shape.columns;
  for (let tile = 0; tile < count; tile++) {
    const { x, y } = originOf(layout, tile);
    if (layout.width >= framedTile) {
      context.fillStyle = theme.rule;
      context.fillRect(x - 1, y - 1, layout.width + 2, layout.height + 2);
    }
    const left = (tile % layout.across) * cell.width;
    const top = Math.floor(tile / layout.across) * cell.height;
    context.drawImage(source, left, top, shape.columns, shape.rows, x, y, layout.width, layout.height);
  }
  if (litPixel !== undefined && litPixel < data.visible) markPixel(context, data, layout, litPixel, theme);
  if (litUnit !== undefined && litUnit >= first && litUnit < first + count) {
    const { x, y } = originOf(layout, litUnit - first);
    outline(context, x - 2, y - 2, layout.width + 4, layout.height + 4, theme.accent);
  }
}

/** Frames one pixel in every tile that is large enough for it. */
function markPixel(
  context: Context,
  { shape, count }: TileData,
  layout: TileLayout,
  pixel: number,
  theme: Theme,
) {
  const [width, height] = [layout.width / shape.columns, layout.height / shape.rows];
  if (width < 3) return;
  context.strokeStyle = theme.accent;
  context.lineWidth = 1;
  for (let tile = 0; tile < count; tile++) {
    const { x, y } = originOf(layout, tile);
    const [column, row] = [pixel % shape.columns, Math.floor(pixel / shape.columns)];
    context.strokeRect(x + column * width + 0.5, y + row * height + 0.5, width - 1, height - 1);
  }
}
