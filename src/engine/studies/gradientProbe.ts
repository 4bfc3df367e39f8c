/**
 * The gradients that a trainer estimates, read off its momentum: with a momentum of 1, no decay, and a learning
 * rate too small to move any weight, the velocity is the sum of all gradients so far, times that rate. A power of
 * two as the rate scales f32 numbers without rounding.
 */
import type { Gradient } from '../../core/gradient';
import { learningTolerance, StationarySearch } from '../../core/meanField';
import type { ModelMeans } from '../../core/partition';
import { shuffledOrder } from '../../core/random';
import { createRbm } from '../../core/rbm';
import { selectRows } from '../../core/rows';
import type { Slices } from '../../core/sweepOperator';
import type { BinaryRows, Parameters, Trainer, TrainerState, UpdateRule } from '../../kernels/contract';
import type { Material, Subject } from '../study';
import { atBoundary } from '../training';
import type { Tools } from './task';

const stillRate = 2 ** -60;
/** Operations in one piece of training: a few milliseconds. */
const piece = 2e7;
/** Chunks of an enumeration in one piece. */
const chunksInPiece = 4;

/** Operations of one row's half-step, roughly: products, and drawing each unit. */
export const rowCost = ({ visible, hidden }: { readonly visible: number; readonly hidden: number }): number =>
  visible * hidden + 8 * (visible + hidden) + 100;

/** Keeps algorithm, batch and chains; centering, decay and sparsity are no part of the likelihood's gradient. */
const probing = (rule: UpdateRule): UpdateRule => ({
  ...rule,
  learningRate: stillRate,
  schedule: 'constant',
  momentum: 1,
  weightDecay: 0,
  weightDecayL1: 0,
  sparsityCost: 0,
  centering: false,
});

export interface NextUpdate {
  /** Updates completed before it. */
  readonly update: number;
  /** The model that it starts from. */
  readonly model: Parameters;
  readonly batch: BinaryRows;
  readonly gradient: Gradient;
}

/**
 * The plain gradient that the very next update learns from, with the run's own batch, chains and random numbers. An
 * update that is in flight is finished first.
 */
export function* nextUpdate(subject: Subject, { training }: Material, tools: Tools): Slices<NextUpdate> {
  const { seed, rule, parameters } = subject;
  const between = atBoundary(subject.state.position);
  const state = between ? subject.state : yield* finished(subject, training, tools);
  const { visible, hidden } = parameters;
  const model = between ? parameters : { visible, hidden, W: state.W, a: state.a, b: state.b };
  const { update, epoch, cursor } = state.position;
  const order = shuffledOrder(seed, epoch, training.count);
  const batch = selectRows(training, order.subarray(cursor, cursor + rule.batchSize));
  const probe = probing(rule);
  const trainer = trainerOf(subject, shuffledBack(batch, seed, epoch), probe, tools);
  const velocity = new Float32Array(state.velocity.length);
  trainer.restore({ ...state, velocity, position: { ...state.position, cursor: 0 } });
  trainer.configure(probe);
  yield* advanceTo(trainer, update + 1, probe, tools);
  return { update, model, batch, gradient: gradientOf(trainer.save().velocity, trainer, 1) };
}

/** The state once the update in flight is done. */
function* finished(subject: Subject, training: BinaryRows, tools: Tools): Slices<TrainerState> {
  const trainer = trainerOf(subject, training, subject.rule, tools);
  // On large data it takes a while to lay out all rows, and again with a state.
  yield;
  trainer.restore(subject.state);
  yield;
  yield* advanceTo(trainer, subject.state.position.update + 1, subject.rule, tools);
  return trainer.save();
}

/** The rows so placed that a trainer on them alone takes them in this order in its epoch `epoch`. */
function shuffledBack(batch: BinaryRows, seed: number, epoch: number): BinaryRows {
  const numbers = new Uint32Array(batch.count);
  shuffledOrder(seed, epoch, batch.count).forEach((place, n) => {
    numbers[place] = n;
  });
  return selectRows(batch, numbers);
}

export interface Draws {
  /** Groups of draws, and draws in each; each draw is a mean over all rows. */
  readonly groups: number;
  readonly draws: number;
}

/** Means of so many gradients each, all of one model and over all rows, with random numbers of their own. */
export function* drawGradients(
  subject: Subject,
  model: Parameters,
  rows: BinaryRows,
  { groups, draws }: Draws,
  tools: Tools,
): Slices<Gradient[]> {
  const rule = probing({ ...subject.rule, batchSize: rows.count });
  const trainer = trainerOf(subject, rows, rule, tools);
  yield;
  const fresh = trainer.save();
  // Random numbers go by the update: from here on none has been used to make this model.
  const update = (subject.update * groups * draws) % 2 ** 31;
  const [W, a, b] = [model.W, model.a, model.b].map((x) => Float32Array.from(x));
  trainer.restore({ ...fresh, W, a, b, position: { ...fresh.position, update } });
  const found: Gradient[] = [];
  yield;
  let before = gradientOf(fresh.velocity, trainer, draws);
  for (let group = 1; group <= groups; group++) {
    yield* advanceTo(trainer, update + group * draws, rule, tools);
    const sum = gradientOf(trainer.save().velocity, trainer, draws);
    found.push({ W: minus(sum.W, before.W), a: minus(sum.a, before.a), b: minus(sum.b, before.b) });
    before = sum;
  }
  return found;
}

const minus = (x: Float64Array, y: Float64Array): Float64Array => x.map((value, n) => value - y[n]);

/** ⟨v hᵀ⟩, ⟨v⟩ and ⟨h⟩ under the model, enumerated in f64. */
export function* enumeratedMeans(model: Parameters, tools: Tools): Slices<ModelMeans> {
  const job = tools.createPartition().begin(model, { means: true, precision: 'f64' });
  while (!job.advance(chunksInPiece)) yield;
  return job.result().means!;
}

/** The negative phase of the rules that draw nothing. */
export function* suppliedMeans(rule: UpdateRule, model: Parameters, tools: Tools): Slices<ModelMeans> {
  if (rule.algorithm !== 'meanField' && rule.algorithm !== 'tap2')
    return yield* enumeratedMeans(model, tools);
  const rbm = createRbm(model.visible, model.hidden, model);
  const search = new StationarySearch(rbm, rule.algorithm, { tolerance: learningTolerance });
  while (!search.iterate()) yield;
  return search.means();
}

function trainerOf({ seed, parameters }: Subject, rows: BinaryRows, rule: UpdateRule, tools: Tools): Trainer {
  const start = { weightDeviation: 0, startingBiases: 'zero' } as const;
  return tools.createTrainer({ hidden: parameters.hidden, seed, rows, rule, ...start });
}

/** Trains until so many updates are completed. */
function* advanceTo(trainer: Trainer, update: number, rule: UpdateRule, tools: Tools): Slices<void> {
  const rows = Math.ceil(piece / rowCost(trainer));
  while (trainer.position().update < update) {
    if (trainer.position().stage === 'means')
      trainer.supplyMeans(yield* suppliedMeans(rule, trainer.parameters(), tools));
    trainer.advance(update, rows);
    trainer.takeEpochs();
    yield;
  }
}

/** Velocity, laid out W, a, b, as the mean of so many gradients. */
function gradientOf(velocity: Float32Array, { visible, hidden }: Trainer, draws: number): Gradient {
  const gradients = Float64Array.from(velocity, (x) => x / stillRate / draws);
  const weights = visible * hidden;
  return {
    W: gradients.slice(0, weights),
    a: gradients.slice(weights, weights + visible),
    b: gradients.slice(weights + visible),
  };
}
