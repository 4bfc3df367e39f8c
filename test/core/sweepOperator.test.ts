import { describe, expect, it } from 'vitest';
import { exactGradient } from '../../src/core/gradient';
import { createRbm, type Rbm } from '../../src/core/rbm';
import { rowsFrom } from '../../src/core/rows';
import { expectedContrastiveGradient, relaxationTime, secondEigenvalue, stateOf } from '../../src/core/sweep';
import {
  expectedGradient,
  expectedGradients,
  type Slices,
  slowestEigenvalue,
  sweepOperator,
} from '../../src/core/sweepOperator';
import {
  distinctBars,
  exactCases,
  excess,
  goldenCases,
  goldenRbm,
  largestExcess,
  rbmOf,
  rowsOf,
} from '../oracle/fixtures';

/** Runs to the end; how many pieces there were. */
function finish<T>(work: Slices<T>): { readonly result: T; readonly pieces: number } {
  for (let pieces = 1; ; pieces++) {
    const step = work.next();
    if (step.done) return { result: step.value, pieces };
  }
}
const operatorOf = (rbm: Rbm) => finish(sweepOperator(rbm)).result;
const expectedOf = (rbm: Rbm, rows: Parameters<typeof expectedGradient>[1], k: number) =>
  finish(expectedGradient(operatorOf(rbm), rows, k)).result;
const eigenvalueOf = (rbm: Rbm, options = {}) => finish(slowestEigenvalue(operatorOf(rbm), options)).result;
const norm = (x: Float64Array) => Math.sqrt(x.reduce((sum, y) => sum + y * y, 0));

/** Machines side by side that don't meet: two visible units each, joined by one hidden unit so strongly. */
function sideBySide(strengths: readonly number[]): Rbm {
  const hidden = strengths.length;
  const rbm = createRbm(2 * hidden, hidden);
  strengths.forEach((w, j) => {
    for (const i of [2 * j, 2 * j + 1]) {
      rbm.W[i * hidden + j] = w;
      rbm.a[i] = -w / 2;
    }
    rbm.b[j] = -w;
  });
  return rbm;
}

describe('expectedGradient', () => {
  for (const one of exactCases.filter(({ expectedCdGradient }) => expectedCdGradient))
    it(`expectedGradient gives the reference of "${one.name}" for every k`, () => {
      for (const [k, reference] of Object.entries(one.expectedCdGradient!)) {
        const { W, a, b } = expectedOf(rbmOf(one), rowsOf(one), Number(k));
        expect(largestExcess(W, reference.W.flat())).toBeLessThanOrEqual(1);
        expect(largestExcess(a, reference.a)).toBeLessThanOrEqual(1);
        expect(largestExcess(b, reference.b)).toBeLessThanOrEqual(1);
      }
    });

  it('expectedGradient has the golden bias on the 9×5 model', () => {
    const golden = goldenCases.find(({ nv, nh, expected_CD }) => nv === 9 && nh === 5 && expected_CD)!;
    const model = goldenRbm(golden);
    const exact = exactGradient(model, distinctBars(3)).W;
    for (const [k, reference] of Object.entries(golden.expected_CD!)) {
      const { W } = expectedOf(model, distinctBars(3), Number(k));
      expect(excess(W[0], reference.W00)).toBeLessThanOrEqual(1);
      expect(excess(norm(W.map((x, n) => x - exact[n])), reference.bias_fro)).toBeLessThanOrEqual(1);
    }
  });

  it('expectedGradient equals the readable form where there are more hidden units than visible ones', () => {
    const model = goldenRbm({ nv: 3, nh: 7, scale: 2 });
    const rows = rowsFrom([
      [1, 0, 1],
      [1, 1, 1],
    ]);
    const readable = expectedContrastiveGradient(model, rows, 3);
    const fast = expectedOf(model, rows, 3);
    for (const group of ['W', 'a', 'b'] as const)
      expect(largestExcess(fast[group], readable[group])).toBeLessThanOrEqual(1);
  });

  it('expectedGradients are those of every k on its own, to the last bit', () => {
    const model = goldenRbm({ nv: 5, nh: 4, scale: 2 });
    const rows = rowsFrom([
      [1, 0, 1, 1, 0],
      [0, 1, 1, 0, 0],
    ]);
    const all = finish(expectedGradients(operatorOf(model), rows, 4)).result;
    expect(all).toEqual([1, 2, 3, 4].map((k) => expectedOf(model, rows, k)));
  });

  it('expectedGradient of a machine without hidden units is exact after one sweep', () => {
    const model = createRbm(3, 0, { a: [1, -2, 0.5] });
    const rows = rowsFrom([
      [1, 0, 1],
      [0, 1, 0],
    ]);
    expect(largestExcess(expectedOf(model, rows, 1).a, exactGradient(model, rows).a)).toBeLessThanOrEqual(1);
  });

  it('expectedGradient yields on its way through 22 units, and not where there is nothing to wait for', () => {
    const rows = rowsFrom([stateOf(0b1011, 11), stateOf(0b1, 11)]);
    const { pieces } = finish(expectedGradient(operatorOf(goldenRbm({ nv: 11, nh: 11, scale: 1 })), rows, 2));
    expect(pieces).toBeGreaterThanOrEqual(9);
    expect(finish(sweepOperator(goldenRbm({ nv: 20, nh: 2, scale: 1 }))).pieces).toBeGreaterThan(10);
    const small = goldenRbm({ nv: 4, nh: 3, scale: 1 });
    expect(finish(expectedGradient(operatorOf(small), rowsFrom([[1, 0, 1, 1]]), 1)).pieces).toBe(1);
  });

  it('sweepOperator refuses a model above 22 units before it allocates', () => {
    expect(() => operatorOf(createRbm(64, 16))).toThrow(
      new RangeError('invalid model: 64 + 16 units; expected at most 22 together'),
    );
  });
});

