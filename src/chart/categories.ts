/**
 * Colours that tell kinds apart, ten for either theme. They were searched for: any two lie at least 0.1 apart in
 * Oklab, also as eyes without green or without red cones see them (Machado, Oliveira & Fernandes 2009), and each
 * stands out from the card by 3 : 1. More kinds begin again: colour is never the only cue.
 */
import { parseColour } from './colours';
import type { Theme } from './theme';

const onLight = [
  '#7203d1',
  '#3591ff',
  '#1b5b8a',
  '#004400',
  '#35925b',
  '#fb3212',
  '#9f0654',
  '#3e0066',
  '#c168ba',
  '#0c0d0a',
] as const;
const onDark = [
  '#dfb3da',
  '#37a6ff',
  '#00b88b',
  '#25ffaa',
  '#ffde08',
  '#d29714',
  '#e33514',
  '#956f95',
  '#9c45ff',
  '#ffffff',
] as const;

export const categoryCount = onLight.length;

/** The colour of kind `n`, from 0. */
export const categoryColour = (n: number, dark: boolean): string =>
  (dark ? onDark : onLight)[n % categoryCount]!;

/** Whether a theme's cards are dark. */
export function isDark({ card }: Pick<Theme, 'card'>): boolean {
  const [r, g, b] = parseColour(card);
  return 0.299 * r + 0.587 * g + 0.114 * b < 128;
}
