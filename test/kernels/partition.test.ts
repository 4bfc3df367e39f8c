import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logPartition, modelMeans } from '../../src/core/partition';
import type { Rbm } from '../../src/core/rbm';
import { createPartitionKernel } from '../../src/kernels/partition';
import { expectedPartitionBitsHash, partitionBitsHash } from './partitionBits';
import { partitionContract } from './partitionContract';
import { partitionEnergyContract } from './partitionEnergyContract';
import { enumerate, largestDifference, normalModel } from './partitionModels';
import { partitionPartsContract } from './partitionPartsContract';
import { wasmModule } from './wasmModule';

const module = wasmModule('partition');
const create = () => createPartitionKernel(module);

describe('the wasm kernel', () => {
  // just above 512 units, where chunks are cut as for 1,024
  const manyParts = { f32: [523, 20], f64: [517, 19], 'log-sum-exp': [521, 17] } as const;
  partitionContract(create, [530, 15], ['f32', 'f64', 'log-sum-exp']);
  partitionPartsContract(create, manyParts);
  partitionEnergyContract(create, ['f32', 'f64', 'log-sum-exp'], [531, 14]);

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

test('begin(400 × 20) sums the heaviest rows of all parts again: f32 within 3e-7 where few states matter', () => {
  const kernel = create();
  for (const seed of [1, 2, 3]) {
    const model = normalModel(400, 20, 2, seed);
    const wide = enumerate(kernel, model, { precision: 'f64' });
    const narrow = enumerate(kernel, model, { precision: 'f32' });
    expect(enumerate(kernel, model, { precision: 'f32' })).toEqual(narrow);
    expect(kernel.plan(model).parts).toBeGreaterThan(1);
    expect(narrow.precision).toBe('f32');
    expect(Math.abs(narrow.logPartition - wide.logPartition)).toBeLessThan(3e-7);
  }
});

describe('several chunks', () => {
  const model = normalModel(700, 14, 0.06, 5);
  const expected = logPartition(model);
  const means = modelMeans(model, expected);

  test.each([
    ['f32', 1e-6],
    ['f64', 1e-11],
    ['log-sum-exp', 1e-10],
  ] as const)('begin(700 × 14) sums all chunks in %s, within %d', (precision, tolerance) => {
    const kernel = create();
    expect(kernel.begin(model, { precision }).chunks).toBeGreaterThan(2);
    const result = enumerate(kernel, model, { precision, means: true, step: 1 });
    expect(Math.abs(result.logPartition - expected)).toBeLessThan(tolerance);
    for (const name of ['vh', 'v', 'h'] as const) {
      expect(largestDifference(result.means![name], means[name])).toBeLessThan(tolerance);
    }
  });

  test('begin(700 × 14) adds up what every hidden unit adds alone, where nothing joins the layers', () => {
    const apart = normalModel(700, 14, 1, 6);
    apart.W.fill(0);
    const sum = [...apart.a, ...apart.b].reduce((total, x) => total + Math.log1p(Math.exp(x)), 0);
    expect(Math.abs(enumerate(create(), apart, { precision: 'f64' }).logPartition - sum)).toBeLessThan(1e-10);
    expect(Math.abs(enumerate(create(), apart).logPartition - sum)).toBeLessThan(3e-6);
  });
});

describe('properties of any model', () => {
  /** Sizes 1..12 × 1..12 and deviations over three decades, some layers without biases. */
  const anyModel = fc
    .record({
      visible: fc.integer({ min: 1, max: 12 }),
      hidden: fc.integer({ min: 1, max: 12 }),
      exponent: fc.double({ min: -1.5, max: 2, noNaN: true }),
      seed: fc.nat(2 ** 31),
    })
    .map(({ visible, hidden, exponent, seed }) => normalModel(visible, hidden, 10 ** exponent, seed));
  const kernel = create();
  const check = (holds: (model: Rbm) => void) =>
    fc.assert(fc.property(anyModel, holds), { numRuns: 60, seed: 11 });

  test('begin(model) agrees with core whichever precision the range leaves', () => {
    check((model) => {
      const { logPartition: found, precision } = enumerate(kernel, model);
      const expected = logPartition(model);
      const tolerance = precision === 'f32' ? 2e-7 : 1e-11 * Math.max(1, Math.abs(expected));
      expect(Math.abs(found - expected)).toBeLessThan(tolerance);
    });
  });

  test('means are the derivatives of ln Z by the parameters', () => {
    check((model) => {
      const { means } = enumerate(kernel, model, { precision: 'f64', means: true });
      const step = 1e-3;
      for (const [of, index, mean] of [
        [model.W, model.W.length - 1, means!.vh[model.W.length - 1]],
        [model.a, model.visible >> 1, means!.v[model.visible >> 1]],
        [model.b, model.hidden >> 1, means!.h[model.hidden >> 1]],
      ] as const) {
        const at = (offset: number) => {
          const before = of[index];
          of[index] += offset;
          const { logPartition: value } = enumerate(kernel, model, { precision: 'f64' });
          of[index] = before;
          return value;
        };
        const slope = (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step);
        expect(Math.abs(slope - mean)).toBeLessThan(1e-8 * Math.max(1, Math.abs(at(0)) / 100));
      }
    });
  });

  test('⟨v h⟩ lies between what ⟨v⟩ and ⟨h⟩ allow, and every mean between 0 and 1', () => {
    check((model) => {
      const { vh, v, h } = enumerate(kernel, model, { means: true }).means!;
      const slack = 1e-6;
      for (let i = 0; i < model.visible; i++) {
        for (let j = 0; j < model.hidden; j++) {
          const joint = vh[i * model.hidden + j];
          expect(joint).toBeGreaterThan(Math.max(0, v[i] + h[j] - 1) - slack);
          expect(joint).toBeLessThan(Math.min(v[i], h[j]) + slack);
        }
      }
      for (const mean of [...v, ...h]) expect(mean >= -slack && mean <= 1 + slack).toBe(true);
    });
  });

  test('ln Z does not change when hidden units change places', () => {
    check((model) => {
      const { visible, hidden } = model;
      const turned = normalModel(visible, hidden, 0);
      for (let j = 0; j < hidden; j++) {
        const to = (j + 1) % hidden;
        turned.b[to] = model.b[j];
        for (let i = 0; i < visible; i++) turned.W[i * hidden + to] = model.W[i * hidden + j];
      }
      turned.a.set(model.a);
      const [one, other] = [model, turned].map((rbm) => enumerate(kernel, rbm, { precision: 'f64' }));
      expect(Math.abs(one.logPartition - other.logPartition)).toBeLessThan(
        1e-12 * Math.max(1, Math.abs(one.logPartition)),
      );
    });
  });

  test('a unit whose every bit is flipped (v → 1 − v) moves ln Z by its bias', () => {
    check((model) => {
      const i = model.visible - 1;
      const { logPartition: before } = enumerate(kernel, model, { precision: 'f64' });
      const bias = model.a[i];
      for (let j = 0; j < model.hidden; j++) {
        model.b[j] += model.W[i * model.hidden + j];
        model.W[i * model.hidden + j] *= -1;
      }
      model.a[i] = -bias;
      const { logPartition: after } = enumerate(kernel, model, { precision: 'f64' });
      expect(Math.abs(after + bias - before)).toBeLessThan(1e-11 * Math.max(1, Math.abs(before)));
    });
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

  test('walk(last) of 36 bits holds the states whose upper bits are all on', () => {
    const wasm = new WebAssembly.Instance(module, { env: { abort: () => {} } }).exports as Record<
      string,
      (...numbers: number[]) => number
    >;
    const memory = (wasm as unknown as { memory: WebAssembly.Memory }).memory;
    wasm.prepare(36, 36, 0);
    const biases = new Float64Array(memory.buffer, wasm.enumeratedBiasAddress(), 36).fill(60);
    const weights = new Float64Array(memory.buffer, wasm.weightsAddress(), 36 * wasm.weightStride());
    for (let k = 0; k < 36; k++) weights[k * wasm.weightStride() + (k % 7)] = 0.25 * (k + 1);
    let expected = 36 * biases[0];
    for (let i = 0; i < 36; i++) {
      let input = 0;
      for (let k = 0; k < 36; k++) input += weights[k * wasm.weightStride() + i];
      expected += Math.log1p(Math.exp(input));
    }
    for (const [precision, tolerance] of [
      [0, 3e-7],
      [1, 1e-11],
      [2, 1e-11],
    ]) {
      wasm.start(precision);
      wasm.open();
      wasm.walk(wasm.chunkCount() - 1);
      wasm.close();
      expect(Math.abs(wasm.finish() - expected)).toBeLessThan(tolerance * expected);
    }
  });
});