describe('slowestEigenvalue', () => {
  it('slowestEigenvalue gives the reference of every case, and its relaxation time', () => {
    const cases = exactCases.filter(({ gibbs }) => gibbs);
    expect(cases.length).toBeGreaterThan(3);
    for (const one of cases) {
      const eigenvalue = eigenvalueOf(rbmOf(one));
      expect(excess(eigenvalue, one.gibbs!.secondEigenvalue)).toBeLessThanOrEqual(1);
      expect(excess(relaxationTime(eigenvalue), one.gibbs!.relaxationTimeSweeps)).toBeLessThanOrEqual(1);
    }
  });

  it('slowestEigenvalue gives the golden values', () => {
    for (const one of goldenCases.filter(({ kernel_lambda2 }) => kernel_lambda2))
      expect(eigenvalueOf(goldenRbm(one))).toBeCloseTo(one.kernel_lambda2!, 10);
  });

  it('slowestEigenvalue equals the readable form over either layer', () => {
    for (const shape of [
      { nv: 7, nh: 3, scale: 1.5 },
      { nv: 3, nh: 7, scale: 1.5 },
    ])
      expect(eigenvalueOf(goldenRbm(shape))).toBeCloseTo(secondEigenvalue(goldenRbm(shape)), 12);
  });

  it('slowestEigenvalue tells close modes apart within 20 sweeps, where powers of T take hundreds', () => {
    const twins = sideBySide([3, 3.01, 3.02]);
    const truth = secondEigenvalue(twins);
    expect(eigenvalueOf(twins, { most: 20 })).toBeCloseTo(truth, 11);
    expect(secondEigenvalue(twins, { most: 200 })).not.toBeCloseTo(truth, 4);
  });

  it('slowestEigenvalue of machines side by side is that of the slowest', () => {
    expect(eigenvalueOf(sideBySide([6, 6.001, 6.002]))).toBeCloseTo(eigenvalueOf(sideBySide([6.002])), 12);
  });

  it('slowestEigenvalue is 0 without weights or hidden units, and close to 1 where chains are stuck', () => {
    expect(eigenvalueOf(createRbm(3, 2, { a: [1, 2, 3] }))).toBe(0);
    expect(eigenvalueOf(createRbm(3, 0, { a: [1, 2, 3] }))).toBe(0);
    const stuck = createRbm(2, 2, { W: [30, 30, 30, 30], a: [-30, -30], b: [-30, -30] });
    const eigenvalue = eigenvalueOf(stuck);
    expect(eigenvalue).toBeGreaterThan(0.999);
    expect(eigenvalue).toBeLessThanOrEqual(1);
  });
});
