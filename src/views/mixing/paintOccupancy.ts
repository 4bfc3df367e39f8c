/** Paints which chain was seen in which mode how often: a column a mode under its picture, a row a chain. */
import { sequentialIndex } from '../../chart/colours';
import type { Raster } from '../../chart/raster';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';
import { paintUnits } from '../paintUnits';
import type { Shape } from '../paintWeightTiles';

export interface OccupancyData {
  readonly modes: readonly { readonly bits: Uint8Array; readonly share: number }[];
  /** [chains × modes] */
  readonly occupancy: Float64Array;
  readonly chains: number;
  /** States of each chain that were looked at. */
  readonly looks: number;
  readonly stuck: readonly number[];
  readonly shape: Shape;
  readonly litChain?: number;
  readonly litMode?: number;
}

/** px: room for the names of chains, least width of a column, and what stands between. */
const [names, leastColumn, gap] = [58, 44, 6];
const line = 15;

/** Columns that fit, their width, and where rows begin. */
export function occupancyLayout({ modes, chains, shape }: OccupancyData, { width, height }: Size) {
  const fits = Math.max(1, Math.floor((width - names) / leastColumn));
  const columns = Math.min(modes.length, fits);
  const column = Math.min(76, (width - names) / Math.max(1, columns));
  const picture = Math.min(column - gap, (column - gap) * (shape.rows / shape.columns), 0.27 * height);
  const top = picture + line + gap;
  return { columns, column, picture, top, row: Math.min(16, Math.max(2, (height - top) / chains)) };
}

/** Mode and chain at a place in px. */
export function occupancyAt(data: OccupancyData, size: Size, x: number, y: number) {
  const { columns, column, top, row } = occupancyLayout(data, size);
  const mode = Math.floor((x - names) / column);
  const chain = Math.floor((y - top) / row);
  return {
    ...(x >= names && mode < columns && { mode }),
    ...(y >= top && chain < data.chains && { chain }),
  };
}

export function paintOccupancy(
  context: Context,
  data: OccupancyData,
  size: Size,
  theme: Theme,
  raster: Raster,
): void {
  const layout = occupancyLayout(data, size);
  paintModes(context, data, layout, theme, raster);
  paintCells(context, data, layout, theme);
  paintNames(context, data, layout, theme);
}

type Layout = ReturnType<typeof occupancyLayout>;

function paintModes(context: Context, data: OccupancyData, layout: Layout, theme: Theme, raster: Raster) {
  const { columns, column, picture } = layout;
  // what the machine dreams has the model's colour
  const dreamt = { ...theme, probability: theme.fromModel };
  context.font = `11.5px ${theme.font}`;
  context.textAlign = 'center';
  for (let mode = 0; mode < columns; mode++) {
    const { bits, share } = data.modes[mode]!;
    const left = names + mode * column;
    const box = { width: column - gap, height: picture };
    context.save();
    context.translate(left, 0);
    paintUnits(context, { values: bits, shape: data.shape }, box, dreamt, raster);
    context.strokeStyle = mode === data.litMode ? theme.accent : theme.rule;
    context.lineWidth = mode === data.litMode ? 2 : 1;
    context.strokeRect(0.5, 0.5, box.width - 1, box.height - 1);
    context.restore();
    context.fillStyle = theme.soft;
    context.fillText(percent(share), left + box.width / 2, picture + line - 3);
  }
}

/** A small share is not none. */
export const percent = (share: number): string =>
  share > 0 && share < 0.005 ? '< 1 %' : `${Math.round(100 * share)} %`;

function paintCells(
  context: Context,
  data: OccupancyData,
  { columns, column, top, row }: Layout,
  theme: Theme,
) {
  const { occupancy, chains, modes, looks, litChain } = data;
  const thin = row > 4 ? 1 : 0;
  for (let chain = 0; chain < chains; chain++)
    for (let mode = 0; mode < columns; mode++) {
      const share = occupancy[chain * modes.length + mode]! / looks;
      context.fillStyle = css(theme.fromModel[sequentialIndex(share)]!);
      context.fillRect(names + mode * column, top + chain * row, column - gap, row - thin);
    }
  if (litChain === undefined || litChain >= chains) return;
  context.strokeStyle = theme.accent;
  context.lineWidth = 2;
  context.strokeRect(names - 1, top + litChain * row - 1, columns * column - gap + 2, row + 1);
}

const css = (pixel: number) => `rgb(${pixel & 255} ${(pixel >> 8) & 255} ${(pixel >> 16) & 255})`;

/** Where rows are too low for a name each, the stuck ones have a mark alone. */
function paintNames(context: Context, { chains, stuck }: OccupancyData, { top, row }: Layout, theme: Theme) {
  context.font = `11.5px ${theme.font}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (let chain = 0; chain < chains; chain++) {
    const isStuck = stuck.includes(chain);
    const middle = top + (chain + 0.5) * row;
    context.fillStyle = isStuck ? theme.warn : theme.soft;
    if (row >= 11) context.fillText(isStuck ? `${chain + 1} stuck` : `${chain + 1}`, names - 8, middle);
    else if (isStuck) context.fillRect(names - 12, top + chain * row, 6, Math.max(1, row - 1));
  }
  context.textBaseline = 'alphabetic';
}
