/**
 * The table of every knob: one row feeds its slider, its number field, its place in the address, the
 * worker's check and the lessons. Imports nothing.
 *
 * `applies` says when a change acts: `live` at the next update (and is written to the run's list of knob
 * moves), `restart` with a new run, `pace` at once and without any effect on the numbers.
 */

export type Applies = 'live' | 'restart' | 'pace';
export type Group = 'data' | 'machine' | 'learning' | 'pace';

interface Row {
  readonly label: string;
  readonly group: Group;
  readonly applies: Applies;
  /** Name in the address; short, lower case, unique. */
  readonly key: string;
  /** One line that stands beside the control: what it does, or why one would move it. */
  readonly reason: string;
  /** Shown only while the named setting has one of these values. */
  readonly when?: { readonly setting: string; readonly is: readonly string[] };
}
export interface NumberSpec extends Row {
  readonly kind: 'number';
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly default: number;
  readonly integer: boolean;
  /** How a slider spaces its values. `root` is a cube root: fine near zero, and zero itself is reachable. */
  readonly scale: 'linear' | 'log' | 'root';
}
/** What a field for a number needs to know of it. */
export type NumberRange = Pick<NumberSpec, 'label' | 'unit' | 'min' | 'max' | 'integer' | 'scale'>;

export interface ChoiceSpec extends Row {
  readonly kind: 'choice';
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly default: string;
}
export type SettingSpec = NumberSpec | ChoiceSpec;

const number = <const S extends Omit<NumberSpec, 'kind'>>(spec: S) => ({ kind: 'number', ...spec }) as const;
const choice = <const S extends Omit<ChoiceSpec, 'kind'>>(spec: S) => ({ kind: 'choice', ...spec }) as const;

/** The largest value of `speed`, which means: as fast as this machine can. */
export const fastest = 100_000;

