/**
 * What features are worth: how many held-out rows a softmax names rightly from the pixels, from the hidden
 * probabilities of one machine and of a stack, after fine-tuning, and the same net from a random start. Seed by seed,
 * every row of the table as it comes out.
 */

import { type Network, unroll } from '../../core/backpropagation';
import { featuresOf, judge } from '../../core/classifier';
import type { BinaryRows, Parameters } from '../../kernels/contract';
import { featureKinds } from '../stackStudy';
import type { FeatureRow, FeaturesAsk, FeaturesProgress, FeaturesResult } from '../study';
import {
  type Task as Classification,
  descentCost,
  fineTune,
  randomStartEpochs,
  softmaxCost,
  softmaxOn,
  taskOf,
  trainFromRandom,
} from './classification';
import { rowsAbove, trainingCost, trainLayer } from './layerTraining';
import { checkFeatures, classesOf } from './stackAsks';
import type { Task, Tools } from './task';

type Report = Omit<FeaturesProgress, 'secondsLeft'>;
type Kind = FeatureRow['kind'];
type Pauses<T> = Generator<undefined, T>;

/** Task: about the rows alone. RangeError in words, also where there are no labels. */
export const features: Task<FeaturesAsk, FeaturesResult, Report> = function* (
  ask,
  _subject,
  material,
  tools,
) {
  checkFeatures(ask);
  const classes = classesOf(material);
  if (typeof classes === 'string') throw new RangeError(classes);
  const start = tools.now();
  const task = taskOf(material, classes);
  const found = new Map<Kind, number[]>(featureKinds.map((kind) => [kind, []]));
  const rows = (): FeatureRow[] => featureKinds.map((kind) => ({ kind, accuracies: [...found.get(kind)!] }));
  const costs = costsOf(ask, task);
  const whole = featureKinds.reduce((sum, kind) => sum + costs[kind], 0);
  for (let n = 0; n < ask.seeds; n++) {
    let spent = 0;
    for (const { kind, accuracy } of oneSeed(
      { ...ask, seed: ask.seed + n },
      material.training,
      task,
      tools,
    )) {
      if (kind === undefined) {
        yield undefined;
        continue;
      }
      found.get(kind)!.push(accuracy);
      spent += costs[kind];
      const share = (n + spent / whole) / ask.seeds;
      yield { share, rows: rows(), seed: n + 1, seeds: ask.seeds };
    }
  }
  return {
    ask,
    rows: rows(),
    classes: classes.names.length,
    judged: classes.judged,
    judgedRows: task.judging.count,
    trainingRows: task.training.count,
    seconds: (tools.now() - start) / 1000,
  };
};

type Found =
  | { readonly kind: Kind; readonly accuracy: number }
  | { readonly kind?: undefined; accuracy?: undefined };
const pause: Found = {};

/** The five numbers of one seed, each as soon as it is known. */
function* oneSeed(
  ask: FeaturesAsk,
  training: BinaryRows,
  task: Classification,
  tools: Tools,
): Generator<Found, void> {
  const { seed, fineTuningEpochs: epochs } = ask;
  const judged = function* (kind: Kind, network: Network): Generator<Found, void> {
    yield { kind, accuracy: (yield* paused(judge(network, task.judging))).accuracy };
  };
  yield* judged('pixels', yield* paused(softmaxOn([], task, seed)));
  const single = yield* paused(pretrain(ask, [ask.hidden], training, task, tools));
  yield* judged('layer', yield* paused(softmaxOn(single, task, seed)));
  const stack = yield* paused(pretrain(ask, ask.stack, training, task, tools, single));
  const network = yield* paused(softmaxOn(stack, task, seed));
  yield* judged('stack', network);
  yield* paused(fineTune(network, task, { epochs, seed }));
  yield* judged('fineTuned', network);
  const random = { epochs: randomStartEpochs(epochs), seed };
  yield* judged('random', yield* paused(trainFromRandom(ask.stack, task, random)));
}

/** Whatever the work says on its way is a pause here. */
function* paused<T>(work: Generator<unknown, T>): Generator<Found, T> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    yield pause;
  }
}

/** Layers trained greedily; a bottom layer of the same size as the single machine is that machine. */
function* pretrain(
  ask: FeaturesAsk,
  sizes: readonly number[],
  training: BinaryRows,
  task: Classification,
  tools: Tools,
  known: readonly Parameters[] = [],
): Pauses<Parameters[]> {
  const layers: Parameters[] = known[0]?.hidden === sizes[0] ? [known[0]] : [];
  const { seed, epochs, learningRate } = ask;
  for (const hidden of sizes.slice(layers.length)) {
    const layer = layers.length;
    const below = yield* featuresOf(unroll(layers, training.width, 1), task.training);
    const { rows, copies } =
      layer === 0
        ? { rows: training, copies: 1 }
        : yield* rowsAbove(below.values, below.width, { seed, layer });
    const work = trainLayer(rows, { hidden, seed, layer, epochs, learningRate, copies }, tools);
    let step = work.next();
    for (; !step.done; step = work.next()) yield undefined;
    layers.push(step.value);
  }
  return layers;
}

/** Rough operations of each row of the table, for the share that is done. */
function costsOf({ hidden, stack, epochs, fineTuningEpochs }: FeaturesAsk, task: Classification) {
  const { count, width } = task.training;
  const sizes = [width, ...stack];
  const greedy = stack.map((units, k) => trainingCost(count, sizes[k], units, epochs));
  const all = [...sizes, task.classes];
  return {
    pixels: softmaxCost(task, width),
    layer: trainingCost(count, width, hidden, epochs) + softmaxCost(task, hidden),
    stack: greedy.reduce((sum, x) => sum + x, 0) + softmaxCost(task, stack[stack.length - 1]),
    fineTuned: descentCost(task, all, fineTuningEpochs),
    random: descentCost(task, all, randomStartEpochs(fineTuningEpochs)),
  } satisfies Record<Kind, number>;
}
