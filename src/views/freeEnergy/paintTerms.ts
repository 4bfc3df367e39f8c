/** Paints the terms of −F_c(v) side by side: one bar a visible unit, then one a hidden unit. */
import { max, min } from 'd3-array';
import { formatValue, roundUp } from '../../chart/numbers';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';
import type { ClampedTerms } from './clampedTerms';

export type TermData = Pick<ClampedTerms, 'visible' | 'hidden'> & { readonly lit?: number };

/** px: between the two groups, and the line of words above them. */
const [gap, words] = [16, 18];
const left = 34;

/** Where a term's bar stands, and at which heights 0 and the ends of the scale lie. */
export function termsLayout({ visible, hidden }: TermData, { width, height }: Size) {
  const count = visible.length + hidden.length;
  const bar = Math.max(0.5, (width - left - gap) / count);
  const top = roundUp(Math.max(0.1, max(visible) ?? 0, max(hidden) ?? 0));
  const bottom = -roundUp(Math.max(0, -(min(visible) ?? 0)));
  const y = (value: number) => words + ((top - value) / (top - bottom)) * (height - words - 4);
  const x = (term: number) => left + term * bar + (term >= visible.length ? gap : 0);
  return { bar, top, bottom, x, y };
}

/** The term at a place in px: visible units first. */
export function termAt(data: TermData, size: Size, px: number): number | undefined {
  const { bar, x } = termsLayout(data, size);
  const count = data.visible.length + data.hidden.length;
  for (let term = 0; term < count; term++) if (px >= x(term) && px < x(term) + bar) return term;
  return undefined;
}

export function paintTerms(context: Context, data: TermData, size: Size, theme: Theme): void {
  const { visible, hidden, lit } = data;
  const { bar, top, bottom, x, y } = termsLayout(data, size);
  context.strokeStyle = theme.rule;
  context.fillStyle = theme.soft;
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const mark of bottom < 0 ? [top, 0, bottom] : [top, 0]) {
    context.fillText(formatValue(mark, 1), left - 6, y(mark));
    context.beginPath();
    context.moveTo(left, y(mark) + 0.5);
    context.lineTo(size.width, y(mark) + 0.5);
    context.stroke();
  }
  context.textAlign = 'left';
  context.fillText(`${visible.length} visible terms`, x(0), words / 2);
  context.fillText(
    `${hidden.length} hidden terms`,
    x(visible.length),
    words / 2,
    size.width - x(visible.length),
  );
  [...visible, ...hidden].forEach((value, term) => {
    context.fillStyle = term === lit ? theme.accent : term < visible.length ? theme.data : theme.model;
    context.fillRect(x(term), Math.min(y(value), y(0)), bar > 2 ? bar - 1 : bar, Math.abs(y(value) - y(0)));
  });
}
