/** The theme's order, what is kept of it, and what it looks like. */
import { afterEach, expect, it } from 'vitest';
import { nextTheme } from '../../src/app/theme';
import { prefersDark, readThemeChoice, themeOf, writeThemeChoice } from '../../src/app/themeChoice';

afterEach(() => localStorage.removeItem('theme'));

it.each([
  [false, ['dark', 'light', 'system']],
  [true, ['light', 'dark', 'system']],
])('nextTheme(choice, %s) changes what is seen first, and comes back to the system’s', (dark, order) => {
  const first = nextTheme('system', dark);
  const second = nextTheme(first, dark);
  expect([first, second, nextTheme(second, dark)]).toEqual(order);
});

it('readThemeChoice() finds what was written, and the system’s where there is nothing or nonsense', () => {
  expect(readThemeChoice()).toBe('system');
  writeThemeChoice('dark');
  expect(readThemeChoice()).toBe('dark');
  localStorage.setItem('theme', 'green');
  expect(readThemeChoice()).toBe('system');
});

it('themeOf() is the choice, or what the system prefers', () => {
  expect([themeOf('light'), themeOf('dark')]).toEqual(['light', 'dark']);
  expect(themeOf('system')).toBe(prefersDark().matches ? 'dark' : 'light');
});
