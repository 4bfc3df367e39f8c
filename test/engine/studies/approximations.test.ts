import { describe, expect, it } from 'vitest';
import { mostIterations, preciseTolerance } from '../../../src/core/meanField';
import { fillNormals } from '../../../src/core/random';
import { createRbm, type Rbm } from '../../../src/core/rbm';
import { approximations } from '../../../src/engine/studies/approximations';
import { registry } from '../../../src/engine/studies/registry';
import type { Tools } from '../../../src/engine/studies/task';
import type { ApproximationsResult, Material, Subject } from '../../../src/engine/study';
import { exactCase, excess, rbmOf } from '../../oracle/fixtures';

function study(rbm: Rbm): { result: ApproximationsResult; yields: (number | undefined)[] } {
  const task = approximations({}, { parameters: rbm } as Subject, {} as Material, {} as Tools);
  const yields = [];
  for (;;) {
    const { done, value } = task.next();
    if (done) return { result: value, yields };
    yields.push(value);
  }
}

function normalRbm(visible: number, hidden: number, deviation: number, seed: number): Rbm {
  const W = fillNormals(seed, { purpose: 'initialWeights' }, new Float64Array(visible * hidden));
  return createRbm(visible, hidden, { W: W.map((x) => deviation * x) });
}

describe('approximations', () => {
  for (const name of ['square', 'wide', 'tall', 'twelve'])
    it(`approximations of ${name} are the reference’s`, () => {
      const { meanField, tap2 } = study(rbmOf(exactCase(name))).result;
      for (const [ours, theirs] of [
        [meanField, exactCase(name).meanField!],
        [tap2, exactCase(name).tap2!],
      ] as const) {
        expect(excess(ours.logPartition, theirs.lnZ)).toBeLessThanOrEqual(1);
        expect(ours.converged).toBe(true);
        expect(ours.residual).toBeLessThanOrEqual(preciseTolerance);
        expect(ours.iterations).toBeGreaterThan(20);
      }
      expect(meanField.logPartition).toBeLessThan(exactCase(name).lnZ);
    });

  it('approximations flag a point that was not found', () => {
    const results = Array.from({ length: 20 }, (_, seed) => study(normalRbm(16, 16, 2, seed)).result.tap2);
    const lost = results.filter(({ converged }) => !converged);
    expect(lost.length).toBeGreaterThan(0);
    for (const { iterations, residual, logPartition } of lost) {
      expect(iterations).toBe(mostIterations);
      expect(residual).toBeGreaterThan(preciseTolerance);
      expect(logPartition).not.toBeNaN();
    }
  });

  it('approximations of a large model let messages in between iterations', () => {
    const { result, yields } = study(normalRbm(784, 500, 0.01, 1));
    const { meanField, tap2 } = result;
    expect(meanField.converged && tap2.converged).toBe(true);
    expect(yields).toHaveLength(meanField.iterations + tap2.iterations - 1);
    expect(tap2.logPartition).toBeGreaterThan(meanField.logPartition);
  });

  it('approximations refuse parameters that are no numbers, in words', () => {
    for (const parts of [{ W: [1, Number.NaN] }, { a: [Infinity] }, { b: [0, Number.NaN] }])
      expect(() => study(createRbm(1, 2, parts))).toThrow(/no longer finite/);
  });

  it('approximations can be asked of a worker', () => {
    expect(registry.approximations).toBe(approximations);
  });
});
