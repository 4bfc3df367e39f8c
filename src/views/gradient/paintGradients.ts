/** Paints gradients of W side by side on one signed scale: a row per hidden unit, a column per visible one. */
import { roundUp } from '../../chart/numbers';
import type { Raster } from '../../chart/raster';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';
import { fillMatrix } from '../paintWeightMatrix';

export interface GradientMatrix {
  readonly title: string;
  /** Row-major [visible × hidden]. */
  readonly values: Float32Array;
}
export interface GradientMatrices {
  readonly matrices: readonly GradientMatrix[];
  readonly visible: number;
  readonly hidden: number;
  readonly limit: number;
}

const gap = 14;
const titleHeight = 18;
/** The scale gets no finer: a gradient that is zero stays pale. */
const finest = 1e-6;
/** Share of the entries that lie within the scale. */
const within = 0.995;

/** The symmetric limit of the scale that all matrices share. */
export function sharedLimit(matrices: readonly Float32Array[]): number {
  const limits = matrices.map((values) => {
    const sizes = values.map(Math.abs).filter(Number.isFinite).sort();
    return sizes[Math.ceil(within * sizes.length) - 1] ?? 0;
  });
  return Math.max(finest, roundUp(Math.max(...limits)));
}

/** Boxes of the matrices, left to right, below their titles. */
export function matrixBoxes(count: number, { width, height }: Size) {
  const each = Math.max(1, (width - gap * (count - 1)) / count);
  return Array.from({ length: count }, (_, n) => ({
    x: n * (each + gap),
    y: titleHeight,
    width: each,
    height: Math.max(1, height - titleHeight),
  }));
}

export function paintGradients(
  context: Context,
  { matrices, visible, hidden, limit }: GradientMatrices,
  size: Size,
  theme: Theme,
  raster: Raster,
): void {
  const boxes = matrixBoxes(matrices.length, size);
  context.font = `12px ${theme.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  matrices.forEach(({ title, values }, n) => {
    const { x, y, width, height } = boxes[n]!;
    fillMatrix(raster.resize(visible, hidden), { W: values, visible, hidden, limit }, theme.signed);
    context.imageSmoothingEnabled = width < visible || height < hidden;
    context.drawImage(raster.commit(), 0, 0, visible, hidden, x, y, width, height);
    context.strokeStyle = theme.rule;
    context.lineWidth = 1;
    context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
    context.fillStyle = theme.ink;
    context.fillText(title, x, 12, width);
  });
}
