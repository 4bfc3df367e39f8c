/** What a spectrum comes to, in words. */
import { formatCount, formatMany, formatValue } from '../../chart/numbers';
import type { SpectrumResult } from '../../engine/study';

/** How far learning has moved the weights away from noise. */
export function wordedSpikes({ marchenkoPastur, eigenvalues }: SpectrumResult): string {
  const { spikes } = marchenkoPastur;
  if (spikes === 0)
    return 'No eigenvalue stands out of the noise that these weights would make if they were independent.';
  const stand = spikes === 1 ? 'stands' : 'stand';
  return `${formatCount(spikes)} of ${formatMany(eigenvalues.length, 'eigenvalue')} ${stand} out of the noise: directions that were learned.`;
}

/** What an exponent is worth here. */
export function wordedTail({ tail, indicative, eigenvalues }: SpectrumResult): string {
  if (!tail) return `${formatMany(eigenvalues.length, 'eigenvalue')}: too few that differ for a tail.`;
  const fit = `Of the ${formatCount(tail.count)} eigenvalues in the tail the share beyond any value is within ${formatValue(tail.distance)} of the fit’s.`;
  if (!indicative) return fit;
  return `Indicative only: with ${formatMany(eigenvalues.length, 'eigenvalue')} almost anything looks like a power law. ${fit}`;
}

/** One singular value: how strong it is now, and where it came from. */
export function wordedValue(
  { singularValues, marchenkoPastur }: SpectrumResult,
  k: number,
  first: { readonly update: number; readonly value: number | undefined } | undefined,
): string {
  const above = k < marchenkoPastur.spikes;
  const since =
    first?.value === undefined ? '' : `, ${formatValue(first.value)} at update ${formatCount(first.update)}`;
  return `σ${subscript(k + 1)} = ${formatValue(singularValues[k], 3)}${since}; ${above ? 'out of' : 'within'} the noise.`;
}

const subscript = (number: number): string =>
  String(number).replace(/\d/g, (digit) => String.fromCharCode(0x2080 + Number(digit)));
