import { describe, expect, it } from 'vitest';
import {
  copyDense,
  createDense,
  type Network,
  Passage,
  randomNetwork,
  unroll,
} from '../../src/core/backpropagation';
import { fillNormals } from '../../src/core/random';
import { createRbm, hiddenMean } from '../../src/core/rbm';

const noise = (length: number, row: number) =>
  fillNormals(7, { purpose: 'initialWeights', row }, new Float64Array(length));

/** A net of odd sizes with nothing at zero, and rows with means in [0, 1]. */
function example(sizes: readonly number[], rows: number) {
  const network: Network = sizes.slice(1).map((outputs, k) => {
    const layer = createDense(sizes[k]!, outputs);
    layer.W.set(noise(layer.W.length, 10 + k).map((x) => 0.7 * x));
    layer.b.set(noise(outputs, 20 + k).map((x) => 0.5 * x));
    return layer;
  });
  const X = noise(rows * sizes[0]!, 30).map((x) => 1 / (1 + Math.exp(-x)));
  X[1] = 0;
  const classes = Uint16Array.from({ length: rows }, (_, n) => (n * n + 1) % sizes.at(-1)!);
  return { network, X, classes };
}
const zero = (network: Network) => network.map((layer) => createDense(layer.inputs, layer.outputs));

function checkGradient(sizes: readonly number[], from = 0) {
  const rows = 6;
  const { network, X, classes } = example(sizes, rows);
  const passage = new Passage(network, rows);
  const gradient = zero(network);
  const cost = () => passage.backward(X, 0, classes, rows, zero(network));
  expect(passage.backward(X, 0, classes, rows, gradient, from)).toBeCloseTo(cost(), 12);
  const h = 1e-5;
  network.forEach((layer, k) => {
    for (const part of ['W', 'b'] as const)
      layer[part].forEach((value, n) => {
        layer[part][n] = value + h;
        const above = cost();
        layer[part][n] = value - h;
        const slope = (above - cost()) / (2 * h);
        layer[part][n] = value;
        expect(gradient[k]![part][n]).toBeCloseTo(k < from ? 0 : slope, 8);
      });
  });
}

describe('backpropagation', () => {
  it('backward without hidden layers is the gradient of logistic regression, by finite differences', () => {
    checkGradient([5, 3]);
  });
  it('backward through one and two sigmoid layers is the gradient, by finite differences', () => {
    checkGradient([5, 4, 3]);
    checkGradient([5, 7, 4, 3]);
  });
  it('backward(…, from) leaves the layers below alone, and finds the same gradient above', () => {
    checkGradient([5, 7, 4, 3], 2);
  });
  it('backward adds to the gradient that is there, row by row the same as together', () => {
    const { network, X, classes } = example([3, 4, 2], 5);
    const together = zero(network);
    new Passage(network, 5).backward(X, 0, classes, 5, together);
    const apart = zero(network);
    const single = new Passage(network, 1);
    for (let n = 0; n < 5; n++) single.backward(X, n, classes.subarray(n), 1, apart);
    together.forEach((layer, k) => {
      layer.W.forEach((g, n) => {
        expect(apart[k]!.W[n]).toBeCloseTo(g, 12);
      });
    });
  });
  it('forward of an unrolled stack is p(h|v) of each machine, upwards', () => {
    const lower = createRbm(5, 4, { W: noise(20, 1), a: noise(5, 2), b: noise(4, 3) });
    const upper = createRbm(4, 3, { W: noise(12, 4), a: noise(4, 5), b: noise(3, 6) });
    const network = unroll([lower, upper], 5, 2);
    const passage = new Passage(network, 2);
    const row = Uint8Array.of(9, 9, 9, 9, 9, 1, 0, 1, 1, 0);
    const probabilities = passage.forward(row, 1, 1);
    const features = hiddenMean(upper, hiddenMean(lower, row.subarray(5)));
    features.forEach((p, j) => {
      expect(passage.outputs[1]![j]).toBeCloseTo(p, 14);
    });
    expect([...probabilities.subarray(0, 2)]).toEqual([0.5, 0.5]);
  });
  it('unroll copies, takes no layers at all, and refuses those that do not fit', () => {
    const rbm = createRbm(3, 2, { W: [1, 2, 3, 4, 5, 6] });
    const network = unroll([rbm], 3, 4);
    network[0]!.W[0] = 99;
    expect(rbm.W[0]).toBe(1);
    expect(unroll([], 3, 4).map(({ inputs, outputs }) => [inputs, outputs])).toEqual([[3, 4]]);
    expect(() => unroll([rbm], 5, 4)).toThrow('invalid layer 1: 3 visible units; expected 5');
    expect(() => unroll([rbm, rbm], 3, 4)).toThrow('invalid layer 2: 3 visible units; expected 2');
  });
  it('randomNetwork has the variance 2/(inputs + outputs), other numbers for each seed, and a silent softmax', () => {
    const [lower, upper] = randomNetwork([60, 40, 10], 3);
    const variance = lower!.W.reduce((sum, w) => sum + w * w, 0) / lower!.W.length;
    // of 2,400 normal numbers: standard error √(2/2400) = 2.9 %
    expect(variance / 0.02).toBeGreaterThan(0.88);
    expect(variance / 0.02).toBeLessThan(1.12);
    expect(upper!.W.every((w) => w === 0)).toBe(true);
    expect(randomNetwork([60, 40, 10], 3)[0]!.W).toEqual(lower!.W);
    expect(randomNetwork([60, 40, 10], 4)[0]!.W[0]).not.toBe(lower!.W[0]);
  });
  it('backward tells a cost that is finite where a probability is too small for a number', () => {
    const layer = createDense(1, 3);
    layer.W.set([1000, -1000, 0]);
    const gradient = createDense(1, 3);
    const cost = new Passage([layer], 1).backward(Float64Array.of(1), 0, [1], 1, [gradient]);
    expect([cost, ...gradient.W]).toEqual([2000, 1, -1, 0]);
  });
  it('copyDense shares nothing', () => {
    const layer = createDense(2, 3);
    const copy = copyDense(layer);
    copy.W[1] = 4;
    copy.b[0] = 5;
    expect([layer.W[1], layer.b[0], copy.inputs, copy.outputs]).toEqual([0, 0, 2, 3]);
  });
});
