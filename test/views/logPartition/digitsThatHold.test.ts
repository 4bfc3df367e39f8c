import { expect, it } from 'vitest';
import { digitsThatHold } from '../../../src/views/logPartition/digitsThatHold';

it('digitsThatHold shows four decimals in double precision, whatever the size', () => {
  expect(digitsThatHold('f64', -6342.6)).toBe(4);
  expect(digitsThatHold('log-sum-exp', 1e9)).toBe(4);
});

it('digitsThatHold shows no more than five digits of an energy in single precision', () => {
  expect(digitsThatHold('f32', 0.3)).toBe(4);
  expect(digitsThatHold('f32', -20)).toBe(3);
  expect(digitsThatHold('f32', -6342.6)).toBe(1);
  expect(digitsThatHold('f32', 1e7)).toBe(0);
});
