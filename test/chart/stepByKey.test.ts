import { expect, it } from 'vitest';
import { stepByKey } from '../../src/chart/Picture';

it('stepByKey(key, …) walks along rows and between them', () => {
  expect(stepByKey('ArrowRight', 3, 16, 8)).toBe(4);
  expect(stepByKey('ArrowLeft', 3, 16, 8)).toBe(2);
  expect(stepByKey('ArrowDown', 3, 16, 8)).toBe(11);
  expect(stepByKey('ArrowUp', 11, 16, 8)).toBe(3);
});
it('stepByKey(key, …) stays where a step would leave', () => {
  expect(stepByKey('ArrowUp', 3, 16, 8)).toBe(3);
  expect(stepByKey('ArrowDown', 11, 16, 8)).toBe(11);
  expect(stepByKey('ArrowRight', 15, 16, 8)).toBe(15);
  expect(stepByKey('ArrowLeft', 0, 16, 8)).toBe(0);
});
it('stepByKey(key, …) goes to the ends, and begins at an end where nothing is chosen', () => {
  expect([stepByKey('Home', 7, 16, 8), stepByKey('End', 7, 16, 8)]).toEqual([0, 15]);
  expect(stepByKey('ArrowRight', undefined, 16, 8)).toBe(0);
  expect(stepByKey('ArrowLeft', undefined, 16, 8)).toBe(15);
  expect([stepByKey('Home', undefined, 16, 8), stepByKey('End', undefined, 16, 8)]).toEqual([0, 15]);
});
it('stepByKey(key, …) leaves other keys to the page', () => {
  expect(stepByKey(' ', 3, 16, 8)).toBeUndefined();
});
