import { describe, expect, test } from 'vitest';
import { logPartition, modelMeans } from '../../src/core/partition';
import { createPartitionKernel } from '../../src/kernels/partition';
import { expectedPartitionBitsHash, partitionBitsHash } from './partitionBits';
import { partitionContract } from './partitionContract';
import { enumerate, largestDifference, normalModel } from './partitionModels';
import { wasmModule } from './wasmModule';

const module = wasmModule('partition');
const create = () => createPartitionKernel(module);

describe('the wasm kernel', () => {
  partitionContract(create, ['f32', 'f64', 'log-sum-exp'], [530, 15]);

  test('partitionBitsHash(module) is the same everywhere', () => {
    expect(partitionBitsHash(module)).toBe(expectedPartitionBitsHash);
  });
});

describe('errors against log-sum-exp in float64', () => {
  const deviations = [0.05, 0.2, 0.5, 1, 2, 3];

  test.each(deviations)('64 × 16, deviation %d: f32 within 3e-7, f64 within 1e-11', (deviation) => {
    for (const seed of [1, 2, 3]) {
      const model = normalModel(64, 16, deviation, seed);
      const kernel = create();
      const { logPartition } = enumerate(kernel, model, { precision: 'log-sum-exp' });
      const narrow = enumerate(kernel, model, { precision: 'f32' });
      const wide = enumerate(kernel, model, { precision: 'f64' });
      expect([narrow.precision, wide.precision]).toEqual(['f32', 'f64']);
      expect(Math.abs(narrow.logPartition - logPartition)).toBeLessThan(3e-7);
      expect(Math.abs(wide.logPartition - logPartition)).toBeLessThan(1e-11);
    }
  });

  test.each(deviations)('784 × 12, deviation %d: f32 within 3e-6, f64 within 1e-11', (deviation) => {
    const model = normalModel(784, 12, deviation);
    const kernel = create();
    const { logPartition } = enumerate(kernel, model, { precision: 'log-sum-exp' });
    const narrow = enumerate(kernel, model, { precision: 'f32' });
    expect(narrow.precision).toBe('f32');
    expect(Math.abs(narrow.logPartition - logPartition)).toBeLessThan(3e-6);
    const wide = enumerate(kernel, model, { precision: 'f64' });
    expect(Math.abs(wide.logPartition - logPartition)).toBeLessThan(1e-11 * Math.max(1, logPartition / 1000));
  });

  test.each(deviations)('means of 40 × 12, deviation %d: each within 1e-6 of its own size', (deviation) => {
    const model = normalModel(40, 12, deviation);
    const { means } = enumerate(create(), model, { precision: 'f32', means: true });
    const expected = modelMeans(model);
    for (const name of ['vh', 'v', 'h'] as const) {
      const relative = means![name].map((x, i) => x / Math.max(expected[name][i], 1e-12));
      const own = expected[name].map((x) => x / Math.max(x, 1e-12));
      expect(largestDifference(relative, own)).toBeLessThan(2e-6);
    }
  });
});

describe('beyond the range', () => {
  /** One unit whose input runs from −reach/2 to reach/2 over the states. */
  function steep(reach: number) {
    const model = normalModel(8, 6, 0.5);
    for (let j = 0; j < 6; j++) model.W[4 * 6 + j] = reach / 6;
    model.a[4] = -reach / 2;
    return model;
  }

  test.each([
    [20, 'f32'],
    [300, 'f64'],
    [3000, 'log-sum-exp'],
    [1e7, 'log-sum-exp'],
  ])('begin(model) with one unit of reach %d takes %s and says so', (reach, precision) => {
    const model = steep(reach);
    const result = enumerate(create(), model, { means: true });
    const expected = logPartition(model);
    expect(result.precision).toBe(precision);
    expect(Math.abs(result.logPartition - expected)).toBeLessThan(3e-7 + 1e-13 * expected);
    expect(largestDifference(result.means!.vh, modelMeans(model).vh)).toBeLessThan(1e-6);
  });

  test('begin(model, f64) never takes a narrower precision, whatever the model', () => {
    expect(create().begin(normalModel(4, 4, 0.1), { precision: 'f64' }).precision).toBe('f64');
  });

  test('sumChunk(last) of 36 bits holds the states whose upper bits are all on', () => {
    const wasm = new WebAssembly.Instance(module, { env: { abort: () => {} } }).exports as Record<
      string,
      (...numbers: number[]) => number
    >;
    const memory = (wasm as unknown as { memory: WebAssembly.Memory }).memory;
    wasm.prepare(36, 36, 0);
    const biases = new Float64Array(memory.buffer, wasm.enumeratedBiasAddress(), 36).fill(60);
    const weights = new Float64Array(memory.buffer, wasm.weightsAddress(), 36 * wasm.weightStride());
    for (let k = 0; k < 36; k++) weights[k * wasm.weightStride() + (k % 7)] = 0.25 * (k + 1);
    wasm.start(0);
    wasm.sumChunk(wasm.chunkCount() - 1);
    let expected = 36 * biases[0];
    for (let i = 0; i < 36; i++) {
      let input = 0;
      for (let k = 0; k < 36; k++) input += weights[k * wasm.weightStride() + i];
      expected += Math.log1p(Math.exp(input));
    }
    expect(Math.abs(wasm.finish() - expected)).toBeLessThan(3e-7);
  });
});
