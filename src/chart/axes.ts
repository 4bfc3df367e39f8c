/** Axes for painters whose marks are their own: where the plot stands, its marks, and the words beside them. */
import { tickStep, ticks } from 'd3-array';
import { formatValue } from './numbers';
import type { Theme } from './theme';
import type { Context, Size } from './usePainter';

/** Edges of the plot in px. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
export interface Mark {
  readonly value: number;
  readonly label: string;
}

/** Room for the words of the axes: `digits` characters at the left, one line below. */
export const plotIn = ({ width, height }: Size, digits: number): Plot => ({
  left: 10 + 7 * digits,
  right: Math.max(11 + 7 * digits, width - 8),
  top: 8,
  bottom: Math.max(9, height - 20),
});

/** Round values between two ends, about `count` of them, with decimals that tell them apart. */
export function linearMarks(from: number, to: number, count: number): Mark[] {
  const step = tickStep(from, to, count);
  const digits = Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));
  return ticks(from, to, count).map((value) => ({ value, label: formatValue(value, digits) }));
}

/** Powers of ten between two positive ends, thinned to about `count`; also 2 and 5 times one where there are few. */
export function logMarks(from: number, to: number, count: number): Mark[] {
  const [low, high] = [Math.ceil(Math.log10(from) - 1e-9), Math.floor(Math.log10(to) + 1e-9)];
  const stride = Math.max(1, Math.ceil((high - low + 1) / count));
  const marks: Mark[] = [];
  for (let k = low - 1; k <= high; k += stride)
    for (const factor of high - low < 2 ? [1, 2, 5] : [1]) {
      const value = factor * 10 ** k;
      const digits = Math.max(0, -k);
      if (value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9))
        marks.push({
          value,
          label: digits > 3 ? `1e−${-k}`.replace('1e', `${factor}e`) : formatValue(value, digits),
        });
    }
  return marks;
}

/** Lines across with values at the left; `y` maps a value to px. */
export function paintValueMarks(
  context: Context,
  plot: Plot,
  marks: readonly Mark[],
  y: (value: number) => number,
  theme: Theme,
): void {
  context.font = `11.5px ${theme.font}`;
  context.strokeStyle = theme.rule;
  context.fillStyle = theme.soft;
  context.lineWidth = 1;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const { value, label } of marks) {
    context.beginPath();
    context.moveTo(plot.left, Math.round(y(value)) + 0.5);
    context.lineTo(plot.right, Math.round(y(value)) + 0.5);
    context.stroke();
    context.fillText(label, plot.left - 6, y(value));
  }
  context.textBaseline = 'alphabetic';
}

/** Values below the plot, and at the right end what they count; `x` maps a value to px. */
export function paintCountMarks(
  context: Context,
  plot: Plot,
  marks: readonly Mark[],
  x: (value: number) => number,
  unit: string,
  theme: Theme,
): void {
  context.font = `11.5px ${theme.font}`;
  context.fillStyle = theme.soft;
  context.textAlign = 'right';
  context.fillText(unit, plot.right, plot.bottom + 15);
  const room = plot.right - context.measureText(unit).width - 8;
  context.textAlign = 'center';
  for (const { value, label } of marks) {
    const half = context.measureText(label).width / 2;
    // words that would be cut off at either side are left out
    if (x(value) + half < room && x(value) >= Math.max(half, plot.left - 1))
      context.fillText(label, x(value), plot.bottom + 15);
  }
}
