/** Training a network on labelled rows by stochastic gradient descent with momentum, and how well it names others. */
import { copyDense, type Dense, type Network, Passage } from './backpropagation';
import { shuffledOrder } from './random';
import { mostProbable } from './softmax';
import type { Slices } from './sweepOperator';

/** Rows of features, each with the number of its class. */
export interface LabelledRows {
  readonly count: number;
  /** Features in a row. */
  readonly width: number;
  /** Row-major [count × width]: bits, or means in [0, 1]. */
  readonly values: Uint8Array | Float32Array | Float64Array;
  /** [count] */
  readonly classes: Uint16Array;
}

export interface DescentRule {
  readonly epochs: number;
  readonly batchSize: number;
  /** Of the first epoch; it falls evenly towards 0 at the end of the last. */
  readonly learningRate: number;
  readonly momentum: number;
  /** λ of the L2 penalty λ/2 Σ W² on the mean cost. */
  readonly weightDecay: number;
  /** Layers below this one stand still (0: all learn). */
  readonly from?: number;
}

/** Multiply-adds between two pauses: a few ms. */
const piece = 4e6;

const rowOf = ({ values, width }: LabelledRows, n: number) => values.subarray(n * width, (n + 1) * width);
const clear = (layers: Network) => {
  for (const { W, b } of layers) {
    W.fill(0);
    b.fill(0);
  }
};
const sizeOf = (network: Network): number => network.reduce((sum, { W, b }) => sum + W.length + b.length, 0);

/**
 * Trains the network in place. Epoch e takes the rows in the order of the purpose `classifierShuffle` at (seed, e);
 * velocity ← momentum · velocity − rate · (gradient + λW). Pauses within epochs; after each one it says the mean
 * cost (cross-entropy before each row's update, nats).
 */
export function* descend(
  network: Network,
  data: LabelledRows,
  rule: DescentRule,
  seed: number,
): Generator<{ readonly epoch: number; readonly cost: number } | undefined, void> {
  const { from = 0, epochs } = rule;
  const passage = new Passage(network, rule.batchSize);
  const batchRows = new (data.values.constructor as typeof Float64Array)(rule.batchSize * data.width);
  const batchClasses = new Uint16Array(rule.batchSize);
  const gradient = network.map(copyDense);
  const velocity = network.map(copyDense);
  clear(velocity);
  const batches = Math.max(1, Math.floor(piece / (3 * sizeOf(network) * rule.batchSize)));
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffledOrder(seed, epoch, data.count, 'classifierShuffle');
    const learningRate = rule.learningRate * (1 - epoch / epochs);
    let cost = 0;
    for (let start = 0, batch = 1; start < data.count; start += rule.batchSize, batch++) {
      const end = Math.min(data.count, start + rule.batchSize);
      clear(gradient);
      for (let n = start; n < end; n++) {
        batchRows.set(rowOf(data, order[n]), (n - start) * data.width);
        batchClasses[n - start] = data.classes[order[n]];
      }
      cost += passage.backward(batchRows, 0, batchClasses, end - start, gradient, from);
      for (let k = from; k < network.length; k++)
        takeStep(network[k], velocity[k], gradient[k], { ...rule, learningRate }, end - start);
      if (batch % batches === 0) yield;
    }
    yield { epoch: epoch + 1, cost: cost / data.count };
  }
}

function takeStep(layer: Dense, velocity: Dense, gradient: Dense, rule: DescentRule, rows: number): void {
  const { learningRate, momentum, weightDecay } = rule;
  const [W, v, g] = [layer.W, velocity.W, gradient.W];
  for (let n = 0; n < W.length; n++) {
    v[n] = momentum * v[n] - learningRate * (g[n] / rows + weightDecay * W[n]);
    W[n] += v[n];
  }
  const { b } = layer;
  for (let j = 0; j < b.length; j++) {
    velocity.b[j] = momentum * velocity.b[j] - (learningRate * gradient.b[j]) / rows;
    b[j] += velocity.b[j];
  }
}

/** What a network makes of each row: its class by the network, and how probable that class is to it. */
export interface Judgement {
  readonly guesses: Uint16Array;
  readonly probabilities: Float64Array;
  /** Share of the rows that are named rightly; NaN for no rows. */
  readonly accuracy: number;
}

/** Pauses now and then. */
export function* judge(network: Network, data: LabelledRows): Slices<Judgement> {
  const rows = Math.max(1, Math.min(data.count, Math.floor(piece / sizeOf(network))));
  const passage = new Passage(network, rows);
  const guesses = new Uint16Array(data.count);
  const probabilities = new Float64Array(data.count);
  const classes = network[network.length - 1].outputs;
  let right = 0;
  for (let first = 0; first < data.count; first += rows) {
    const some = Math.min(rows, data.count - first);
    const found = passage.forward(data.values, first, some);
    for (let m = 0; m < some; m++) {
      const p = found.subarray(m * classes, (m + 1) * classes);
      guesses[first + m] = mostProbable(p);
      probabilities[first + m] = p[guesses[first + m]];
      if (guesses[first + m] === data.classes[first + m]) right++;
    }
    yield;
  }
  return { guesses, probabilities, accuracy: right / data.count };
}

/** How often rows of each class (down) were taken for each class (across), [classes × classes]. */
export function confusionMatrix(
  truth: ArrayLike<number>,
  guesses: ArrayLike<number>,
  classes: number,
): Uint32Array {
  const counts = new Uint32Array(classes * classes);
  for (let n = 0; n < truth.length; n++) counts[truth[n] * classes + guesses[n]]++;
  return counts;
}

/** Mean of a few values and its standard error s/√n (s with n − 1); the error of a single value is NaN. */
export function meanWithError(values: readonly number[]): { readonly mean: number; readonly error: number } {
  const count = values.length;
  const mean = values.reduce((sum, x) => sum + x, 0) / count;
  const square = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return { mean, error: Math.sqrt(square / (count - 1) / count) };
}

/**
 * What the highest sigmoid layer makes of each row, p(h = 1 | …), row-major [count × width]; without hidden layers the
 * rows themselves. Pauses now and then.
 */
export function* featuresOf(network: Network, data: LabelledRows): Slices<LabelledRows> {
  const layer = network.length - 2;
  if (layer < 0) return data;
  const width = network[layer].outputs;
  const values = new Float64Array(data.count * width);
  const rows = Math.max(1, Math.min(data.count, Math.floor(piece / sizeOf(network))));
  const passage = new Passage(network, rows);
  for (let first = 0; first < data.count; first += rows) {
    const some = Math.min(rows, data.count - first);
    passage.forward(data.values, first, some);
    values.set(passage.outputs[layer].subarray(0, some * width), first * width);
    yield;
  }
  return { ...data, width, values };
}
