/** Curves as text for other programs. */
import type { LineChartData } from './paintLineChart';

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** One line an x that any curve has, one column a curve, empty where a curve has no point there. */
export function curvesAsCsv({ series, unit }: LineChartData): string {
  const rows = new Map<number, string[]>();
  series.forEach(({ points }, column) => {
    for (let i = 0; i < points.length; i++) {
      const row = rows.get(points.x[i]!) ?? series.map(() => '');
      row[column] = String(points.y[i]);
      rows.set(points.x[i]!, row);
    }
  });
  const head = [unit, ...series.map(({ label }) => quoted(label))].join(',');
  const lines = [...rows].sort(([one], [other]) => one - other).map(([x, row]) => [x, ...row].join(','));
  return `${[head, ...lines].join('\n')}\n`;
}
