/** A run of parallel tempering whose bits every engine must reproduce: ladders that change, and TAP-2 in between. */
import { learningTolerance, StationarySearch } from '../../src/core/meanField';
import { createRbm } from '../../src/core/rbm';
import { createTrainer } from '../../src/kernels/trainer';
import { plainRule } from '../oracle/rules';
import { syntheticRows } from './syntheticRows';

/** Set when the order of summation in the trainer last changed; the same in Node and Chromium. */
export const expectedTemperingHash = '8b2a97a0';

const tempering = {
  ...plainRule,
  algorithm: 'tempering',
  chainCount: 6,
  ladderSize: 5,
  batchSize: 20,
  learningRate: 0.05,
  momentum: 0.5,
} as const;

/** Hash of the weights' bits (FNV-1a, 32 bits, eight hexadecimal digits) after 300 updates. */
export function temperingHash(module: WebAssembly.Module): string {
  const options = { seed: 2 ** 33 + 5, weightDeviation: 0.3, startingBiases: 'data' } as const;
  const rows = syntheticRows(61, 37);
  const trainer = createTrainer(module, { ...options, rows, hidden: 12, rule: tempering });
  // Budgets that end anywhere: how the work is cut must not matter.
  const until = (update: number) => {
    for (let turn = 0; trainer.position().update < update; turn++) {
      if (trainer.position().stage === 'means') {
        const rbm = createRbm(37, 12, trainer.parameters());
        trainer.supplyMeans(
          new StationarySearch(rbm, 'tap2', { tolerance: learningTolerance }).run().means(),
        );
      }
      trainer.advance(update, 1 + ((turn * 977) % 1500));
      trainer.takeEpochs();
    }
  };
  until(100);
  trainer.configure({ ...tempering, algorithm: 'tap2' });
  until(120);
  trainer.configure({ ...tempering, chainCount: 9, gibbsSteps: 2 });
  until(300);
  const { W } = trainer.parameters();
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(W.buffer, W.byteOffset, W.byteLength))
    hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
