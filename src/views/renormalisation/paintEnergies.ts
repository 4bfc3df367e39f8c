/** Paints a signed number a state as bars from zero: H, K and δ. */
import { linearMarks, type Mark, paintCountMarks, paintValueMarks } from '../../chart/axes';
import { roundUp } from '../../chart/numbers';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';
import { stateBars, stateMarks } from './stateBars';

export interface EnergyBars {
  /** [2^units], nats. */
  readonly values: ArrayLike<number>;
  readonly units: number;
  /** Whose states they are, at the end of the axis: v unless said. */
  readonly layer?: 'v' | 'h';
  /** The axis reaches from −reach to reach. */
  readonly reach: number;
  readonly chosen: number | undefined;
  /** Drawn across, with a band of one standard deviation about it. */
  readonly spread?: { readonly mean: number; readonly deviation: number };
  /** What is written below in place of the states' names, and what it counts. */
  readonly places?: { readonly marks: readonly Mark[]; readonly unit: string };
}

/** The axis of some values: a fifth more than the largest, and at least 1. */
export function reachOf(values: ArrayLike<number>): number {
  let most = 0;
  for (let n = 0; n < values.length; n++) most = Math.max(most, Math.abs(values[n]!));
  return Math.max(1, roundUp(1.2 * most));
}

export function energyScales({ values, reach }: Pick<EnergyBars, 'values' | 'reach'>, size: Size) {
  const bars = stateBars(values.length, size);
  const { top, bottom } = bars.plot;
  const middle = (top + bottom) / 2;
  const height = (bottom - top) / 2;
  return {
    ...bars,
    y: (value: number) => middle - (height * Math.min(reach, Math.max(-reach, value))) / reach,
    /** The value at a px, rounded to hundredths of the axis. */
    valueAt: (y: number) => {
      const share = Math.min(1, Math.max(-1, (middle - y) / height));
      const grain = 10 ** Math.floor(Math.log10(reach / 50));
      return Number((Math.round((share * reach) / grain) * grain).toPrecision(10));
    },
  };
}

export function paintEnergies(context: Context, data: EnergyBars, size: Size, theme: Theme): void {
  const { values, units, layer = 'v', reach, chosen, spread } = data;
  const scales = energyScales(data, size);
  const { plot, x, y, width, step } = scales;
  const marks = linearMarks(-reach, reach, Math.max(4, Math.floor((plot.bottom - plot.top) / 34)));
  if (chosen !== undefined) paintChosen(context, scales, chosen, theme);
  paintValueMarks(context, plot, marks, y, theme);
  const middles = (state: number) => x(state) + width / 2;
  const { marks: names, unit } = data.places ?? { marks: stateMarks(units, step), unit: layer };
  paintCountMarks(context, plot, names, middles, unit, theme);
  if (spread) {
    const [from, to] = [y(spread.mean + spread.deviation), y(spread.mean - spread.deviation)];
    context.fillStyle = theme.rule;
    context.fillRect(plot.left, from, plot.right - plot.left, Math.max(1, to - from));
  }
  for (let state = 0; state < values.length; state++) {
    const value = values[state]!;
    context.fillStyle = value < 0 ? theme.neg : theme.pos;
    const [from, to] = [y(0), y(value)];
    context.fillRect(x(state), Math.min(from, to), width, Math.max(0.75, Math.abs(to - from)));
  }
  if (!spread) return;
  context.strokeStyle = theme.ink;
  context.lineWidth = 1.25;
  context.setLineDash([5, 4]);
  context.beginPath();
  context.moveTo(plot.left, y(spread.mean));
  context.lineTo(plot.right, y(spread.mean));
  context.stroke();
  context.setLineDash([]);
}

/** A column of the accent's colour behind the state that is looked at. */
export function paintChosen(
  context: Context,
  { plot, x, width }: Pick<ReturnType<typeof stateBars>, 'plot' | 'x' | 'width'>,
  state: number,
  theme: Theme,
): void {
  const least = Math.max(width + 4, 5);
  context.globalAlpha = 0.18;
  context.fillStyle = theme.accent;
  context.fillRect(x(state) + width / 2 - least / 2, plot.top, least, plot.bottom - plot.top);
  context.globalAlpha = 1;
}
