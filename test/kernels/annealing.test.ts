import { describe, expect, test } from 'vitest';
import { evenBetas, intervalOf } from '../../src/core/annealing';
import { logPartition } from '../../src/core/partition';
import { createAnnealingKernel } from '../../src/kernels/annealing';
import { createPlainAnnealing } from '../../src/kernels/plainAnnealing';
import { pydeepLogPartition, pydeepModel, smallModel } from '../oracle/smallModels';
import { annealingBitsHash, expectedAnnealingBitsHash } from './annealingBits';
import { annealingContract } from './annealingContract';
import { randomMachine } from './evaluatorContract';
import { wasmModule } from './wasmModule';

const module = wasmModule('annealing');

describe('the plain annealing kernel', () => {
  annealingContract(createPlainAnnealing, 1e-12);
});

describe('the wasm annealing kernel', () => {
  annealingContract(() => createAnnealingKernel(module), 2e-6);

  /** ln w of chains 0 … chains − 1 of PyDeep's model from the uniform base, over ln Z. */
  const errors = (betas: number, chains: number, seed: number): Float64Array => {
    const options = { base: new Float64Array(4), betas: evenBetas(betas), from: 0, to: chains, seed };
    const job = createAnnealingKernel(module).begin(pydeepModel(), options);
    while (!job.advance(1e9));
    return job.logWeights().map((x) => x - pydeepLogPartition);
  };
  const rms = (values: readonly number[]): number =>
    Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);

  // An rms over 100 runs is uncertain by 1/√200 = 7 %, the published one as much: 3 √2 · 7 % = 30 %.
  for (const [betas, published] of [
    [100, 0.031],
    [1000, 0.011],
  ])
    test(`100 runs of 100 chains on PyDeep’s model err by ${published} at ${betas} β`, () => {
      const runs = Array.from({ length: 100 }, (_, seed) => intervalOf(errors(betas, 100, seed)).value);
      expect(Math.abs(rms(runs) / published - 1)).toBeLessThan(0.3);
    });

  test('chains on PyDeep’s model err by 0.003 √100 each at 10,000 β', () => {
    // The weights are so close that 100 chains err by a tenth of what one does. Published with one digit: ± 0.0005.
    const one = rms([...errors(10_000, 1000, 1)]);
    expect(Math.abs(one / 10 - 0.003)).toBeLessThan(0.0005 + 0.3 * 0.003);
  });

  test('the 3σ interval holds ln Z of at least 196 of 200 small models and is at most 0.35 nats wide', () => {
    const kernel = createAnnealingKernel(module);
    const widths: number[] = [];
    let covered = 0;
    for (let n = 0; n < 200; n++) {
      const rbm = smallModel(n);
      const base = new Float64Array(rbm.visible);
      const job = kernel.begin(rbm, { base, betas: evenBetas(30), from: 0, to: 100, seed: 1000 + n });
      while (!job.advance(1e9));
      const { low, high } = intervalOf(job.logWeights());
      const exact = logPartition(rbm);
      covered += Number(low <= exact && exact <= high);
      widths.push(high - low);
    }
    expect(covered).toBeGreaterThanOrEqual(196);
    expect(widths.sort((x, y) => x - y)[100]).toBeLessThanOrEqual(0.35);
  });

  test('a kernel begins another model, smaller or larger, after the first', () => {
    const kernel = createAnnealingKernel(module);
    const weights = (visible: number, hidden: number, fresh = kernel) => {
      const base = new Float64Array(visible);
      const options = { base, betas: evenBetas(4), from: 0, to: 5, seed: 1 };
      const job = fresh.begin(randomMachine(visible, hidden, 0.5), options);
      while (!job.advance(1));
      return job.logWeights();
    };
    for (const [visible, hidden] of [
      [33, 65],
      [3, 5],
      [70, 9],
    ])
      expect(weights(visible, hidden)).toEqual(weights(visible, hidden, createAnnealingKernel(module)));
  });

  test('the factors of 1,200 hidden units are multiplied in runs that don’t overflow', () => {
    const rbm = randomMachine(5, 1200, 0.001);
    const options = { base: new Float64Array(5), betas: evenBetas(3), from: 0, to: 3, seed: 1 };
    const job = createAnnealingKernel(module).begin(rbm, options);
    const plain = createPlainAnnealing().begin(rbm, options);
    while (!job.advance(1));
    while (!plain.advance(1));
    job.logWeights().forEach((x, n) => {
      expect(Math.abs(x - plain.logWeights()[n])).toBeLessThan(1e-4);
    });
  });

  test('annealingBitsHash(module) is the known one in Node', () => {
    expect(annealingBitsHash(module)).toBe(expectedAnnealingBitsHash);
  });
});
