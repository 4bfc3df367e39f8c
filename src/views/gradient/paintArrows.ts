/** Paints how far estimates are turned from the exact gradient, and how long they are, on half a dial. */
import type { ColourRole, Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';

/** A vector seen from the exact one: angle in degrees, 0..180, and length over the exact one's. */
export interface Arrow {
  readonly angle: number;
  readonly ratio: number;
  /** Degrees that the true angle lies between. */
  readonly angleBetween?: readonly [number, number];
  readonly colour: ColourRole;
  readonly dash?: readonly number[];
}

/** Room beside, below and above the dial for its words, px. */
const [margin, foot, top] = [10, 20, 16];
const head = 7;

/** Where the dial stands: its centre and radius, px. The longest arrow reaches the rim. */
export function dialLayout({ width, height }: Size, arrows: readonly Arrow[]) {
  const radius = Math.max(8, Math.min(width / 2 - margin, height - foot - top));
  const longest = Math.max(1, ...arrows.map(({ ratio }) => ratio).filter(Number.isFinite));
  return { x: width / 2, y: height - foot, radius, unit: radius / longest };
}
type Dial = ReturnType<typeof dialLayout>;

/** The end of a vector: 0° lies to the right, 180° to the left. */
export function arrowEnd({ x, y }: Dial, angle: number, length: number): readonly [number, number] {
  const turn = (angle * Math.PI) / 180;
  return [x + length * Math.cos(turn), y - length * Math.sin(turn)];
}

const canvasAngle = (angle: number) => -(angle * Math.PI) / 180;

function paintDial(context: Context, { x, y, radius }: Dial, theme: Theme) {
  context.strokeStyle = theme.rule;
  context.lineWidth = 1;
  context.beginPath();
  context.arc(x, y, radius, Math.PI, 0);
  context.lineTo(x - radius, y);
  context.moveTo(x, y);
  context.lineTo(x, y - radius);
  context.stroke();
  context.fillStyle = theme.soft;
  context.font = `12px ${theme.font}`;
  context.textBaseline = 'alphabetic';
  context.textAlign = 'right';
  context.fillText('exact', x + radius, y + 15);
  context.textAlign = 'center';
  context.fillText('90°', x, y - radius - 4);
  context.textAlign = 'left';
  context.fillText('180°', x - radius, y + 15);
}

/** The line, and its head where there is room for one. */
function paintArrow(context: Context, dial: Dial, { angle, ratio, colour, dash = [] }: Arrow, theme: Theme) {
  const length = Number.isFinite(ratio) ? ratio * dial.unit : dial.radius;
  const [x, y] = arrowEnd(dial, angle, length);
  context.strokeStyle = theme[colour];
  context.fillStyle = theme[colour];
  context.lineWidth = 2;
  context.setLineDash([...dash]);
  context.beginPath();
  context.moveTo(dial.x, dial.y);
  context.lineTo(x, y);
  context.stroke();
  context.setLineDash([]);
  if (length < head) return;
  context.beginPath();
  context.moveTo(x, y);
  for (const side of [-1, 1]) {
    const turn = ((angle + 180 + side * 24) * Math.PI) / 180;
    context.lineTo(x + head * Math.cos(turn), y - head * Math.sin(turn));
  }
  context.fill();
}

/** A thin ray shows where even the shortest arrow points; a wedge, where the true one may. */
function paintDirection(context: Context, dial: Dial, { angle, angleBetween, colour }: Arrow, theme: Theme) {
  context.strokeStyle = theme[colour];
  context.fillStyle = theme[colour];
  if (angleBetween) {
    context.globalAlpha = 0.18;
    context.beginPath();
    context.moveTo(dial.x, dial.y);
    context.arc(dial.x, dial.y, dial.radius, canvasAngle(angleBetween[1]), canvasAngle(angleBetween[0]));
    context.fill();
    context.globalAlpha = 1;
  }
  context.lineWidth = 1;
  context.setLineDash([1, 4]);
  context.beginPath();
  context.moveTo(dial.x, dial.y);
  context.lineTo(...arrowEnd(dial, angle, dial.radius));
  context.stroke();
  context.setLineDash([]);
}

/** The exact gradient lies to the right, one long; angles that are no number are left out. */
export function paintArrows(context: Context, arrows: readonly Arrow[], size: Size, theme: Theme): void {
  const turned = arrows.filter(({ angle }) => !Number.isNaN(angle));
  const dial = dialLayout(size, turned);
  paintDial(context, dial, theme);
  for (const arrow of turned) paintDirection(context, dial, arrow, theme);
  paintArrow(context, dial, { angle: 0, ratio: 1, colour: 'ink' }, theme);
  for (const arrow of turned) paintArrow(context, dial, arrow, theme);
}
