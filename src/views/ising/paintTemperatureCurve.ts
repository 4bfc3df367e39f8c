/** Paints one quantity over temperature: exact lines of this lattice and of one without end, and measured points. */
import { scaleLinear } from 'd3-scale';
import { linearMarks, type Plot, paintCountMarks, paintValueMarks, plotIn } from '../../chart/axes';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';

export interface MeasuredPoint {
  readonly temperature: number;
  readonly mean: number;
  readonly error: number;
}
export interface TemperatureCurve {
  readonly span: readonly [number, number];
  readonly temperatures: ArrayLike<number>;
  /** NaN where there is none. */
  readonly finite?: ArrayLike<number>;
  readonly infinite?: ArrayLike<number>;
  readonly kept: readonly MeasuredPoint[];
  /** The point of the present temperature, as far as it is. */
  readonly now?: MeasuredPoint;
  /** The present temperature. */
  readonly at: number;
  /** Values that the axis holds in any case. */
  readonly holds: readonly [number, number];
}

const finiteNumbers = (values: ArrayLike<number> | undefined): number[] =>
  values ? Array.from(values).filter(Number.isFinite) : [];

/**
 * Ends of the value axis: all that is exact about this lattice and all points; of the lattice without end, whose heat
 * has no bound, not more than a quarter above that.
 */
export function valueSpan({ finite, infinite, kept, now, holds }: TemperatureCurve): [number, number] {
  const points = now ? [...kept, now] : kept;
  const own = [...finiteNumbers(finite), ...finiteNumbers(points.map(({ mean }) => mean))];
  const others = finiteNumbers(infinite);
  const low = Math.min(...holds, ...own, ...others);
  const ownHigh = Math.max(...holds, ...own);
  const bound = ownHigh + (ownHigh - low) / 4;
  return [low, Math.max(ownHigh, Math.min(bound, Math.max(...others, low)))];
}

export function temperatureScales(data: TemperatureCurve, size: Size) {
  const plot = plotIn(size, 4);
  const x = scaleLinear(data.span, [plot.left, plot.right]);
  const y = scaleLinear(valueSpan(data), [plot.bottom - 4, plot.top + 4]);
  return { plot, x, y };
}
type Scales = ReturnType<typeof temperatureScales>;

function paintLine(context: Context, { x, y }: Scales, data: TemperatureCurve, values: ArrayLike<number>) {
  context.beginPath();
  let pen = false;
  for (let n = 0; n < values.length; n++) {
    const value = values[n]!;
    if (Number.isNaN(value)) {
      pen = false;
      continue;
    }
    // a divergence leaves the picture at its top
    const place = [x(data.temperatures[n]!), Math.max(-1e4, y(Math.min(value, 1e6)))] as const;
    if (pen) context.lineTo(...place);
    else context.moveTo(...place);
    pen = true;
  }
  context.stroke();
}

function paintPoint(
  context: Context,
  { x, y, plot }: Scales,
  point: MeasuredPoint,
  colour: string,
  r: number,
) {
  const { temperature, mean, error } = point;
  if (!Number.isFinite(mean)) return;
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = 1.25;
  const [at, cap] = [x(temperature), 3];
  if (Number.isFinite(error)) {
    const [top, bottom] = [Math.max(plot.top, y(mean + error)), Math.min(plot.bottom, y(mean - error))];
    context.beginPath();
    context.moveTo(at, top);
    context.lineTo(at, bottom);
    for (const end of [top, bottom]) {
      context.moveTo(at - cap, end);
      context.lineTo(at + cap, end);
    }
    context.stroke();
  }
  context.beginPath();
  context.arc(at, y(mean), r, 0, 2 * Math.PI);
  context.fill();
}

function clipTo(context: Context, { left, right, top, bottom }: Plot) {
  context.beginPath();
  context.rect(left, top - 4, right - left, bottom - top + 4);
  context.clip();
}

export function paintTemperatureCurve(
  context: Context,
  data: TemperatureCurve,
  size: Size,
  theme: Theme,
): void {
  const scales = temperatureScales(data, size);
  const { plot, x, y } = scales;
  const [low, high] = y.domain() as [number, number];
  paintValueMarks(context, plot, linearMarks(low, high, Math.max(2, Math.floor(size.height / 40))), y, theme);
  paintCountMarks(context, plot, linearMarks(data.span[0], data.span[1], 5), x, 'T', theme);
  context.strokeStyle = theme.accent;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(Math.round(x(data.at)) + 0.5, plot.top);
  context.lineTo(Math.round(x(data.at)) + 0.5, plot.bottom);
  context.stroke();
  context.save();
  clipTo(context, plot);
  context.strokeStyle = theme.data;
  context.lineWidth = 1.5;
  context.lineJoin = 'round';
  if (data.infinite) {
    context.setLineDash([2, 3]);
    paintLine(context, scales, data, data.infinite);
    context.setLineDash([]);
  }
  if (data.finite) paintLine(context, scales, data, data.finite);
  context.restore();
  for (const point of data.kept) paintPoint(context, scales, point, theme.model, 2.5);
  if (data.now) paintPoint(context, scales, data.now, theme.model, 3.5);
}
