/** Paints the coupling that blocks look like, level after level, beside the critical one. */
import { scaleLinear } from 'd3-scale';
import { linearMarks, paintCountMarks, paintValueMarks, plotIn } from '../../chart/axes';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';

export interface FlowData {
  readonly points: readonly { readonly coupling: number; readonly error: number }[];
  /** K of the lattice that is sampled. */
  readonly K: number;
  /** K_c, drawn across; a ring has none. */
  readonly critical?: number;
}

/** Ends of the axis of K: from 0 to beyond all that is finite. */
function couplingSpan({ points, K, critical = 0 }: FlowData): [number, number] {
  const finite = points.map(({ coupling }) => coupling).filter(Number.isFinite);
  return [0, 1.15 * Math.max(K, critical, ...finite)];
}

export function flowScales(data: FlowData, size: Size) {
  const plot = plotIn(size, 4);
  const levels = Math.max(1, data.points.length - 1);
  const x = scaleLinear([0, levels], [plot.left + 12, plot.right - 24]);
  const y = scaleLinear(couplingSpan(data), [plot.bottom, plot.top + 6]);
  return { plot, x, y, levels };
}

export function paintFlow(context: Context, data: FlowData, size: Size, theme: Theme): void {
  const { plot, x, y, levels } = flowScales(data, size);
  const [low, high] = y.domain() as [number, number];
  paintValueMarks(context, plot, linearMarks(low, high, Math.max(2, Math.floor(size.height / 40))), y, theme);
  const marks = Array.from({ length: levels + 1 }, (_, n) => ({ value: n, label: String(n) }));
  paintCountMarks(context, plot, marks, x, 'blocked', theme);
  paintAcross(context, plot, y(data.K), 'K', 'left', theme);
  if (data.critical !== undefined) paintAcross(context, plot, y(data.critical), 'Kc', 'right', theme);
  // ∞ stands at the top
  const heightOf = (coupling: number) => (Number.isFinite(coupling) ? y(coupling) : plot.top);
  context.strokeStyle = theme.model;
  context.fillStyle = theme.model;
  context.lineWidth = 1.5;
  context.beginPath();
  data.points.forEach(({ coupling }, n) => {
    context.lineTo(x(n), heightOf(coupling));
  });
  context.stroke();
  data.points.forEach(({ coupling, error }, n) => {
    if (Number.isFinite(error) && Number.isFinite(coupling)) {
      context.beginPath();
      context.moveTo(x(n), Math.max(plot.top, y(coupling + error)));
      context.lineTo(x(n), Math.min(plot.bottom, y(coupling - error)));
      context.stroke();
    }
    context.beginPath();
    context.arc(x(n), heightOf(coupling), 3, 0, 2 * Math.PI);
    context.fill();
    if (!Number.isFinite(coupling)) context.fillText('∞', x(n) + 8, plot.top + 10);
  });
}

function paintAcross(
  context: Context,
  plot: { readonly left: number; readonly right: number },
  at: number,
  name: string,
  align: 'left' | 'right',
  theme: Theme,
) {
  context.strokeStyle = theme.soft;
  context.fillStyle = theme.soft;
  context.lineWidth = 1;
  context.setLineDash([2, 4]);
  context.beginPath();
  context.moveTo(plot.left, Math.round(at) + 0.5);
  context.lineTo(plot.right, Math.round(at) + 0.5);
  context.stroke();
  context.setLineDash([]);
  context.textAlign = align;
  context.fillText(name, align === 'left' ? plot.left + 2 : plot.right, at - 4);
}
