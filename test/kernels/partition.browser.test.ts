import { expect, test } from 'vitest';
import address from '../../src/kernels/build/partition.wasm?url';
import { expectedPartitionBitsHash, partitionBitsHash } from './partitionBits';

test('partitionBitsHash(module) is the same in this browser as in Node', async () => {
  const module = await WebAssembly.compileStreaming(fetch(address));
  expect(partitionBitsHash(module)).toBe(expectedPartitionBitsHash);
});
