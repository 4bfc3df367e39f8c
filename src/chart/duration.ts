/** How long something takes, in the unit that one would say it in. */
import { formatCount, formatValue } from './numbers';
import { formatPower } from './powersOfTen';

const minute = 60; // s
const hour = 60 * minute;
const day = 24 * hour;
const year = 365.25 * day;

/** "3 ms", "0.4 s", "12 s", "4 min", "2.5 h", "3 days", "1,200 years": two digits at most below a thousand. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 0.0995) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 9.5) return `${shortly(seconds)} s`;
  if (seconds < 1.5 * minute) return `${Math.round(seconds)} s`;
  if (seconds < hour) return `${shortly(seconds / minute)} min`;
  if (seconds < 2 * day) return `${shortly(seconds / hour)} h`;
  if (seconds < 1.5 * year) return `${formatCount(Math.round(seconds / day))} days`;
  const years = Number((seconds / year).toPrecision(2));
  return `${years < 1e7 ? formatCount(Math.round(years)) : formatPower(Math.log10(years))} years`;
}

const shortly = (value: number) =>
  (value < 9.95 ? formatValue(value, 1) : formatCount(Math.round(value))).replace(/\.0$/, '');
