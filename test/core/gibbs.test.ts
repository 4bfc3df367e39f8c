import { describe, expect, it } from 'vitest';
import { contrastiveMeans, persistentMeans, startChains } from '../../src/core/gibbs';
import { clampedMeans, difference } from '../../src/core/gradient';
import { type ModelMeans, modelMeans } from '../../src/core/partition';
import { fillUniforms } from '../../src/core/random';
import { hiddenMean, type Rbm, sample, sampleHidden, sampleVisible, visibleMean } from '../../src/core/rbm';
import { type Rows, row, rowsFrom } from '../../src/core/rows';
import { expectedContrastiveGradient, modelDistribution, stateOf } from '../../src/core/sweep';
import { numberOf } from '../oracle/enumeration';
import { exactCase, goldenRbm, rbmOf, rowsOf } from '../oracle/fixtures';
import { meanAndError, pick, totalVariation } from '../oracle/statistics';

/** One sweep v → h → v from uniforms of either layer. */
type Sweep = (rbm: Rbm, v: Uint8Array, forHidden: Float64Array, forVisible: Float64Array) => Uint8Array;
const gibbs: Sweep = (rbm, v, forHidden, forVisible) =>
  sampleVisible(rbm, sampleHidden(rbm, v, forHidden), forVisible);
/** Goes down from the mean of h: reconstructs well and forgets that h is a sample. */
const withoutHiddenSample: Sweep = (rbm, v, _forHidden, forVisible) =>
  sample(visibleMean(rbm, hiddenMean(rbm, v)), forVisible);
/** Takes the same random numbers in both layers. */
const withSharedNumbers: Sweep = (rbm, v, _forHidden, forVisible) =>
  sampleVisible(rbm, sampleHidden(rbm, v, forVisible), forVisible);

/** Strongly coupled, with biases that balance the couplings as those of spins do, so that many states are likely. */
const strong = balanced(goldenRbm({ nv: 5, nh: 3, scale: 1.5 }));

function balanced(rbm: Rbm): Rbm {
  const { visible, hidden, W, a, b } = rbm;
  for (let i = 0; i < visible; i++)
    for (let j = 0; j < hidden; j++) {
      a[i] -= W[i * hidden + j] / 2;
      b[j] -= W[i * hidden + j] / 2;
    }
  return rbm;
}

/** Exact samples of p(v), by inverting the summed distribution. */
function exactSamples(rbm: Rbm, count: number): Rows {
  const p = modelDistribution(rbm);
  const uniforms = fillUniforms(11, { purpose: 'split' }, new Float64Array(count));
  return rowsFrom(Array.from(uniforms, (u) => stateOf(pick(p, u), rbm.visible)));
}

/** Starts many chains at equilibrium, sweeps them, and says how far the histogram of v has strayed. */
function drift(sweep: Sweep): { found: number; floor: number } {
  const start = exactSamples(strong, 20_000);
  const counts = new Float64Array(2 ** strong.visible);
  const forHidden = new Float64Array(strong.visible);
  const forVisible = new Float64Array(strong.visible);
  for (let n = 0; n < start.count; n++) {
    let v: Uint8Array = row(start, n);
    for (let s = 0; s < 8; s++) {
      fillUniforms(3, { purpose: 'hiddenSample', sweep: s, row: n }, forHidden);
      fillUniforms(3, { purpose: 'visibleSample', sweep: s, row: n }, forVisible);
      v = sweep(strong, v, forHidden, forVisible);
    }
    counts[numberOf(v)]++;
  }
  return totalVariation(counts, modelDistribution(strong));
}

describe('sampleHidden and sampleVisible', () => {
  it('sampleHidden and sampleVisible leave an equilibrium where it is (no drift)', () => {
    const { found, floor } = drift(gibbs);
    expect(found).toBeLessThan(1.5 * floor);
  });
  it('the no-drift test sees a sampler that skips the hidden sample', () => {
    const { found, floor } = drift(withoutHiddenSample);
    expect(found).toBeGreaterThan(4 * floor);
  });
  it('the no-drift test sees a sampler that uses its random numbers twice', () => {
    const { found, floor } = drift(withSharedNumbers);
    expect(found).toBeGreaterThan(4 * floor);
  });
});

