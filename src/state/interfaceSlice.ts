/** What the page itself is doing: theme, what is pointed at and chosen, which pictures need which arrays. */
import type { ChainView, Wants } from '../engine/frame';
import type { Slice } from './store';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Dialog = 'help' | 'painting' | 'file';
/** What stands in the middle of the page. */
export const workspaces = [
  'learning',
  'logPartition',
  'gradient',
  'compare',
  'thermodynamics',
  'distribution',
  'mixing',
  'spectrum',
  'verify',
  'renormalisation',
  'ising',
  'kadanoff',
  'stack',
  'codes',
  'inpainting',
] as const;
export type Workspace = (typeof workspaces)[number];
export type WeightView = 'tiles' | 'matrix' | 'histogram';

/** Something pointed at, in whichever view: a hidden unit, a visible unit, a row of `summary.samples`. */
export interface Pointed {
  readonly unit?: number;
  readonly pixel?: number;
  readonly sample?: number;
}

export interface InterfaceSlice {
  /** As shown now; pictures repaint when it changes. */
  theme: 'light' | 'dark';
  themeChoice: ThemeChoice;
  reducedMotion: boolean;
  hovered?: Pointed;
  selected?: Pointed;
  view: { readonly weightView: WeightView; readonly chainView: ChainView };
  workspace: Workspace;
  dialog?: Dialog;
  /** Arrays that some visible view needs: the union of what is registered. */
  wants: Wants;
  setThemeChoice(choice: ThemeChoice): void;
  /** What the system prefers, from its media queries. */
  setPreferences(preferences: { dark: boolean; reducedMotion: boolean }): void;
  setHovered(pointed: Pointed | undefined): void;
  setSelected(pointed: Pointed | undefined): void;
  setWeightView(weightView: WeightView): void;
  setChainView(changes: Partial<ChainView>): void;
  setWorkspace(workspace: Workspace): void;
  openDialog(dialog: Dialog | undefined): void;
  /** Asks for arrays for as long as a view is visible; the function returned takes the wish back. */
  want(wants: Wants): () => void;
}

const arrayNames = ['weights', 'hidden', 'chains', 'walkthrough'] as const;

const union = (wishes: Iterable<Wants>): Wants => {
  const all = [...wishes];
  return Object.fromEntries(arrayNames.map((name) => [name, all.some((wish) => wish[name] === true)]));
};

const samePointed = (a: Pointed | undefined, b: Pointed | undefined): boolean =>
  a?.unit === b?.unit && a?.pixel === b?.pixel && a?.sample === b?.sample;

export const interfaceSlice: Slice<InterfaceSlice> = (set, get) => {
  const wishes = new Set<Wants>();
  let prefersDark = false;
  const resolve = (choice: ThemeChoice) => (choice === 'system' ? (prefersDark ? 'dark' : 'light') : choice);
  return {
    theme: 'light',
    themeChoice: 'system',
    reducedMotion: false,
    view: {
      weightView: 'tiles',
      chainView: { mode: 'free', sample: 0, keep: 'upper half', beta: 1 },
    },
    workspace: 'learning',
    wants: union([]),
    setThemeChoice: (themeChoice) => set({ themeChoice, theme: resolve(themeChoice) }),
    setPreferences: ({ dark, reducedMotion }) => {
      prefersDark = dark;
      set({ reducedMotion, theme: resolve(get().themeChoice) });
    },
    setHovered: (hovered) => {
      if (!samePointed(get().hovered, hovered)) set({ hovered });
    },
    setSelected: (selected) => {
      if (!samePointed(get().selected, selected)) set({ selected });
    },
    setWeightView: (weightView) => set({ view: { ...get().view, weightView } }),
    setChainView: (changes) => {
      const { view } = get();
      set({ view: { ...view, chainView: { ...view.chainView, ...changes } } });
    },
    setWorkspace: (workspace) => set({ workspace }),
    openDialog: (dialog) => set({ dialog }),
    want: (wants) => {
      const wish = { ...wants };
      wishes.add(wish);
      set({ wants: union(wishes) });
      return () => {
        if (wishes.delete(wish)) set({ wants: union(wishes) });
      };
    },
  };
};
