/** Counts of states in words that stay readable when there are more of them than a number can hold. */
import { formatCount } from '../../chart/numbers';
import { formatPower, raised } from '../../chart/powersOfTen';

/** Units of the smaller layer up to which ln Z is enumerated on demand. */
export const mostEnumerated = 36;

/** "2²⁰ = 1,048,576", "2¹⁰⁰ ≈ 1.3 × 10³⁰". */
export function statesOf(units: number): string {
  const power = `2${raised(units)}`;
  if (units <= mostEnumerated) return `${power} = ${formatCount(2 ** units)}`;
  return `${power} ≈ ${formatPower(units * Math.log10(2))}`;
}

/** A count of states done: "33.6 million", "1,024". */
export function roughly(count: number): string {
  for (const [size, name] of [
    [1e9, 'billion'],
    [1e6, 'million'],
  ] as const)
    if (count >= size) return `${(count / size).toFixed(1)} ${name}`;
  return formatCount(Math.round(count));
}
