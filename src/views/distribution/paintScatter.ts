/** Paints p(v) against q(v), both logarithmic, and what p the states have that the data lacks. */
import { logMarks as fineMarks } from '../../chart/axes';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';
import { type LogScale, logMarks, logScale } from './logScale';
import { probabilityRange, type RankedData } from './paintRanked';

export type ScatterData = Pick<RankedData, 'p' | 'q' | 'ranked' | 'probe'>;

const [left, rightGap, top, bottomGap] = [46, 10, 14, 20];
/** Room for the states without data, px. */
const gutter = 44;
/** Bins of the histogram of those states. */
const bins = 24;

export interface ScatterScales {
  readonly x: LogScale;
  readonly y: LogScale;
  readonly low: number;
  readonly high: number;
  /** Where the axis of q begins. */
  readonly leastData: number;
  /** From where on q is drawn; left of it stand the states without data. */
  readonly plot: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
}

export function scatterScales(data: ScatterData, size: Size): ScatterScales {
  const { low, high, least } = probabilityRange(data);
  const plot = { left: left + gutter, right: size.width - rightGap, top, bottom: size.height - bottomGap };
  // the data's probabilities span less than the model's: a third of a decade round them is enough
  return {
    low,
    high,
    leastData: least / 2,
    plot,
    x: logScale([least / 2, high], [plot.left, plot.right]),
    y: logScale([low, high], [plot.bottom, plot.top]),
  };
}

/** The states that occur among the training rows, the most probable first. */
export const dataStates = ({ q, ranked }: Pick<ScatterData, 'q' | 'ranked'>): number[] =>
  Array.from(ranked.filter((state) => q[state]! > 0));

/** The state whose point is nearest to a place, within 24 px. */
export function scatterStateAt(data: ScatterData, size: Size, x: number, y: number): number | undefined {
  const scales = scatterScales(data, size);
  let [nearest, least] = [undefined as number | undefined, 24 ** 2];
  for (const state of dataStates(data)) {
    const distance = (scales.x(data.q[state]!) - x) ** 2 + (scales.y(data.p[state]!) - y) ** 2;
    if (distance < least) [nearest, least] = [state, distance];
  }
  return nearest;
}

/** How much of p lies in each bin of ln p, over states without data; the last bin holds the most probable. */
export function massWithoutData({ p, q }: ScatterData, low: number, high: number): Float64Array {
  const mass = new Float64Array(bins);
  const place = logScale([low, high], [0, bins - 1e-9]);
  for (let state = 0; state < p.length; state++)
    if (q[state] === 0) mass[Math.floor(place(p[state]!))]! += p[state]!;
  return mass;
}

function paintAxes(context: Context, scales: ScatterScales, theme: Theme) {
  const { plot, low, high, leastData } = scales;
  context.font = `12px ${theme.font}`;
  context.fillStyle = theme.soft;
  context.strokeStyle = theme.rule;
  context.lineWidth = 1;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const { value, label } of logMarks(
    low,
    high,
    Math.max(2, Math.floor((plot.bottom - plot.top) / 26)),
  )) {
    const y = Math.round(scales.y(value)) + 0.5;
    context.strokeRect(left, y, plot.right - left, 0);
    context.fillText(label, left - 5, y);
  }
  context.textBaseline = 'alphabetic';
  context.textAlign = 'center';
  const baseline = plot.bottom + 15;
  const powers = logMarks(leastData, high, 4);
  for (const { value, label } of powers.length > 0 ? powers : fineMarks(leastData, high, 4))
    context.fillText(label, scales.x(value), baseline);
  context.textAlign = 'left';
  context.fillText('q = 0', left, baseline);
  context.fillText('p', left + 3, plot.top + 1);
  context.textAlign = 'right';
  context.fillText('q', plot.right, plot.bottom - 4);
}

/** Where p and q are the same. */
function paintDiagonal(context: Context, { x, y, leastData, high }: ScatterScales, theme: Theme) {
  context.strokeStyle = theme.soft;
  context.setLineDash([2, 4]);
  context.beginPath();
  context.moveTo(x(leastData), y(leastData));
  context.lineTo(x(high), y(high));
  context.stroke();
  context.setLineDash([]);
}

export function paintScatter(context: Context, data: ScatterData, size: Size, theme: Theme): void {
  const scales = scatterScales(data, size);
  const { plot, low, high } = scales;
  paintAxes(context, scales, theme);
  paintDiagonal(context, scales, theme);
  const mass = massWithoutData(data, low, high);
  const most = mass.reduce((x, y) => Math.max(x, y), 1e-300);
  const step = (plot.bottom - plot.top) / bins;
  context.fillStyle = theme.model;
  mass.forEach((share, bin) => {
    const width = share === 0 ? 0 : Math.max(1, ((gutter - 8) * share) / most);
    context.fillRect(left, plot.bottom - (bin + 1) * step + 0.5, width, step - 1);
  });
  context.fillStyle = theme.data;
  for (const state of dataStates(data)) {
    context.beginPath();
    context.arc(scales.x(data.q[state]!), scales.y(data.p[state]!), 3, 0, 2 * Math.PI);
    context.fill();
  }
  if (!(data.q[data.probe]! > 0)) return;
  context.strokeStyle = theme.accent;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(scales.x(data.q[data.probe]!), scales.y(data.p[data.probe]!), 6, 0, 2 * Math.PI);
  context.stroke();
}
