import { describe, expect, it } from 'vitest';
import { barsAndStripes } from '../../src/core/data/barsAndStripes';
import { parity } from '../../src/core/data/parity';
import { centred, clampedMeans, difference, exactGradient } from '../../src/core/gradient';
import { Learner } from '../../src/core/learning';
import type { LearningRule } from '../../src/core/learningRule';
import { learningTolerance, StationarySearch } from '../../src/core/meanField';
import { bestLogLikelihood, hiddenActivity } from '../../src/core/measures';
import { logLikelihood } from '../../src/core/partition';
import { shuffledOrder } from '../../src/core/random';
import { copyRbm, createRbm, type Rbm } from '../../src/core/rbm';
import { type Rows, rowsFrom, selectRows } from '../../src/core/rows';
import { type StartOptions, startingRbm } from '../../src/core/start';
import { startLadders, temperedMeans } from '../../src/core/tempering';
import { plainRule } from '../oracle/rules';

const options = { hidden: 4, seed: 1, weightDeviation: 0.1, startingBiases: 'zero' } as const;
const bars = barsAndStripes(3).training;

function learn(
  rows: Rows,
  rule: Partial<LearningRule>,
  updates: number,
  start: StartOptions = options,
): Learner {
  const learner = new Learner(rows, start);
  while (learner.update < updates) learner.step({ ...plainRule, ...rule });
  return learner;
}
const parametersOf = ({ W, a, b }: Rbm) => [...W, ...a, ...b];
const largestGap = (x: Rbm, y: Rbm) => {
  const others = parametersOf(y);
  return Math.max(...parametersOf(x).map((value, n) => Math.abs(value - others[n])));
};

describe('Learner', () => {
  it('step with the exact gradient and all rows climbs by rate · gradient', () => {
    const learner = new Learner(bars, options);
    const before = copyRbm(learner.rbm);
    const gradient = exactGradient(before, bars);
    learner.step({ ...plainRule, algorithm: 'exact', batchSize: bars.count, learningRate: 0.5 });
    learner.rbm.W.forEach((w, n) => {
      expect(w).toBeCloseTo(before.W[n] + 0.5 * gradient.W[n], 13);
    });
    learner.rbm.b.forEach((b, j) => {
      expect(b).toBeCloseTo(before.b[j] + 0.5 * gradient.b[j], 13);
    });
  });
  it('step with the exact gradient never loses likelihood at a small rate', () => {
    const learner = new Learner(bars, options);
    let last = logLikelihood(learner.rbm, bars);
    for (let n = 0; n < 100; n++) {
      learner.step({ ...plainRule, algorithm: 'exact', batchSize: 16, learningRate: 0.1 });
      const now = logLikelihood(learner.rbm, bars);
      expect(now).toBeGreaterThan(last);
      last = now;
    }
  });
  it('step with the exact gradient comes close to the best possible likelihood, and never beyond', () => {
    const { rbm } = learn(
      bars,
      { algorithm: 'exact', batchSize: 16, learningRate: 0.5, momentum: 0.9 },
      600,
      { ...options, hidden: 8 },
    );
    const best = bestLogLikelihood(bars);
    expect(logLikelihood(rbm, bars)).toBeLessThan(best);
    expect(logLikelihood(rbm, bars)).toBeGreaterThan(best - 0.05);
  });
  it('step takes the rows of the epoch’s shuffled order, the rest of it in the last batch', () => {
    const learner = new Learner(bars, options);
    const positions = [];
    for (let n = 0; n < 4; n++) {
      learner.step({ ...plainRule, batchSize: 7 });
      positions.push([learner.update, learner.epoch, learner.cursor]);
    }
    expect(positions).toEqual([
      [1, 0, 7],
      [2, 0, 14],
      [3, 1, 0],
      [4, 1, 7],
    ]);
  });
  it('step takes the next epoch’s rows in another order', () => {
    const learner = new Learner(bars, options);
    const rule = { ...plainRule, batchSize: 5, algorithm: 'exact', learningRate: 1 } as const;
    while (learner.epoch < 1) learner.step(rule);
    const before = copyRbm(learner.rbm);
    learner.step(rule);
    const taken = selectRows(bars, shuffledOrder(1, 1, 16).subarray(0, 5));
    const { a } = exactGradient(before, taken);
    learner.rbm.a.forEach((x, i) => {
      expect(x).toBeCloseTo(before.a[i] + a[i], 13);
    });
  });
  it('step averages over the rows that it really took', () => {
    const learner = new Learner(bars, { ...options, weightDeviation: 0 });
    const rule = { ...plainRule, batchSize: 15, algorithm: 'exact', learningRate: 1 } as const;
    learner.step(rule);
    const before = copyRbm(learner.rbm);
    learner.step(rule);
    const left = selectRows(bars, shuffledOrder(1, 0, 16).subarray(15));
    expect(learner.rbm.a[0]).toBeCloseTo(before.a[0] + exactGradient(before, left).a[0], 13);
  });
  it('the same seed gives the same bits, another seed gives others', () => {
    const rule = { algorithm: 'pcd', chainCount: 5, batchSize: 3 } as const;
    expect(learn(bars, rule, 50).rbm).toEqual(learn(bars, rule, 50).rbm);
    expect(
      largestGap(learn(bars, rule, 50).rbm, learn(bars, rule, 50, { ...options, seed: 2 }).rbm),
    ).toBeGreaterThan(1e-3);
  });
  it('step may change its rule at every update, the number of chains included', () => {
    const learner = new Learner(bars, options);
    for (const [n, algorithm] of (['cd', 'pcd', 'exact', 'pcd', 'cd'] as const).entries())
      learner.step({ ...plainRule, algorithm, chainCount: 4 - n / 2, gibbsSteps: n + 1, batchSize: n + 1 });
    expect(parametersOf(learner.rbm).every(Number.isFinite)).toBe(true);
  });
  for (const expansion of ['meanField', 'tap2'] as const)
    it(`step with ${expansion} climbs by the data’s means minus those of the fixed point`, () => {
      const learner = new Learner(bars, { ...options, weightDeviation: 0.5 });
      const before = copyRbm(learner.rbm);
      const minus = new StationarySearch(before, expansion, { tolerance: learningTolerance }).run().means();
      const gradient = difference(clampedMeans(before, bars), minus);
      learner.step({ ...plainRule, algorithm: expansion, batchSize: 16, learningRate: 1 });
      learner.rbm.W.forEach((w, n) => {
        expect(w).toBeCloseTo(before.W[n] + gradient.W[n], 13);
      });
      learner.rbm.a.forEach((x, i) => {
        expect(x).toBeCloseTo(before.a[i] + gradient.a[i], 13);
      });
    });
  it('step with parallel tempering goes on from the ladders of the update before', () => {
    const rule = {
      ...plainRule,
      algorithm: 'tempering',
      chainCount: 3,
      ladderSize: 4,
      batchSize: 16,
    } as const;
    const learner = new Learner(bars, { ...options, weightDeviation: 0.5 });
    const ladders = startLadders(learner.rbm, options.seed, 3, 4);
    for (let update = 0; update < 3; update++) {
      const before = copyRbm(learner.rbm);
      const { means } = temperedMeans(before, ladders, 1, { seed: options.seed, update });
      const gradient = difference(clampedMeans(before, bars), means);
      learner.step({ ...rule, learningRate: 1 });
      learner.rbm.b.forEach((b, j) => {
        expect(b).toBeCloseTo(before.b[j] + gradient.b[j], 13);
      });
    }
  });
  for (const algorithm of ['tempering', 'meanField', 'tap2'] as const)
    it(`step with ${algorithm} raises the likelihood`, () => {
      const rule = { algorithm, chainCount: 8, ladderSize: 4, batchSize: 16, learningRate: 0.2 } as const;
      const rise =
        logLikelihood(learn(bars, rule, 400).rbm, bars) - logLikelihood(learn(bars, {}, 0).rbm, bars);
      expect(rise).toBeGreaterThan(0.2);
    });
  it('the constructor refuses to learn from nothing', () => {
    expect(() => new Learner(rowsFrom([], 4), options)).toThrow(
      new RangeError('invalid rows: 0; expected at least one'),
    );
  });
});

