/** Paints how many eigenvalues lie where, beside the law of noise, and their tail with the power law through it. */
import { max } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';
import { logMarks, type Plot, paintCountMarks, paintValueMarks, plotIn } from '../../chart/axes';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';
import { type MarchenkoPastur, marchenkoPasturDensity, type PowerLawTail } from '../../core/spectrum';

export interface DensityData {
  /** Ascending. */
  readonly eigenvalues: Float64Array;
  readonly law: MarchenkoPastur;
  readonly tail?: PowerLawTail;
  /** The eigenvalue that is lit, counted from the largest. */
  readonly lit?: number;
}

/** Smaller eigenvalues, of the largest or of the edge, stand at the left end. */
const leastShare = 1e-4;

/** Ends of the axis of eigenvalues: logarithmic, since spikes may lie a hundred times beyond the noise. */
export function eigenvalueRange({ eigenvalues, law }: DensityData): [number, number] {
  const high = Math.max(eigenvalues.at(-1) ?? 0, law.upper);
  if (!(high > 0)) return [0.1, 1];
  const smallest = eigenvalues.find((value) => value > 0) ?? high;
  const low = Math.max(Math.min(smallest, law.lower > 0 ? law.lower : smallest), leastShare * high);
  return [low / 1.15, high * 1.15];
}

/** Shares of the eigenvalues by equal steps of ln λ, as densities per unit of ln λ. */
export function logHistogram(
  eigenvalues: Float64Array,
  [low, high]: readonly [number, number],
): Float64Array {
  const bins = Math.max(8, Math.min(60, Math.ceil(2 * Math.sqrt(eigenvalues.length))));
  const width = Math.log(high / low) / bins;
  const densities = new Float64Array(bins);
  for (const value of eigenvalues) {
    const bin = value > low ? Math.min(bins - 1, Math.floor(Math.log(value / low) / width)) : 0;
    densities[bin]! += 1 / (eigenvalues.length * width);
  }
  return densities;
}

/** The law of noise in the same measure, [steps] points from its lower to its upper edge. */
function lawCurve(law: MarchenkoPastur, low: number, steps = 120): { x: number; y: number }[] {
  const from = Math.max(law.lower, low);
  if (!(law.upper > from)) return [];
  return Array.from({ length: steps + 1 }, (_, n) => {
    // closer together at the edges, where it is steep
    const share = Math.sin((n * Math.PI) / (2 * steps)) ** 2;
    const x = from * (law.upper / from) ** share;
    return { x, y: marchenkoPasturDensity(law, x) * x };
  });
}

export function paintDensity(context: Context, data: DensityData, size: Size, theme: Theme): void {
  const { eigenvalues, law, lit } = data;
  const plot = plotIn(size, 0);
  const range = eigenvalueRange(data);
  const densities = logHistogram(eigenvalues, range);
  const curve = lawCurve(law, range[0]);
  const highest = Math.max(max(densities) ?? 0, max(curve, (point) => point.y) ?? 0, 1e-9);
  const x = scaleLog(range, [plot.left, plot.right]);
  const y = scaleLinear([0, highest * 1.08], [plot.bottom, plot.top]);
  const width = (plot.right - plot.left) / densities.length;
  densities.forEach((density, bin) => {
    const middle = range[0] * (range[1] / range[0]) ** ((bin + 0.5) / densities.length);
    context.fillStyle = middle > law.upper ? theme.model : theme.soft;
    context.globalAlpha = 0.55;
    context.fillRect(plot.left + bin * width, y(density), Math.max(1, width - 1), plot.bottom - y(density));
  });
  context.globalAlpha = 1;
  strokeLine(
    context,
    curve.map((point) => [x(point.x), y(point.y)] as const),
    theme.ink,
    1.75,
  );
  paintSpikes(context, data, x, plot, theme);
  const largest = lit === undefined ? undefined : eigenvalues[eigenvalues.length - 1 - lit];
  if (largest !== undefined && largest >= range[0]) {
    context.fillStyle = theme.accent;
    context.fillRect(x(largest) - 1, plot.top, 2, plot.bottom - plot.top);
  }
  paintBase(context, plot, range, x, size, theme);
}

/** A tick below every eigenvalue that noise would not have. */
function paintSpikes(
  context: Context,
  { eigenvalues, law }: DensityData,
  x: (value: number) => number,
  { bottom, top }: Plot,
  theme: Theme,
) {
  context.fillStyle = theme.model;
  for (const value of eigenvalues)
    if (value > law.upper) context.fillRect(x(value) - 0.75, bottom - 9, 1.5, 9);
  if (!(law.upper > 0)) return;
  context.setLineDash([4, 3]);
  strokeLine(
    context,
    [
      [x(law.upper), top],
      [x(law.upper), bottom],
    ],
    theme.ink,
    1,
  );
  context.setLineDash([]);
}

function paintBase(
  context: Context,
  plot: Plot,
  [low, high]: readonly [number, number],
  x: (value: number) => number,
  size: Size,
  theme: Theme,
) {
  strokeLine(
    context,
    [
      [plot.left, plot.bottom + 0.5],
      [plot.right, plot.bottom + 0.5],
    ],
    theme.soft,
    1,
  );
  paintCountMarks(
    context,
    plot,
    logMarks(low, high, Math.max(2, Math.floor(size.width / 60))),
    x,
    'λ',
    theme,
  );
}

function strokeLine(
  context: Context,
  points: readonly (readonly [number, number])[],
  colour: string,
  width: number,
) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.stroke();
}

/** The share of eigenvalues at or above each one, both axes logarithmic: a power law is a straight line. */
export function paintTail(context: Context, data: DensityData, size: Size, theme: Theme): void {
  const { eigenvalues, tail, lit } = data;
  const plot = plotIn(size, 5);
  const [low, high] = eigenvalueRange(data);
  const count = Math.max(1, eigenvalues.length);
  const x = scaleLog([low, high], [plot.left, plot.right]);
  const y = scaleLog([0.7 / count, 1.3], [plot.bottom, plot.top]);
  paintValueMarks(
    context,
    plot,
    logMarks(0.7 / count, 1, Math.max(2, Math.floor(size.height / 36))),
    y,
    theme,
  );
  paintCountMarks(
    context,
    plot,
    logMarks(low, high, Math.max(2, Math.floor(size.width / 60))),
    x,
    'λ',
    theme,
  );
  eigenvalues.forEach((value, n) => {
    if (value < low) return;
    const isLit = lit !== undefined && n === count - 1 - lit;
    const inTail = tail !== undefined && value >= tail.from;
    context.fillStyle = isLit ? theme.accent : inTail ? theme.model : theme.soft;
    const radius = isLit ? 3.5 : 2;
    context.fillRect(x(value) - radius, y((count - n) / count) - radius, 2 * radius, 2 * radius);
  });
  if (!tail) return;
  const share = (value: number) => (tail.count / count) * (value / tail.from) ** (1 - tail.exponent);
  const from = Math.max(low, tail.from);
  // where it leaves the picture at the bottom, it ends
  const to = Math.min(high, tail.from * (0.7 / tail.count) ** (1 / (1 - tail.exponent)));
  strokeLine(
    context,
    [
      [x(from), y(share(from))],
      [x(to), y(share(to))],
    ],
    theme.ink,
    1.5,
  );
}
