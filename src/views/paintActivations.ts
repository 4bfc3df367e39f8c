/** Paints p(h = 1 | v): a raster of samples across and hidden units down, and each unit's mean beside it. */
import { sequentialIndex } from '../chart/colours';
import type { Raster } from '../chart/raster';
import type { Theme } from '../chart/theme';
import type { Context, Size } from '../chart/usePainter';
import { countActivity } from '../core/activity';

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

/** Fills [rows × samples] pixels; where there are more units than rows, a row is the mean of its units. */
export function fillActivations(
  pixels: Uint32Array,
  { means, samples, hidden }: ActivationData,
  rows: number,
  table: Uint32Array,
): void {
  for (let row = 0; row < rows; row++) {
    const from = Math.floor((row * hidden) / rows);
    const to = Math.floor(((row + 1) * hidden) / rows);
    for (let n = 0; n < samples; n++) {
      let sum = 0;
      for (let j = from; j < to; j++) sum += means[n * hidden + j]!;
      pixels[row * samples + n] = table[sequentialIndex(sum / (to - from))]!;
    }
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
  const rows = Math.max(1, Math.min(hidden, Math.floor(size.height)));
  fillActivations(raster.resize(samples, rows), data, rows, theme.probability);
  const source = raster.commit();
  context.imageSmoothingEnabled = width < samples;
  context.drawImage(source, 0, 0, samples, rows, 0, 0, width, size.height);
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
  const bar = (j: number, length: number, colour: string, least: number) => {
    context.fillStyle = colour;
    context.fillRect(left, j * height + height * 0.15, Math.max(1, length), Math.max(least, height * 0.7));
  };
  context.fillStyle = theme.rule;
  context.fillRect(left, 0, 1, size.height);
  context.fillRect(left + barsWidth - 1, 0, 1, size.height);
  for (let j = 0; j < hidden; j++)
    bar(j, activity[j]! * barsWidth, j === litUnit ? theme.accent : theme.soft, height * 0.7);
  // over the others, so that none is painted out where many units share a line
  const { dead, saturated } = countActivity(activity);
  for (const j of dead) bar(j, 5, theme.warn, 1.5);
  for (const j of saturated) bar(j, barsWidth, theme.warn, 1.5);
}
