import { describe, expect, it } from 'vitest';
import { createRbm } from '../../../src/core/rbm';
import { generate, stackPictures } from '../../../src/engine/studies/stackPictures';
import type { Tools } from '../../../src/engine/studies/task';
import type { Material, StackPicturesAsk, Subject } from '../../../src/engine/study';
import { realKernels } from '../realKernels';

const tools: Tools = { ...realKernels(), now: () => 0 };

function resultOf<T>(work: Generator<unknown, T>): T {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}
const layers = [
  createRbm(5, 3, { W: Array.from({ length: 15 }, (_, n) => Math.sin(2 * n + 1)), a: [1, 0, -1, 0.5, 0] }),
  createRbm(3, 2, { W: [1, -2, 0.5, 0.25, -1, 2], b: [0.5, -0.5] }),
].map(({ visible, hidden, W, a, b }) => ({
  ...{ visible, hidden },
  ...{ W: Float32Array.from(W), a: Float32Array.from(a), b: Float32Array.from(b) },
}));
const ask: StackPicturesAsk = { layers, seed: 4, draw: 1 };
const study = (changes: Partial<StackPicturesAsk> = {}) =>
  stackPictures({ ...ask, ...changes }, {} as Subject, {} as Material, tools);

describe('stackPictures', () => {
  it('stackPictures draws others each time, the same for the same number, and its draw 0 is that of training', () => {
    const [first, second, again] = [study({ draw: 0 }), study(), study()].map(resultOf);
    expect(first).toEqual(resultOf(generate(layers, { seed: 4, draw: 0 }, tools)));
    expect(second).toMatchObject({ draw: 1, count: 40, sweeps: 1000 });
    expect(second!.bits).not.toEqual(first!.bits);
    expect(again).toEqual(second);
    expect(resultOf(study({ seed: 5 })).bits).not.toEqual(second!.bits);
  });

  it('stackPictures says the share that is done, from the first sweep to 1', () => {
    const shares: number[] = [];
    const work = study();
    for (let step = work.next(); !step.done; step = work.next()) if (step.value) shares.push(step.value);
    expect(shares[0]).toBe(0.001);
    expect(shares).toEqual([...shares].sort((x, y) => x - y));
    expect(shares.at(-1)).toBe(1);
  });

  it('stackPictures refuses in words what is no stack, no drawing, and weights that are no numbers', () => {
    const refusal = (changes: Partial<StackPicturesAsk>) => () => resultOf(study(changes));
    expect(refusal({ layers: [] })).toThrow('there is no layer: train a stack first');
    expect(refusal({ layers: [layers[0]!, layers[0]!] })).toThrow(
      new TypeError('invalid layer 2: 5 visible units; expected 3'),
    );
    expect(refusal({ draw: -1 })).toThrow(/invalid draw: -1/);
    expect(refusal({ seed: 0.5 })).toThrow(/invalid seed: 0.5/);
    const broken = { ...layers[1]!, W: layers[1]!.W.map(() => Number.NaN) };
    expect(refusal({ layers: [layers[0]!, broken] })).toThrow();
  });
});

describe('generate', () => {
  it('generate draws pixels with the means of the whole stack: no drift from a known one', () => {
    // the top machine has independent units; the bottom one copies its hidden units to the pixels
    const top = createRbm(2, 1, { a: [Math.log(3), -Math.log(4)] });
    const bottom = createRbm(3, 2, { W: [20, 0, 0, 20, 20, 20], a: [-10, -10, -30] });
    const counts = new Float64Array(3);
    const runs = 25;
    for (let seed = 0; seed < runs; seed++) {
      const work = generate([bottom, top], { seed, draw: 0 }, tools);
      const { bits, count, sweeps } = resultOf(work);
      expect([count, sweeps]).toEqual([40, 1000]);
      for (let n = 0; n < bits.length; n++) counts[n % 3]! += bits[n]! / (40 * runs);
    }
    // P(h_1) = ¾, P(h_2) = ⅕, both: 3/20
    [0.75, 0.2, 0.15].forEach((p, i) => {
      expect(Math.abs(counts[i]! - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / 1000));
    });
  });
});
