/** Paints how often each class was taken for each: right ones on the diagonal, mistakes beside it. */
import { mixColours, packPixel, parseColour } from '../../chart/colours';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';

export interface ConfusionData {
  readonly classes: readonly string[];
  /** Truth down, guess across: [classes × classes]. */
  readonly confusion: Uint32Array;
  /** The cell that is lit, truth · classes + guess. */
  readonly lit?: number;
}

/** px: room for the names on the left and above. */
const [left, top] = [34, 30];
/** px from which a cell has its count. */
const countedCell = 13;

export function confusionLayout(classes: number, { width, height }: Size) {
  const cell = Math.max(1, Math.min((width - left) / classes, (height - top) / classes, 34));
  return { left, top, cell };
}

/** The cell at a place in px. */
export function confusionAt(classes: number, size: Size, x: number, y: number): number | undefined {
  const layout = confusionLayout(classes, size);
  const guess = Math.floor((x - layout.left) / layout.cell);
  const truth = Math.floor((y - layout.top) / layout.cell);
  const inside = guess >= 0 && truth >= 0 && guess < classes && truth < classes;
  return inside ? truth * classes + guess : undefined;
}

const css = (pixel: number) => `rgb(${pixel & 255} ${(pixel >> 8) & 255} ${(pixel >> 16) & 255})`;

export function paintConfusion(context: Context, data: ConfusionData, size: Size, theme: Theme): void {
  const { classes, confusion, lit } = data;
  const count = classes.length;
  const { cell } = confusionLayout(count, size);
  const [card, right, wrong] = [theme.card, theme.data, theme.warn].map(parseColour) as [
    ReturnType<typeof parseColour>,
    ReturnType<typeof parseColour>,
    ReturnType<typeof parseColour>,
  ];
  // mistakes are few: on the scale of what is right none would be seen
  let [most, mostWrong] = [1, 1];
  confusion.forEach((times, n) => {
    if (n % (count + 1) === 0) most = Math.max(most, times);
    else mostWrong = Math.max(mostWrong, times);
  });
  context.font = `11.5px ${theme.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  confusion.forEach((times, n) => {
    const [truth, guess] = [Math.floor(n / count), n % count];
    const [x, y] = [left + guess * cell, top + truth * cell];
    const diagonal = truth === guess;
    const share = times === 0 ? 0 : 0.15 + 0.55 * (times / (diagonal ? most : mostWrong));
    context.fillStyle = css(packPixel(mixColours(card, diagonal ? right : wrong, share)));
    context.fillRect(x, y, cell - 1, cell - 1);
    if (times === 0 || cell < countedCell) return;
    context.fillStyle = theme.ink;
    context.fillText(String(times), x + cell / 2, y + cell / 2 + 0.5);
  });
  paintNames(context, classes, cell, theme);
  if (lit === undefined) return;
  context.strokeStyle = theme.accent;
  context.lineWidth = 2;
  context.strokeRect(
    left + (lit % count) * cell - 1,
    top + Math.floor(lit / count) * cell - 1,
    cell + 1,
    cell + 1,
  );
}

function paintNames(context: Context, classes: readonly string[], cell: number, theme: Theme) {
  context.fillStyle = theme.soft;
  const every = Math.max(1, Math.ceil(12 / cell));
  classes.forEach((name, c) => {
    if (c % every !== 0) return;
    const short = name.length > 4 ? `${name.slice(0, 4)}…` : name;
    context.textAlign = 'center';
    context.fillText(short, left + (c + 0.5) * cell, top - 8);
    context.textAlign = 'right';
    context.fillText(short, left - 6, top + (c + 0.5) * cell);
  });
  context.textAlign = 'left';
  context.fillText('guess →', left, 9);
}
