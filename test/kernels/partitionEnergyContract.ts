/** What every ln Z kernel promises of U, C and S. */
import { describe, expect, test } from 'vitest';
import { thermodynamics } from '../../src/core/thermodynamics';
import type { EnergyMoments, PartitionKernel, Precision } from '../../src/kernels/contract';
import { exactCases, rbmOf } from '../oracle/fixtures';
import { enumerate, largestDifference, normalModel } from './partitionModels';

const awkwardSizes = [
  [1, 1],
  [1, 9],
  [3, 5],
  [5, 3],
  [7, 13],
  [33, 9],
  [12, 65],
  [300, 8],
  [4, 0],
] as const;

/** Relative to the larger of 1 and the value; C's to what it is the difference of as well. */
const tolerances: Record<Precision, number> = { f32: 3e-6, f64: 1e-11, 'log-sum-exp': 1e-11 };

function expectMoments(found: EnergyMoments | undefined, expected: EnergyMoments, tolerance: number): void {
  const scale = Math.max(1, Math.abs(expected.U));
  expect(Math.abs(found!.U - expected.U)).toBeLessThan(tolerance * scale);
  expect(Math.abs(found!.S - expected.S)).toBeLessThan(tolerance * Math.max(scale, expected.S));
  expect(Math.abs(found!.C - expected.C)).toBeLessThan(
    tolerance * Math.max(1, expected.C, expected.S ** 2 / 100),
  );
}

export function partitionEnergyContract(
  create: () => PartitionKernel,
  precisions: readonly Precision[],
  several: readonly [number, number],
): void {
  const large = normalModel(...several, 0.1, 5);
  let ofLarge: EnergyMoments | undefined;
  describe.each(precisions)('the energy in %s', (precision) => {
    const options = { precision, energy: true };

    test.each(awkwardSizes)('begin(%i × %i) gives U, C and S as core does', (visible, hidden) => {
      const rbm = normalModel(visible, hidden, 0.7, 3);
      expectMoments(enumerate(create(), rbm, options).energy, thermodynamics(rbm), tolerances[precision]);
    });

    test.each(exactCases)('begin($name) gives the reference U, C and S', (reference) => {
      const { energy } = enumerate(create(), rbmOf(reference), options);
      expectMoments(energy, reference, tolerances[precision]);
      // C of the case "strong" is 1 where U is −41 and E reaches −200
      if (precision === 'f64' && reference.C > 1e-9)
        expect(Math.abs(energy!.C / reference.C - 1)).toBeLessThan(1e-9);
    });

    test('begin(energy) brings the means along, but for rounding those of begin(means)', () => {
      const model = normalModel(11, 9, 0.8);
      const kernel = create();
      const { means } = enumerate(kernel, model, options);
      const alone = enumerate(kernel, model, { precision, means: true });
      for (const name of ['vh', 'v', 'h'] as const)
        expect(largestDifference(means![name], alone.means![name])).toBeLessThan(1e-6);
      expect(alone.energy).toBeUndefined();
    });

    test('begin(model) over several chunks gives U, C and S as core does', () => {
      ofLarge ??= thermodynamics(large);
      expectMoments(enumerate(create(), large, options).energy, ofLarge, 10 * tolerances[precision]);
    });
  });

  test('S of a model without weights is that of its units, and C what their biases make', () => {
    const model = normalModel(6, 4, 0);
    model.a.set([1, -2, 0, 3, 0.5, -1]);
    const { energy, logPartition } = enumerate(create(), model, { precision: 'f64', energy: true });
    const on = [...model.a].map((x) => 1 / (1 + Math.exp(-x)));
    const U = -[...model.a].reduce((sum, x, i) => sum + x * on[i], 0);
    const C = [...model.a].reduce((sum, x, i) => sum + x * x * on[i] * (1 - on[i]), 0);
    expectMoments(energy, { U, C, S: logPartition + U }, 1e-13);
  });

  test('C never falls below 0, where all energies are one', () => {
    for (const precision of precisions) {
      const { energy } = enumerate(create(), normalModel(300, 8, 0), { precision, energy: true });
      expect(energy!.C).toBeGreaterThanOrEqual(0);
      expect(energy!.C).toBeLessThan(1e-7);
      expect(energy!.U).toBeCloseTo(0, 10);
    }
  });
}
