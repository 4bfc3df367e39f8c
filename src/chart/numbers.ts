/** Numbers as they stand on the page: true minus sign, thousands apart, as many digits as can be read. */
import { format } from 'd3-format';

const grouped = format(',d');
const fixed = Array.from({ length: 8 }, (_, digits) => format(`,.${digits}f`));
const scientific = format('.2e');

/** A count: "1,741". */
export const formatCount = (value: number) => (Number.isFinite(value) ? grouped(value) : '–');

/**
 * A rate, to two significant digits: "0.5", "120", "1.2K", "15M". More would only flicker. As `Intl.NumberFormat`
 * has it, which takes tens of ms to begin.
 */
export function formatCompact(value: number): string {
  const rounded = Number(value.toPrecision(2));
  for (const [size, letter] of [
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'K'],
  ] as const) {
    if (rounded >= size) return `${rounded / size}${letter}`;
  }
  return String(rounded);
}

/** A value with `digits` decimals, in scientific form where that would say nothing; "–" where there is none. */
export function formatValue(value: number | undefined, digits = 2): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  if (value === Number.POSITIVE_INFINITY) return '∞';
  if (value === Number.NEGATIVE_INFINITY) return '−∞';
  const size = Math.abs(value);
  if (size >= 1e7 || (size > 0 && size < 0.5 * 10 ** -digits)) return scientific(value).replace('e-', 'e−');
  return fixed[Math.min(digits, 7)]!(value);
}

/** A probability, always to two places: a tiny one is 0.00. */
export const formatProbability = (value: number) => (Number.isNaN(value) ? '–' : fixed[2]!(value));

/** A count with its noun: "1 unit", "1,024 units". */
export const formatMany = (count: number, noun: string) =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;

/** A value with its sign always shown: "+2.1". */
export const formatSigned = (value: number, digits = 2) =>
  value > 0 ? `+${formatValue(value, digits)}` : formatValue(value, digits);

/** Rounds a positive size up to two significant digits, so that a scale has readable ends and rarely moves. */
export function roundUp(size: number): number {
  if (!(size > 0) || !Number.isFinite(size)) return size;
  const step = 10 ** (Math.floor(Math.log10(size)) - 1);
  return Number((Math.ceil(size / step - 1e-9) * step).toPrecision(2));
}
