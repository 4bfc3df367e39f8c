/** What every ln Z kernel promises, plain or fast. */
import { describe, expect, test } from 'vitest';
import { logPartition, modelMeans } from '../../src/core/partition';
import { exchangeLayers } from '../../src/core/rbm';
import type { PartitionKernel, Precision } from '../../src/kernels/contract';
import { exactCases, goldenCases, goldenRbm, rbmOf } from '../oracle/fixtures';
import { enumerate, largestDifference, normalModel } from './partitionModels';

/** Visible × hidden: one bit, lanes and blocks unfilled, either layer the smaller one, a layer of no units. */
const awkwardSizes = [
  [1, 1],
  [1, 12],
  [12, 1],
  [3, 5],
  [5, 3],
  [7, 13],
  [33, 6],
  [65, 9],
  [5, 33],
  [300, 8],
  [9, 301],
  [4, 0],
] as const;

/** Absolute errors of ln Z and of means allowed in each precision, at sizes of a test. */
const tolerances: Record<Precision, { logPartition: number; means: number }> = {
  f32: { logPartition: 3e-7, means: 1e-6 },
  f64: { logPartition: 1e-11, means: 1e-12 },
  'log-sum-exp': { logPartition: 1e-11, means: 1e-11 },
};

/** `manyChunks`: a shape that the kernel cuts into at least 8 chunks. `precisions`: those that it has. */
export function partitionContract(
  create: () => PartitionKernel,
  manyChunks: readonly [number, number],
  precisions: readonly Precision[],
): void {
  describe.each(precisions)('in %s', (precision) => {
    const { logPartition: tolerance, means: meansTolerance } = tolerances[precision];

    test.each(awkwardSizes)('begin(%i × %i) gives ln Z and means as core does', (visible, hidden) => {
      const rbm = normalModel(visible, hidden, 0.7, 3);
      const result = enumerate(create(), rbm, { precision, means: true });
      const expected = modelMeans(rbm);
      expect(result.precision).toBe(precision);
      expect(result.states).toBe(2 ** Math.min(visible, hidden));
      expect(Math.abs(result.logPartition - logPartition(rbm))).toBeLessThan(tolerance);
      for (const name of ['vh', 'v', 'h'] as const) {
        expect(largestDifference(result.means![name], expected[name])).toBeLessThan(meansTolerance);
      }
    });

    test.each(exactCases)('begin($name) gives the reference ln Z and means', (reference) => {
      const result = enumerate(create(), rbmOf(reference), { precision, means: true });
      const { v, h, vh } = result.means!;
      const scale = Math.max(1, Math.abs(reference.lnZ));
      expect(Math.abs(result.logPartition - reference.lnZ)).toBeLessThan(tolerance * scale);
      expect(largestDifference(v, reference.meanVisible)).toBeLessThan(meansTolerance);
      expect(largestDifference(h, reference.meanHidden)).toBeLessThan(meansTolerance);
      expect(largestDifference(vh, reference.meanVisibleHidden.flat())).toBeLessThan(meansTolerance);
    });

    test.each(goldenCases.filter(({ nh }) => nh <= 12))('begin($name) gives the golden ln Z', (golden) => {
      const result = enumerate(create(), goldenRbm(golden), { precision });
      expect(Math.abs(result.logPartition - golden.logZ)).toBeLessThan(Math.max(tolerance, 1e-10));
    });

    test('advance(count) gives the same bits wherever the work is cut', () => {
      const model = normalModel(...manyChunks, 0.4);
      const kernel = create();
      const whole = enumerate(kernel, model, { precision, means: true });
      for (const step of [1, 3]) {
        expect(enumerate(kernel, model, { precision, means: true, step })).toEqual(whole);
      }
    });

    test('begin(model) is not touched by what its kernel did before', () => {
      const small = normalModel(3, 7, 1, 2);
      const kernel = create();
      const first = enumerate(kernel, small, { precision, means: true });
      enumerate(kernel, normalModel(40, 9, 2), { precision, means: true });
      expect(enumerate(kernel, small, { precision, means: true })).toEqual(first);
    });

    test('begin(model) takes f32 parameters as the numbers they are', () => {
      const rbm = normalModel(6, 4, 1);
      const [W, a, b] = [rbm.W, rbm.a, rbm.b].map((x) => Float32Array.from(x));
      const rounded = { ...rbm, W: Float64Array.from(W), a: Float64Array.from(a), b: Float64Array.from(b) };
      const kernel = create();
      const narrow = enumerate(kernel, { ...rbm, W, a, b }, { precision });
      expect(narrow.logPartition).toBe(enumerate(kernel, rounded, { precision }).logPartition);
    });
  });

  test('begin(model) takes the smaller layer, whichever it is: exchanged layers have one ln Z', () => {
    const rbm = normalModel(14, 6, 0.8);
    const kernel = create();
    const straight = enumerate(kernel, rbm, { means: true });
    const exchanged = enumerate(kernel, exchangeLayers(rbm), { means: true });
    expect(straight.states).toBe(64);
    expect(exchanged.logPartition).toBe(straight.logPartition);
    expect(exchanged.means!.v).toEqual(straight.means!.h);
    expect(exchanged.means!.vh[3 * 14 + 11]).toBe(straight.means!.vh[11 * 6 + 3]);
  });

  test('chunks depends on shape and precision alone, whatever is asked for', () => {
    const kernel = create();
    for (const precision of precisions) {
      const { chunks } = kernel.begin(normalModel(...manyChunks, 0.01), { precision });
      expect(chunks).toBeGreaterThanOrEqual(8);
      const other = normalModel(...manyChunks, 3, 9);
      expect(kernel.begin(other, { precision }).chunks).toBe(chunks);
      expect(kernel.begin(other, { precision, means: true }).chunks).toBe(chunks);
    }
  });

  test('advance(count) counts what is done and says when all is', () => {
    const job = create().begin(normalModel(...manyChunks, 0.1));
    expect([job.done, job.advance(2), job.done]).toEqual([0, false, 2]);
    expect(() => job.result()).toThrow(/unfinished: 2 of \d+ chunks/);
    expect([job.advance(1e9), job.done]).toEqual([true, job.chunks]);
    const { logPartition } = job.result();
    expect(job.advance(1)).toBe(true);
    expect(job.result().logPartition).toBe(logPartition);
  });

  test('begin(next) ends the job before it', () => {
    const kernel = create();
    const job = kernel.begin(normalModel(4, 3, 1));
    kernel.begin(normalModel(3, 4, 1));
    expect(() => job.advance(1)).toThrow(/begun another/);
  });

  test('begin(model) holds a layer of 36 units in numbers beyond 2^31', () => {
    const job = create().begin(normalModel(1000, 36, 0.1));
    expect(job.chunks).toBeGreaterThan(2 ** 20);
    expect(job.advance(1)).toBe(false);
    expect(job.done).toBe(1);
  });

  test('begin(model) refuses in words what it cannot enumerate', () => {
    const begin = (visible: number, hidden: number, weights = visible * hidden) =>
      create().begin({
        visible,
        hidden,
        W: new Float64Array(weights || 0),
        a: new Float64Array(visible || 0),
        b: new Float64Array(hidden || 0),
      });
    expect(() => begin(37, 40)).toThrow('invalid smaller layer: 37 units; expected 0..36 to enumerate');
    expect(() => begin(1025, 4)).toThrow('invalid visible: 1025 units; expected 1..1024 (whole)');
    expect(() => begin(0, 3)).toThrow('invalid visible: 0 units');
    expect(() => begin(4, 2.5, 10)).toThrow(RangeError);
    expect(() => begin(Number.NaN, 2, 0)).toThrow(RangeError);
    expect(() => begin(3, 2, 5)).toThrow('invalid W: length 5; expected 6');
  });

  test('begin(model) answers NaN where a parameter is no number, and no other trouble', () => {
    for (const spoil of [Number.NaN, Number.POSITIVE_INFINITY]) {
      for (const name of ['W', 'a', 'b'] as const) {
        const model = normalModel(6, 5, 1);
        model[name][2] = spoil;
        model[name][1] = -spoil;
        expect(Number.isFinite(enumerate(create(), model, { means: true }).logPartition)).toBe(false);
      }
    }
  });
}
