/** Paints p(h = 1 | v): a raster of samples across and hidden units down, and each unit's mean beside it. */
import { sequentialIndex } from '../chart/colours';
import type { Raster } from '../chart/raster';
import type { Theme } from '../chart/theme';
import type { Context, Size } from '../chart/usePainter';

export interface ActivationData {
  /** Row-major [samples × hidden]. */
  readonly means: Float32Array;
  /** Mean over the samples, [hidden]. */
  readonly activity: Float32Array;
  readonly samples: number;
  readonly hidden: number;
  readonly litUnit?: number;
  readonly litSample?: number;
}

/** Bounds of mean activity beyond which a unit says next to nothing about a sample. */
export const deadBelow = 0.01;
export const saturatedAbove = 0.99;

export interface ActivityCount {
  readonly dead: readonly number[];
  readonly saturated: readonly number[];
  readonly mean: number;
}

export function countActivity(activity: Float32Array): ActivityCount {
  const units = Array.from(activity.keys());
  return {
    dead: units.filter((j) => activity[j]! < deadBelow),
    saturated: units.filter((j) => activity[j]! > saturatedAbove),
    mean: activity.reduce((sum, value) => sum + value, 0) / activity.length,
  };
}

/** Width of the bars of mean activity, and the gap before them, px. */
const barsWidth = 56;
const gap = 10;
const rasterWidth = ({ width }: Size) => Math.max(1, width - barsWidth - gap);

/** The unit and sample at a place in px; over the bars, the unit alone. */
export function activationAt({ samples, hidden }: ActivationData, size: Size, x: number, y: number) {
  const unit = Math.floor((y / size.height) * hidden);
  if (x < 0 || x >= size.width || unit < 0 || unit >= hidden) return undefined;
  const sample = Math.floor((x / rasterWidth(size)) * samples);
  return { unit, ...(sample < samples && { sample }) };
}

/** Fills [hidden rows × samples columns] pixels: the transpose of how the means lie in memory. */
export function fillActivations(pixels: Uint32Array, data: ActivationData, table: Uint32Array): void {
  const { means, samples, hidden } = data;
  for (let n = 0; n < samples; n++) {
    for (let j = 0; j < hidden; j++)
      pixels[j * samples + n] = table[sequentialIndex(means[n * hidden + j]!)]!;
  }
}

export function paintActivations(
  context: Context,
  data: ActivationData,
  size: Size,
  theme: Theme,
  raster: Raster,
): void {
  const { samples, hidden, litUnit, litSample } = data;
  const width = rasterWidth(size);
  fillActivations(raster.resize(samples, hidden), data, theme.probability);
  const source = raster.commit();
  context.imageSmoothingEnabled = size.height < hidden || width < samples;
  context.drawImage(source, 0, 0, samples, hidden, 0, 0, width, size.height);
  paintBars(context, data, size, theme);
  context.strokeStyle = theme.accent;
  context.lineWidth = 2;
  if (litUnit !== undefined && litUnit < hidden) {
    const height = size.height / hidden;
    const y = Math.min(size.height - Math.max(3, height), litUnit * height);
    context.strokeRect(1, Math.max(1, y), width - 2, Math.max(3, height) - 1);
  }
  if (litSample !== undefined && litSample < samples) {
    const column = width / samples;
    context.lineWidth = 1;
    context.strokeRect(litSample * column + 0.5, 0.5, Math.max(2, column) - 1, size.height - 1);
  }
}

/** One bar a unit, from never (left) to always on (right); dead and saturated ones in the warning colour. */
function paintBars(
  context: Context,
  { activity, hidden, litUnit }: ActivationData,
  size: Size,
  theme: Theme,
) {
  const left = rasterWidth(size) + gap;
  const height = size.height / hidden;
  context.fillStyle = theme.rule;
  context.fillRect(left, 0, 1, size.height);
  context.fillRect(left + barsWidth - 1, 0, 1, size.height);
  for (let j = 0; j < hidden; j++) {
    const mean = activity[j]!;
    const marked = mean < deadBelow || mean > saturatedAbove || Number.isNaN(mean);
    context.fillStyle = marked ? theme.warn : j === litUnit ? theme.accent : theme.soft;
    const y = j * height + height * 0.15;
    // a dead unit's bar would have no length: it is marked at the axis instead
    const length = marked && !(mean > 0.5) ? 4 : mean * barsWidth;
    context.fillRect(left, y, Math.max(1, length), Math.max(1, height * 0.7));
  }
}
