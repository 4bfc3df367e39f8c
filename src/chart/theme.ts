/** The page's colour roles as painters use them: names from CSS custom properties, tables made from them once. */
import { divergingTable, parseColour, sequentialTable } from './colours';

export const colourRoles = {
  paper: '#fdfcfa',
  card: '#ffffff',
  ink: '#1d1f23',
  soft: '#5a606b',
  rule: '#e4e1da',
  accent: '#1f5fa8',
  data: '#16796a',
  model: '#7b4bb3',
  pos: '#2166ac',
  neg: '#c2620e',
  warn: '#a33a1e',
} as const;
export type ColourRole = keyof typeof colourRoles;

export interface Theme extends Readonly<Record<ColourRole, string>> {
  /** Font family of the page, for text on canvases. */
  readonly font: string;
  /** Signed values: orange through card to blue. Index with `divergingIndex`. */
  readonly signed: Uint32Array;
  /** Probabilities and pixels: card to ink. Index with `sequentialIndex`. */
  readonly probability: Uint32Array;
  /** Pixels that come from the data: card to green. */
  readonly fromData: Uint32Array;
  /** What the model dreams: card to purple. */
  readonly fromModel: Uint32Array;
}

/** Builds the tables of a set of colours. */
export function makeTheme(colours: Readonly<Record<ColourRole, string>>, font: string): Theme {
  const rgb = (role: ColourRole) => parseColour(colours[role]);
  const [card, warn] = [rgb('card'), rgb('warn')];
  return {
    ...colours,
    font,
    signed: divergingTable(rgb('neg'), card, rgb('pos'), warn),
    probability: sequentialTable(card, rgb('ink'), warn),
    fromData: sequentialTable(card, rgb('data'), warn),
    fromModel: sequentialTable(card, rgb('model'), warn),
  };
}

const made = new Map<string, Theme>();

/** The theme in force at an element; a role that the page doesn't define takes its light default. */
export function readTheme(element: Element): Theme {
  const style = getComputedStyle(element);
  const entries = Object.entries(colourRoles).map(([role, otherwise]) => [
    role,
    style.getPropertyValue(`--${role}`).trim() || otherwise,
  ]);
  const key = JSON.stringify([entries, style.fontFamily]);
  let theme = made.get(key);
  if (!theme) {
    theme = makeTheme(Object.fromEntries(entries), style.fontFamily || 'sans-serif');
    made.set(key, theme);
  }
  return theme;
}

/** Calls back when the page or the system changes between light and dark. Returns how to stop. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', changed);
  };
}
