import { expect, test } from 'vitest';
import { expectedLatticeBitsHash, latticeBitsHash } from './latticeBits';

test('latticeBitsHash(module) is the same in this browser as in Node', async () => {
  const bytes = fetch(new URL('../../src/kernels/build/lattice.wasm', import.meta.url));
  const module = await WebAssembly.compileStreaming(bytes);
  expect(latticeBitsHash(module)).toBe(expectedLatticeBitsHash);
});
