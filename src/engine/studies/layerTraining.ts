/** Training one layer of a stack with the fast kernel, on binary rows: CD-1 as in the lab, in slices. */
import { layerSeed, sampledRows } from '../../core/stack';
import type { BinaryRows, Parameters, Trainer, UpdateRule } from '../../kernels/contract';
import type { Tools } from './task';

/** How layers learn; the rest is a matter of the ask. Chosen on a split within the digits' training rows. */
const rule: Omit<UpdateRule, 'learningRate'> = {
  algorithm: 'cd',
  gibbsSteps: 1,
  chainCount: 1,
  ladderSize: 2,
  batchSize: 20,
  schedule: 'constant',
  scheduleTime: 1000,
  momentum: 0.5,
  weightDecay: 0.0002,
  weightDecayL1: 0,
  sparsityTarget: 0.1,
  sparsityCost: 0,
  centering: false,
};
/** Operations in one piece of training: a few milliseconds. */
const piece = 1e7;
/** Bytes of rows for one layer, at most, unless a single copy takes more; and copies of each row, at most. */
const [mostBytes, mostCopies] = [2 ** 24, 4];

export interface LayerOptions {
  readonly hidden: number;
  /** The stack's seed and the layer's number, 0 the bottom one. */
  readonly seed: number;
  readonly layer: number;
  readonly epochs: number;
  readonly learningRate: number;
  /** Samples of each data row among the rows: an epoch is one pass over the data, a part of one over these. */
  readonly copies: number;
}

/** What the layers above the first learn from: several samples of each row's p(h|v), [count × width]. */
export function* rowsAbove(
  means: ArrayLike<number>,
  width: number,
  { seed, layer }: { readonly seed: number; readonly layer: number },
): Generator<undefined, { readonly copies: number; readonly rows: BinaryRows }> {
  const copies = Math.max(1, Math.min(mostCopies, Math.floor(mostBytes / means.length)));
  return { copies, rows: yield* sampledRows(means, width, { seed: layerSeed(seed, layer), copies }) };
}

/** Trains; after each epoch it says its number, and `parameters` are live views. Returns copies. */
export function* trainLayer(
  rows: BinaryRows,
  options: LayerOptions,
  tools: Tools,
): Generator<{ readonly epoch: number; readonly parameters: Parameters } | undefined, Parameters> {
  const { hidden, epochs, learningRate, copies } = options;
  const trainer = tools.createTrainer({
    hidden,
    seed: layerSeed(options.seed, options.layer),
    rows,
    weightDeviation: 0.01,
    startingBiases: 'data',
    rule: { ...rule, learningRate },
  });
  const perEpoch = Math.ceil(rows.count / rule.batchSize) / copies;
  const budget = Math.ceil(piece / (rows.width * hidden + 8 * (rows.width + hidden) + 100));
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const until = Math.round(epoch * perEpoch);
    while (trainer.position().update < until) {
      trainer.advance(until, budget);
      trainer.takeEpochs();
      yield undefined;
    }
    yield { epoch, parameters: trainer.parameters() };
  }
  return copied(trainer);
}

function copied(trainer: Trainer): Parameters {
  if (!trainer.isFinite())
    throw new RangeError('a layer has run away while it learned: try a smaller learning rate');
  return copyParameters(trainer.parameters());
}

export const copyParameters = ({ visible, hidden, W, a, b }: Parameters): Parameters => ({
  visible,
  hidden,
  W: Float32Array.from(W),
  a: Float32Array.from(a),
  b: Float32Array.from(b),
});

/** Rough operations of training a layer: for the share that is done. */
export const trainingCost = (rows: number, visible: number, hidden: number, epochs: number): number =>
  0.7 * epochs * rows * (visible * hidden + 8 * (visible + hidden));
