/** The settings in force, and what the present run started from. */
import type { KnobMove, Painting } from '../engine/frame';
import { defaultSettings, type SettingName, type Settings, settingError, specOf } from '../settings';
import type { Slice } from './store';

export interface SettingsSlice {
  /** As the controls show them; a live one acts at the next update, a restart one opens a new run. */
  settings: Settings;
  /** The patterns that the data set `painted` consists of. */
  painting?: Painting;
  /** The user's file, as the worker knows it, once `readFile` has understood it. */
  fileId?: number;
  /** Sets one; a value that the table doesn't allow changes nothing, and what is wrong comes back in words. */
  set(name: SettingName, value: number | string): string | undefined;
  /** Sets several at once (one restart at most). All or nothing. */
  change(changes: Partial<Settings>): string | undefined;
  setPainting(painting: Painting | undefined): void;
  setFileId(id: number | undefined): void;
}

/** Whether any of these settings starts a new run when it changes. */
export const needsRestart = (names: readonly SettingName[]): boolean =>
  names.some((name) => specOf(name).applies === 'restart');

/** The settings after all moves up to and including those that bind at `update`. */
export function settingsAt(start: Settings, moves: readonly KnobMove[], update: number): Settings {
  const bound = moves.filter((move) => move.update <= update).map((move) => [move.name, move.value]);
  return { ...start, ...Object.fromEntries(bound) };
}

export const settingsSlice: Slice<SettingsSlice> = (set, get) => ({
  settings: defaultSettings(),
  set: (name, value) => get().change({ [name]: value }),
  change: (changes) => {
    const names = Object.keys(changes) as SettingName[];
    for (const name of names) {
      const error = settingError(name, changes[name]);
      if (error) return error;
    }
    const { settings } = get();
    if (names.some((name) => settings[name] !== changes[name]))
      set({ settings: { ...settings, ...changes } });
    return undefined;
  },
  setPainting: (painting) => set({ painting }),
  setFileId: (fileId) => set({ fileId }),
});