export const settingSpecs = {
  dataSet: choice({
    label: 'Data set',
    group: 'data',
    applies: 'restart',
    key: 'data',
    default: 'digits',
    reason: 'What the machine learns to dream of.',
    options: [
      { value: 'digits', label: 'Digits 8×8' },
      { value: 'bars', label: 'Bars and stripes' },
      { value: 'shifter', label: 'Labelled shifter' },
      { value: 'parity', label: 'Parity' },
      { value: 'ising', label: 'Ising' },
      { value: 'painted', label: 'Painted' },
      { value: 'file', label: 'File' },
    ],
  }),
  barsSide: number({
    label: 'Side',
    group: 'data',
    applies: 'restart',
    key: 'side',
    unit: 'pixels',
    min: 2,
    max: 8,
    default: 4,
    integer: true,
    scale: 'linear',
    reason: 'n × n pixels: 2ⁿ⁺¹ patterns, all-0 and all-1 twice.',
    when: { setting: 'dataSet', is: ['bars'] },
  }),
  shifterBits: number({
    label: 'Shifted bits',
    group: 'data',
    applies: 'restart',
    key: 'bits',
    unit: 'bits',
    min: 3,
    max: 10,
    default: 8,
    integer: true,
    scale: 'linear',
    reason: 'n bits, the same bits shifted, and which shift it was.',
    when: { setting: 'dataSet', is: ['shifter'] },
  }),
  parityBits: number({
    label: 'Parity bits',
    group: 'data',
    applies: 'restart',
    key: 'parity',
    unit: 'bits',
    min: 2,
    max: 12,
    default: 6,
    integer: true,
    scale: 'linear',
    reason: 'All patterns with an even number of ones: no pair of bits is correlated.',
    when: { setting: 'dataSet', is: ['parity'] },
  }),
  isingSide: number({
    label: 'Lattice side',
    group: 'data',
    applies: 'restart',
    key: 'lattice',
    unit: 'spins',
    min: 3,
    max: 28,
    default: 12,
    integer: true,
    scale: 'linear',
    reason: 'L × L spins on a torus.',
    when: { setting: 'dataSet', is: ['ising'] },
  }),
  isingTemperature: number({
    label: 'Temperature',
    group: 'data',
    applies: 'restart',
    key: 'temperature',
    unit: 'J/k',
    min: 0.5,
    max: 10,
    default: 2.269,
    integer: false,
    scale: 'log',
    reason: 'The lattice turns critical at 2.269.',
    when: { setting: 'dataSet', is: ['ising'] },
  }),
  isingSpread: number({
    label: 'Temperature spread',
    group: 'data',
    applies: 'restart',
    key: 'spread',
    unit: '× and ÷',
    min: 1,
    max: 5,
    default: 1,
    integer: false,
    scale: 'log',
    reason: 'Above 1: lattices of nine temperatures, from T ÷ spread to T × spread.',
    when: { setting: 'dataSet', is: ['ising'] },
  }),
  isingSamples: number({
    label: 'Samples',
    group: 'data',
    applies: 'restart',
    key: 'samples',
    unit: 'lattices',
    min: 10,
    max: 10_000,
    default: 2000,
    integer: true,
    scale: 'log',
    reason: 'Drawn afresh by cluster flips (Wolff).',
    when: { setting: 'dataSet', is: ['ising'] },
  }),
  threshold: number({
    label: 'Threshold',
    group: 'data',
    applies: 'restart',
    key: 'threshold',
    unit: 'of the range',
    min: 0,
    max: 1,
    default: 0.5,
    integer: false,
    scale: 'linear',
    reason: 'A value at or above it counts as 1.',
    when: { setting: 'dataSet', is: ['file'] },
  }),

  hiddenUnits: number({
    label: 'Hidden units',
    group: 'machine',
    applies: 'restart',
    key: 'hidden',
    unit: 'units',
    min: 1,
    max: 1024,
    default: 16,
    integer: true,
    scale: 'log',
    reason: 'Each one learns a feature.',
  }),
  weightDeviation: number({
    label: 'Starting weights',
    group: 'machine',
    applies: 'restart',
    key: 'start',
    unit: 'deviation',
    min: 0,
    max: 2,
    default: 0.01,
    integer: false,
    scale: 'root',
    reason: 'Normal, with this standard deviation: enough to tell units apart.',
  }),
  startingBiases: choice({
    label: 'Starting biases',
    group: 'machine',
    applies: 'restart',
    key: 'biases',
    default: 'data',
    reason: 'From the data’s means, the machine starts at the base rate.',
    options: [
      { value: 'data', label: 'From the data' },
      { value: 'zero', label: 'Zero' },
    ],
  }),

  algorithm: choice({
    label: 'Algorithm',
    group: 'learning',
    applies: 'live',
    key: 'algorithm',
    default: 'cd',
    reason: 'Where the negative phase takes its samples from.',
    options: [
      { value: 'cd', label: 'CD' },
      { value: 'pcd', label: 'PCD' },
      { value: 'tempering', label: 'Parallel tempering' },
      { value: 'meanField', label: 'Mean field' },
      { value: 'tap2', label: 'TAP-2' },
      { value: 'exact', label: 'Exact gradient' },
    ],
  }),
  gibbsSteps: number({
    label: 'Gibbs steps k',
    group: 'learning',
    applies: 'live',
    key: 'k',
    unit: 'sweeps/update',
    min: 1,
    max: 100,
    default: 1,
    integer: true,
    scale: 'log',
    reason: 'More steps, less bias, more time.',
    when: { setting: 'algorithm', is: ['cd', 'pcd', 'tempering'] },
  }),
  chainCount: number({
    label: 'Persistent chains',
    group: 'learning',
    applies: 'live',
    key: 'chains',
    unit: 'chains',
    min: 1,
    max: 1024,
    default: 32,
    integer: true,
    scale: 'log',
    reason: 'They go on from update to update.',
    when: { setting: 'algorithm', is: ['pcd', 'tempering'] },
  }),
  ladderSize: number({
    label: 'Ladder',
    group: 'learning',
    applies: 'live',
    key: 'ladder',
    unit: 'temperatures',
    min: 2,
    max: 64,
    default: 8,
    integer: true,
    scale: 'log',
    reason: 'From β = 0, where nothing holds a chain, up to 1.',
    when: { setting: 'algorithm', is: ['tempering'] },
  }),
  learningRate: number({
    label: 'Learning rate',
    group: 'learning',
    applies: 'live',
    key: 'rate',
    unit: '1/update',
    min: 1e-4,
    max: 1,
    default: 0.05,
    integer: false,
    scale: 'log',
    reason: 'How far one update goes.',
  }),
  schedule: choice({
    label: 'Schedule',
    group: 'learning',
    applies: 'live',
    key: 'schedule',
    default: 'constant',
    reason: 'How the rate changes as updates go by.',
    options: [
      { value: 'constant', label: 'Constant' },
      { value: 'inverse', label: 'Inverse time' },
      { value: 'exponential', label: 'Halving' },
    ],
  }),
  scheduleTime: number({
    label: 'Schedule time',
    group: 'learning',
    applies: 'live',
    key: 'halving',
    unit: 'updates',
    min: 10,
    max: 1e6,
    default: 10_000,
    integer: true,
    scale: 'log',
    reason: 'Updates until the rate is half.',
    when: { setting: 'schedule', is: ['inverse', 'exponential'] },
  }),
  momentum: number({
    label: 'Momentum',
    group: 'learning',
    applies: 'live',
    key: 'momentum',
    unit: '',
    min: 0,
    max: 0.99,
    default: 0.5,
    integer: false,
    scale: 'linear',
    reason: 'How much of the last step goes on.',
  }),
  weightDecay: number({
    label: 'Weight decay',
    group: 'learning',
    applies: 'live',
    key: 'decay',
    unit: 'L2',
    min: 0,
    max: 0.1,
    default: 0.0002,
    integer: false,
    scale: 'root',
    reason: 'Pulls weights to zero, in proportion; biases are left alone.',
  }),
  weightDecayL1: number({
    label: 'Sparse decay',
    group: 'learning',
    applies: 'live',
    key: 'decay1',
    unit: 'L1',
    min: 0,
    max: 0.1,
    default: 0,
    integer: false,
    scale: 'root',
    reason: 'Pulls every weight to zero equally: many end there.',
  }),
  batchSize: number({
    label: 'Batch size',
    group: 'learning',
    applies: 'live',
    key: 'batch',
    unit: 'samples',
    min: 1,
    max: 1000,
    default: 10,
    integer: true,
    scale: 'log',
    reason: 'Samples that share one update.',
  }),
  sparsityTarget: number({
    label: 'Activity target',
    group: 'learning',
    applies: 'live',
    key: 'target',
    unit: 'mean of h',
    min: 0.001,
    max: 0.999,
    default: 0.1,
    integer: false,
    scale: 'linear',
    reason: 'How often a hidden unit should be on.',
  }),
  sparsityCost: number({
    label: 'Sparsity cost',
    group: 'learning',
    applies: 'live',
    key: 'sparsity',
    unit: '',
    min: 0,
    max: 1,
    default: 0,
    integer: false,
    scale: 'root',
    reason: 'How hard the target pulls; 0 is off.',
  }),
  centering: choice({
    label: 'Centering',
    group: 'learning',
    applies: 'live',
    key: 'centering',
    default: 'off',
    reason: 'Subtracts the units’ means: flipping every bit then changes nothing.',
    options: [
      { value: 'off', label: 'Off' },
      { value: 'on', label: 'On' },
    ],
  }),

  speed: number({
    label: 'Speed',
    group: 'pace',
    applies: 'pace',
    key: 'speed',
    unit: 'updates/s',
    min: 1,
    max: fastest,
    default: 50,
    integer: false,
    scale: 'log',
    reason: 'At the right end: as fast as this machine can.',
  }),
  stepBy: choice({
    label: 'Step by',
    group: 'pace',
    applies: 'pace',
    key: 'step',
    default: 'update',
    reason: 'What one press of Step does.',
    options: [
      { value: 'halfSweep', label: 'Half sweep' },
      { value: 'update', label: 'Update' },
      { value: 'epoch', label: 'Epoch' },
    ],
  }),
  seed: number({
    label: 'Seed',
    group: 'machine',
    applies: 'restart',
    key: 'seed',
    unit: '',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    default: 1,
    integer: true,
    scale: 'linear',
    reason: 'The same seed gives the same run, on every machine.',
  }),
} as const satisfies Record<string, SettingSpec>;

