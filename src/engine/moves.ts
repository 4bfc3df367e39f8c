/** The knob moves of a run: those that acted, those still to be replayed, and the settings they make. */
import type { UpdateRule } from '../kernels/contract';
import { type SettingName, type Settings, settingError, settingNames, specOf } from '../settings';
import type { KnobMove } from './frame';

/** Throws a RangeError that names what is wrong with `settings`; every setting must be there. */
export function assertSettings(settings: Settings): void {
  for (const name of settingNames) {
    const error = settingError(name, settings[name]);
    if (error !== undefined) throw new RangeError(error);
  }
}

function assertMoves(moves: readonly KnobMove[]): void {
  let last = 0;
  for (const { update, name, value } of moves) {
    if (!(Number.isSafeInteger(update) && update >= last)) {
      throw new RangeError(`invalid move at update ${update}; expected whole numbers in order, 0 or more`);
    }
    if (!settingNames.includes(name) || specOf(name).applies !== 'live') {
      throw new RangeError(`invalid move of ${name}; only live settings move`);
    }
    const error = settingError(name, value);
    if (error !== undefined) throw new RangeError(error);
    last = update;
  }
}

/** What `settings` say about an update. */
export function ruleOf(settings: Settings): UpdateRule {
  const { algorithm, gibbsSteps, chainCount, ladderSize, batchSize } = settings;
  const { learningRate, schedule, scheduleTime } = settings;
  const { momentum, weightDecay, weightDecayL1, sparsityTarget, sparsityCost, centering } = settings;
  return {
    algorithm,
    gibbsSteps,
    chainCount,
    ladderSize,
    batchSize,
    learningRate,
    schedule,
    scheduleTime,
    momentum,
    weightDecay,
    weightDecayL1,
    sparsityTarget,
    sparsityCost,
    centering: centering === 'on',
  };
}

export class Moves {
  private readonly list: KnobMove[];
  private start: Settings;
  /** Moves of the list that have acted. */
  private acted = 0;
  /** True since a move was entered, dropped or acted, until whoever tells the page takes it back. */
  changed = true;
  private settings: Settings;

  /** `start`: settings at update 0. Throws a RangeError where a setting or a move is not valid. */
  constructor(start: Settings, moves: readonly KnobMove[]) {
    assertSettings(start);
    assertMoves(moves);
    this.start = { ...start };
    this.settings = { ...start };
    this.list = moves.map((move) => ({ ...move }));
  }

  /** Settings in force. */
  get current(): Settings {
    return this.settings;
  }

  /** Settings at update 0, with the pace of now. */
  get initial(): Settings {
    return this.start;
  }

  /** Every move, also those still ahead, in order of update. */
  get all(): readonly KnobMove[] {
    return this.list;
  }

  /** The update before which the next move acts; Infinity where none is ahead. */
  get next(): number {
    return this.list[this.acted]?.update ?? Number.POSITIVE_INFINITY;
  }

  /** Lets the moves up to `update` act. True where there were any. */
  reach(update: number): boolean {
    const before = this.acted;
    for (let move = this.list[this.acted]; move && move.update <= update; move = this.list[++this.acted]) {
      this.settings = { ...this.settings, [move.name]: move.value };
    }
    if (this.acted === before) return false;
    this.changed = true;
    return true;
  }

  /** Enters a live move that acts at `update`; moves still ahead are dropped. */
  record(update: number, name: SettingName, value: number | string): void {
    this.changed = true;
    this.list.length = this.acted;
    const same = this.list.findIndex((move) => move.update === update && move.name === name);
    if (same >= 0) this.list.splice(same, 1);
    this.list.push({ update, name, value });
    this.acted = this.list.length;
    this.settings = { ...this.settings, [name]: value };
  }

  /** Changes a setting that has no effect on the numbers. */
  setPace(name: SettingName, value: number | string): void {
    this.start = { ...this.start, [name]: value };
    this.settings = { ...this.settings, [name]: value };
  }

  /** Returns to the settings of `update`; the moves after it are ahead again. */
  rewind(update: number): void {
    this.changed = true;
    this.acted = 0;
    this.settings = { ...this.start };
    this.reach(update);
  }
}