describe('terms of the rule', () => {
  it('weight decay ends with smaller weights, sparse decay with more of them near 0', () => {
    const weights = (rule: Partial<LearningRule>) =>
      learn(bars, { algorithm: 'exact', batchSize: 16, learningRate: 0.2, ...rule }, 1000).rbm.W;
    const square = (W: Float64Array) => W.reduce((sum, w) => sum + w * w, 0);
    const small = (W: Float64Array) => W.filter((w) => Math.abs(w) < 0.02).length;
    const plain = weights({});
    expect(square(weights({ weightDecay: 0.02 }))).toBeLessThan(0.7 * square(plain));
    expect(small(weights({ weightDecayL1: 0.02 }))).toBeGreaterThan(small(plain) + 5);
  });
  it('a sparsity target draws the mean activity to itself', () => {
    const rule = { batchSize: 16, sparsityTarget: 0.15, sparsityCost: 1 };
    const { rbm } = learn(bars, rule, 2000);
    const activity = hiddenActivity(rbm, bars);
    for (const mean of activity) expect(mean).toBeLessThan(0.3);
    const free = hiddenActivity(learn(bars, { batchSize: 16 }, 2000).rbm, bars);
    expect(Math.max(...free)).toBeGreaterThan(0.4);
  });
  it('momentum runs ahead of plain ascent', () => {
    const rule = { algorithm: 'exact', batchSize: 16, learningRate: 0.05 } as const;
    const slow = logLikelihood(learn(bars, rule, 200).rbm, bars);
    expect(logLikelihood(learn(bars, { ...rule, momentum: 0.9 }, 200).rbm, bars)).toBeGreaterThan(slow + 0.1);
  });
});

