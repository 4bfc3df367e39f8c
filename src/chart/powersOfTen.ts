/** Numbers too large or too small to be written out, as powers of ten: "1.3 × 10³⁰". */

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A whole number as an exponent: "¹⁶", "⁻⁷". */
export const raised = (n: number): string =>
  [...String(n)].map((digit) => superscripts[Number(digit)] ?? '⁻').join('');

/** 10^`exponent` for any real exponent, however far beyond what a number can hold; with `digits` decimals. */
export function formatPower(exponent: number, digits = 1): string {
  const whole = Math.floor(exponent);
  const lead = (10 ** (exponent - whole)).toFixed(digits);
  return Number(lead) < 10
    ? `${lead} × 10${raised(whole)}`
    : `${(1).toFixed(digits)} × 10${raised(whole + 1)}`;
}
