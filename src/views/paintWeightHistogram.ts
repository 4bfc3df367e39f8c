/** Paints how many weights have which size, with a line at zero. */
import { max, ticks } from 'd3-array';
import { divergingIndex } from '../chart/colours';
import { formatValue } from '../chart/numbers';
import type { Theme } from '../chart/theme';
import type { Context, Size } from '../chart/usePainter';

export interface Histogram {
  /** Shares of the values in each bin, from −reach to reach; they add up to 1 with `beyond`. */
  readonly shares: Float64Array;
  readonly reach: number;
  /** Share of values outside, infinite, or not a number. */
  readonly beyond: number;
}

/** Bins values symmetrically about zero; the number of bins is odd, so that zero is in the middle of one. */
export function histogram(values: ArrayLike<number>, reach: number, bins: number): Histogram {
  const shares = new Float64Array(bins);
  let beyond = 0;
  for (let i = 0; i < values.length; i++) {
    const bin = Math.floor(((values[i]! / reach + 1) / 2) * bins);
    if (bin >= 0 && bin < bins) shares[bin]! += 1 / values.length;
    else beyond += 1 / values.length;
  }
  return { shares, reach, beyond };
}

export interface HistogramData {
  readonly all: Histogram;
  /** The weights of the lit unit, drawn as an outline over all of them. */
  readonly unit?: Histogram;
  /** The colour scale's limit, as in the tiles. */
  readonly limit: number;
}

const bottom = 20;

const css = (pixel: number) => `rgb(${pixel & 255} ${(pixel >> 8) & 255} ${(pixel >> 16) & 255})`;

export function paintWeightHistogram(context: Context, data: HistogramData, size: Size, theme: Theme): void {
  const { all, unit, limit } = data;
  const floor = size.height - bottom;
  const width = size.width / all.shares.length;
  const peak = Math.max(max(all.shares) ?? 0, unit ? (max(unit.shares) ?? 0) : 0, 1e-9);
  const heightOf = (share: number) => (share / peak) * (floor - 8);
  all.shares.forEach((share, bin) => {
    const value = ((2 * bin + 1) / all.shares.length - 1) * all.reach;
    const height = share > 0 ? Math.max(1, heightOf(share)) : 0;
    context.fillStyle = css(theme.signed[divergingIndex(value, limit)]!);
    context.fillRect(bin * width, floor - height, width, height);
  });
  const yOf = (share: number) => floor - heightOf(share);
  // pale bars near zero would vanish on the page
  outlineShares(context, all, width, yOf, theme.soft, 1);
  if (unit) outlineShares(context, unit, width, yOf, theme.accent, 2);
  paintScale(context, all.reach, size, floor, theme);
}

function outlineShares(
  context: Context,
  { shares }: Histogram,
  width: number,
  yOf: (share: number) => number,
  colour: string,
  lineWidth: number,
) {
  context.strokeStyle = colour;
  context.lineWidth = lineWidth;
  context.beginPath();
  shares.forEach((share, bin) => {
    context.lineTo(bin * width, yOf(share));
    context.lineTo((bin + 1) * width, yOf(share));
  });
  context.stroke();
}

function paintScale(context: Context, reach: number, size: Size, floor: number, theme: Theme) {
  const x = (value: number) => ((value / reach + 1) / 2) * size.width;
  context.strokeStyle = theme.soft;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, floor + 0.5);
  context.lineTo(size.width, floor + 0.5);
  context.moveTo(Math.round(x(0)) + 0.5, 0);
  context.lineTo(Math.round(x(0)) + 0.5, floor + 4);
  context.stroke();
  context.font = `11.5px ${theme.font}`;
  context.fillStyle = theme.soft;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  const marks = ticks(-reach, reach, 6);
  const digits = Math.max(0, -Math.floor(Math.log10((marks[1] ?? 1) - (marks[0] ?? 0)) + 1e-9));
  for (const mark of marks) {
    if (x(mark) > 20 && x(mark) < size.width - 20)
      context.fillText(formatValue(mark === 0 ? 0 : mark, digits), x(mark), size.height - 5);
  }
}
