import { describe, expect, it } from 'vitest';
import { formatPower, raised } from '../../src/chart/powersOfTen';

describe('raised()', () => {
  it.each([
    [0, '⁰'],
    [16, '¹⁶'],
    [-7, '⁻⁷'],
  ])('of %i says %s', (n, words) => expect(raised(n)).toBe(words));
});

describe('formatPower()', () => {
  it.each([
    [Math.log10(1.3e30), 1, '1.3 × 10³⁰'],
    [Math.log10(3e-11), 0, '3 × 10⁻¹¹'],
    [214.5, 1, '3.2 × 10²¹⁴'],
    [400, 1, '1.0 × 10⁴⁰⁰'],
  ])('of the exponent %d with %i decimals says %s', (exponent, digits, words) =>
    expect(formatPower(exponent, digits)).toBe(words),
  );

  it('formatPower(exponent) that rounds up to ten takes the next power', () => {
    expect(formatPower(Math.log10(9.97e5))).toBe('1.0 × 10⁶');
  });
});
