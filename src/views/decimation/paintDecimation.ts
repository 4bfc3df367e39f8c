/** Paints K′ = ½ ln cosh 2K over K with the diagonal, and the way of one coupling between them. */
import { linearMarks, paintCountMarks, paintValueMarks, plotIn } from '../../chart/axes';
import { linearMap } from '../../chart/linearMap';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';
import { logCosh } from '../../core/ising/ring';
import { largestRingCoupling } from '../../state/decimationSlice';

export interface DecimationData {
  /** K before the first decimation and after each. */
  readonly couplings: readonly number[];
  /** Whether K′ over K is drawn. */
  readonly curve: boolean;
}

export function decimationScales(size: Size) {
  const plot = plotIn(size, 3);
  const x = linearMap([0, largestRingCoupling], [plot.left, plot.right - 8]);
  const y = linearMap([0, largestRingCoupling], [plot.bottom, plot.top]);
  return { plot, x, y };
}

export function paintDecimation(
  context: Context,
  { couplings, curve }: DecimationData,
  size: Size,
  theme: Theme,
) {
  const { plot, x, y } = decimationScales(size);
  const marks = linearMarks(0, largestRingCoupling, 6);
  paintValueMarks(context, plot, marks, y, theme);
  paintCountMarks(context, plot, marks, x, 'K', theme);
  const line = (
    points: readonly (readonly [number, number])[],
    colour: string,
    dash: number[],
    width = 1.5,
  ) => {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.beginPath();
    for (const [K, next] of points) context.lineTo(x(K), y(next));
    context.stroke();
    context.setLineDash([]);
  };
  line(
    [
      [0, 0],
      [largestRingCoupling, largestRingCoupling],
    ],
    theme.soft,
    [2, 4],
    1,
  );
  const along = Array.from({ length: 121 }, (_, n) => (n * largestRingCoupling) / 120);
  if (curve)
    line(
      along.map((K) => [K, logCosh(2 * K) / 2] as const),
      theme.ink,
      [],
    );
  line(stairsOf(couplings), theme.model, [], 1.5);
  context.fillStyle = theme.model;
  for (const K of couplings) {
    context.beginPath();
    context.arc(x(K), y(K), 4, 0, 2 * Math.PI);
    context.fill();
  }
  context.fillStyle = theme.soft;
  context.textAlign = 'left';
  context.fillText('K′ = K', x(2.05), y(2.35));
  context.fillStyle = theme.ink;
  if (curve) context.fillText('K′ = ½ ln cosh 2K', x(1.75), y(1.15));
}

/** From the diagonal down to the curve, across to the diagonal, and so on. */
export const stairsOf = (couplings: readonly number[]): (readonly [number, number])[] =>
  couplings.flatMap((K, n) => {
    const next = couplings[n + 1];
    return next === undefined ? [[K, K] as const] : [[K, K] as const, [K, next] as const];
  });
