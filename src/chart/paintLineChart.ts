/** Paints curves over a common axis: ticks, reference lines, the curves with their names, and the read-off cursor. */
import { bisectCenter, extent, max, min, ticks } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { formatCount, formatValue } from './numbers';
import type { ColourRole, Theme } from './theme';
import type { Context, Size } from './usePainter';

/** Points in order of x. Where points stand for several values, `low` and `high` are their extremes. */
export interface Points {
  readonly length: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly low?: Float64Array;
  readonly high?: Float64Array;
}
export interface Series {
  readonly label: string;
  readonly points: Points;
  /** Lengths of dashes and gaps in px; none is a solid line. Curves are told apart by it, not by colour alone. */
  readonly dash?: readonly number[];
  readonly colour?: ColourRole;
}
/** A level worth comparing with, drawn across. */
export interface Level {
  readonly label: string;
  readonly value: number;
}
export interface LineChartData {
  readonly series: readonly Series[];
  readonly levels?: readonly Level[];
  /** What x counts: "updates". */
  readonly unit: string;
  /** Decimals of the values read off. */
  readonly digits?: number;
}

const margin = { top: 20, right: 10, bottom: 22, left: 46 };
const lineHeight = 14;

/** Where things stand in a chart of this size; x and y map values to px. */
export function lineChartScales({ series, levels = [] }: LineChartData, { width, height }: Size) {
  const drawn = series.filter(({ points }) => points.length > 0);
  const [firstX = 0, lastX = 1] = extent(drawn.flatMap(({ points }) => [points.x[0]!, points.x.at(-1)!]));
  const low =
    min(drawn, ({ points }) => min(points.low ?? points.y)) ?? min(levels, (level) => level.value) ?? 0;
  const high =
    max(drawn, ({ points }) => max(points.high ?? points.y)) ?? max(levels, (level) => level.value) ?? 1;
  const span = Math.max(high - low, 1e-3 * Math.max(1, Math.abs(high)));
  // a level far off would press the curves flat: it is named at the edge instead
  const near = levels
    .map(({ value }) => value)
    .filter((value) => value > low - 1.5 * span && value < high + 1.5 * span);
  const bottom = Math.min(low, ...near);
  const top = Math.max(high, ...near);
  const pad = 0.06 * Math.max(top - bottom, span);
  return {
    x: scaleLinear([firstX, lastX > firstX ? lastX : firstX + 1], [margin.left, width - margin.right]),
    y: scaleLinear([bottom - pad, top + pad], [height - margin.bottom, margin.top]),
  };
}
type Scales = ReturnType<typeof lineChartScales>;

/** The index of the point nearest to x, or −1 where there is none. */
export const nearestPoint = (points: Points, x: number): number =>
  points.length === 0 ? -1 : bisectCenter(points.x, x);

/** Text that stays readable across lines. */
function haloText(context: Context, text: string, x: number, y: number, theme: Theme) {
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.strokeStyle = theme.paper;
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

function strokeAcross(context: Context, y: number, { width }: Size) {
  context.beginPath();
  context.moveTo(margin.left, Math.round(y) + 0.5);
  context.lineTo(width - margin.right, Math.round(y) + 0.5);
  context.stroke();
}

function paintAxes(context: Context, { x, y }: Scales, data: LineChartData, size: Size, theme: Theme) {
  const [bottom, top] = y.domain() as [number, number];
  const yTicks = ticks(bottom, top, Math.max(2, Math.floor(size.height / 42)));
  const step = yTicks.length > 1 ? yTicks[1]! - yTicks[0]! : 1;
  const digits = Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));
  context.strokeStyle = theme.rule;
  context.fillStyle = theme.soft;
  context.lineWidth = 1;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const tick of yTicks) {
    strokeAcross(context, y(tick), size);
    context.fillText(formatValue(tick, digits), margin.left - 6, y(tick));
  }
  const [first, last] = x.domain() as [number, number];
  context.textBaseline = 'alphabetic';
  const end = `${formatCount(Math.round(last))} ${data.unit}`;
  context.fillText(end, size.width - margin.right, size.height - 6);
  const room = size.width - margin.right - context.measureText(end).width - 34;
  context.textAlign = 'center';
  for (const tick of ticks(first, last, Math.max(2, Math.floor(size.width / 90)))) {
    if (x(tick) < room) context.fillText(formatCount(tick), Math.max(margin.left, x(tick)), size.height - 6);
  }
}

