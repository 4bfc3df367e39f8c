import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatCompact,
  formatCount,
  formatMany,
  formatProbability,
  formatSigned,
  formatValue,
  roundUp,
} from '../../src/chart/numbers';

describe('numbers as text', () => {
  it('formatValue(value, digits) uses the true minus sign and keeps the decimals asked for', () => {
    expect(formatValue(-18.4231)).toBe('−18.42');
    expect(formatValue(36.118264, 3)).toBe('36.118');
    expect(formatValue(-1234.5, 1)).toBe('−1,234.5');
    expect(formatValue(0)).toBe('0.00');
  });
  it('formatValue(value) turns to powers of ten where decimals would say nothing', () => {
    expect(formatValue(0.00012)).toBe('1.20e−4');
    expect(formatValue(-3.2e9)).toBe('−3.20e+9');
  });
  it('formatValue(value) says when there is no number, or none that is finite', () => {
    expect([undefined, Number.NaN, Infinity, -Infinity].map((value) => formatValue(value))).toEqual([
      '–',
      '–',
      '∞',
      '−∞',
    ]);
  });
  it('formatCompact(value) writes what Intl.NumberFormat writes', () => {
    const intl = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 2 });
    expect([0, 0.5, 42, 999.6, 1234, 15_499_999].map(formatCompact)).toEqual([
      '0',
      '0.5',
      '42',
      '1K',
      '1.2K',
      '15M',
    ]);
    const exponent = fc.double({ min: -2, max: 11, noNaN: true });
    fc.assert(fc.property(exponent, (x) => formatCompact(10 ** x) === intl.format(10 ** x)));
  });
  it('formatValue(value) never writes a hyphen for a minus', () => {
    fc.assert(
      fc.property(fc.double(), fc.nat(7), (value, digits) => !formatValue(value, digits).includes('-')),
    );
  });
  it('formatSigned(value) shows the sign of what is not zero', () => {
    expect([formatSigned(2.1, 1), formatSigned(-2.1, 1), formatSigned(0, 1)]).toEqual([
      '+2.1',
      '−2.1',
      '0.0',
    ]);
  });
  it('formatProbability(value) has two places always', () => {
    expect([0, 1e-9, 0.875, 1, Number.NaN].map(formatProbability)).toEqual([
      '0.00',
      '0.00',
      '0.88',
      '1.00',
      '–',
    ]);
  });
  it('formatCount(value) sets thousands apart', () => {
    expect([formatCount(1741), formatCount(Number.NaN)]).toEqual(['1,741', '–']);
  });
  it('formatMany(count, noun) knows one from many', () => {
    expect([formatMany(0, 'unit'), formatMany(1, 'unit'), formatMany(1024, 'unit')]).toEqual([
      '0 units',
      '1 unit',
      '1,024 units',
    ]);
  });
});

describe('roundUp', () => {
  it('roundUp(size) keeps two digits and never falls below the size', () => {
    expect([roundUp(2.13), roundUp(0.0341), roundUp(10), roundUp(999)]).toEqual([2.2, 0.035, 10, 1000]);
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), (size) => {
        const rounded = roundUp(size);
        expect(rounded).toBeGreaterThanOrEqual(size * (1 - 1e-8));
        expect(rounded).toBeLessThanOrEqual(size * 1.1 + 1e-12);
      }),
    );
  });
  it('roundUp(size) leaves zero and what is not finite alone', () => {
    expect([roundUp(0), roundUp(Infinity)]).toEqual([0, Infinity]);
    expect(roundUp(Number.NaN)).toBeNaN();
  });
});
