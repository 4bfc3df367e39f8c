import { describe, expect, it } from 'vitest';
import { barsAndStripes } from '../../../src/core/data/barsAndStripes';
import { Learner } from '../../../src/core/learning';
import type { LearningRule } from '../../../src/core/learningRule';
import { copyRbm, hiddenMean } from '../../../src/core/rbm';
import { type Rows, row } from '../../../src/core/rows';
import type { WatchedUpdate } from '../../../src/state/phasesSlice';
import { measuredStep, outerProduct, stepBefore, updateParts } from '../../../src/views/phases/updateParts';

const sample = {
  vPlus: Uint8Array.from([1, 0, 1]),
  hPlusMean: Float32Array.from([0.75, 0.25]),
  vMinus: Uint8Array.from([1, 1, 0]),
  hMinusMean: Float32Array.from([0.5, 0.125]),
};
const W = [1, -2, 0, 4, -1, 0.5];

describe('outerProduct()', () => {
  it('has a row a visible unit and a column a hidden one', () => {
    expect([...outerProduct([1, 0, 1], [0.75, 0.25])]).toEqual([0.75, 0.25, 0, 0, 0.75, 0.25]);
  });
});

describe('updateParts()', () => {
  it('subtracts the negative phase from the positive, and takes ε of it', () => {
    const parts = updateParts(sample, W, { rate: 0.5, momentum: 0, weightDecay: 0 }, undefined);
    expect([...parts.difference]).toEqual([0.25, 0.125, -0.5, -0.125, 0.75, 0.25]);
    expect([...parts.step!]).toEqual([0.125, 0.0625, -0.25, -0.0625, 0.375, 0.125]);
  });

  it('adds decay against the weight, and momentum along the last step', () => {
    const last = [1, 0, 0, 0, 0, -2];
    const parts = updateParts(sample, W, { rate: 0.5, momentum: 0.5, weightDecay: 0.25 }, last);
    expect([...parts.decayed]).toEqual([-0.125, 0.25, -0, -0.5, 0.125, -0.0625]);
    expect([...parts.carried!]).toEqual([0.5, 0, 0, 0, 0, -1]);
    expect(parts.step![0]).toBe(0.125 - 0.125 + 0.5);
    expect(parts.step![5]).toBe(0.125 - 0.0625 - 1);
  });

  it('does not know the step where momentum goes on from one that was not watched', () => {
    const parts = updateParts(sample, W, { rate: 0.5, momentum: 0.5, weightDecay: 0 }, undefined);
    expect([parts.carried, parts.step]).toEqual([undefined, undefined]);
    expect(parts.learnt[0]).toBe(0.125);
  });

  it('finds the phases that the reference learner’s own steps are made of', () => {
    const rows = barsAndStripes(3).training;
    const rule: LearningRule = {
      algorithm: 'cd',
      gibbsSteps: 1,
      chainCount: 1,
      ladderSize: 2,
      learningRate: 0.2,
      schedule: 'constant',
      scheduleTime: 1000,
      momentum: 0.5,
      weightDecay: 0.05,
      weightDecayL1: 0,
      batchSize: 1,
      sparsityTarget: 0.1,
      sparsityCost: 0,
      centering: false,
    } as LearningRule;
    const learner = new Learner(rows, {
      hidden: 4,
      seed: 7,
      weightDeviation: 0.5,
      startingBiases: 'zero',
    } as never);
    let last: Float64Array | undefined = new Float64Array(9 * 4);
    for (let update = 0; update < 6; update++) {
      const before = copyRbm(learner.rbm);
      learner.step(rule);
      const step = learner.rbm.W.map((w, n) => w - before.W[n]);
      const parts = { rate: 0.2, momentum: 0.5, weightDecay: 0.05 };
      // of all rows and dreams only the learner's own make its step
      const found = samplesThatMake(before, step, last, parts, rows);
      expect(found.length).toBeGreaterThanOrEqual(1);
      last = step;
    }
  });
});

/** Data rows and dreams, all 512, by which the parts come to `step`. */
function samplesThatMake(
  rbm: ReturnType<typeof copyRbm>,
  step: Float64Array,
  last: Float64Array | undefined,
  rule: { rate: number; momentum: number; weightDecay: number },
  rows: Rows,
) {
  const found: [number, number][] = [];
  for (let n = 0; n < rows.count; n++)
    for (let state = 0; state < 512; state++) {
      const vPlus = row(rows, n);
      const vMinus = Uint8Array.from({ length: 9 }, (_, i) => (state >> i) & 1);
      const [hPlusMean, hMinusMean] = [
        hiddenMean(rbm, vPlus),
        hiddenMean(rbm, vMinus),
      ] as never as Float32Array[];
      const parts = updateParts({ vPlus, hPlusMean, vMinus, hMinusMean }, rbm.W, rule, last);
      if (parts.step!.every((value, k) => Math.abs(value - step[k]) < 1e-12)) found.push([n, state]);
    }
  return found;
}

describe('stepBefore()', () => {
  const update = (number: number, momentum: number): WatchedUpdate =>
    ({
      update: number,
      rule: { rate: 1, momentum, weightDecay: 0 },
      before: { W: Float32Array.from([1, 2]) },
      after: { W: Float32Array.from([1.5, 1]) },
    }) as unknown as WatchedUpdate;

  it('is what W changed by in the update before, where that had momentum', () => {
    expect([...measuredStep(update(4, 0.9))]).toEqual([0.5, -1]);
    expect([...stepBefore([update(3, 0.9), update(4, 0.9)], 5, 2)!]).toEqual([0.5, -1]);
  });

  it('is 0 at the start, and after an update without momentum', () => {
    expect([...stepBefore([], 0, 2)!]).toEqual([0, 0]);
    expect([...stepBefore([update(4, 0)], 5, 2)!]).toEqual([0, 0]);
  });

  it('is unknown where the update before was not watched', () => {
    expect(stepBefore([update(3, 0.9)], 5, 2)).toBeUndefined();
  });
});
