import { describe, expect, it } from 'vitest';
import { createDense, type Network, unroll } from '../../src/core/backpropagation';
import {
  confusionMatrix,
  type DescentRule,
  descend,
  featuresOf,
  judge,
  type LabelledRows,
  meanWithError,
} from '../../src/core/classifier';
import { shuffledOrder } from '../../src/core/random';
import { createRbm, hiddenMean } from '../../src/core/rbm';

function finished<T>(work: Generator<unknown, T>): T {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}
const rule: DescentRule = { epochs: 3, batchSize: 4, learningRate: 0.3, momentum: 0.5, weightDecay: 0.01 };

/** Exclusive or: no line tells the classes apart. */
const exclusiveOr: LabelledRows = {
  count: 4,
  width: 2,
  values: Uint8Array.of(0, 0, 0, 1, 1, 0, 1, 1),
  classes: Uint16Array.of(0, 1, 1, 0),
};
const small: LabelledRows = {
  count: 3,
  width: 2,
  values: Float64Array.of(0.2, 0.9, 1, 0, 0.4, 0.4),
  classes: Uint16Array.of(1, 0, 2),
};

describe('descend', () => {
  it('descend takes the steps of momentum, a falling rate and decay of W alone, by hand', () => {
    const network = [createDense(2, 3)];
    finished(descend(network, small, { ...rule, epochs: 2, batchSize: 3 }, 5));
    const W = new Float64Array(6);
    const b = new Float64Array(3);
    const [vW, vb] = [new Float64Array(6), new Float64Array(3)];
    for (const rate of [0.3, 0.15]) {
      const [gW, gb] = [new Float64Array(6), new Float64Array(3)];
      for (let n = 0; n < 3; n++) {
        const [x0, x1] = [small.values[2 * n]!, small.values[2 * n + 1]!];
        const weights = [0, 1, 2].map((c) => Math.exp(b[c]! + x0 * W[c]! + x1 * W[3 + c]!));
        const sum = weights[0]! + weights[1]! + weights[2]!;
        for (let c = 0; c < 3; c++) {
          const error = weights[c]! / sum - (small.classes[n] === c ? 1 : 0);
          gW[c] += (x0 * error) / 3;
          gW[3 + c] += (x1 * error) / 3;
          gb[c] += error / 3;
        }
      }
      for (let n = 0; n < 6; n++) {
        vW[n] = 0.5 * vW[n]! - rate * (gW[n]! + 0.01 * W[n]!);
        W[n] += vW[n]!;
      }
      for (let c = 0; c < 3; c++) {
        vb[c] = 0.5 * vb[c]! - rate * gb[c]!;
        b[c] += vb[c]!;
      }
    }
    W.forEach((w, n) => {
      expect(network[0]!.W[n]).toBeCloseTo(w, 13);
    });
    b.forEach((x, c) => {
      expect(network[0]!.b[c]).toBeCloseTo(x, 13);
    });
  });
  it('descend takes rows in the shuffled order of the seed: the last of a batch of one decides most', () => {
    const train = (seed: number) => {
      const network = [createDense(2, 3)];
      finished(descend(network, small, { ...rule, batchSize: 1, epochs: 1 }, seed));
      return [...network[0]!.b];
    };
    const orders = [1, 2, 3, 4].map((seed) => shuffledOrder(seed, 0, 3, 'classifierShuffle').join());
    const other = [2, 3, 4].find((seed) => orders[seed - 1] !== orders[0])!;
    expect(train(1)).toEqual(train(1));
    expect(train(1)).not.toEqual(train(other));
  });
  it('descend(… from) trains the layers above alone', () => {
    const network = unroll([createRbm(2, 3, { W: [3, -2, 1, 0, 4, -1] })], 2, 2);
    const before = network[0]!.W.slice();
    finished(descend(network, exclusiveOr, { ...rule, from: 1 }, 1));
    expect(network[0]!.W).toEqual(before);
    expect(network[1]!.W.some((w) => w !== 0)).toBe(true);
  });
  it('descend says the mean cost of each epoch, ln of the classes at first, falling', () => {
    const network = [createDense(2, 3)];
    const costs: number[] = [];
    for (const done of descend(network, small, { ...rule, epochs: 20, batchSize: 3 }, 1))
      if (done) costs.push(done.cost);
    expect(costs).toHaveLength(20);
    expect(costs[0]).toBeCloseTo(Math.log(3), 14);
    expect(costs[19]).toBeLessThan(costs[1]!);
  });
  it('descend through a hidden layer learns exclusive or, and without one it cannot', () => {
    const steps = { ...rule, epochs: 2000, learningRate: 0.5, momentum: 0.9, weightDecay: 0 };
    const linear = [createDense(2, 2)];
    finished(descend(linear, exclusiveOr, steps, 1));
    expect(finished(judge(linear, exclusiveOr)).accuracy).toBeLessThan(1);
    const deep = unroll([createRbm(2, 3, { W: [1, -1, 0.5, -1, 1, 0.7], b: [0.1, 0, -0.3] })], 2, 2);
    finished(descend(deep, exclusiveOr, steps, 1));
    expect(finished(judge(deep, exclusiveOr)).accuracy).toBe(1);
  });
});