describe('centering', () => {
  const rows = rowsFrom([
    [1, 1, 0, 1, 1],
    [1, 0, 0, 1, 1],
    [1, 1, 0, 0, 1],
    [0, 1, 0, 1, 1],
    [1, 1, 1, 1, 0],
  ]);
  /** The same machine for data whose every bit is flipped. */
  function flipped({ visible, hidden, W, a, b }: Rbm): Rbm {
    const columns = b.map((x, j) => {
      let sum = x;
      for (let i = 0; i < visible; i++) sum += W[i * hidden + j];
      return sum;
    });
    return createRbm(visible, hidden, { W: W.map((x) => -x), a: a.map((x) => -x), b: columns });
  }
  /** How far apart the two roads are after some updates, seen from the unflipped side. */
  function distance(centering: boolean): number {
    const rule = {
      ...plainRule,
      algorithm: 'exact',
      batchSize: 5,
      learningRate: 0.2,
      momentum: 0.5,
      centering,
    } as const;
    const start = startingRbm(rows, { ...options, weightDeviation: 0.5 });
    const opposite = { ...rows, bytes: rows.bytes.map((bit) => 1 - bit) };
    const here = new Learner(rows, options, copyRbm(start));
    const there = new Learner(opposite, options, flipped(start));
    for (let n = 0; n < 200; n++) {
      here.step(rule);
      there.step(rule);
    }
    return largestGap(here.rbm, flipped(there.rbm));
  }
  it('centering leaves the exact gradient’s road where it is when every bit is flipped', () => {
    expect(distance(true)).toBeLessThan(4e-13);
  });
  it('centering offsets start at the data’s means and ½ and follow each batch by a hundredth', () => {
    const learner = new Learner(rows, options);
    const rule = {
      ...plainRule,
      algorithm: 'exact',
      centering: true,
      batchSize: 1,
      learningRate: 1,
    } as const;
    const mu = [0.8, 0.8, 0.2, 0.8, 0.8];
    const lambda = [0.5, 0.5, 0.5, 0.5];
    for (let n = 0; n < 3; n++) {
      const before = copyRbm(learner.rbm);
      const batch = selectRows(rows, shuffledOrder(1, 0, 5).subarray(n, n + 1));
      const { v, h } = clampedMeans(before, batch);
      mu.forEach((x, i) => {
        mu[i] = 0.99 * x + 0.01 * v[i];
      });
      lambda.forEach((x, j) => {
        lambda[j] = 0.99 * x + 0.01 * h[j];
      });
      learner.step(rule);
      const { W } = centred(exactGradient(before, batch), mu, lambda);
      learner.rbm.W.forEach((w, m) => {
        expect(w).toBeCloseTo(before.W[m] + W[m], 12);
      });
    }
  });
  it('without centering the two roads part', () => {
    expect(distance(false)).toBeGreaterThan(1e-2);
  });
});

describe('degenerate cases', () => {
  const everyRule = [
    { algorithm: 'cd' },
    { algorithm: 'pcd' },
    { algorithm: 'exact' },
    {
      algorithm: 'cd',
      centering: true,
      sparsityCost: 0.1,
      weightDecay: 0.01,
      weightDecayL1: 0.01,
      momentum: 0.9,
    },
  ] as const;
  const finite = (rbm: Rbm) => parametersOf(rbm).every(Number.isFinite);

  it('step without hidden units learns the base rate', () => {
    for (const rule of everyRule) {
      const { rbm } = learn(bars, { ...rule, batchSize: 16, learningRate: 0.5 }, 300, {
        ...options,
        hidden: 0,
      });
      expect(finite(rbm)).toBe(true);
    }
    const bare = learn(bars, { algorithm: 'exact', batchSize: 16 }, 300, { ...options, hidden: 0 });
    expect(logLikelihood(bare.rbm, bars)).toBeCloseTo(-9 * Math.LN2, 6);
  });
  it('step learns from one pattern, batch after batch of 1', () => {
    const one = rowsFrom([[1, 0, 1, 1]]);
    for (const rule of everyRule) {
      const { rbm } = learn(one, rule, 400);
      expect(finite(rbm)).toBe(true);
    }
    expect(logLikelihood(learn(one, { algorithm: 'exact' }, 400).rbm, one)).toBeGreaterThan(-0.2);
  });
  it('step learns from data that are all equal', () => {
    const same = rowsFrom(Array.from({ length: 6 }, () => [0, 0, 0]));
    for (const rule of everyRule) expect(finite(learn(same, { ...rule, batchSize: 4 }, 200).rbm)).toBe(true);
  });
  it('step takes a batch larger than the data as the data', () => {
    const learner = new Learner(bars, options);
    learner.step({ ...plainRule, batchSize: 1000 });
    expect([learner.epoch, learner.cursor]).toEqual([1, 0]);
  });
  it('step without the weights to break the symmetry keeps the hidden units equal', () => {
    const { rbm } = learn(bars, { algorithm: 'exact', batchSize: 16 }, 50, {
      ...options,
      weightDeviation: 0,
    });
    expect(new Set(rbm.b).size).toBe(1);
  });
});

describe('parity', () => {
  it('clampedMeans of parity says nothing about any pair of units', () => {
    const { v, vh } = clampedMeans(createRbm(5, 2), parity(5).training);
    for (const mean of v) expect(mean).toBe(0.5);
    for (const mean of vh) expect(mean).toBe(0.25);
  });
});
