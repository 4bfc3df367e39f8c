/** A model as a JSON file: written, and read back with every place checked. */
import type { TrainerState } from '../kernels/contract';
import { defaultSettings, type Settings, settingError, settingNames, specOf } from '../settings';
import type { KnobMove, ModelFile, RunRequest } from './frame';
import type { Run } from './run';

/** The largest float32. */
const largest = 3.4028234663852886e38;

export function modelOf(run: Run): ModelFile {
  const { visible, hidden, W, a, b } = run.trainer.parameters();
  const { update, epoch } = run.trainer.position();
  const { settings, moves } = run.requestNow;
  return {
    format: 'cheap-learning-model',
    version: 1,
    visible,
    hidden,
    W: Array.from({ length: visible }, (_, i) => Array.from(W.subarray(i * hidden, (i + 1) * hidden))),
    a: Array.from(a),
    b: Array.from(b),
    settings,
    moves,
    update,
    epoch,
  };
}

/** Throws a TypeError or RangeError that names the place where `model` isn't a model. */
export function checkedModel(model: unknown): ModelFile {
  const file = asRecord(model, 'the file');
  if (file.format !== 'cheap-learning-model') {
    throw new TypeError('this is not a model of this page: "format" is not "cheap-learning-model"');
  }
  if (file.version !== 1) {
    throw new TypeError(`this model has version ${String(file.version)}; this page reads version 1`);
  }
  const visible = whole(file.visible, 'visible', 1, 1024);
  const hidden = whole(file.hidden, 'hidden', 1, 1024);
  const rows = list(file.W, 'W', visible);
  const settings = checkedSettings(file.settings);
  if (settings.hiddenUnits !== hidden) {
    throw new RangeError(`settings.hiddenUnits is ${settings.hiddenUnits}, but hidden is ${hidden}`);
  }
  return {
    format: 'cheap-learning-model',
    version: 1,
    visible,
    hidden,
    W: rows.map((row, i) => numbers(row, `W[${i}]`, hidden)),
    a: numbers(file.a, 'a', visible),
    b: numbers(file.b, 'b', hidden),
    settings,
    moves: checkedMoves(file.moves),
    update: whole(file.update, 'update', 0, Number.MAX_SAFE_INTEGER),
    epoch: whole(file.epoch, 'epoch', 0, Number.MAX_SAFE_INTEGER),
  };
}

function asRecord(value: unknown, place: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new TypeError(`${place} holds ${kindOf(value)}; expected an object`);
}

const kindOf = (value: unknown): string =>
  value === undefined
    ? 'nothing'
    : value === null
      ? 'null'
      : Array.isArray(value)
        ? 'a list'
        : typeof value === 'object'
          ? 'an object'
          : `a ${typeof value}`;

function whole(value: unknown, place: string, from: number, to: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to) return value;
  throw new RangeError(
    `${place} is ${JSON.stringify(value) ?? 'missing'}; expected a whole number ${from}..${to}`,
  );
}

function list(value: unknown, place: string, length: number): readonly unknown[] {
  if (!Array.isArray(value))
    throw new TypeError(`${place} holds ${kindOf(value)}; expected a list of ${length}`);
  if (value.length === length) return value;
  throw new TypeError(`${place} has ${value.length} entries; expected ${length}`);
}

function numbers(value: unknown, place: string, length: number): number[] {
  return list(value, place, length).map((entry, index) => {
    if (typeof entry === 'number' && Math.abs(entry) <= largest) return entry;
    const found = JSON.stringify(entry) ?? 'missing';
    throw new RangeError(`${place}[${index}] is ${found}; expected a number within ±3.4e38`);
  });
}

/** Settings that the file lacks get their defaults: they came with a later page. */
function checkedSettings(value: unknown): Settings {
  const settings = { ...defaultSettings(), ...asRecord(value, 'settings') };
  for (const name of settingNames) {
    const error = settingError(name, settings[name]);
    if (error !== undefined) throw new RangeError(`settings: ${error}`);
  }
  return Object.fromEntries(settingNames.map((name) => [name, settings[name]])) as Settings;
}

function checkedMoves(value: unknown): KnobMove[] {
  if (!Array.isArray(value)) throw new TypeError(`moves holds ${kindOf(value)}; expected a list`);
  return value.map((entry, index) => {
    const { update, name, value: moved } = asRecord(entry, `moves[${index}]`);
    const known = settingNames.find((candidate) => candidate === name);
    if (!known || specOf(known).applies !== 'live') {
      throw new RangeError(`moves[${index}].name is ${JSON.stringify(name)}; expected a live setting`);
    }
    const error = settingError(known, moved);
    if (error !== undefined) throw new RangeError(`moves[${index}]: ${error}`);
    const at = whole(update, `moves[${index}].update`, 0, Number.MAX_SAFE_INTEGER);
    return { update: at, name: known, value: moved as number | string };
  });
}

/** The run that a model belongs to. A painting or a file of the user's isn't in the model: `present` may have it. */
export function requestOf(file: ModelFile, present: RunRequest | undefined): RunRequest {
  const { settings, moves } = file;
  if (settings.dataSet !== 'painted' && settings.dataSet !== 'file')
    return { settings, moves, fromModel: true };
  if (present?.settings.dataSet !== settings.dataSet) {
    const what =
      settings.dataSet === 'file' ? 'a file of your own; open that file' : 'painted patterns; paint some';
    throw new RangeError(`this model was trained on ${what} first`);
  }
  const { painting, fileId } = present;
  return {
    settings,
    moves,
    fromModel: true,
    ...(painting && { painting }),
    ...(fileId !== undefined && { fileId }),
  };
}

/** The state `fresh` of a new trainer with the parameters and the place of `file`, at rest. */
export function stateWith(fresh: TrainerState, file: ModelFile): TrainerState {
  const { visible, hidden, update, epoch } = file;
  if (fresh.a.length !== visible) {
    throw new RangeError(`visible is ${visible}, but the data set has ${fresh.a.length} units`);
  }
  const W = new Float32Array(visible * hidden);
  for (let i = 0; i < visible; i++) W.set(file.W[i], i * hidden);
  return {
    ...fresh,
    position: { update, epoch, cursor: 0, stage: 'positive', sweep: 0, row: 0 },
    W,
    a: Float32Array.from(file.a),
    b: Float32Array.from(file.b),
    velocity: new Float32Array(fresh.velocity.length),
  };
}
