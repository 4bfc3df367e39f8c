/** One bar a state, side by side: where each stands, and how states are named. */
import { type Mark, type Plot, plotIn } from '../../chart/axes';
import type { Size } from '../../chart/usePainter';

export interface StateBars {
  readonly plot: Plot;
  /** Distance from bar to bar, and the width of each, px. */
  readonly step: number;
  readonly width: number;
  /** Left edge of a state's bar. */
  x(state: number): number;
  /** The state at a px; the nearest one beyond the ends. */
  stateAt(x: number): number;
}

export function stateBars(states: number, size: Size): StateBars {
  const plot = plotIn(size, 4);
  const step = (plot.right - plot.left) / states;
  const gap = step > 4 ? Math.min(6, 0.2 * step) : 0;
  return {
    plot,
    step,
    width: Math.max(0.5, step - gap),
    x: (state) => plot.left + step * state + gap / 2,
    stateAt: (x) => Math.min(states - 1, Math.max(0, Math.floor((x - plot.left) / step))),
  };
}

/** The bits of a state, unit 1 first: "0110". */
export const bitsOfState = (state: number, units: number): string =>
  Array.from({ length: units }, (_, i) => (state >> i) & 1).join('');

/** States that are named below the bars: all as bits where they fit, else some by number. */
export function stateMarks(units: number, step: number): Mark[] {
  const states = 2 ** units;
  const inBits = step >= 7 * units + 6;
  const every = inBits ? 1 : Math.max(1, 2 ** Math.ceil(Math.log2(Math.max(1, 30 / step))));
  return Array.from({ length: Math.ceil(states / every) }, (_, n) => ({
    value: n * every,
    label: inBits ? bitsOfState(n, units) : String(n * every),
  }));
}

/** "0110 (state 6)" */
export const wordedState = (state: number, units: number): string =>
  units === 0 ? 'the only state' : `${bitsOfState(state, units)} (state ${state})`;