describe('judge', () => {
  const network: Network = [
    { inputs: 2, outputs: 2, W: Float64Array.of(4, 0, 0, 4), b: Float64Array.of(0, 1) },
  ];

  it('judge names each row, and says how sure it is', () => {
    const { guesses, probabilities, accuracy } = finished(judge(network, exclusiveOr));
    expect([...guesses]).toEqual([1, 1, 0, 1]);
    expect(accuracy).toBe(0.25);
    expect(probabilities[2]).toBeCloseTo(Math.exp(4) / (Math.exp(4) + Math.exp(1)), 14);
  });
  it('judge of no rows has no accuracy', () => {
    const none = { ...exclusiveOr, count: 0, values: new Uint8Array(0), classes: new Uint16Array(0) };
    expect(finished(judge(network, none)).accuracy).toBeNaN();
  });
  it('confusionMatrix counts truth down and guess across', () => {
    expect([...confusionMatrix([0, 1, 1, 0, 2], [1, 1, 2, 0, 2], 3)]).toEqual([1, 1, 0, 0, 1, 1, 0, 0, 1]);
  });
});

describe('featuresOf', () => {
  const rbm = createRbm(2, 5, { W: [1, -1, 2, 0.5, -2, 3, 1, 0, -1, 0.2], b: [0, 1, -1, 0.3, 0] });

  it('featuresOf an unrolled machine are its p(h|v), with the rows’ own classes', () => {
    const found = finished(featuresOf(unroll([rbm], 2, 1), exclusiveOr));
    expect([found.count, found.width, found.classes]).toEqual([4, 5, exclusiveOr.classes]);
    for (let n = 0; n < 4; n++)
      hiddenMean(rbm, exclusiveOr.values.subarray(2 * n, 2 * n + 2)).forEach((p, j) => {
        expect(found.values[5 * n + j]).toBeCloseTo(p, 14);
      });
  });
  it('featuresOf a net without hidden layers are the rows', () => {
    expect(finished(featuresOf(unroll([], 2, 2), exclusiveOr))).toBe(exclusiveOr);
  });
});

describe('meanWithError', () => {
  it('meanWithError is the mean, and s/√n with n − 1 in s', () => {
    const { mean, error } = meanWithError([1, 2, 6]);
    expect(mean).toBe(3);
    expect(error).toBeCloseTo(Math.sqrt(7 / 3), 14);
  });
  it('meanWithError of one value has no error', () => {
    expect(meanWithError([0.5])).toEqual({ mean: 0.5, error: Number.NaN });
  });
});
