/** The bits of the annealing kernel's results over several models, as one hash: equal on every engine. */
import { evenBetas } from '../../src/core/annealing';
import { createAnnealingKernel } from '../../src/kernels/annealing';
import { normalModel } from './partitionModels';

/** visible, hidden, deviation, bias of the base: sums by lists and by tables, one unit and many panels. */
const models: readonly (readonly [number, number, number, number])[] = [
  [1, 1, 1, 0],
  [7, 13, 2, 0.3],
  [64, 16, 0.5, -1],
  [130, 70, 0.2, 0],
  [130, 70, 0.2, -3],
  [20, 300, 20, 1],
];

/** FNV-1a, 32 bits, over bytes. */
function hash(bytes: Uint8Array, from: number): number {
  return bytes.reduce((state, byte) => Math.imul(state ^ byte, 0x01000193) >>> 0, from);
}

/** Hash of weights, record and states of 150 chains up and 20 down again, over the models above, in hexadecimal. */
export function annealingBitsHash(module: WebAssembly.Module): string {
  const kernel = createAnnealingKernel(module);
  let state = 0x811c9dc5;
  for (const [visible, hidden, deviation, bias] of models) {
    const ladder = { base: new Float64Array(visible).fill(bias), betas: evenBetas(40), record: [0, 17] };
    const model = normalModel(visible, hidden, deviation, 7);
    let starts: Uint8Array | undefined;
    for (const to of [150, 20]) {
      const job = kernel.begin(model, { ...ladder, from: 0, to, seed: 2 ** 33 + 5, starts });
      while (!job.advance(100));
      starts = job.states().subarray(0, 20 * visible);
      for (const numbers of [job.logWeights(), job.recorded(), job.states()])
        state = hash(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), state);
    }
  }
  return state.toString(16).padStart(8, '0');
}

/** What the function above gives, in Node and in Chromium. */
export const expectedAnnealingBitsHash = '0fb0bca8';
