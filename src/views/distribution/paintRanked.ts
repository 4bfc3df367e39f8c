/** Paints p(v) with the states ranked by it, and the data's q(v) at the same states. */
import { formatCount } from '../../chart/numbers';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';
import { type LogScale, logMarks, logScale } from './logScale';

export interface RankedData {
  readonly p: Float64Array;
  readonly q: Float64Array;
  /** States, the most probable first. */
  readonly ranked: Uint32Array;
  readonly logarithmic: boolean;
  /** p(v) before it was edited, ranked by itself. */
  readonly before?: { readonly p: Float64Array; readonly ranked: Uint32Array };
  /** The state looked at. */
  readonly probe: number;
}

export interface RankedScales {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** px of a rank, 1 is the first. */
  x(rank: number): number;
  /** Rank at a px, 1..states. */
  rankAt(x: number): number;
  /** px of a probability; 0 lies on the axis. */
  y(probability: number): number;
  readonly marks: readonly { readonly value: number; readonly label: string }[];
}

const [left, rightGap, top, bottomGap] = [46, 10, 14, 20];
/** Fewer states than this stand side by side; more are spaced by the logarithm of their rank. */
const sideBySide = 40;

/**
 * The probabilities that a logarithmic axis shows: three decades below the least of the data's and one below that of
 * evenly spread states, at least; and the least of the data's.
 */
export function probabilityRange({ p, q, ranked }: Pick<RankedData, 'p' | 'q' | 'ranked'>) {
  const high = q.reduce((most, x) => Math.max(most, x), p[ranked[0]!]!);
  const least = q.reduce((low, x) => (x > 0 ? Math.min(low, x) : low), high);
  return { low: Math.min(least / 1000, 0.1 / p.length), high: Math.min(1, high * 1.5), least };
}

function heightScale(data: RankedData, bottom: number): { y: LogScale; marks: RankedScales['marks'] } {
  const { low, high } = probabilityRange(data);
  if (data.logarithmic) {
    const y = logScale([low, high], [bottom, top]);
    return { y, marks: logMarks(low, high, Math.max(2, Math.floor((bottom - top) / 26))) };
  }
  const y = (value: number) => bottom - ((bottom - top) * value) / high;
  const marks = [0, high / 2, high].map((value) => ({ value, label: value.toPrecision(2) }));
  return { y, marks: marks.map((mark) => (mark.value === 0 ? { ...mark, label: '0' } : mark)) };
}

export function rankedScales(data: RankedData, size: Size): RankedScales {
  const [right, bottom] = [size.width - rightGap, size.height - bottomGap];
  const states = data.ranked.length;
  const { y, marks } = heightScale(data, bottom);
  const few = states <= sideBySide;
  const share = (rank: number) => (few ? (rank - 0.5) / states : Math.log(rank) / Math.log(states));
  const rankOf = (part: number) => (few ? part * states + 0.5 : Math.exp(part * Math.log(states)));
  return {
    left,
    right,
    top,
    bottom,
    x: (rank) => left + share(rank) * (right - left),
    rankAt: (x) => Math.min(states, Math.max(1, Math.round(rankOf((x - left) / (right - left))))),
    y,
    marks,
  };
}

/** Ranks worth drawing: all where few, else one for each px. */
function drawnRanks(states: number, { left: from, right: to, rankAt }: RankedScales): number[] {
  if (states <= sideBySide) return Array.from({ length: states }, (_, k) => k + 1);
  const ranks: number[] = [];
  for (let x = from; x <= to; x++) {
    const rank = rankAt(x);
    if (rank !== ranks.at(-1)) ranks.push(rank);
  }
  return ranks;
}

function paintAxes(context: Context, scales: RankedScales, states: number, theme: Theme) {
  context.font = `12px ${theme.font}`;
  context.fillStyle = theme.soft;
  context.strokeStyle = theme.rule;
  context.lineWidth = 1;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const { value, label } of scales.marks) {
    const y = Math.round(scales.y(value)) + 0.5;
    context.strokeRect(scales.left, y, scales.right - scales.left, 0);
    context.fillText(label, scales.left - 5, y);
  }
  context.textBaseline = 'alphabetic';
  const baseline = scales.bottom + 15;
  context.fillText(`rank ${formatCount(states)}`, scales.right, baseline);
  context.textAlign = 'left';
  context.fillText('1', scales.x(1) - 3, baseline);
  context.textAlign = 'center';
  for (let rank = 10; rank < states / 8; rank *= 10)
    context.fillText(formatCount(rank), scales.x(rank), baseline);
}

function paintCurve(
  context: Context,
  { p, ranked }: { readonly p: Float64Array; readonly ranked: Uint32Array },
  scales: RankedScales,
  logarithmic: boolean,
) {
  context.beginPath();
  for (const rank of drawnRanks(ranked.length, scales)) {
    const y = scales.y(p[ranked[rank - 1]!]!);
    context.lineTo(scales.x(rank), y);
    // further ranks lie below the axis: a line along it would say that they all are alike
    if (logarithmic && y >= scales.bottom) break;
  }
  context.stroke();
}

export function paintRanked(context: Context, data: RankedData, size: Size, theme: Theme): void {
  const scales = rankedScales(data, size);
  const { p, q, ranked, before, probe } = data;
  paintAxes(context, scales, ranked.length, theme);
  context.lineJoin = 'round';
  if (before) {
    context.strokeStyle = theme.soft;
    context.lineWidth = 1.25;
    context.setLineDash([4, 3]);
    paintCurve(context, before, scales, data.logarithmic);
    context.setLineDash([]);
  }
  context.strokeStyle = theme.model;
  context.lineWidth = 2;
  paintCurve(context, data, scales, data.logarithmic);
  context.fillStyle = theme.data;
  for (let rank = 1; rank <= ranked.length; rank++) {
    const state = ranked[rank - 1]!;
    if (q[state]! > 0) context.fillRect(scales.x(rank) - 2, scales.y(q[state]!) - 2, 4, 4);
    if (state === probe) {
      context.strokeStyle = theme.accent;
      context.lineWidth = 1;
      context.strokeRect(Math.round(scales.x(rank)) + 0.5, scales.top, 0, scales.bottom - scales.top);
      context.beginPath();
      context.arc(scales.x(rank), scales.y(p[state]!), 4, 0, 2 * Math.PI);
      context.stroke();
    }
  }
}
