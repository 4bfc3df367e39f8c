/** Words for codes: labels as glyphs, points, clusters, and what the axes are. */
import { formatCount, formatMany } from '../../chart/numbers';
import type { CodeGroup, CodesResult } from '../../engine/study';

export type Layout = 'pca' | 'umap';

/** What stands for each label in the picture: itself where all are short, else a letter, or a number. */
export function glyphsOf(names: readonly string[]): readonly string[] {
  if (names.every((name) => name.length > 0 && name.length <= 2)) return names;
  return names.map((_, n) => (names.length <= 26 ? String.fromCharCode(65 + n) : String(n + 1)));
}

export const percent = (share: number): string => `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)}\u00a0%`;

/** What the axes are, and what distances mean. */
export function axesWords(result: CodesResult, layout: Layout): string {
  const { pca, umap } = result;
  if (layout === 'umap')
    return `UMAP: each sample is kept near its ${formatCount(umap.neighbours)} nearest. Who is next to whom means something; distances between clusters, and their sizes, mean little. Another seed gives another picture.`;
  if (pca.total === 0) return 'PCA: all codes are the same.';
  const [first, second] = pca.variances.map((variance) => percent(variance / pca.total));
  const both = percent((pca.variances[0] + pca.variances[1]) / pca.total);
  return `PCA: the two directions in which p(h|v) varies most, to scale: ${first} of the variance across, ${second} up, ${both} together. The rest is not seen here.`;
}

/** "training row 12, shows 4" */
export function pointWords({ training, row, labelNames, labelOf }: CodesResult, n: number): string {
  const label = labelNames && labelOf ? `, shows ${labelNames[labelOf[n]!]}` : '';
  return `${training[n] ? 'training' : 'held-out'} row ${formatCount(row[n]! + 1)}${label}`;
}

/** "units 2, 5 and 9 are on" */
export function codeWords(code: Uint8Array): string {
  const on = [...code.keys()].filter((j) => code[j] === 1).map((j) => j + 1);
  if (on.length === 0) return 'no unit on';
  const most = 12;
  const shown = on.slice(0, most).join(', ');
  const more = on.length > most ? ` and ${formatCount(on.length - most)} more` : '';
  return `${on.length === 1 ? 'unit' : 'units'} ${shown}${more} on`;
}

/** "14 samples, 93 % show 0" */
export function groupWords(
  { members, label, purity }: CodeGroup,
  names: readonly string[] | undefined,
): string {
  const size = formatMany(members.length, 'sample');
  if (label === undefined || purity === undefined || !names) return size;
  return `${size}, ${Math.round(100 * purity)}\u00a0% show ${names[label]}`;
}

/** The sentence about clusters that matters. */
export function clustersWords({ points, hidden, clusters, stacked, depth }: CodesResult): string {
  const { distinct, shared, sharing, purity, byChance } = clusters;
  const whose = stacked ? `Layer ${depth} of the stack: ` : '';
  if (shared === 0)
    return `${whose}${whose ? 'all' : 'All'} ${formatCount(points)} samples have codes of their own: with ${formatMany(hidden, 'unit')} there is room for many. There are no clusters to judge.`;
  const found = `${whose}${formatMany(points, 'sample')}, ${formatMany(distinct, 'distinct code')}; ${formatCount(sharing)} samples share theirs.`;
  if (purity === undefined || !byChance)
    return `${found} The data has no labels, so the clusters can’t be judged.`;
  const sure = purity - byChance.mean > 3 * byChance.deviation;
  const said = `${Math.round(100 * purity)}\u00a0% of those bear their cluster’s usual label; shuffled labels would give ${Math.round(100 * byChance.mean)}\u00a0%`;
  return `${found} ${said}${sure ? '.' : ': no difference beyond chance.'}`;
}
