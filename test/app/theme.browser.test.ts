/** The theme's order. */
import { expect, it } from 'vitest';
import { nextTheme } from '../../src/app/theme';

it.each([
  [false, ['dark', 'light', 'system']],
  [true, ['light', 'dark', 'system']],
])('nextTheme(choice, %s) changes what is seen first, and comes back to the system’s', (dark, order) => {
  const first = nextTheme('system', dark);
  const second = nextTheme(first, dark);
  expect([first, second, nextTheme(second, dark)]).toEqual(order);
});
