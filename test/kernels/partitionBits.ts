/** The bits of the ln Z kernel's results over several models, as one hash: equal on every engine. */
import type { Precision } from '../../src/kernels/contract';
import { createPartitionKernel } from '../../src/kernels/partition';
import { enumerate, normalModel } from './partitionModels';

/** visible, hidden, deviation, precision: every path of the kernel, with one group of units and with many. */
const models: readonly (readonly [number, number, number, Precision])[] = [
  [1, 1, 1, 'f32'],
  [64, 12, 0.1, 'f32'],
  [13, 64, 2, 'f32'],
  [300, 9, 0.05, 'f32'],
  [700, 10, 1.5, 'f32'],
  [64, 12, 0.5, 'f64'],
  [400, 9, 3, 'f64'],
  [520, 14, 0.8, 'f32'],
  [20, 11, 1, 'log-sum-exp'],
  [6, 7, 900, 'f32'],
];

/** FNV-1a, 32 bits, over bytes. */
function hash(bytes: Uint8Array, from: number): number {
  return bytes.reduce((state, byte) => Math.imul(state ^ byte, 0x01000193) >>> 0, from);
}

/** Hash of ln Z, U, C, S and of every mean, without and with the energy, over the models above, in hexadecimal. */
export function partitionBitsHash(module: WebAssembly.Module): string {
  const kernel = createPartitionKernel(module);
  let state = 0x811c9dc5;
  for (const [visible, hidden, deviation, precision] of models) {
    const model = normalModel(visible, hidden, deviation, 7);
    for (const energy of [false, true]) {
      const result = enumerate(kernel, model, { precision, means: true, energy });
      const { U, C, S } = result.energy ?? { U: 0, C: 0, S: 0 };
      const { vh, v, h } = result.means!;
      for (const numbers of [Float64Array.of(result.logPartition, U, C, S), vh, v, h]) {
        state = hash(new Uint8Array(numbers.buffer), state);
      }
    }
  }
  return state.toString(16).padStart(8, '0');
}

/** What the function above gives, in Node, Chromium and Firefox. */
export const expectedPartitionBitsHash = '87da2173';
