import { expect, test } from 'vitest';
import { meanFreeEnergy, pseudoLikelihood, reconstructionError } from '../../src/core/measures';
import { fillNormals, fillUniforms } from '../../src/core/random';
import { atInverseTemperature, createRbm, hiddenMean, type Rbm, visibleMean } from '../../src/core/rbm';
import { type Rows, row, selectRows } from '../../src/core/rows';
import type { Evaluator } from '../../src/kernels/contract';
import { awkwardSizes, syntheticRows } from './syntheticRows';

/** A machine whose parameters are f32 numbers, so that no kernel rounds them. */
export function randomMachine(visible: number, hidden: number, scale: number): Rbm {
  const parts = { W: visible * hidden, a: visible, b: hidden };
  const numbers = Object.entries(parts).map(([name, length], n) => {
    const values = fillNormals(11, { purpose: 'initialWeights', row: n }, new Float64Array(length));
    return [name, values.map((x) => Math.fround(scale * x))];
  });
  return createRbm(visible, hidden, Object.fromEntries(numbers));
}

/** What every evaluator promises; `tolerance` is absolute, per row. */
export function evaluatorContract(create: () => Evaluator, tolerance: number): void {
  function prepared(visible: number, hidden: number, scale = 1, count = 23) {
    const evaluator = create();
    const rows = syntheticRows(count, visible);
    const rbm = randomMachine(visible, hidden, scale);
    evaluator.setRows('training', rows);
    evaluator.setModel(rbm);
    return { evaluator, rows, rbm };
  }
  const near = (value: number, expected: number, scale = 1) =>
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance * scale);
  const range = (rows: Rows, from: number, to: number) =>
    selectRows(
      rows,
      Array.from({ length: to - from }, (_, n) => from + n),
    );

  for (const [visible, hidden] of awkwardSizes) {
    const size = `${visible}×${hidden}`;

    test(`clampedFreeEnergySum of ${size} agrees with core over any range of rows`, () => {
      const { evaluator, rows, rbm } = prepared(visible, hidden);
      for (const [from, to] of [
        [0, 23],
        [3, 4],
        [7, 20],
      ] as const) {
        const mean = evaluator.clampedFreeEnergySum('training', from, to) / (to - from);
        near(mean, meanFreeEnergy(rbm, range(rows, from, to)));
      }
    });

    test(`pseudoLikelihoodSum of ${size} agrees with core`, () => {
      const { evaluator, rows, rbm } = prepared(visible, hidden);
      near(evaluator.pseudoLikelihoodSum('training', 2, 19) / 17, pseudoLikelihood(rbm, range(rows, 2, 19)));
    });

    test(`reconstructionErrorSum of ${size} agrees with core`, () => {
      const { evaluator, rows, rbm } = prepared(visible, hidden);
      const mean = evaluator.reconstructionErrorSum('training', 0, 23) / 23;
      near(mean, reconstructionError(rbm, rows));
    });

    test(`hiddenMeans of ${size} are p(h = 1 | v), row by row`, () => {
      const { evaluator, rows, rbm } = prepared(visible, hidden);
      const means = evaluator.hiddenMeans('training', 4, 9);
      expect(means).toHaveLength(5 * hidden);
      for (let n = 4; n < 9; n++)
        hiddenMean(rbm, row(rows, n)).forEach((p, j) => {
          near(means[(n - 4) * hidden + j], p);
        });
    });

    test(`sweepChains of ${size} draws v → h → v from the streams of chains on show`, () => {
      const { evaluator, rows, rbm } = prepared(visible, hidden);
      const count = 5;
      const chains = rows.bytes.slice(0, count * visible);
      const start = chains.slice();
      const options = { seed: 2 ** 40 + 9, tick: 6, beta: 0.7 };
      evaluator.sweepChains(chains, count, options);
      const hot = atInverseTemperature(rbm, options.beta);
      for (let c = 0; c < count; c++) {
        const place = { update: options.tick, row: c };
        const u = fillUniforms(options.seed, { purpose: 'shownHidden', ...place }, new Float64Array(hidden));
        const mean = hiddenMean(hot, start.subarray(c * visible, (c + 1) * visible));
        // A unit whose uniform all but equals its probability may round either way, and then so may its chain.
        if (mean.some((p, j) => Math.abs(u[j] - p) < 1e-5)) continue;
        const h = mean.map((p, j) => Number(u[j] < p));
        const w = fillUniforms(
          options.seed,
          { purpose: 'shownVisible', ...place },
          new Float64Array(visible),
        );
        visibleMean(hot, h).forEach((p, i) => {
          if (Math.abs(w[i] - p) > 1e-5) expect(chains[c * visible + i]).toBe(Number(w[i] < p));
        });
      }
    });
  }

  test('clampedFreeEnergySum stays precise with inputs far beyond the range of e^x', () => {
    const { evaluator, rows, rbm } = prepared(33, 65, 40);
    const mean = evaluator.clampedFreeEnergySum('training', 0, 23) / 23;
    near(mean, meanFreeEnergy(rbm, rows), Math.abs(mean));
    const likelihood = evaluator.pseudoLikelihoodSum('training', 0, 23) / 23;
    near(likelihood, pseudoLikelihood(rbm, rows), Math.abs(likelihood));
  });

  test('sums over ranges add up to the sum over all rows', () => {
    const { evaluator } = prepared(7, 13);
    const sum = (from: number, to: number) => evaluator.clampedFreeEnergySum('training', from, to);
    expect(sum(0, 9) + sum(9, 23)).toBeCloseTo(sum(0, 23), 9);
    expect(sum(5, 5)).toBe(0);
  });

  test('setRows keeps other sets and the model, and replaces a set of the same name', () => {
    const { evaluator, rows, rbm } = prepared(7, 13);
    const before = evaluator.clampedFreeEnergySum('training', 0, 23);
    const heldOut = syntheticRows(90, 7, 8);
    evaluator.setRows('heldOut', heldOut);
    expect(evaluator.clampedFreeEnergySum('training', 0, 23)).toBe(before);
    near(evaluator.clampedFreeEnergySum('heldOut', 0, 90) / 90, meanFreeEnergy(rbm, heldOut));
    evaluator.setRows('training', range(rows, 0, 2));
    expect(() => evaluator.clampedFreeEnergySum('training', 0, 3)).toThrow(RangeError);
    near(evaluator.clampedFreeEnergySum('training', 0, 2) / 2, meanFreeEnergy(rbm, range(rows, 0, 2)));
  });

  test('setRows and setModel copy: what the caller does to its arrays afterwards changes nothing', () => {
    const evaluator = create();
    const rows = syntheticRows(9, 7);
    const rbm = randomMachine(7, 13, 1);
    evaluator.setRows('training', rows);
    evaluator.setModel(rbm);
    const before = evaluator.pseudoLikelihoodSum('training', 0, 9);
    rows.bytes.fill(1);
    rbm.W.fill(9);
    expect(evaluator.pseudoLikelihoodSum('training', 0, 9)).toBe(before);
  });

  test('sweepChains keeps clamped units, and repeats itself only at the same seed and tick', () => {
    const { evaluator, rows } = prepared(33, 65);
    const clamp = Uint8Array.from({ length: 33 }, (_, i) => (i % 3 === 0 ? 1 : 0));
    const run = (seed: number, tick: number) => {
      const chains = rows.bytes.slice(0, 33 * 8);
      evaluator.sweepChains(chains, 8, { seed, tick, beta: 1, clamp });
      return chains;
    };
    const chains = run(1, 4);
    chains.forEach((bit, n) => {
      if (clamp[n % 33]) expect(bit).toBe(rows.bytes[n]);
    });
    expect(run(1, 4)).toEqual(chains);
    expect(run(1, 5)).not.toEqual(chains);
    expect(run(2, 4)).not.toEqual(chains);
    expect(run(1 + 2 ** 32, 4)).not.toEqual(chains);
  });

  test('hiddenMeans writes into the array given', () => {
    const { evaluator } = prepared(7, 13);
    const out = new Float32Array(4 * 13);
    expect(evaluator.hiddenMeans('training', 0, 4, out)).toBe(out);
    expect(out).toEqual(evaluator.hiddenMeans('training', 0, 4));
  });

  test('setRows and the sums refuse what cannot be: shapes, names, ranges', () => {
    const { evaluator } = prepared(7, 13);
    expect(() => evaluator.setRows('x', { count: 2, width: 7, bytes: new Uint8Array(13) })).toThrow(
      TypeError,
    );
    expect(() => evaluator.clampedFreeEnergySum('nothing', 0, 1)).toThrow(RangeError);
    expect(() => evaluator.clampedFreeEnergySum('training', 0, 24)).toThrow(RangeError);
    expect(() => evaluator.hiddenMeans('training', 3, 2)).toThrow(RangeError);
    expect(() => evaluator.pseudoLikelihoodSum('training', Number.NaN, 2)).toThrow(RangeError);
    evaluator.setModel(randomMachine(5, 3, 1));
    expect(() => evaluator.reconstructionErrorSum('training', 0, 1)).toThrow(TypeError);
  });
}
