/** Light or dark: as the system prefers, or as the person chose; and whether motion is welcome. */
import type { ThemeChoice } from '../state/interfaceSlice';
import type { LabStore } from '../state/store';
import { prefersDark, readThemeChoice, writeThemeChoice } from './themeChoice';

/** Follows the system's preferences and the person's choice, onto `data-theme` of the page. */
export function followTheme(store: LabStore): void {
  const dark = prefersDark();
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const prefer = () => store.getState().setPreferences({ dark: dark.matches, reducedMotion: calm.matches });
  const show = (theme: string) => {
    document.documentElement.dataset.theme = theme;
  };
  store.getState().setThemeChoice(readThemeChoice());
  prefer();
  show(store.getState().theme);
  dark.addEventListener('change', prefer);
  calm.addEventListener('change', prefer);
  store.subscribe((state) => state.theme, show);
  store.subscribe((state) => state.themeChoice, writeThemeChoice);
}

/** The next choice: from the system's theme to its opposite first, so that every press but the last is seen. */
export function nextTheme(choice: ThemeChoice, dark = prefersDark().matches): ThemeChoice {
  if (choice === 'system') return dark ? 'light' : 'dark';
  const opposite = choice === 'dark' ? 'light' : 'dark';
  const systems = dark ? 'dark' : 'light';
  return choice === systems ? 'system' : opposite;
}
