/** Experiments set up with one choice. */
import { defaultSettings, fastest, type SettingName, type Settings } from '../settings';
import { type Contender, contenderOf } from '../state/contender';
import type { Workspace } from '../state/interfaceSlice';
import type { LabStore } from '../state/store';

export interface Preset {
  readonly name: string;
  readonly label: string;
  /** What to look at, in one line; empty where it is plain to see. */
  readonly say: string;
  readonly settings: Partial<Settings>;
  /** What stands in the middle of the page; the learning machine where left out. */
  readonly workspace?: Workspace;
  /** Methods to compare at once. */
  readonly contenders?: readonly Partial<Contender>[];
}

/** Choices of the person, which no preset touches. */
const personal: readonly SettingName[] = ['seed', 'stepBy'];

export const presets: readonly Preset[] = [
  { name: 'digits', label: 'Digits', say: '', settings: {} },
  {
    name: 'cdGoesWrong',
    label: 'When CD goes wrong',
    say: 'The likelihood rises, then falls for good, while reconstruction error and pseudo-likelihood improve.',
    settings: {
      dataSet: 'bars',
      barsSide: 4,
      hiddenUnits: 16,
      weightDeviation: 0.1,
      startingBiases: 'zero',
      batchSize: 32,
      learningRate: 0.1,
      momentum: 0,
      weightDecay: 0,
      gibbsSteps: 1,
      algorithm: 'cd',
      speed: 1000,
    },
    workspace: 'compare',
    contenders: [
      { algorithm: 'cd', gibbsSteps: 1 },
      { algorithm: 'cd', gibbsSteps: 10 },
      { algorithm: 'pcd', gibbsSteps: 1, chainCount: 32 },
      { algorithm: 'cd', gibbsSteps: 1, weightDecay: 0.001 },
    ],
  },
  {
    name: 'shifter',
    label: 'Labelled shifter',
    say: 'Is the second row shifted left, right or not at all? Only three units together know.',
    settings: {
      dataSet: 'shifter',
      shifterBits: 8,
      hiddenUnits: 18,
      weightDeviation: 0.1,
      momentum: 0.5,
      weightDecay: 0,
      speed: 2000,
    },
  },
  {
    name: 'ising',
    label: 'Ising 28×28 at Tc',
    say: '784 spins at the critical point, 500 hidden units: too many to enumerate, fast enough to watch.',
    settings: {
      dataSet: 'ising',
      isingSide: 28,
      isingTemperature: 2.269,
      hiddenUnits: 500,
      batchSize: 100,
      speed: fastest,
    },
  },
];

/** All settings of a preset, with the personal ones as they are. */
export function settingsOf(preset: Preset, now: Settings): Settings {
  const kept = Object.fromEntries(personal.map((name) => [name, now[name]]));
  return { ...defaultSettings(), ...kept, ...preset.settings };
}

/** Sets up a preset: settings, what stands in the middle, and a comparison that begins at once. */
export function choosePreset(store: LabStore, preset: Preset): void {
  const { settings, change, setWorkspace, setContenders, compare } = store.getState();
  const chosen = settingsOf(preset, settings);
  change(chosen);
  setWorkspace(preset.workspace ?? 'learning');
  if (!preset.contenders) return;
  setContenders(preset.contenders.map((changes) => contenderOf(chosen, changes)));
  compare();
}

/** The preset that the settings are, whatever the speed; undefined for a set-up of one's own. */
export function presetOf(now: Settings): Preset | undefined {
  return presets.find((preset) => {
    const settings = settingsOf(preset, now);
    return (Object.keys(settings) as SettingName[]).every(
      (name) => name === 'speed' || settings[name] === now[name],
    );
  });
}
