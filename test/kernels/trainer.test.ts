import { describe, expect, test } from 'vitest';
import { barsAndStripes } from '../../src/core/data/barsAndStripes';
import { pseudoLikelihood, reconstructionError } from '../../src/core/measures';
import { logLikelihood } from '../../src/core/partition';
import { createRbm } from '../../src/core/rbm';
import { rowsFrom } from '../../src/core/rows';
import { startLadders, temperedMeans } from '../../src/core/tempering';
import { createPlainTrainer } from '../../src/kernels/plainTrainer';
import { createTrainer } from '../../src/kernels/trainer';
import { plainRule } from '../oracle/rules';
import { trainerContract } from './trainerContract';
import { wasmModule } from './wasmModule';

const module = wasmModule('training');

describe('the plain trainer', () => {
  trainerContract(createPlainTrainer, 1e-12);
});

describe('the wasm trainer', () => {
  trainerContract((options) => createTrainer(module, options), 2e-5);
});

test('swapAcceptance of wasm counts a gain of a thousand nats, where 2^x would overflow', () => {
  // On together at −1,000 nats, off together at 0, and 500 nats between the two: only a swap leads across.
  const deep = createRbm(1, 1, { W: [2000], a: [-500], b: [-500] });
  const rule = {
    ...plainRule,
    algorithm: 'tempering',
    chainCount: 40,
    ladderSize: 2,
    learningRate: 0,
  } as const;
  const options = { hidden: 1, seed: 4, weightDeviation: 0, startingBiases: 'zero', rule } as const;
  const trainer = createTrainer(module, { ...options, rows: rowsFrom([[1], [0]]) });
  const [W, a, b] = [deep.W, deep.a, deep.b].map((values) => Float32Array.from(values));
  trainer.restore({ ...trainer.save(), W, a, b });
  const ladders = startLadders(deep, 4, 40, 2);
  const shares = [];
  for (let update = 0; update < 4; update++) {
    trainer.advance(update + 1, 1e6);
    const { acceptance } = temperedMeans(deep, ladders, 1, { seed: 4, update });
    expect(trainer.swapAcceptance()).toEqual(acceptance);
    shares.push(acceptance[0]);
  }
  expect(shares[0]).toBeGreaterThan(0.1);
});

test('restore refuses a state whose bytes are in another order', () => {
  const options = {
    hidden: 2,
    seed: 4,
    weightDeviation: 0,
    startingBiases: 'zero',
    rule: plainRule,
  } as const;
  const trainer = createTrainer(module, { ...options, rows: rowsFrom([[1, 0, 1]]) });
  const state = trainer.save();
  for (const rest of [state.rest.slice(0, 200), new Uint8Array(state.rest.length)])
    expect(() => trainer.restore({ ...state, rest })).toThrow(
      new TypeError('the state was saved by another version of this page'),
    );
  trainer.restore(state);
  expect(trainer.advance(1, 100)).toBe(4);
});

// published.md, "CD diverges" (after Fischer & Igel 2010): 32 × the mean log-likelihood, in nats.
test('advance with CD-1 on bars and stripes rises and falls within the published bands, while every proxy improves', () => {
  const rows = barsAndStripes(4).training;
  const rule = { ...plainRule, batchSize: 32 };
  const start = { hidden: 16, seed: 1, weightDeviation: 0.1, startingBiases: 'zero' } as const;
  const trainer = createTrainer(module, { ...start, rows, rule });
  const after = (update: number) => {
    while (trainer.position().update < update) {
      trainer.advance(update, 1e9);
      trainer.takeEpochs();
    }
    const rbm = createRbm(16, 16, trainer.parameters());
    return {
      update,
      sum: 32 * logLikelihood(rbm, rows),
      error: reconstructionError(rbm, rows),
      pseudo: pseudoLikelihood(rbm, rows),
    };
  };
  const rising = Array.from({ length: 12 }, (_, n) => after(500 * (n + 1)));
  const best = rising.reduce((x, y) => (y.sum > x.sum ? y : x));
  const end = after(20_000);
  expect(best.sum).toBeGreaterThan(-160);
  expect(best.sum).toBeLessThan(-150);
  expect(best.update).toBeGreaterThanOrEqual(2000);
  expect(best.update).toBeLessThanOrEqual(5000);
  expect(end.sum).toBeGreaterThan(-225);
  expect(end.sum).toBeLessThan(Math.min(-175, best.sum - 25));
  expect(end.error).toBeLessThan(best.error / 2);
  expect(end.pseudo).toBeGreaterThan(best.pseudo);
});
