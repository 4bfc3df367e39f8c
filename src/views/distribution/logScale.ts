/** Logarithmic axes for probabilities. */

export type LogScale = (value: number) => number;

/** Maps [low, high] to px logarithmically; what is beyond lies at the ends, 0 at the low one. */
export function logScale(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
): LogScale {
  const decades = Math.log(high / low);
  return (value) => {
    const share = Math.log(value / low) / decades;
    return from + (to - from) * Math.min(1, Math.max(0, share));
  };
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** "10⁻³", and 1 as it is. */
export function powerOfTen(exponent: number): string {
  if (exponent === 0) return '1';
  const digits = [...String(Math.abs(exponent))].map((digit) => superscripts[Number(digit)]).join('');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/** Powers of ten between two values, at most `most` of them. */
export function logMarks(low: number, high: number, most: number) {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const step = Math.max(1, Math.ceil((last - first + 1) / most));
  const marks = [];
  for (let exponent = last; exponent >= first; exponent -= step)
    marks.push({ value: 10 ** exponent, label: powerOfTen(exponent) });
  return marks;
}
