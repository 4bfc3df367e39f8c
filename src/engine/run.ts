/** One run: its data, its trainer, and everything that watches it. Time comes in slices from the session. */
import type { DataSet } from '../core/data/dataSet';
import type { BinaryRows, Position, Trainer, TrainerState } from '../kernels/contract';
import { type SettingName, type Settings, settingError, specOf } from '../settings';
import type { Buffers } from './buffers';
import { Checkpoints } from './checkpoints';
import type { ChainView, Failure, Frame, FrameRequest, Grain, RunRequest, RunSummary } from './frame';
import { type Goal, goalOf, isReached } from './goal';
import type { Host } from './host';
import { assertFits } from './keptRun';
import type { Kernels } from './kernels';
import { Measurements } from './measurements';
import { assertEnumerable } from './modelMeans';
import { Moves, ruleOf } from './moves';
import { Pace, RateMeter } from './pace';
import { Pictures } from './pictures';
import { Rounds, type Snapshot } from './rounds';
import type { Material, Subject } from './study';
import { summaryOf } from './summary';
import { atBoundary, Training } from './training';

/** ms of training, or of measuring, in a slice. */
const sliceTime = 8;
/** ms between two checkpoints, at least. */
const checkpointInterval = 250;
/** Models up to this many weights are looked through for NaN in every slice; larger ones in every sixteenth. */
const smallModel = 2 ** 16;

export class Run {
  readonly summary: RunSummary;
  readonly trainer: Trainer;
  failure?: Failure;
  private readonly moves: Moves;
  private readonly training: Training;
  private readonly rounds: Rounds;
  private readonly measurements: Measurements;
  private readonly pictures: Pictures;
  private readonly pace: Pace;
  private readonly meter = new RateMeter();
  private checkpoints: Checkpoints;
  private nextCheckpoint: number;
  private slices = 0;
  /** The state that is being measured: the checkpoint to be, should it turn out the likeliest. */
  private measured?: TrainerState;
  private trained = false;

  /** Throws a RangeError in words where `request` asks for what can't be. */
  constructor(
    private readonly host: Host,
    kernels: Kernels,
    readonly request: RunRequest,
    private readonly data: DataSet,
    number: number,
  ) {
    const { settings } = request;
    const { width: visible } = data.training;
    const { hiddenUnits: hidden, seed } = settings;
    this.moves = new Moves(settings, request.moves);
    this.moves.reach(0);
    const moved = this.moves.all.filter(({ name }) => name === 'algorithm').map(({ value }) => value);
    if ([settings.algorithm, ...moved].includes('exact')) assertEnumerable(visible, hidden);
    this.trainer = kernels.createTrainer({
      hidden,
      seed,
      rows: data.training,
      weightDeviation: settings.weightDeviation,
      startingBiases: settings.startingBiases,
      rule: ruleOf(this.moves.current),
    });
    this.training = new Training(host, kernels, this.trainer, this.moves, data.training.count);
    this.rounds = new Rounds(host, kernels, data, hidden);
    this.measurements = new Measurements(host, this.rounds, (likelihood) => {
      if (this.measured) this.checkpoints.considerBest(this.measured, likelihood, data.heldOut.count > 0);
    });
    this.summary = summaryOf(data, hidden, number);
    this.pictures = new Pictures(this.trainer, kernels.createEvaluator(), this.summary, seed);
    this.checkpoints = new Checkpoints(this.trainer.save());
    this.pace = new Pace(settings.speed);
    this.nextCheckpoint = host.now() + checkpointInterval;
  }

  /** True once something was trained here. */
  get begun(): boolean {
    return this.trained;
  }

  /** What defines this run as it is now: the request with every knob move since. */
  get requestNow(): RunRequest {
    return { ...this.request, settings: this.moves.initial, moves: [...this.moves.all] };
  }

  goalOf(grain: Grain): Goal {
    return goalOf(grain, this.trainer.position());
  }

  /** Training is about to go on after a rest. */
  resume(): void {
    this.checkpoints.forgetAfter(this.trainer.position().update);
    this.pace.anchor(this.host.now(), this.training.progress());
    this.meter.reset();
  }

