/** Paints all states as a Gray-code map: heights or basins as colour, and on it data, minima, chains and the walker. */
import { divergingIndex, sequentialIndex } from '../../chart/colours';
import type { Raster } from '../../chart/raster';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';
import { type Cell, cellOf, grayCode, type MapShape, mapShape } from './grayMap';

export type Colouring = 'height' | 'basin';

export interface LandscapeData {
  readonly visible: number;
  /** F_c of all states, nats. */
  readonly heights: Float64Array;
  readonly basinOf: Uint32Array;
  /** States by height, the lowest first. */
  readonly ranked: Uint32Array;
  readonly colouring: Colouring;
  /** States of the lowest minima, the lowest first: numbered on the map. */
  readonly minima: readonly number[];
  /** States that stand among the training rows. */
  readonly data: readonly number[];
  /** The newest state of each chain on show. */
  readonly chains: readonly number[];
  readonly probe: number;
}

/** The walker's ring, and the room that it takes with its halo, px. */
const [ringRadius, ringRoom] = [6, 8];
/** Share of the states that lie within the scale; higher ones take its end. */
const within = 0.98;

/** The range of the colour scale: from the lowest state to where 98 % of the states lie below. */
export function heightScale({ heights, ranked }: Pick<LandscapeData, 'heights' | 'ranked'>) {
  const low = heights[ranked[0]!]!;
  const high = heights[ranked[Math.floor(within * (ranked.length - 1))]!]!;
  return { low, high: Math.max(high, low + 1e-3) };
}

/** The lowest state of each basin, which comes first among the ranked ones. */
function bottoms({ basinOf, ranked, heights }: LandscapeData): Float64Array {
  const lowest = new Float64Array(heights.length).fill(Number.NaN);
  for (const state of ranked) {
    const basin = basinOf[state]!;
    if (Number.isNaN(lowest[basin]!)) lowest[basin] = heights[state]!;
  }
  return lowest;
}

/** Fills [rows × columns] pixels: the more probable, the more of the model’s colour; in the walker’s basin, blue. */
export function fillLandscape(pixels: Uint32Array, data: LandscapeData, theme: Theme, shape: MapShape): void {
  const { low, high } = heightScale(data);
  const byBasin = data.colouring === 'basin';
  const shown = byBasin ? bottoms(data) : data.heights;
  const own = byBasin ? data.basinOf[data.probe] : -1;
  for (let row = 0; row < shape.rows; row++) {
    const upper = grayCode(row) << shape.lowerUnits;
    for (let column = 0; column < shape.columns; column++) {
      const state = upper | grayCode(column);
      const basin = data.basinOf[state]!;
      const height = shown[byBasin ? basin : state]!;
      const depth = 1 - (height - low) / (high - low);
      pixels[row * shape.columns + column] =
        basin === own
          ? theme.signed[divergingIndex(Math.max(0.15, depth), 1)]!
          : theme.fromModel[sequentialIndex(depth)]!;
    }
  }
}

/** Where the middle of a state's cell is, px. */
export function placeOfState(state: number, visible: number, size: Size) {
  const shape = mapShape(visible);
  const { column, row } = cellOf(state, shape);
  return {
    x: ((column + 0.5) * size.width) / shape.columns,
    y: ((row + 0.5) * size.height) / shape.rows,
  };
}

/** The cell at a place in px. */
export function mapCellAt(visible: number, size: Size, x: number, y: number): Cell | undefined {
  const shape = mapShape(visible);
  const column = Math.floor((x / size.width) * shape.columns);
  const row = Math.floor((y / size.height) * shape.rows);
  const inside = column >= 0 && row >= 0 && column < shape.columns && row < shape.rows;
  return inside ? { column, row } : undefined;
}

/** The ring of a mark with a halo, so that it stands out on any colour. */
function ring(context: Context, x: number, y: number, radius: number, colour: string, theme: Theme) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.lineWidth = 4;
  context.strokeStyle = theme.card;
  context.stroke();
  context.lineWidth = 2;
  context.strokeStyle = colour;
  context.stroke();
}

function dot(context: Context, x: number, y: number, radius: number, colour: string, theme: Theme) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = theme.card;
  context.stroke();
}

function square(context: Context, x: number, y: number, half: number, colour: string, theme: Theme) {
  context.lineWidth = 3;
  context.strokeStyle = theme.card;
  context.strokeRect(x - half, y - half, 2 * half, 2 * half);
  context.lineWidth = 1.5;
  context.strokeStyle = colour;
  context.strokeRect(x - half, y - half, 2 * half, 2 * half);
}

function paintMinimum(context: Context, x: number, y: number, name: string, size: Size, theme: Theme) {
  const [left, top] = [Math.min(x + 6, size.width - 14), Math.max(12, y - 5)];
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.strokeStyle = theme.card;
  context.strokeText(name, left, top);
  context.fillStyle = theme.ink;
  context.fillText(name, left, top);
}

/** Lines through the walker's row and column: its neighbours by one flip lie on them. */
function crosshair(context: Context, x: number, y: number, size: Size, theme: Theme) {
  context.save();
  context.globalAlpha = 0.45;
  context.lineWidth = 1;
  context.strokeStyle = theme.accent;
  context.strokeRect(x, -1, 0, size.height + 2);
  context.strokeRect(-1, y, size.width + 2, 0);
  context.restore();
}

export function paintLandscape(
  context: Context,
  data: LandscapeData,
  size: Size,
  theme: Theme,
  raster: Raster,
): void {
  const { visible, minima, chains, probe } = data;
  const shape = mapShape(visible);
  fillLandscape(raster.resize(shape.columns, shape.rows), data, theme, shape);
  context.imageSmoothingEnabled = size.width < shape.columns || size.height < shape.rows;
  context.drawImage(raster.commit(), 0, 0, shape.columns, shape.rows, 0, 0, size.width, size.height);
  const at = (state: number) => placeOfState(state, visible, size);
  const half = Math.max(2.5, Math.min(10, size.width / shape.columns / 2 - 2));
  for (const state of data.data) square(context, at(state).x, at(state).y, half, theme.data, theme);
  for (const state of chains) dot(context, at(state).x, at(state).y, 3.5, theme.ink, theme);
  context.font = `600 12px ${theme.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  minima.forEach((state, k) => {
    paintMinimum(context, at(state).x, at(state).y, String(k + 1), size, theme);
  });
  const { x, y } = at(probe);
  crosshair(context, x, y, size, theme);
  // whole at the edges too
  const inside = (place: number, length: number) => Math.min(length - ringRoom, Math.max(ringRoom, place));
  ring(context, inside(x, size.width), inside(y, size.height), ringRadius, theme.accent, theme);
}