/** The largest distance of sampled means from expected ones, in standard errors. */
function largestDeviation(runs: ModelMeans[], expected: ModelMeans): number {
  let largest = 0;
  for (const name of ['vh', 'v', 'h'] as const)
    expected[name].forEach((reference, n) => {
      const { mean, error } = meanAndError(runs.map((run) => run[name][n]));
      largest = Math.max(largest, Math.abs(mean - reference) / Math.max(error, 1e-12));
    });
  return largest;
}

describe('contrastiveMeans', () => {
  const one = exactCase('square');
  const rbm = rbmOf(one);
  const rows = rowsOf(one);
  const plus = clampedMeans(rbm, rows);
  for (const k of [1, 2, 5])
    it(`contrastiveMeans with k = ${k} has the exact expectation of CD-${k}`, () => {
      const runs = Array.from({ length: 2500 }, (_, update) =>
        contrastiveMeans(rbm, rows, k, { seed: 2, update }),
      );
      const { W, a, b } = expectedContrastiveGradient(rbm, rows, k);
      const expected = difference(plus, { vh: W, v: a, h: b });
      // 24 numbers: 4.5 standard errors are passed by chance once in 6,000 runs.
      expect(largestDeviation(runs, { vh: expected.W, v: expected.a, h: expected.b })).toBeLessThan(4.5);
    });
  it('contrastiveMeans takes exactly the streams that the convention names', () => {
    const batch = exactSamples(strong, 40);
    const place = { seed: 9, update: 4 };
    const last = Array.from({ length: batch.count }, (_, n) => {
      let v: Uint8Array = row(batch, n);
      for (let s = 1; s <= 3; s++) {
        const at = (purpose: 'hiddenSample' | 'visibleSample', sweep: number, units: number) =>
          fillUniforms(9, { purpose, sweep, update: 4, row: n }, new Float64Array(units));
        const h = sampleHidden(strong, v, at('hiddenSample', s - 1, 3));
        v = sampleVisible(strong, h, at('visibleSample', s, 5));
      }
      return v;
    });
    expect(contrastiveMeans(strong, batch, 3, place)).toEqual(clampedMeans(strong, rowsFrom(last)));
  });
});

describe('persistentMeans', () => {
  it('persistentMeans keeps chains in equilibrium and has the model’s means (no drift)', () => {
    const count = 20_000;
    const v = exactSamples(strong, count);
    const h = rowsFrom(
      Array.from({ length: count }, (_, n) => {
        const uniforms = fillUniforms(21, { purpose: 'persistentStart', row: n }, new Float64Array(3));
        return sampleHidden(strong, row(v, n), uniforms);
      }),
    );
    const means = persistentMeans(strong, { h }, 5, { seed: 6, update: 0 });
    const exact = modelMeans(strong);
    exact.v.forEach((p, i) => {
      expect(Math.abs(means.v[i] - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / count));
    });
    exact.vh.forEach((p, n) => {
      expect(Math.abs(means.vh[n] - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / count));
    });
  });
  it('persistentMeans goes on from the hidden sample of the last update', () => {
    const chains = startChains(strong, 5, 3);
    const before = chains.h.bytes.slice();
    const means = persistentMeans(strong, chains, 1, { seed: 5, update: 8 });
    const after = Array.from({ length: 3 }, (_, n) => {
      const at = (purpose: 'persistentVisible' | 'persistentHidden', units: number) =>
        fillUniforms(5, { purpose, sweep: 1, update: 8, row: n }, new Float64Array(units));
      const v = sampleVisible(strong, before.subarray(3 * n, 3 * n + 3), at('persistentVisible', 5));
      return { v, h: sampleHidden(strong, v, at('persistentHidden', 3)) };
    });
    expect(Array.from(chains.h.bytes)).toEqual(after.flatMap(({ h }) => Array.from(h)));
    expect(means).toEqual(clampedMeans(strong, rowsFrom(after.map(({ v }) => v))));
  });
});

describe('startChains', () => {
  it('startChains keeps the chains there are and starts only the missing ones', () => {
    const five = startChains(strong, 1, 5);
    five.h.bytes.fill(1, 0, 6);
    const seven = startChains(strong, 1, 7, five);
    expect(Array.from(seven.h.bytes.subarray(0, 15))).toEqual(Array.from(five.h.bytes));
    expect(Array.from(seven.h.bytes.subarray(15))).toEqual(
      Array.from(startChains(strong, 1, 7).h.bytes.subarray(15)),
    );
    expect(Array.from(startChains(strong, 1, 2, seven).h.bytes)).toEqual([1, 1, 1, 1, 1, 1]);
  });
});
