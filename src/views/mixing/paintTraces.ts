/** Paints F_c along several chains: the sweeps across, the free energy up, the warm-up in grey. */
import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { linearMarks, paintCountMarks, paintValueMarks, plotIn } from '../../chart/axes';
import { formatCount } from '../../chart/numbers';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';

export interface TraceData {
  /** [chains × points], a point every `stride` sweeps. */
  readonly traces: Float64Array;
  readonly chains: number;
  readonly points: number;
  readonly stride: number;
  /** Sweeps at the beginning that don't count. */
  readonly warmUp: number;
  readonly stuck: readonly number[];
  readonly litChain?: number;
}

/** Maps sweeps and nats to px. */
export function traceScales({ traces, points, stride }: TraceData, size: Size) {
  const plot = plotIn(size, 5);
  const [low = 0, high = 1] = extent(traces.filter(Number.isFinite)) as [number?, number?];
  const room = Math.max(high - low, 0.02) * 0.06;
  return {
    plot,
    x: scaleLinear([stride, Math.max(stride + 1, points * stride)], [plot.left, plot.right]),
    y: scaleLinear([low - room, high + room], [plot.bottom, plot.top]),
  };
}

/** The chain whose trace is nearest to a place in px. */
export function traceAt(data: TraceData, size: Size, px: number, py: number): number | undefined {
  const { x, y } = traceScales(data, size);
  const point = Math.round(x.invert(px) / data.stride) - 1;
  if (point < 0 || point >= data.points) return undefined;
  let [nearest, least]: [number | undefined, number] = [undefined, 40];
  for (let chain = 0; chain < data.chains; chain++) {
    const distance = Math.abs(y(data.traces[chain * data.points + point]!) - py);
    if (distance < least) [nearest, least] = [chain, distance];
  }
  return nearest;
}

export function paintTraces(context: Context, data: TraceData, size: Size, theme: Theme): void {
  const { chains, stride, points, warmUp, litChain, stuck } = data;
  const { plot, x, y } = traceScales(data, size);
  const [low, high] = y.domain() as [number, number];
  if (warmUp > 0) {
    context.fillStyle = theme.rule;
    context.fillRect(plot.left, plot.top, Math.max(1, x(warmUp) - plot.left), plot.bottom - plot.top);
  }
  paintValueMarks(context, plot, linearMarks(low, high, Math.max(2, Math.floor(size.height / 42))), y, theme);
  const marks = linearMarks(stride, stride * points, Math.max(2, Math.floor(size.width / 110)));
  paintCountMarks(context, plot, marks, x, `${formatCount(stride * points)} sweeps`, theme);
  const stroke = (chain: number, colour: string, width: number) => {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    for (let n = 0; n < points; n++) context.lineTo(x((n + 1) * stride), y(data.traces[chain * points + n]!));
    context.stroke();
  };
  context.lineJoin = 'round';
  context.globalAlpha = chains > 16 ? 0.35 : 0.6;
  for (let chain = 0; chain < chains; chain++) if (!stuck.includes(chain)) stroke(chain, theme.model, 1);
  context.globalAlpha = 1;
  for (const chain of stuck) stroke(chain, theme.warn, 1.25);
  if (litChain !== undefined && litChain < chains) stroke(litChain, theme.accent, 2);
}
