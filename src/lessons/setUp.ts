/** Gives the lab what a step needs, by the same road that a hand on its controls takes. */
import { defaultSettings, type SettingName } from '../settings';
import type { LabStore } from '../state/store';
import type { SetUp } from './lesson';

/** Choices of the person, which no lesson touches. */
const personal: readonly SettingName[] = ['seed', 'stepBy'];

export function setUpLab(store: LabStore, { settings, playing, prepare }: SetUp): void {
  const { settings: now, change, setPlaying, say } = store.getState();
  // before another run opens, which would do its first updates
  if (playing === false) setPlaying(false);
  if (settings) {
    const kept = Object.fromEntries(personal.map((name) => [name, now[name]]));
    const error = change({ ...defaultSettings(), ...kept, ...settings });
    if (error)
      say({ subject: 'refused', kind: 'error', title: 'The lesson could not be set up.', lines: [error] });
  }
  if (playing) setPlaying(true);
  prepare?.(store);
}