  /** Works towards `goal` for at most a slice. Returns whether it got on, and when (ms) there is more to do. */
  train(goal: Goal): { moved: boolean; due: number } {
    const start = this.host.now();
    const before = placeOf(this.trainer.position());
    this.work(goal, start, start + sliceTime);
    const moved = placeOf(this.trainer.position()) !== before;
    const now = this.host.now();
    this.measurements.earn(now - start);
    this.meter.record(now, this.trainer.position().update);
    this.trained ||= moved;
    this.check(now);
    return { moved, due: goal.kind === 'play' ? this.due() : now };
  }

  private work(goal: Goal, now: number, end: number): void {
    if (goal.kind === 'halfSweep') goal.done = this.training.halfSteps(() => true, end);
    else if (goal.kind === 'play') this.play(this.pace.due(now, this.training.progress()), end);
    else this.training.train((at) => this.targetOf(goal, at), end);
  }

  private play(due: number, end: number): void {
    if (this.pace.slow) {
      const enough = () => this.training.nextProgress() > due + 1e-6;
      if (!enough()) this.training.halfSteps(enough, end);
      return;
    }
    const target = Math.floor(due + 1e-6);
    const epoch = this.trainer.position().epoch + 1;
    const checkpointDue = this.host.now() >= this.nextCheckpoint;
    const first = (at: Position) => Math.min(target, this.targetOf({ kind: 'epoch', epoch }, at));
    this.training.train(checkpointDue ? first : () => target, end);
  }

  private targetOf(goal: Goal, at: Position): number {
    if (goal.kind === 'update') return goal.update;
    return goal.kind === 'epoch' && at.epoch < goal.epoch ? this.training.epochEnd(at) : at.update;
  }

  /** When the next update (or half-step, in slow motion) is due, ms. */
  private due(): number {
    if (this.pace.slow) return this.pace.timeOf(this.training.nextProgress());
    return this.pace.timeOf(this.trainer.position().update + 1);
  }

  reached(goal: Goal): boolean {
    return isReached(goal, this.trainer.position());
  }

  /** Looks for numbers that are none, and keeps a checkpoint where one is due. */
  private check(now: number): void {
    const at = this.trainer.position();
    const due = now >= this.nextCheckpoint && atBoundary(at) && at.cursor === 0;
    const small = this.trainer.visible * this.trainer.hidden <= smallModel;
    if (!small && !due && this.slices++ % 16 !== 0) return;
    if (!this.trainer.isFinite()) this.diverged();
    else if (due) {
      this.nextCheckpoint = now + checkpointInterval;
      this.checkpoints.add(this.trainer.save());
    }
  }

  private diverged(): void {
    const { update } = this.trainer.position();
    this.fail('diverged', `By update ${update} the weights were no longer finite numbers.`);
  }

  fail(kind: Failure['kind'], message: string): void {
    const { update } = this.trainer.position();
    this.failure = { kind, message, update, lastGoodEpoch: this.checkpoints.lastGood.epoch };
  }

  /**
   * Measures and moves the chains on show; training wants its next slice at `due` (ms). `resting`: it has no
   * goal. Returns whether something changed, and when (ms) there is more to do.
   */
  watch(due: number, resting: boolean): { changed: boolean; next: number } {
    const start = this.host.now();
    if (this.failure) return { changed: false, next: Number.POSITIVE_INFINITY };
    const swept = start >= this.pictures.nextSweep(start, resting);
    if (swept) this.pictures.sweepChains(start);
    const { update } = this.trainer.position();
    const free = due > start;
    const time = free ? due - start : this.measurements.allowance;
    const measured = this.measurements.work(start + Math.min(sliceTime, time), free, () =>
      this.snapshot(update),
    );
    const behind = this.measurements.behind(update);
    const next = Math.min(due, behind ? this.measurements.nextRound : due);
    return { changed: swept || measured, next: Math.min(next, this.pictures.nextSweep(start, resting)) };
  }

  private snapshot(update: number): Snapshot | undefined {
    if (!this.measurements.behind(update)) return undefined;
    if (!this.trainer.isFinite()) {
      this.diverged();
      return undefined;
    }
    this.measured = this.summary.exact ? this.trainer.save() : undefined;
    return { update, parameters: this.trainer.parameters() };
  }

  showChains(view: ChainView): void {
    this.pictures.showChains(view);
  }

