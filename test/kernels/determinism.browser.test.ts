import { expect, test } from 'vitest';
import { determinismHash, expectedDeterminismHash } from './determinismRun';
import { expectedTemperingHash, temperingHash } from './temperingRun';

const address = new URL('../../src/kernels/build/training.wasm', import.meta.url);

test('determinismHash of 230 epochs with knob moves on the way is the known one in Chromium', async () => {
  const module = await WebAssembly.compileStreaming(fetch(address));
  expect(await determinismHash(module)).toBe(expectedDeterminismHash);
});

test('temperingHash of 300 updates with ladders and fixed points is the known one in Chromium', async () => {
  const module = await WebAssembly.compileStreaming(fetch(address));
  expect(temperingHash(module)).toBe(expectedTemperingHash);
});
