/** Gives the lab what a step needs, by the same road that a hand on its controls takes. */
import { defaultSettings, type SettingName, settingNames } from '../settings';
import { needsRestart } from '../state/settingsSlice';
import type { LabStore } from '../state/store';
import type { SetUp } from './lesson';

/** Choices of the person, which no lesson touches. */
const personal: readonly SettingName[] = ['seed', 'stepBy'];

/** A step that rests begins with a machine that has learned nothing, as does one that is set up again. */
export function setUpLab(store: LabStore, { settings, playing, prepare }: SetUp, again = false): void {
  const { settings: now, change, setPlaying, say, beginAgain, frame } = store.getState();
  // before another run opens, which would do its first updates
  if (playing === false) setPlaying(false);
  if (settings) {
    const kept = Object.fromEntries(personal.map((name) => [name, now[name]]));
    const wanted = { ...defaultSettings(), ...kept, ...settings };
    const error = change(wanted);
    if (error)
      say({ subject: 'refused', kind: 'error', title: 'The lesson could not be set up.', lines: [error] });
    const restarts = needsRestart(settingNames.filter((name) => now[name] !== wanted[name]));
    if (!error && !restarts && (again || playing === false) && (frame?.update ?? 0) > 0) beginAgain();
  }
  if (playing) setPlaying(true);
  prepare?.(store);
}