export type SettingName = keyof typeof settingSpecs;
type ValueOf<S> = S extends { kind: 'number' }
  ? number
  : S extends { options: readonly { readonly value: infer V }[] }
    ? V
    : never;
export type Settings = { [N in SettingName]: ValueOf<(typeof settingSpecs)[N]> };

export const settingNames = Object.keys(settingSpecs) as SettingName[];
export const specOf = (name: SettingName): SettingSpec => settingSpecs[name];

export function defaultSettings(): Settings {
  return Object.fromEntries(settingNames.map((name) => [name, specOf(name).default])) as Settings;
}

/** What is wrong with a value for a setting, in words and with the allowed range; undefined where nothing is. */
export function settingError(name: SettingName, value: unknown): string | undefined {
  const spec = specOf(name);
  if (spec.kind === 'choice') {
    if (spec.options.some((option) => option.value === value)) return undefined;
    return `invalid ${name}: ${String(value)}; expected one of ${spec.options.map((o) => o.value).join(', ')}`;
  }
  const whole = spec.integer ? ' (whole)' : '';
  const fits =
    typeof value === 'number' &&
    value >= spec.min &&
    value <= spec.max &&
    (!spec.integer || Number.isInteger(value));
  return fits ? undefined : `invalid ${name}: ${String(value)}; expected ${spec.min}..${spec.max}${whole}`;
}

/** The nearest value that the table allows, or the default where nothing is near. */
export function nearestSetting(name: SettingName, value: unknown): number | string {
  const spec = specOf(name);
  if (spec.kind === 'choice') return settingError(name, value) === undefined ? String(value) : spec.default;
  if (typeof value !== 'number' || Number.isNaN(value)) return spec.default;
  const clamped = Math.min(spec.max, Math.max(spec.min, value));
  return spec.integer ? Math.round(clamped) : clamped;
}
