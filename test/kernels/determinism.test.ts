import { expect, test } from 'vitest';
import { determinismHash, expectedDeterminismHash } from './determinismRun';
import { expectedTemperingHash, temperingHash } from './temperingRun';
import { wasmModule } from './wasmModule';

test('determinismHash of 230 epochs with knob moves on the way is the known one in Node', async () => {
  expect(await determinismHash(wasmModule('training'))).toBe(expectedDeterminismHash);
});

test('temperingHash of 300 updates with ladders and fixed points is the known one in Node', () => {
  expect(temperingHash(wasmModule('training'))).toBe(expectedTemperingHash);
});
