/** What a result says at one β, and as curves. */
import { max, min } from 'd3-array';
import { formatCount, formatValue } from '../../chart/numbers';
import type { LineChartData } from '../../chart/paintLineChart';
import { formatPower, raised } from '../../chart/powersOfTen';
import type { Interval, Thermodynamic, ThermodynamicsResult } from '../../engine/study';

export type Quantity = keyof Thermodynamic<unknown>;

/** The numbers at one β. */
export type Readings = Thermodynamic<Interval> & { readonly beta: number };

/** Index of the β on the curves that lies nearest. */
export function nearestPoint(beta: Float64Array, at: number): number {
  let best = 0;
  for (let n = 1; n < beta.length; n++) if (Math.abs(beta[n]! - at) < Math.abs(beta[best]! - at)) best = n;
  return best;
}

/** What was found at this very β, or else at the nearest one on the curves: a β of their own, never in between. */
export function readingsAt(result: ThermodynamicsResult, beta: number): Readings {
  if (result.at.beta === beta) return result.at;
  const n = nearestPoint(result.beta, beta);
  const reading = (name: Quantity): Interval => {
    const { value, low = value, high = value } = result.curves[name];
    return { value: value[n]!, low: low[n]!, high: high[n]! };
  };
  return {
    beta: result.beta[n]!,
    logPartition: reading('logPartition'),
    U: reading('U'),
    S: reading('S'),
    C: reading('C'),
  };
}

/** A quantity over β, with the cursor where the chains are. */
export function curveOf(
  result: ThermodynamicsResult | undefined,
  quantity: Quantity,
  label: string,
  beta: number,
): LineChartData {
  const x = result?.beta ?? new Float64Array(0);
  const { value: y, low, high } = result?.curves[quantity] ?? { value: x };
  const points = { length: x.length, x, y, ...(low && high && drawnInterval(y, low, high)) };
  const colour = result?.method === 'AIS' ? ('model' as const) : ('ink' as const);
  const series = [{ label, points, colour }];
  return {
    unit: 'β',
    decimals: 2,
    digits: 3,
    series,
    ...(result && { rest: x[nearestPoint(x, beta)]! }),
  };
}

/** An interval as far as it can be drawn: an open end goes to the outermost number there is. */
function drawnInterval(y: Float64Array, low: Float64Array, high: Float64Array) {
  const known = [...y, ...low, ...high].filter(Number.isFinite);
  const [least, most] = [min(known) ?? 0, max(known) ?? 0];
  const within = (value: number) => Math.max(least, Math.min(most, value));
  return { low: low.map(within), high: high.map(within) };
}

/** e^S as a count of states, beyond a million as a power of ten: a bare one where S is known to a nat or so. */
function countOf(S: number, estimated: boolean): string {
  if (S < Math.log(1e6)) return `about ${formatCount(Math.round(Math.exp(S)))}`;
  const power = S * Math.LOG10E;
  return `about ${estimated ? `10${raised(Math.round(power))}` : formatPower(power)}`;
}

/** What the curves say of this machine: where it settles, and how many states matter at β. */
export function wordsAbout(result: ThermodynamicsResult, { beta, S }: Readings): string {
  const heat = result.curves.C.value;
  const peak = heat.indexOf(heat.reduce((x, y) => Math.max(x, y)));
  const place = `β = ${formatValue(result.beta[peak]!)}`;
  const estimated = result.method === 'AIS' ? ' by this estimate' : '';
  const settling =
    peak === heat.length - 1
      ? `C still grows at ${place}${estimated}: this machine has not made up its mind anywhere here.`
      : `C is highest at ${place}${estimated}: there this machine settles into its modes, as matter does at a phase transition.`;
  const matter = `At β = ${formatValue(beta)} ${countOf(S.value, result.method === 'AIS')} joint states matter${estimated}.`;
  return heat[peak] === 0 ? matter : `${settling} ${matter}`;
}
