import { expect, test } from 'vitest';
import { annealingBitsHash, expectedAnnealingBitsHash } from './annealingBits';

test('annealingBitsHash(module) is the same in this browser as in Node', async () => {
  const bytes = fetch(new URL('../../src/kernels/build/annealing.wasm', import.meta.url));
  const module = await WebAssembly.compileStreaming(bytes);
  expect(annealingBitsHash(module)).toBe(expectedAnnealingBitsHash);
});
