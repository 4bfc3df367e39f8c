/** What stands in a picture's place before there is anything to paint: the frame, and one line of text. */
import type { Theme } from './theme';
import type { Context, Size } from './usePainter';

export function paintWaiting(context: Context, text: string, size: Size, theme: Theme): void {
  context.strokeStyle = theme.rule;
  context.lineWidth = 1;
  context.setLineDash([3, 4]);
  context.strokeRect(0.5, 0.5, size.width - 1, size.height - 1);
  context.setLineDash([]);
  context.fillStyle = theme.soft;
  context.font = `12px ${theme.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, size.width / 2, size.height / 2, Math.max(1, size.width - 12));
}
