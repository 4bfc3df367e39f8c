/** One run whose bits every engine must reproduce: 200 epochs with three knob moves, then PCD with centering. */
import { randomWords } from '../../../core/random';
import { type Rows, rowsFrom } from '../../../core/rows';
import type { Trainer, TrainerOptions, UpdateRule } from '../../../kernels/contract';

/** Set when the order of summation in the trainer last changed; the same in Node, Chromium and Firefox. */
export const expectedReplayHash = '89a0e3b5';

const rule: UpdateRule = {
  algorithm: 'cd',
  gibbsSteps: 1,
  chainCount: 24,
  ladderSize: 8,
  batchSize: 10,
  learningRate: 0.05,
  schedule: 'exponential',
  scheduleTime: 5000,
  momentum: 0.5,
  weightDecay: 0.0002,
  weightDecayL1: 0,
  sparsityTarget: 0.1,
  sparsityCost: 0,
  centering: false,
};

/** 64 pixels: one of six blocky patterns, with one pixel in eight flipped. */
function patterns(count: number): Rows {
  return rowsFrom(
    Array.from({ length: count }, (_, n) => {
      const kind = randomWords(77, { purpose: 'split', row: n }, 0)[0] % 6;
      return Array.from({ length: 64 }, (_, i) => {
        const block = randomWords(78, { purpose: 'split', row: kind }, (i >> 4) * 4 + ((i & 7) >> 1))[0] & 1;
        const flip = randomWords(79, { purpose: 'split', row: n }, i)[0] % 8 === 0;
        return Number((block === 1) !== flip);
      });
    }),
  );
}

/** Hash of the weights' bits (FNV-1a, 32 bits, eight hexadecimal digits) at the end of the run. */
export function replayHash(createTrainer: (options: TrainerOptions) => Trainer): string {
  const rows = patterns(203);
  const trainer = createTrainer({
    hidden: 16,
    seed: 20_260_101 + 2 ** 35,
    rows,
    weightDeviation: 0.01,
    startingBiases: 'data',
    rule,
  });
  // Budgets that end anywhere: how the work is cut must not matter.
  const until = (update: number) => {
    for (let turn = 0; trainer.position().update < update; turn++) {
      trainer.advance(update, 1 + ((turn * 977) % 1500));
      trainer.takeEpochs();
    }
  };
  // 21 updates an epoch, then 6.
  until(50 * 21);
  trainer.configure({ ...rule, learningRate: 0.02 });
  until(100 * 21);
  trainer.configure({ ...rule, learningRate: 0.02, gibbsSteps: 3 });
  until(150 * 21);
  trainer.configure({ ...rule, learningRate: 0.02, gibbsSteps: 3, batchSize: 37 });
  until(150 * 21 + 50 * 6);
  trainer.configure({ ...rule, algorithm: 'pcd', batchSize: 37, centering: true, sparsityCost: 0.01 });
  until(150 * 21 + 80 * 6);
  const { W } = trainer.parameters();
  return fnv(new Uint8Array(W.buffer, W.byteOffset, W.byteLength));
}

function fnv(bytes: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