function paintLevels(context: Context, { y }: Scales, levels: readonly Level[], size: Size, theme: Theme) {
  const [bottom, top] = y.domain() as [number, number];
  context.strokeStyle = theme.soft;
  context.fillStyle = theme.soft;
  context.textAlign = 'right';
  for (const { label, value } of levels) {
    const text = `${label} ${formatValue(value)}`;
    const right = size.width - margin.right;
    if (value > top || value < bottom) {
      const above = value > top;
      haloText(
        context,
        `${text} ${above ? '↑' : '↓'}`,
        right,
        above ? margin.top - 7 : size.height - margin.bottom - 5,
        theme,
      );
      context.strokeStyle = theme.soft;
      continue;
    }
    context.lineWidth = 1;
    context.setLineDash([2, 4]);
    strokeAcross(context, y(value), size);
    context.setLineDash([]);
    const below = y(value) + lineHeight < size.height - margin.bottom;
    haloText(context, text, right, y(value) + (below ? 12 : -5), theme);
    context.strokeStyle = theme.soft;
  }
}

function paintCurve(
  context: Context,
  { x, y }: Scales,
  { points, dash = [], colour = 'ink' }: Series,
  theme: Theme,
) {
  context.strokeStyle = theme[colour];
  context.fillStyle = theme[colour];
  if (points.low && points.high) {
    context.globalAlpha = 0.15;
    context.beginPath();
    for (let i = 0; i < points.length; i++) context.lineTo(x(points.x[i]!), y(points.high[i]!));
    for (let i = points.length - 1; i >= 0; i--) context.lineTo(x(points.x[i]!), y(points.low[i]!));
    context.fill();
    context.globalAlpha = 1;
  }
  context.lineWidth = 1.75;
  context.lineJoin = 'round';
  context.setLineDash([...dash]);
  context.beginPath();
  for (let i = 0; i < points.length; i++) context.lineTo(x(points.x[i]!), y(points.y[i]!));
  context.stroke();
  context.setLineDash([]);
}

/** Names stand at the right end: the higher curve's above its line, the lower one's below, never on each other. */
function paintNames(context: Context, { y }: Scales, series: readonly Series[], size: Size, theme: Theme) {
  const ends = series
    .filter(({ points }) => points.length > 0)
    .map(({ label, points, colour = 'ink' as const }) => ({ label, colour, at: y(points.y.at(-1)!) }))
    .sort((one, other) => one.at - other.at);
  if (series.length < 2) return;
  context.textAlign = 'right';
  ends.forEach(({ label, colour, at }, index) => {
    const wanted = index === 0 ? at - 6 : at + lineHeight;
    const place = Math.min(size.height - margin.bottom - 4, Math.max(margin.top + 8, wanted));
    context.fillStyle = theme[colour];
    haloText(context, label, size.width - margin.right, place, theme);
  });
}

function paintCursor(
  context: Context,
  { x, y }: Scales,
  data: LineChartData,
  at: number,
  size: Size,
  theme: Theme,
) {
  context.strokeStyle = theme.accent;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(Math.round(x(at)) + 0.5, margin.top - 4);
  context.lineTo(Math.round(x(at)) + 0.5, size.height - margin.bottom);
  context.stroke();
  context.fillStyle = theme.accent;
  for (const { points } of data.series) {
    const index = nearestPoint(points, at);
    if (index < 0) continue;
    context.beginPath();
    context.arc(x(points.x[index]!), y(points.y[index]!), 3.5, 0, 2 * Math.PI);
    context.fill();
  }
}

/** What a cursor at `at` reads: "update 1,200: training −18.42, held out −19.07". */
export function readOff({ series, unit, digits = 2 }: LineChartData, at: number): string {
  const values = series.flatMap(({ label, points }) => {
    const index = nearestPoint(points, at);
    return index < 0 ? [] : [`${label} ${formatValue(points.y[index], digits)}`];
  });
  if (values.length === 0) return 'nothing measured yet';
  return `${unit.replace(/s$/, '')} ${formatCount(Math.round(at))}: ${values.join(', ')}`;
}

/** `cursor` is the x that is read off, if any. */
export function paintLineChart(
  context: Context,
  data: LineChartData & { readonly cursor?: number },
  size: Size,
  theme: Theme,
): void {
  const scales = lineChartScales(data, size);
  context.font = `11.5px ${theme.font}`;
  paintAxes(context, scales, data, size, theme);
  paintLevels(context, scales, data.levels ?? [], size, theme);
  for (const series of data.series) paintCurve(context, scales, series, theme);
  paintNames(context, scales, data.series, size, theme);
  if (data.cursor !== undefined) {
    paintCursor(context, scales, data, data.cursor, size, theme);
    context.fillStyle = theme.ink;
    context.textAlign = 'left';
    haloText(context, readOff(data, data.cursor), 2, 11, theme);
  }
}
