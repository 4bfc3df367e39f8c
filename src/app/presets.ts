/** Experiments set up with one choice. */
import { pydeepRbm } from '../core/publishedMachines';
import type { Rbm } from '../core/rbm';
import type { ModelFile } from '../engine/frame';
import type { AnnealingAsk, EnumerationAsk } from '../engine/study';
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
  /** A machine that stands still, in place of one that begins to learn. */
  readonly machine?: Rbm;
  /** Studies of it to ask for at once. */
  readonly studies?: { readonly annealing?: AnnealingAsk; readonly enumeration?: EnumerationAsk };
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
    name: 'silentFailure',
    label: 'When AIS fails in silence',
    say: 'All chains agree, the interval has no width, and ln Z is wrong by ln 8: the base sent every chain into one valley.',
    settings: {
      dataSet: 'bars',
      barsSide: 2,
      hiddenUnits: 4,
      startingBiases: 'zero',
      weightDecay: 0,
    },
    workspace: 'logPartition',
    machine: pydeepRbm,
    studies: {
      annealing: { base: 'model', chains: 100, betas: 100, reverse: true },
      enumeration: { moments: false },
    },
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

/** Sets up a preset: settings or a machine, what stands in the middle, and what begins at once. */
export async function choosePreset(
  store: LabStore,
  preset: Preset,
  openModel: (model: ModelFile) => Promise<void>,
): Promise<void> {
  const { settings, change, setPlaying, setWorkspace, setContenders, compare, ask } = store.getState();
  const chosen = settingsOf(preset, settings);
  if (preset.machine) {
    setPlaying(false);
    await openModel(modelOf(preset.machine, chosen));
  } else change(chosen);
  setWorkspace(preset.workspace ?? 'learning');
  if (preset.studies?.annealing) ask('annealing', preset.studies.annealing);
  if (preset.studies?.enumeration) ask('enumeration', preset.studies.enumeration);
  if (!preset.contenders) return;
  setContenders(preset.contenders.map((changes) => contenderOf(chosen, changes)));
  compare();
}

/** A machine as a file of this page would hold it. */
export function modelOf({ visible, hidden, W, a, b }: Rbm, settings: Settings): ModelFile {
  const rows = Array.from({ length: visible }, (_, i) => [...W.subarray(i * hidden, (i + 1) * hidden)]);
  return {
    format: 'cheap-learning-model',
    version: 1,
    visible,
    hidden,
    W: rows,
    a: [...a],
    b: [...b],
    settings,
    moves: [],
    update: 0,
    epoch: 0,
  };
}

/**
 * The preset that the settings are, whatever the speed; undefined for a set-up of one's own. One with a machine
 * needs a run that began from a model: a link or a reload brings back its settings only.
 */
export function presetOf(now: Settings, fromModel = false): Preset | undefined {
  return presets.find((preset) => {
    if (preset.machine && !fromModel) return false;
    const settings = settingsOf(preset, now);
    return (Object.keys(settings) as SettingName[]).every(
      (name) => name === 'speed' || settings[name] === now[name],
    );
  });
}
