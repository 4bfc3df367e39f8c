/** A stack as a classifier: a softmax on its features, then backpropagation through all of it. */
import { type Dense, type Network, randomNetwork, unroll } from '../../core/backpropagation';
import {
  confusionMatrix,
  type DescentRule,
  descend,
  featuresOf,
  type Judgement,
  judge,
  type LabelledRows,
} from '../../core/classifier';
import { row } from '../../core/rows';
import type { BinaryRows, Parameters } from '../../kernels/contract';
import type { ClassifierResult, Material, Mistake } from '../study';
import type { Classes } from './stackAsks';

/** All three chosen on a split within the digits' training rows; the same for every row of the table. */
const softmaxRule: DescentRule = {
  epochs: 60,
  batchSize: 20,
  learningRate: 0.1,
  momentum: 0.9,
  weightDecay: 0.001,
};
const fineTuning = { batchSize: 20, learningRate: 0.1, momentum: 0.9, weightDecay: 0.0003 } as const;
/** A net from a random start has further to go: a larger rate, and twice the epochs. */
const fromRandom = { ...fineTuning, learningRate: 0.3 } as const;
export const randomStartEpochs = (fineTuningEpochs: number): number => 2 * fineTuningEpochs;

const mostMistakes = 40;

/** The rows to learn from and to be judged on, with their classes. */
export interface Task {
  readonly classes: number;
  readonly training: LabelledRows;
  readonly judging: LabelledRows;
}

export function taskOf(material: Material, classes: Classes): Task {
  const labelled = ({ count, width, bytes }: BinaryRows, of: Uint16Array) => {
    return { count, width, values: bytes, classes: of };
  };
  return {
    classes: classes.names.length,
    training: labelled(material.training, classes.training),
    judging: labelled(material[classes.judged], classes.judging),
  };
}

/** Says how many epochs are done, of so many. */
type Stepped<T> = Generator<{ readonly epoch: number; readonly epochs: number } | undefined, T>;

/**
 * The stack unrolled, with a softmax trained on its features, hidden probabilities p(h|…); the layers below stand
 * still. Without layers: logistic regression on the rows themselves.
 */
export function* softmaxOn(stack: readonly Parameters[], task: Task, seed: number): Stepped<Network> {
  const network = unroll(stack, task.training.width, task.classes);
  const features = yield* featuresOf(network, task.training);
  const top = network.slice(-1);
  for (const done of descend(top, features, softmaxRule, seed))
    yield done && { epoch: done.epoch, epochs: softmaxRule.epochs };
  return network;
}

/** What fine-tuning did, by epoch. */
interface Course {
  readonly costs: number[];
  readonly accuracies: number[];
}

/** Backpropagation through all layers, in place; judged after each epoch where a course is to be kept. */
export function* fineTune(
  network: Network,
  task: Task,
  { epochs, seed }: { readonly epochs: number; readonly seed: number },
  course?: Course,
): Stepped<void> {
  for (const done of descend(network, task.training, { ...fineTuning, epochs }, seed)) {
    if (done && course) {
      course.costs.push(done.cost);
      course.accuracies.push((yield* judge(network, task.judging)).accuracy);
    }
    yield done && { epoch: done.epoch, epochs };
  }
}

/** The same net trained from random weights. */
export function* trainFromRandom(
  stack: readonly number[],
  task: Task,
  { epochs, seed }: { readonly epochs: number; readonly seed: number },
): Stepped<Dense[]> {
  const network = randomNetwork([task.training.width, ...stack, task.classes], seed);
  for (const done of descend(network, task.training, { ...fromRandom, epochs }, seed))
    yield done && { epoch: done.epoch, epochs };
  return network;
}

/** Rough operations of these, for the share that is done. */
export const descentCost = (task: Task, sizes: readonly number[], epochs: number): number => {
  const weights = sizes.slice(1).reduce((sum, units, k) => sum + units * sizes[k], 0);
  return 6 * epochs * task.training.count * weights;
};
export const softmaxCost = (task: Task, features: number): number =>
  descentCost(task, [features, task.classes], softmaxRule.epochs);

/** The same, and which part of the work it is about. */
export interface ClassifyingStep {
  readonly part: 'softmax' | 'tuning';
  readonly epoch: number;
  readonly epochs: number;
}

function* partOf<T>(
  part: ClassifyingStep['part'],
  work: Stepped<T>,
): Generator<ClassifyingStep | undefined, T> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    yield step.value && { part, ...step.value };
  }
}

/** The whole of it, for the stack's own view. */
export function* classify(
  stack: readonly Parameters[],
  material: Material,
  classes: Classes,
  { epochs, seed }: { readonly epochs: number; readonly seed: number },
): Generator<ClassifyingStep | undefined, ClassifierResult> {
  const task = taskOf(material, classes);
  const network = yield* partOf('softmax', softmaxOn(stack, task, seed));
  const before = yield* judge(network, task.judging);
  const course: Course = { costs: [], accuracies: [] };
  yield* partOf('tuning', fineTune(network, task, { epochs, seed }, course));
  const after = yield* judge(network, task.judging);
  const training = yield* judge(network, task.training);
  return {
    classes: classes.names,
    judged: classes.judged,
    rows: task.judging.count,
    before: before.accuracy,
    after: after.accuracy,
    trainingAfter: training.accuracy,
    costs: Float64Array.from(course.costs),
    accuracies: Float64Array.from(course.accuracies),
    confusion: confusionMatrix(classes.judging, after.guesses, classes.names.length),
    mistakes: mistakesOf(after, classes.judging, material[classes.judged]),
  };
}

function mistakesOf({ guesses, probabilities }: Judgement, truth: Uint16Array, rows: BinaryRows): Mistake[] {
  return Array.from(truth, (_, n) => n)
    .filter((n) => guesses[n] !== truth[n])
    .sort((m, n) => probabilities[n] - probabilities[m] || m - n)
    .slice(0, mostMistakes)
    .map((n) => ({
      row: n,
      bits: row(rows, n).slice(),
      truth: truth[n],
      guess: guesses[n],
      probability: probabilities[n],
    }));
}
