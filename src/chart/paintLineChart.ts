/** Paints curves over a common axis: ticks, levels to compare with, the curves with their names, and the cursor. */
import { bisectCenter, bisectLeft, extent, max, maxIndex, min, tickStep, ticks } from 'd3-array';
import { linearMap } from './linearMap';
import { formatCount, formatValue } from './numbers';
import { paintWaiting } from './paintWaiting';
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
  /** Empty for what is only seen, and not read off: a band behind the curves. */
  readonly label: string;
  readonly points: Points;
  /** Lengths of dashes and gaps in px; none is a solid line. Curves are told apart by it, not by colour alone. */
  readonly dash?: readonly number[];
  readonly colour?: ColourRole;
}
/** A value worth comparing with, drawn across. */
export interface Level {
  readonly label: string;
  readonly value: number;
}
export interface LineChartData {
  readonly series: readonly Series[];
  readonly levels?: readonly Level[];
  /** What x counts: "updates". */
  readonly unit: string;
  /** First and last x, where the points alone would not reach that far. */
  readonly span?: readonly [number, number];
  /** Decimals of x, where it is no count. */
  readonly decimals?: number;
  /** Values below this leave the picture at the bottom, where they would press the other curves flat. */
  readonly floor?: number;
  /** Decimals of the values read off. */
  readonly digits?: number;
  /** Where a cursor stands, without words, while nobody reads off another x. */
  readonly rest?: number;
  /** What stands there while there are no points. */
  readonly waiting?: string;
}

const [right, bottom] = [8, 20];
const lineHeight = 14;
/** Width of a digit on the axes, px: near enough to leave room for labels without measuring them. */
const digitWidth = 6.8;

/** Marks of the value axis between two values, at least two of them, with decimals that tell them apart. */
function valueMarks(from: number, to: number, height: number) {
  let count = Math.max(2, Math.floor(height / 42));
  while (ticks(from, to, count).length < 2 && count < 8) count++;
  const step = tickStep(from, to, count);
  const digits = Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));
  return ticks(from, to, count).map((value) => ({
    value,
    label: formatValue(Math.abs(value) < step / 1e6 ? 0 : value, digits),
  }));
}

/** Where things stand in a chart of this size; x and y map values to px. */
export function lineChartScales(
  { series, levels = [], span, floor }: LineChartData,
  { width, height }: Size,
) {
  const drawn = series.filter(({ points }) => points.length > 0);
  const ends = drawn.flatMap(({ points }) => [points.x[0]!, points.x.at(-1)!]);
  const [firstX = 0, lastX = 1] = span ?? extent(ends);
  const lowestPoint = min(drawn, ({ points }) => min(points.low ?? points.y)) ?? 0;
  const low = Math.max(lowestPoint, floor ?? Number.NEGATIVE_INFINITY);
  const high = max(drawn, ({ points }) => max(points.high ?? points.y)) ?? 1;
  const range = Math.max(high - low, 0.02 * Math.max(0.01, Math.abs(high)));
  // a level far off would press the curves flat: it is named at the edge instead
  const near = levels
    .map(({ value }) => value)
    .filter((value) => Math.abs(value - (low + high) / 2) < 1.5 * range);
  const lowest = Math.min(low, ...near, high - range);
  const highest = Math.max(high, ...near);
  // names of curves and levels need room above and below what they name
  const named = series.length > 1 || levels.length > 0;
  const [top, inset] = named ? [18, 12] : [8, 4];
  const y = linearMap([lowest, highest], [height - bottom - inset, top + inset]);
  const marks = valueMarks(y.invert(height - bottom), y.invert(top), height);
  const left = 10 + digitWidth * (max(marks, ({ label }) => label.length) ?? 0);
  const x = linearMap([firstX, lastX], [left, width - right]);
  return { x, y, marks, plot: { top, left, right: width - right, bottom: height - bottom } };
}
type Scales = ReturnType<typeof lineChartScales>;

/** The index of the point nearest to x, or −1 where there is none. */
export const nearestPoint = (points: Points, x: number): number =>
  points.length === 0 ? -1 : bisectCenter(points.x, x);

/** Text that stays readable across lines. */
function haloText(context: Context, text: string, x: number, y: number, theme: Theme) {
  context.save();
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.strokeStyle = theme.paper;
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
  context.restore();
}

