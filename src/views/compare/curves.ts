/** What the charts of a comparison draw: one curve per contender, told apart by dash and label. */
import type { LineChartData, Series } from '../../chart/paintLineChart';
import type { Comparison, ComparisonPoint } from '../../state/comparisonSlice';
import { nameOf } from '../../state/contender';

export type CompareMeasure = 'logLikelihood' | 'reconstructionError' | 'pseudoLikelihood';

/** Dashes and gaps in px, by the contender's place. */
export const dashes: readonly (readonly number[])[] = [[], [7, 3], [2, 3], [9, 3, 2, 3]];

/** Names of all contenders, as short as tells them apart; equal ones are numbered. */
export function namesOf({ contenders }: Pick<Comparison, 'contenders'>): string[] {
  const names = contenders.map((contender) => nameOf(contender, contenders));
  return names.map((name, index) => {
    const same = names.filter((other) => other === name).length;
    return same > 1 ? `${name} (${index + 1})` : name;
  });
}

const xOf = (point: ComparisonPoint, axis: Comparison['axis']) =>
  axis === 'updates' ? point.update : point.seconds;

function seriesOf(comparison: Comparison, measure: CompareMeasure): Series[] {
  const names = namesOf(comparison);
  return comparison.runs.map(({ points }, index) => {
    const known = points.filter((point) => point[measure] !== undefined);
    return {
      label: names[index]!,
      dash: dashes[index]!,
      points: {
        length: known.length,
        x: Float64Array.from(known, (point) => xOf(point, comparison.axis)),
        y: Float64Array.from(known, (point) => point[measure]!),
      },
    };
  });
}

/** The chart of one measure. The axis of updates reaches to the end from the start; that of seconds grows. */
export function compareChart(comparison: Comparison, measure: CompareMeasure, digits: number): LineChartData {
  const series = seriesOf(comparison, measure);
  const begun = series.some(({ points }) => points.length > 0);
  const measured = comparison.runs.some(({ points }) => points.length > 0);
  return {
    unit: comparison.axis,
    ...(comparison.axis === 'seconds' && { decimals: 1 }),
    digits,
    series,
    ...(measure === 'logLikelihood' && floorOf(series)),
    ...(begun &&
      comparison.axis === 'updates' && { span: [0, comparison.asked?.length ?? comparison.length] as const }),
    waiting: measured ? 'not computed: ln Z is out of reach at this size' : 'Compare draws the curves',
  };
}

/** Below the start by a quarter of what the best has gained: a method that fails may fall a hundred times deeper. */
function floorOf(series: readonly Series[]): { floor?: number } {
  const values = series.flatMap(({ points }) => [...points.y]);
  const starts = series.flatMap(({ points }) => (points.length > 0 ? [points.y[0]!] : []));
  if (starts.length === 0) return {};
  const [start, best] = [Math.min(...starts), Math.max(...values)];
  const floor = start - 0.25 * (best - start);
  return Math.min(...values) < floor ? { floor } : {};
}

/** The best log-likelihood of a contender so far, and at which update. */
export function bestOf(points: readonly ComparisonPoint[]): ComparisonPoint | undefined {
  let best: ComparisonPoint | undefined;
  for (const point of points)
    if (point.logLikelihood !== undefined && !(point.logLikelihood <= (best?.logLikelihood ?? -Infinity)))
      best = point;
  return best;
}

/**
 * What there is to learn from the curves, in words: the contenders whose likelihood fell by more than a tenth of
 * what they had gained while reconstruction error and pseudo-likelihood improved.
 */
export function lessonOf(comparison: Comparison): string {
  const names = namesOf(comparison);
  const misled = comparison.contenders.filter((_, index) => isMisled(comparison.runs[index]!.points));
  if (misled.length > 0) {
    const which = misled.map((contender) => names[comparison.contenders.indexOf(contender)]!).join(' and ');
    const reasons = new Set(misled.map(({ algorithm }) => reasonsToFall[algorithm]));
    return (
      `${which}: the likelihood falls while reconstruction error and pseudo-likelihood still improve. ` +
      `${[...reasons].join(' ')} Both substitutes look only near the data, so neither can tell.`
    );
  }
  if (comparison.running || comparison.runs.every(({ points }) => points.length === 0))
    return 'The same seed, the same start, the same batches: only the method differs.';
  const fallen = names.filter((_, index) => hasFallen(comparison.runs[index]!.points));
  if (fallen.length > 0) return `${fallen.join(' and ')}: the likelihood ends well below its best.`;
  const known = comparison.runs.some(({ points }) => bestOf(points));
  return known ? 'Here the likelihood of every method ends near its best.' : '';
}

const nearData =
  'A few sweeps from the data never reach what the machine dreams far away, so nothing there is unlearned.';
const lostChains =
  'Once the weights are large, persistent chains no longer keep up: they push at a few states until those give way.';
const oneValley =
  'Mean values describe one valley of the machine, so what it dreams in the others is never unlearned.';
const longSteps = 'The gradient is right, but steps that are too long overshoot.';
const reasonsToFall: Record<Comparison['contenders'][number]['algorithm'], string> = {
  cd: nearData,
  pcd: lostChains,
  tempering: lostChains,
  meanField: oneValley,
  tap2: oneValley,
  exact: longSteps,
};

function isMisled(points: readonly ComparisonPoint[]): boolean {
  const [best, last] = [bestOf(points), points.at(-1)];
  if (!best || !last || !hasFallen(points)) return false;
  return last.reconstructionError < best.reconstructionError && last.pseudoLikelihood > best.pseudoLikelihood;
}

/** By more than a tenth of what had been gained. */
function hasFallen(points: readonly ComparisonPoint[]): boolean {
  const [best, first, last] = [bestOf(points), points[0]?.logLikelihood, points.at(-1)?.logLikelihood];
  if (best?.logLikelihood === undefined || first === undefined || last === undefined) return false;
  return best.logLikelihood - last > 0.1 * (best.logLikelihood - first);
}