  /** Changes live or pace settings. Throws a RangeError, with nothing changed, where that can't be. */
  configure(changes: Partial<Settings>): void {
    const entries = Object.entries(changes) as [SettingName, number | string][];
    for (const [name, value] of entries) this.assertChangeable(name, value);
    for (const [name, value] of entries) {
      if (this.moves.current[name] === value) continue;
      if (specOf(name).applies === 'pace') this.moves.setPace(name, value);
      else this.move(name, value);
    }
    if (changes.speed !== undefined) {
      this.pace.anchor(this.host.now(), this.training.progress(), changes.speed);
    }
  }

  private assertChangeable(name: SettingName, value: number | string): void {
    const error = settingError(name, value);
    if (error !== undefined) throw new RangeError(error);
    if (specOf(name).applies === 'restart' && this.moves.current[name] !== value) {
      throw new RangeError(`invalid ${name}: ${value}; it needs a new run`);
    }
    if (name === 'algorithm' && value === 'exact')
      assertEnumerable(this.summary.visible, this.summary.hidden);
  }

  private move(name: SettingName, value: number | string): void {
    const at = this.trainer.position();
    this.moves.record(atBoundary(at) ? at.update : at.update + 1, name, value);
    this.training.configure();
  }

  /** The model as it stands, maybe in the middle of an update, and all that would train it further: copies. */
  subject(): Subject {
    const { run, visible, hidden } = this.summary;
    const state = this.trainer.save();
    const { W, a, b, position } = state;
    return {
      run,
      update: position.update,
      parameters: { visible, hidden, W, a, b },
      state,
      rule: ruleOf(this.moves.current),
      seed: this.request.settings.seed,
    };
  }

  /** The rows: copies. */
  material(): Material {
    const { training, heldOut, labels } = this.data;
    const { run, shape } = this.summary;
    return {
      run,
      training: copied(training),
      heldOut: copied(heldOut),
      shape: { ...shape },
      ...(labels && { labels }),
    };
  }

  goBack(checkpoint: number | 'last good'): void {
    this.restore(this.checkpoints.find(checkpoint));
  }

  /** Starts from a state that isn't this run's own beginning. Throws a TypeError where it doesn't fit. */
  startFrom(state: TrainerState): void {
    assertFits(state, this.summary.visible, this.summary.hidden);
    this.restore(state);
    this.checkpoints = new Checkpoints(this.trainer.save());
    this.trained = true;
  }

  private restore(state: TrainerState): void {
    this.trainer.restore(state);
    this.moves.rewind(state.position.update);
    this.training.jumped();
    this.measurements.jumped();
    this.measured = undefined;
    this.failure = undefined;
    this.meter.reset();
  }

  /** The next frame tells everything anew: this run has become the present one. */
  reappear(): void {
    this.moves.changed = true;
    this.checkpoints.changed = true;
    this.resume();
  }

  frame({ wants }: FrameRequest, playing: boolean, buffers: Buffers): Omit<Frame, 'version' | 'canUndo'> {
    const { update, epoch, stage, sweep } = this.trainer.position();
    const { updatesPerEpoch, rowCount } = this.training;
    const now = this.host.now();
    const updatesPerSecond = playing ? this.meter.rate(now, update) : 0;
    const moved = this.moves.changed;
    const algorithm = this.training.report();
    this.moves.changed = false;
    return {
      run: this.summary.run,
      playing,
      ...(this.failure && { failure: this.failure }),
      update,
      epoch,
      updatesPerEpoch,
      stage,
      sweep,
      updatesPerSecond,
      samplesPerSecond: (updatesPerSecond * rowCount) / updatesPerEpoch,
      readings: this.rounds.readings.current,
      epochs: this.training.epochs.take(),
      measures: this.rounds.readings.take(),
      ...(algorithm && { algorithm }),
      ...(moved && { moves: [...this.moves.all] }),
      ...(this.checkpoints.changed && { checkpoints: this.checkpoints.summaries() }),
      ...this.pictures.take(wants, buffers, now, !playing),
    };
  }
}

const copied = (rows: BinaryRows): BinaryRows => ({ ...rows, bytes: rows.bytes.slice() });

const placeOf = ({ update, stage, sweep, row }: Position): string => `${update} ${stage} ${sweep} ${row}`;
