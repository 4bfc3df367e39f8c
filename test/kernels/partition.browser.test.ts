import { expect, test } from 'vitest';
import { expectedPartitionBitsHash, partitionBitsHash } from './partitionBits';

test('partitionBitsHash(module) is the same in this browser as in Node', async () => {
  const bytes = fetch(new URL('../../src/kernels/build/partition.wasm', import.meta.url));
  const module = await WebAssembly.compileStreaming(bytes);
  expect(partitionBitsHash(module)).toBe(expectedPartitionBitsHash);
});
