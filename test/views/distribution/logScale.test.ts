import { expect, it } from 'vitest';
import { logMarks, logScale, powerOfTen } from '../../../src/views/distribution/logScale';

it('logScale(…) maps decades evenly and keeps everything within its ends', () => {
  const scale = logScale([1e-4, 1], [200, 0]);
  expect(scale(1)).toBeCloseTo(0);
  expect(scale(1e-2)).toBeCloseTo(100);
  expect(scale(1e-4)).toBeCloseTo(200);
  expect(scale(1e-9)).toBe(200);
  expect(scale(0)).toBe(200);
  expect(scale(7)).toBe(0);
});
it('logMarks(…) are powers of ten within the range, thinned from the top', () => {
  expect(logMarks(1e-3, 1, 9).map(({ label }) => label)).toEqual(['1', '10⁻¹', '10⁻²', '10⁻³']);
  expect(logMarks(2e-13, 0.4, 4).map(({ label }) => label)).toEqual(['10⁻¹', '10⁻⁴', '10⁻⁷', '10⁻¹⁰']);
});
it('powerOfTen(exponent) is set with superscripts', () => {
  expect([powerOfTen(-12), powerOfTen(0), powerOfTen(3)]).toEqual(['10⁻¹²', '1', '10³']);
});
