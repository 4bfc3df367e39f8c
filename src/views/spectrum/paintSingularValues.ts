/** Paints the largest singular values along training, and all of them as they stand, largest first. */
import { max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { linearMarks, paintCountMarks, paintValueMarks, plotIn } from '../../chart/axes';
import { formatCount } from '../../chart/numbers';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';
import type { SpectrumHistory } from '../../state/spectrumHistory';

/** How many marks fit an axis of so many px. */
const acrossMarks = (width: number) => Math.max(2, Math.floor(width / 90));
const upMarks = (height: number) => Math.max(2, Math.floor(height / 40));

/** Marks at whole numbers alone. */
const countMarks = (from: number, to: number, width: number) =>
  linearMarks(from, to, acrossMarks(width))
    .filter(({ value }) => Number.isInteger(value))
    .map(({ value }) => ({ value, label: formatCount(value) }));

export interface CurveData {
  readonly history: SpectrumHistory;
  /** The singular value that is lit, 0 the largest. */
  readonly lit?: number;
}

export function curveScales({ history }: CurveData, size: Size) {
  const plot = plotIn(size, 4);
  const last = Math.max(0, history.length - 1);
  let highest = 0;
  for (let n = 0; n < history.length; n++) highest = Math.max(highest, history.valuesAt(n)[0] ?? 0);
  const [from, to] = [history.updateAt(0), history.updateAt(last)];
  return {
    plot,
    x: scaleLinear([from, Math.max(from + 1, to)], [plot.left, plot.right]),
    y: scaleLinear([0, highest > 0 ? 1.05 * highest : 1], [plot.bottom, plot.top]),
  };
}

/** The curve nearest to a place in px. */
export function curveAt(data: CurveData, size: Size, px: number, py: number): number | undefined {
  const { history } = data;
  if (history.length === 0) return undefined;
  const { x, y } = curveScales(data, size);
  let nearest = 0;
  for (let n = 1; n < history.length; n++)
    if (Math.abs(x(history.updateAt(n)) - px) < Math.abs(x(history.updateAt(nearest)) - px)) nearest = n;
  const distances = [...history.valuesAt(nearest)].map((value) => Math.abs(y(value) - py));
  const closest = distances.indexOf(Math.min(...distances));
  return distances[closest]! < 30 ? closest : undefined;
}

export function paintSingularCurves(context: Context, data: CurveData, size: Size, theme: Theme): void {
  const { history, lit } = data;
  const { plot, x, y } = curveScales(data, size);
  const [, highest] = y.domain() as [number, number];
  paintValueMarks(context, plot, linearMarks(0, highest, upMarks(size.height)), y, theme);
  const [from, to] = x.domain() as [number, number];
  const marks = countMarks(from, to, size.width);
  paintCountMarks(
    context,
    plot,
    marks,
    x,
    `${formatCount(history.updateAt(history.length - 1))} updates`,
    theme,
  );
  context.lineJoin = 'round';
  const curves = history.valuesAt(history.length - 1).length;
  for (let k = curves - 1; k >= 0; k--) {
    if (k === lit) continue;
    // the largest are the strongest, so that curves are told apart where they cross
    context.globalAlpha = 1 - (0.7 * k) / curves;
    strokeCurve(context, data, k, x, y, theme.ink, 1.25);
  }
  context.globalAlpha = 1;
  if (lit !== undefined && lit < curves) strokeCurve(context, data, lit, x, y, theme.accent, 2.25);
}

function strokeCurve(
  context: Context,
  { history }: CurveData,
  k: number,
  x: (update: number) => number,
  y: (value: number) => number,
  colour: string,
  width: number,
) {
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  for (let n = 0; n < history.length; n++) context.lineTo(x(history.updateAt(n)), y(history.valuesAt(n)[k]!));
  context.stroke();
  if (history.length === 1)
    context.fillRect(x(history.updateAt(0)) - 2, y(history.valuesAt(0)[k]!) - 2, 4, 4);
}

export interface ScreeData {
  /** Descending. */
  readonly values: Float64Array;
  /** Where noise of the same variance would end. */
  readonly edge: number;
  readonly lit?: number;
}

export function screeScales({ values, edge }: ScreeData, size: Size) {
  const plot = plotIn(size, 4);
  const highest = Math.max(max(values) ?? 0, edge);
  return {
    plot,
    x: scaleLinear([0, Math.max(1, values.length)], [plot.left, plot.right]),
    y: scaleLinear([0, highest > 0 ? 1.05 * highest : 1], [plot.bottom, plot.top]),
  };
}

export function screeAt(data: ScreeData, size: Size, px: number): number | undefined {
  const k = Math.floor(screeScales(data, size).x.invert(px));
  return k >= 0 && k < data.values.length ? k : undefined;
}

/** One bar a value; where there are more than pixels, as many as there are pixels. */
export function paintScree(context: Context, data: ScreeData, size: Size, theme: Theme): void {
  const { values, edge, lit } = data;
  const { plot, x, y } = screeScales(data, size);
  const [, highest] = y.domain() as [number, number];
  paintValueMarks(context, plot, linearMarks(0, highest, upMarks(size.height)), y, theme);
  const marks = countMarks(1, values.length, size.width);
  paintCountMarks(context, plot, marks, (rank) => x(rank - 0.5), 'rank', theme);
  const width = (plot.right - plot.left) / Math.max(1, values.length);
  const step = Math.max(1, Math.floor(1 / width));
  const bar = (k: number, colour: string) => {
    context.fillStyle = colour;
    const thick = Math.max(1, width * step - (width > 3 ? 1 : 0));
    context.fillRect(x(k), y(values[k]!), thick, plot.bottom - y(values[k]!));
  };
  for (let k = 0; k < values.length; k += step) bar(k, values[k]! > edge ? theme.model : theme.soft);
  if (lit !== undefined && lit < values.length) bar(lit, theme.accent);
  paintEdge(context, plot.left, plot.right, y(edge), theme);
}

function paintEdge(context: Context, left: number, right: number, y: number, theme: Theme) {
  context.strokeStyle = theme.ink;
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  context.beginPath();
  context.moveTo(left, Math.round(y) + 0.5);
  context.lineTo(right, Math.round(y) + 0.5);
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = theme.ink;
  context.textAlign = 'right';
  context.fillText('noise ends', right, y - 4);
}
