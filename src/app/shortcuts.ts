/** Keys that act from anywhere on the page but a field. */
import { stepFrom } from '../controls/scale';
import { settingSpecs } from '../settings';
import { workspaces } from '../state/interfaceSlice';
import type { LabState, LabStore } from '../state/store';
import type { Connection } from './connect';
import { newSeed } from './seed';
import { nextTheme } from './theme';

export interface Shortcut {
  /** As `KeyboardEvent.key` names it. */
  readonly key: string;
  /** The last of a row of keys that begins with `key`. */
  readonly through?: string;
  /** As a reader knows it. */
  readonly shown: string;
  readonly says: string;
  /** What it acts on: the machine, where one is at work; the lab alone; or the page, everywhere. */
  readonly on: 'machine' | 'lab' | 'page';
  act(lab: { store: LabStore; connection: Connection }, pressed: string): void;
}

const faster = (store: LabStore, places: number) => {
  const { settings, set } = store.getState();
  set('speed', stepFrom(settingSpecs.speed, settings.speed, places));
};

export const shortcuts: readonly Shortcut[] = [
  {
    key: ' ',
    shown: 'Space',
    on: 'machine',
    says: 'Play or pause; in the view Ising, the lattice',
    act: ({ store }) => toggleLattice(store) || togglePlaying(store),
  },
  {
    key: 's',
    shown: 'S',
    on: 'machine',
    says: 'Step, by what “Step by” says',
    act: ({ connection }) => connection.step(),
  },
  {
    key: 'r',
    shown: 'R',
    on: 'machine',
    says: 'Reset: the same seed from the start',
    act: ({ connection }) => connection.reset(),
  },
  { key: 'n', shown: 'N', on: 'lab', says: 'New seed', act: ({ store }) => newSeed(store) },
  {
    key: 'u',
    shown: 'U',
    on: 'lab',
    says: 'Undo the last restart',
    act: ({ connection }) => connection.undo(),
  },
  { key: '+', shown: '+', on: 'machine', says: 'Faster', act: ({ store }) => faster(store, 10) },
  { key: '-', shown: '−', on: 'machine', says: 'Slower', act: ({ store }) => faster(store, -10) },
  {
    key: 't',
    shown: 'T',
    on: 'page',
    says: 'Theme: light, dark, the system’s',
    act: ({ store }) => store.getState().setThemeChoice(nextTheme(store.getState().themeChoice)),
  },
  {
    key: '1',
    through: '9',
    shown: '1 … 9',
    on: 'lab',
    says: 'The views in the middle, from Learning to Verify',
    act: ({ store }, pressed) => {
      const workspace = workspaces[Number(pressed) - 1];
      if (workspace) store.getState().setWorkspace(workspace);
    },
  },
  {
    key: '?',
    shown: '?',
    on: 'page',
    says: 'This help',
    act: ({ store }) => store.getState().openDialog('help'),
  },
];

/**
 * What the Play/Pause button goes by: true until the worker rests, and from the moment on when it shall work
 * again. Before the first frame it is about to work, unless it failed to.
 */
export function isPlaying({ playing, frame, messages }: LabState): boolean {
  if (playing) return true;
  return frame ? frame.playing : messages.every(({ kind }) => kind !== 'error');
}

/** Where the lattice stands in the middle, its own pause is meant; false elsewhere. */
function toggleLattice(store: LabStore): boolean {
  const { workspace, lattice } = store.getState();
  if (workspace !== 'ising' || !lattice) return false;
  store.setState({ lattice: { ...lattice, playing: !lattice.playing } });
  return true;
}

export function togglePlaying(store: LabStore): void {
  store.getState().setPlaying(!isPlaying(store.getState()));
}

/** What a key press means to the page, or undefined where it belongs to what has the focus. */
function shortcutFor(event: KeyboardEvent): Shortcut | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return undefined;
  const at = event.target instanceof Element ? event.target : undefined;
  if (at?.closest('input:not([type=range]), textarea, select, [contenteditable], dialog, [role=grid]'))
    return undefined;
  if (event.key === ' ' && at?.closest('button, summary, a, [role=button]')) return undefined;
  const pressed = event.key.toLowerCase();
  return shortcuts.find(({ key, through }) =>
    through ? pressed.length === 1 && pressed >= key && pressed <= through : key === pressed,
  );
}

/** In the lessons only what their header offers; where the machine rests, nothing that would move it. */
export function applies({ on }: Shortcut, { lesson, machineRests }: LabState): boolean {
  return on === 'page' || (on === 'lab' ? lesson === undefined : !machineRests);
}

/** Listens on the whole page. Returns how to stop. */
export function listenForShortcuts(lab: { store: LabStore; connection: Connection }): () => void {
  const listen = (event: KeyboardEvent) => {
    const shortcut = shortcutFor(event);
    if (!shortcut || !applies(shortcut, lab.store.getState())) return;
    event.preventDefault();
    if (!event.repeat || shortcut.key === 's') shortcut.act(lab, event.key);
  };
  addEventListener('keydown', listen);
  return () => removeEventListener('keydown', listen);
}
