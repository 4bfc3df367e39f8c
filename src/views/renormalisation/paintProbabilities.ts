/** Paints p(v) as bars and p̃(v) as the line over them. */
import { linearMarks, paintCountMarks, paintValueMarks } from '../../chart/axes';
import { roundUp } from '../../chart/numbers';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';
import { paintChosen } from './paintEnergies';
import { stateBars, stateMarks } from './stateBars';

export interface ProbabilityBars {
  /** [2^units] each. */
  readonly p: ArrayLike<number>;
  readonly pTilde: ArrayLike<number>;
  readonly units: number;
  readonly chosen: number | undefined;
}

export function probabilityScales({ p, pTilde }: Pick<ProbabilityBars, 'p' | 'pTilde'>, size: Size) {
  let most = 0;
  for (let v = 0; v < p.length; v++) most = Math.max(most, p[v]!, pTilde[v]!);
  const top = Math.min(1, roundUp(most * 1.08));
  const bars = stateBars(p.length, size);
  const { plot } = bars;
  return {
    ...bars,
    top,
    y: (value: number) => plot.bottom - ((plot.bottom - plot.top) * value) / top,
  };
}

export function paintProbabilities(context: Context, data: ProbabilityBars, size: Size, theme: Theme): void {
  const { p, pTilde, units, chosen } = data;
  const scales = probabilityScales(data, size);
  const { plot, x, y, width, step, top } = scales;
  if (chosen !== undefined) paintChosen(context, scales, chosen, theme);
  const count = Math.max(2, Math.floor((plot.bottom - plot.top) / 34));
  paintValueMarks(context, plot, linearMarks(0, top, count), y, theme);
  paintCountMarks(context, plot, stateMarks(units, step), (state) => x(state) + width / 2, 'v', theme);
  context.fillStyle = theme.data;
  context.globalAlpha = 0.6;
  for (let v = 0; v < p.length; v++)
    context.fillRect(x(v), y(p[v]!), width, Math.max(0.5, plot.bottom - y(p[v]!)));
  context.globalAlpha = 1;
  context.strokeStyle = theme.model;
  context.lineWidth = step > 8 ? 2 : 1.25;
  context.lineJoin = 'miter';
  context.beginPath();
  for (let v = 0; v < pTilde.length; v++) {
    context.lineTo(plot.left + step * v, y(pTilde[v]!));
    context.lineTo(plot.left + step * (v + 1), y(pTilde[v]!));
  }
  context.stroke();
}