function strokeAcross(context: Context, { plot }: Scales, y: number) {
  context.beginPath();
  context.moveTo(plot.left, Math.round(y) + 0.5);
  context.lineTo(plot.right, Math.round(y) + 0.5);
  context.stroke();
}

function paintValueAxis(context: Context, scales: Scales, theme: Theme) {
  context.strokeStyle = theme.rule;
  context.lineWidth = 1;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const { value, label } of scales.marks) {
    strokeAcross(context, scales, scales.y(value));
    context.fillText(label, scales.plot.left - 6, scales.y(value));
  }
  context.textBaseline = 'alphabetic';
}

/** x in words: a count, or a number with so many decimals. */
const formatX = (x: number, decimals: number | undefined) =>
  decimals === undefined ? formatCount(Math.round(x)) : formatValue(x, decimals);

function paintBaseAxis(context: Context, { x, plot }: Scales, data: LineChartData, size: Size) {
  const [first, last] = x.from;
  const baseline = size.height - 5;
  const { unit, decimals } = data;
  // on the axis without the zeros that all marks would end in
  const say = (value: number) => formatX(value, decimals).replace(/\.0*$|(\.\d*[1-9])0+$/, '$1');
  const end = `${say(last)} ${unit}`;
  context.textAlign = 'right';
  context.fillText(end, plot.right, baseline);
  const room = plot.right - context.measureText(end).width - 8;
  context.textAlign = 'center';
  for (const mark of ticks(first, last, Math.max(2, Math.floor(size.width / 90)))) {
    const half = context.measureText(say(mark)).width / 2;
    const whole = decimals !== undefined || Number.isInteger(mark);
    if (whole && x(mark) + half < room) context.fillText(say(mark), x(mark), baseline);
  }
}

type CursorData = LineChartData & { readonly cursor?: number };
/** The y of a curve at any x, between its points by a straight line; undefined beyond its ends. */
function heightAt({ x, y, length }: Points, at: number): number | undefined {
  if (length === 0 || at < x[0]! || at > x[length - 1]!) return undefined;
  const after = Math.min(length - 1, Math.max(1, bisectLeft(x, at)));
  const before = Math.max(0, after - 1);
  const share = after === before ? 0 : (at - x[before]!) / (x[after]! - x[before]!);
  return y[before]! + share * (y[after]! - y[before]!);
}

/** How far the curves keep from a y, in px, over a stretch of x in px. */
function clearance(
  { x, y }: Scales,
  series: readonly Series[],
  at: number,
  left: number,
  right: number,
): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { points } of series) {
    for (let step = 0; step <= 8; step++) {
      const value = heightAt(points, x.invert(left + ((right - left) * step) / 8));
      if (value !== undefined) least = Math.min(least, Math.abs(y(value) - at));
    }
  }
  return least;
}

/** Names stand at the right end: the higher curve's above all that it passes there, the lower one's below. */
function placesOfNames(context: Context, { x, y, plot }: Scales, series: readonly Series[]) {
  if (series.length < 2) return [];
  const named = series.filter(({ points }) => points.length > 0);
  const ends = named
    .map(({ label, points, colour = 'ink' as const }) => {
      const left = plot.right - context.measureText(label).width;
      let [highest, lowest] = [plot.bottom, 0];
      for (let i = 0; i < points.length; i++) {
        if (i < points.length - 1 && x(points.x[i]!) < left) continue;
        highest = Math.min(highest, y(points.y[i]!));
        lowest = Math.max(lowest, y(points.y[i]!));
      }
      return { label, colour, highest, lowest };
    })
    .sort((one, other) => one.highest + one.lowest - other.highest - other.lowest);
  let above = Number.NEGATIVE_INFINITY;
  return ends.map(({ label, colour, highest, lowest }, index) => {
    const wanted = index === 0 ? highest - 5 : lowest + lineHeight - 1;
    // as many lines must stay free below as there are names to come
    const room = plot.bottom - 3 - (ends.length - 1 - index) * lineHeight;
    above = Math.min(room, Math.max(plot.top - 4, wanted, above + lineHeight));
    return { label, colour, baseline: above };
  });
}
type Name = ReturnType<typeof placesOfNames>[number];

