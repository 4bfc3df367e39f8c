/** Energies as people paste them: numbers apart by commas, semicolons, white space or new lines. */
import { energyLimit, mostEnergyUnits } from '../../state/renormalisationSlice';

export type ParsedEnergies = { readonly values: readonly number[] } | { readonly problem: string };

/** A decimal number, with a true minus sign too; no hexadecimal, no empty text as 0. */
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** "2, 4, 8, … or 256": how many energies a list may have. */
const allowedCounts = (expected: number | undefined, fewest: number): string =>
  expected !== undefined
    ? `${expected}, one for each state`
    : `a power of two from ${fewest} to ${2 ** mostEnergyUnits}, one for each state`;

/**
 * The numbers of a text, or what is wrong with it in words: the entry, its place, and what is allowed. `expected` is
 * how many there must be; without it any power of two from `fewest` to 256.
 */
export function parseEnergies(text: string, expected: number | undefined, fewest = 2): ParsedEnergies {
  const entries = text.split(/[\s,;]+/).filter((entry) => entry !== '' && !/^[[\]()]+$/.test(entry));
  if (entries.length === 0)
    return { problem: `There is no number; expected ${allowedCounts(expected, fewest)}.` };
  const values: number[] = [];
  for (const [index, entry] of entries.entries()) {
    const plain = entry.replace(/^[[(]+|[\])]+$/g, '').replace('−', '-');
    const value = decimal.test(plain) ? Number(plain) : Number.NaN;
    if (!(Math.abs(value) <= energyLimit)) {
      const shown = entry.length > 24 ? `${entry.slice(0, 24)}…` : entry;
      return {
        problem: `“${shown}”, entry ${index + 1}, is not a number from −${energyLimit} to ${energyLimit}.`,
      };
    }
    values.push(value);
  }
  const { length } = values;
  const possible = 2 ** Math.round(Math.log2(length));
  const fits =
    expected === undefined
      ? length === possible && length >= fewest && length <= 2 ** mostEnergyUnits
      : length === expected;
  if (!fits)
    return {
      problem: `${length} ${length === 1 ? 'number' : 'numbers'}; expected ${allowedCounts(expected, fewest)}.`,
    };
  return { values };
}
