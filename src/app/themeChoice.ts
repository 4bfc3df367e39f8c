/** The person's choice of theme, kept from visit to visit; apart from the theme, so that it can be read early. */
import type { ThemeChoice } from '../state/interfaceSlice';

const key = 'theme';
const choices: readonly ThemeChoice[] = ['system', 'light', 'dark'];

export function readThemeChoice(): ThemeChoice {
  try {
    return choices.find((choice) => choice === localStorage.getItem(key)) ?? 'system';
  } catch {
    return 'system'; // storage is closed to this page
  }
}

export function writeThemeChoice(choice: ThemeChoice): void {
  try {
    localStorage.setItem(key, choice);
  } catch {
    // then it holds for this visit only
  }
}

export const prefersDark = () => matchMedia('(prefers-color-scheme: dark)');

/** What a choice looks like at the moment. */
export function themeOf(choice: ThemeChoice): 'light' | 'dark' {
  if (choice === 'system') return prefersDark().matches ? 'dark' : 'light';
  return choice;
}
