/** The bench's results as a table for people and as JSON for programs. */
import type { Comparison, Spread } from './rounds';
import type { Row } from './rows';

export type Outcome =
  | {
      readonly row: Row;
      readonly comparison: Comparison;
      /** |ln Z ours − peer| in nats, where the row is about ln Z. */
      readonly difference?: number;
    }
  | { readonly row: Row; readonly notMeasured: string };

/** Three significant digits with the unit that leaves one to three of them before the point. */
export function formatSeconds(seconds: number): string {
  const [unit, factor] = seconds >= 1 ? ['s', 1] : seconds >= 1e-3 ? ['ms', 1e3] : ['µs', 1e6];
  return `${(seconds * factor).toPrecision(3)} ${unit}`;
}

export const formatRatio = (ratio: number): string => ratio.toFixed(ratio < 10 ? 2 : ratio < 100 ? 1 : 0);

/** Median and extremes of a ratio. */
export const formatSpread = ({ median, min, max }: Spread): string =>
  `${formatRatio(median)}× [${formatRatio(min)}, ${formatRatio(max)}]`;

const header = ['name', 'ours', 'peer', 'ratio', '[min, max]', 'goal', 'reached', '|Δ ln Z|'];

function cells(outcome: Outcome): string[] {
  const { name, goal } = outcome.row;
  const aim = goal === undefined ? '–' : `≥ ${goal}`;
  if ('notMeasured' in outcome) return [name, '–', '–', 'not measured', '', aim, '–', ''];
  const { ratio, ours, peer } = outcome.comparison;
  return [
    name,
    formatSeconds(ours.median),
    formatSeconds(peer.median),
    `${formatRatio(ratio.median)}×`,
    `[${formatRatio(ratio.min)}, ${formatRatio(ratio.max)}]`,
    aim,
    goal === undefined ? '–' : ratio.median >= goal ? 'yes' : 'no',
    outcome.difference === undefined ? '' : outcome.difference.toExponential(1),
  ];
}

/** Lines of aligned columns, names to the left and numbers to the right, then why rows are missing. */
export function formatTable(outcomes: readonly Outcome[]): string {
  const lines = [header, ...outcomes.map(cells)];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const aligned = lines.map((line) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd(),
  );
  const reasons = outcomes.flatMap((outcome) =>
    'notMeasured' in outcome ? [`${outcome.row.name}: not measured: ${outcome.notMeasured}`] : [],
  );
  return [...aligned, ...reasons].join('\n');
}

export interface JsonRow {
  readonly ratio: number;
  readonly min: number;
  readonly max: number;
  readonly unit: string;
}

/** The measured rows by name. */
export function toJson(outcomes: readonly Outcome[]): Record<string, JsonRow> {
  return Object.fromEntries(
    outcomes.flatMap((outcome) => {
      if ('notMeasured' in outcome) return [];
      const { median, min, max } = outcome.comparison.ratio;
      const per = outcome.row.work.kind === 'training' ? 'epoch' : 'ln Z';
      return [[outcome.row.name, { ratio: median, min, max, unit: `peer time / our time, per ${per}` }]];
    }),
  );
}
