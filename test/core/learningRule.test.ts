import { describe, expect, it } from 'vitest';
import { zeroGradient } from '../../src/core/gradient';
import { addSparsity, awaitsMeans, learningRateAt, sweptChains, takeStep } from '../../src/core/learningRule';
import { createRbm } from '../../src/core/rbm';
import { plainRule } from '../oracle/rules';

describe('learningRateAt', () => {
  const rule = { learningRate: 0.2, scheduleTime: 100 };
  it('learningRateAt is constant, or half after the schedule’s time', () => {
    for (const update of [0, 7, 1e6])
      expect(learningRateAt({ ...rule, schedule: 'constant' }, update)).toBe(0.2);
    for (const schedule of ['inverse', 'exponential'] as const) {
      expect(learningRateAt({ ...rule, schedule }, 0)).toBe(0.2);
      expect(learningRateAt({ ...rule, schedule }, 100)).toBeCloseTo(0.1, 15);
    }
  });
  it('learningRateAt falls as 1/(1 + t/τ), or halves again and again', () => {
    expect(learningRateAt({ ...rule, schedule: 'inverse' }, 300)).toBeCloseTo(0.05, 15);
    expect(learningRateAt({ ...rule, schedule: 'exponential' }, 300)).toBeCloseTo(0.025, 15);
  });
});

describe('sweptChains', () => {
  const chains = (algorithm: typeof plainRule.algorithm) =>
    sweptChains({ algorithm, chainCount: 5, ladderSize: 3 }, 11);
  it('sweptChains counts rows, chains, or every chain of every ladder', () => {
    expect([chains('cd'), chains('pcd'), chains('tempering')]).toEqual([11, 5, 15]);
  });
  it('sweptChains is 0 where the model’s means are awaited', () => {
    for (const algorithm of ['exact', 'meanField', 'tap2'] as const) {
      expect(awaitsMeans(algorithm)).toBe(true);
      expect(chains(algorithm)).toBe(0);
    }
    for (const algorithm of ['cd', 'pcd', 'tempering'] as const) expect(awaitsMeans(algorithm)).toBe(false);
  });
});

describe('takeStep', () => {
  const start = () => createRbm(2, 2, { W: [1, -2, 0, 4], a: [10, 20], b: [30, 40] });
  const gradient = { W: Float64Array.of(1, 1, 1, 1), a: Float64Array.of(2, 3), b: Float64Array.of(5, 7) };
  const stepped = (rule: Partial<typeof plainRule>) => {
    const rbm = start();
    takeStep(rbm, zeroGradient(rbm), gradient, { ...plainRule, learningRate: 0.5, ...rule }, 0);
    return rbm;
  };
  it('takeStep adds rate · gradient', () => {
    const { W, a, b } = stepped({});
    expect(Array.from(W)).toEqual([1.5, -1.5, 0.5, 4.5]);
    expect(Array.from(a)).toEqual([11, 21.5]);
    expect(Array.from(b)).toEqual([32.5, 43.5]);
  });
  it('takeStep decays weights in proportion, and biases not at all', () => {
    const { W, a, b } = stepped({ weightDecay: 0.5 });
    expect(Array.from(W)).toEqual([1.25, -1, 0.5, 3.5]);
    expect([Array.from(a), Array.from(b)]).toEqual([
      [11, 21.5],
      [32.5, 43.5],
    ]);
  });
  it('takeStep with sparse decay pulls by sign, and leaves a weight of 0 alone', () => {
    expect(Array.from(stepped({ weightDecayL1: 0.25 }).W)).toEqual([1.375, -1.375, 0.5, 4.375]);
  });
  it('takeStep carries momentum from step to step', () => {
    const rbm = start();
    const velocity = zeroGradient(rbm);
    const rule = { ...plainRule, learningRate: 0.5, momentum: 0.5 };
    takeStep(rbm, velocity, gradient, rule, 0);
    takeStep(rbm, velocity, gradient, rule, 1);
    expect(Array.from(velocity.W)).toEqual([0.75, 0.75, 0.75, 0.75]);
    expect(Array.from(rbm.a)).toEqual([12.5, 23.75]);
    expect(Array.from(rbm.b)).toEqual([36.25, 48.75]);
  });
  it('takeStep asks the schedule for the rate', () => {
    const rbm = start();
    const rule = { ...plainRule, learningRate: 1, schedule: 'inverse', scheduleTime: 10 } as const;
    takeStep(rbm, zeroGradient(rbm), gradient, rule, 10);
    expect(Array.from(rbm.a)).toEqual([11, 21.5]);
  });
});

describe('addSparsity', () => {
  it('addSparsity pulls b towards the target, and W by the mean of v times that', () => {
    const gradient = zeroGradient(createRbm(2, 2));
    const plus = { vh: new Float64Array(4), v: Float64Array.of(0.5, 1), h: Float64Array.of(0.25, 0.75) };
    addSparsity(gradient, plus, { ...plainRule, sparsityTarget: 0.5, sparsityCost: 2 });
    expect(Array.from(gradient.b)).toEqual([0.5, -0.5]);
    expect(Array.from(gradient.W)).toEqual([0.25, -0.25, 0.5, -0.5]);
    expect(Array.from(gradient.a)).toEqual([0, 0]);
  });
});