/** A level's name stands at whichever end the curves, and their names, leave free. */
function paintLevels(
  context: Context,
  scales: Scales,
  data: CursorData,
  names: readonly Name[],
  theme: Theme,
) {
  const { y, plot } = scales;
  const [lowest, highest] = [y.invert(plot.bottom), y.invert(plot.top)];
  const [left, right] = [plot.left + 4, plot.right];
  for (const { label, value } of data.levels ?? []) {
    context.fillStyle = theme.soft;
    const text = `${label} ${formatValue(value)}`;
    context.textAlign = 'right';
    // the cursor's text stands in the same place
    if (value > highest && data.cursor === undefined)
      haloText(context, `${text} ↑`, right, plot.top - 6, theme);
    else if (value < lowest) haloText(context, `${text} ↓`, right, plot.bottom - 4, theme);
    if (value > highest || value < lowest) continue;
    context.strokeStyle = theme.soft;
    context.lineWidth = 1;
    context.setLineDash([2, 4]);
    strokeAcross(context, scales, y(value));
    context.setLineDash([]);
    const [width, above] = [context.measureText(text).width, y(value) - 5];
    const places = (above + 20 > plot.bottom ? [above] : [above, above + 17]).flatMap((baseline) => [
      { align: 'right' as const, at: right, baseline, from: right - width },
      { align: 'left' as const, at: left, baseline, from: left },
    ]);
    const clear = places.map(({ align, baseline, from }) =>
      align === 'right' && names.some((name) => Math.abs(name.baseline - baseline) < lineHeight)
        ? 0
        : clearance(scales, data.series, baseline - 4, from, from + width),
    );
    const place = places[maxIndex(clear)]!;
    context.textAlign = place.align;
    haloText(context, text, place.at, place.baseline, theme);
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
  if (points.length !== 1) return;
  context.beginPath();
  context.arc(x(points.x[0]!), y(points.y[0]!), 2.5, 0, 2 * Math.PI);
  context.fill();
}

/** A curve with a floor under it is cut off there. */
function paintCurves(context: Context, scales: Scales, { series, floor }: LineChartData, theme: Theme) {
  const { plot } = scales;
  context.save();
  if (floor !== undefined) {
    context.beginPath();
    context.rect(plot.left, 0, plot.right - plot.left + 4, plot.bottom);
    context.clip();
  }
  for (const one of series) paintCurve(context, scales, one, theme);
  context.restore();
}

function paintCursor(
  context: Context,
  { x, y, plot }: Scales,
  data: LineChartData,
  at: number,
  theme: Theme,
) {
  context.strokeStyle = theme.accent;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(Math.round(x(at)) + 0.5, plot.top - 2);
  context.lineTo(Math.round(x(at)) + 0.5, plot.bottom);
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
export function readOff({ series, unit, decimals, digits = 2 }: LineChartData, at: number): string {
  const values = series.flatMap(({ label, points }) => {
    if (label === '') return [];
    const index = nearestPoint(points, at);
    return index < 0 ? [] : [`${label} ${formatValue(points.y[index], digits)}`];
  });
  if (values.length === 0) return 'nothing measured yet';
  return `${unit.replace(/s$/, '')} ${formatX(at, decimals)}: ${values.join(', ')}`;
}

/** `cursor` is the x that is read off, if any. */
export function paintLineChart(context: Context, data: CursorData, size: Size, theme: Theme): void {
  if (data.series.every(({ points }) => points.length === 0)) {
    paintWaiting(context, data.waiting ?? 'nothing measured yet', size, theme);
    return;
  }
  const scales = lineChartScales(data, size);
  context.font = `11.5px ${theme.font}`;
  context.fillStyle = theme.soft;
  paintValueAxis(context, scales, theme);
  paintBaseAxis(context, scales, data, size);
  const names = placesOfNames(context, scales, data.series);
  paintLevels(context, scales, data, names, theme);
  paintCurves(context, scales, data, theme);
  context.textAlign = 'right';
  for (const { label, colour, baseline } of names) {
    context.fillStyle = theme[colour];
    haloText(context, label, scales.plot.right, baseline, theme);
  }
  const cursor = data.cursor ?? data.rest;
  if (cursor !== undefined) paintCursor(context, scales, data, cursor, theme);
  if (data.cursor === undefined) return;
  context.fillStyle = theme.ink;
  context.textAlign = 'left';
  haloText(context, readOff(data, data.cursor), 2, 11, theme);
}
