/**
 * A network of sigmoid layers with a softmax on top, and the gradient of its cost by backpropagation
 * (Rumelhart, Hinton & Williams 1986, "Learning representations by back-propagating errors"). A stack of RBMs becomes
 * one by reading each machine upwards only: a layer's outputs are p(h = 1 | v), so W and b are taken as they are
 * (Hinton, Osindero & Teh 2006, "A fast learning algorithm for deep belief nets"; Hinton & Salakhutdinov 2006).
 *
 *   x_0 = row,  x_k = σ(b_k + W_kᵀ x_{k−1}),  p(c) = softmax(b_L + W_Lᵀ x_{L−1})
 *   cost = mean over rows of −ln p(class) + λ/2 Σ W²        (biases don't decay)
 */
import { sigmoid } from './elementary';
import { addOuterProducts, addProduct, type Matrix, productWithTransposed } from './matrixProducts';
import { fillNormals } from './random';
import type { Parts } from './rbm';
import { crossEntropy, softmax } from './softmax';
import { checkFit } from './stack';

export interface Dense {
  readonly inputs: number;
  readonly outputs: number;
  /** Row-major [inputs × outputs], as an RBM's W. */
  readonly W: Float64Array;
  /** [outputs] */
  readonly b: Float64Array;
}

/** Layers from the rows up; all but the last are sigmoid, the last is softmax. Without hidden layers: one. */
export type Network = readonly Dense[];

export const createDense = (inputs: number, outputs: number): Dense => ({
  inputs,
  outputs,
  W: new Float64Array(inputs * outputs),
  b: new Float64Array(outputs),
});

/** The same layer with every number copied. */
export const copyDense = ({ inputs, outputs, W, b }: Dense): Dense => ({
  inputs,
  outputs,
  W: W.slice(),
  b: b.slice(),
});

/** A machine's upward half. */
export interface Upward extends Required<Pick<Parts, 'W' | 'b'>> {
  readonly visible: number;
  readonly hidden: number;
}

/**
 * The stack read upwards, with an untrained softmax of so many classes on top (all zero: every class is as probable).
 * Copies. TypeError where a layer does not fit onto the one below.
 */
export function unroll(stack: readonly Upward[], inputs: number, classes: number): Dense[] {
  checkFit(stack, inputs);
  const layers = stack.map(({ visible, hidden, W, b }) => ({
    inputs: visible,
    outputs: hidden,
    W: Float64Array.from(W),
    b: Float64Array.from(b),
  }));
  return [...layers, createDense(stack.at(-1)?.hidden ?? inputs, classes)];
}

/**
 * The same net from a random start: weights normal with variance 2/(inputs + outputs) (Glorot & Bengio 2010, equation
 * 12), biases 0, the softmax at zero. `sizes`: inputs, hidden layers, classes.
 */
export function randomNetwork(sizes: readonly number[], seed: number): Dense[] {
  return sizes.slice(1).map((outputs, k) => {
    const layer = createDense(sizes[k], outputs);
    if (k === sizes.length - 2) return layer;
    const deviation = Math.sqrt(2 / (layer.inputs + outputs));
    fillNormals(seed, { purpose: 'classifierWeights', row: k }, layer.W);
    for (let n = 0; n < layer.W.length; n++) layer.W[n] *= deviation;
    return layer;
  });
}

/**
 * Room for a batch of rows on its way through a network and back; nothing is allocated while it is used. Rows are
 * read from a matrix [… × inputs] from number `first` on.
 */
export class Passage {
  /** Outputs of each layer, [batch × outputs]; of the last, the probabilities of the classes. */
  readonly outputs: readonly Float64Array[];
  /** ∂cost/∂inputs of each layer, [batch × outputs]. */
  private readonly errors: readonly Float64Array[];

  constructor(
    private readonly network: Network,
    readonly batchSize: number,
  ) {
    const room = () => network.map((layer) => new Float64Array(batchSize * layer.outputs));
    this.outputs = room();
    this.errors = room();
  }

  /** p(class | row) of `rows` rows, [rows × classes]: a view that the next batch overwrites. */
  forward(X: Matrix, first: number, rows: number): Float64Array {
    const inputs = this.classInputs(X, first, rows);
    const across = this.network[this.network.length - 1].outputs;
    for (let n = 0; n < rows; n++) softmax(inputs.subarray(n * across, (n + 1) * across));
    return inputs;
  }

  /** What the softmax is taken of, [rows × classes]. */
  private classInputs(X: Matrix, first: number, rows: number): Float64Array {
    const { network, outputs } = this;
    const last = network.length - 1;
    network.forEach((layer, k) => {
      const out = outputs[k];
      for (let n = 0; n < rows; n++) out.set(layer.b, n * layer.outputs);
      const [below, at] = k === 0 ? [X, first * layer.inputs] : [outputs[k - 1], 0];
      addProduct(below, at, layer.W, out, [rows, layer.inputs, layer.outputs]);
      if (k < last) for (let m = 0; m < rows * layer.outputs; m++) out[m] = sigmoid(out[m]);
    });
    return outputs[last];
  }

  /**
   * Forward and back: adds ∂(Σ −ln p(class))/∂parameters to `gradient`, of the layers from `from` on (those below
   * stand still). `classes` holds the rows' own, from 0 on. Returns Σ −ln p(class), in nats.
   */
  backward(
    X: Matrix,
    first: number,
    classes: ArrayLike<number>,
    rows: number,
    gradient: Network,
    from = 0,
  ): number {
    const { network, outputs, errors } = this;
    const inputs = this.classInputs(X, first, rows);
    const last = network.length - 1;
    const across = network[last].outputs;
    let cost = 0;
    for (let n = 0; n < rows; n++) {
      const own = inputs.subarray(n * across, (n + 1) * across);
      // from the inputs, since a probability may be too small for a double
      cost += crossEntropy(own, classes[n]);
      errors[last].set(softmax(own), n * across);
      errors[last][n * across + classes[n]] -= 1;
    }
    for (let k = last; k >= from; k--) {
      const layer = network[k];
      const size = [rows, layer.inputs, layer.outputs] as const;
      const [below, at] = k === 0 ? [X, first * layer.inputs] : [outputs[k - 1], 0];
      addOuterProducts(below, at, errors[k], gradient[k].W, size);
      addRows(gradient[k].b, errors[k], rows);
      if (k === from) break;
      productWithTransposed(errors[k], layer.W, errors[k - 1], size);
      timesSlope(errors[k - 1], outputs[k - 1], rows * layer.inputs);
    }
    return cost;
  }
}

function addRows(sum: Float64Array, E: Float64Array, rows: number): void {
  for (let n = 0; n < rows; n++) for (let j = 0; j < sum.length; j++) sum[j] += E[n * sum.length + j];
}

/** σ′ = x (1 − x) in terms of the outputs x. */
function timesSlope(errors: Float64Array, x: Float64Array, length: number): void {
  for (let m = 0; m < length; m++) errors[m] *= x[m] * (1 - x[m]);
}
