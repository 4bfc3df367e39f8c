import { describe, expect, it } from 'vitest';
import { exp } from '../../src/core/elementary';
import { logPartition, logProbability } from '../../src/core/partition';
import { fillNormals } from '../../src/core/random';
import { clampedFreeEnergy, createRbm, visibleMean } from '../../src/core/rbm';
import {
  checkFit,
  coinStates,
  downward,
  layerSeed,
  matchingShift,
  rbmOf,
  receptiveFields,
  sampledRows,
} from '../../src/core/stack';

const noise = (length: number, at: number) =>
  fillNormals(11, { purpose: 'initialWeights', row: at }, new Float64Array(length));
const machine = (visible: number, hidden: number, at: number) =>
  createRbm(visible, hidden, {
    W: noise(visible * hidden, at),
    a: noise(visible, at + 1),
    b: noise(hidden, at + 2),
  });
function finished<T>(work: Generator<unknown, T>): T {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}

describe('checkFit', () => {
  it('checkFit takes layers that stand on each other, and names the first that does not', () => {
    const [low, high] = [
      { visible: 5, hidden: 3 },
      { visible: 3, hidden: 7 },
    ] as const;
    for (const layers of [[], [low], [low, high]]) expect(() => checkFit(layers, 5)).not.toThrow();
    const refusal = (layers: readonly { visible: number; hidden: number }[], width: number) => () =>
      checkFit(layers, width);
    expect(refusal([low, high], 4)).toThrow(new TypeError('invalid layer 1: 5 visible units; expected 4'));
    expect(refusal([low, high, high], 5)).toThrow(
      new TypeError('invalid layer 3: 3 visible units; expected 7'),
    );
  });
});

describe('sampledRows', () => {
  it('sampledRows draws each unit with its mean, copies apart', () => {
    const means = Float32Array.of(0.1, 0.8, 0, 1, 0.5, 0.3);
    const copies = 4000;
    const rows = finished(sampledRows(means, 3, { seed: 4, copies }));
    expect([rows.count, rows.width]).toEqual([2 * copies, 3]);
    means.forEach((mean, place) => {
      let on = 0;
      for (let copy = 0; copy < copies; copy++) on += rows.bytes[copy * 6 + place]!;
      // 4.5 standard errors of 4,000 draws
      expect(Math.abs(on / copies - mean)).toBeLessThanOrEqual(4.5 * Math.sqrt((mean * (1 - mean)) / copies));
    });
  });
  it('sampledRows pauses between pieces, whatever their size', () => {
    const work = sampledRows(new Float64Array(300_000), 1000, { seed: 1 });
    let pauses = 0;
    while (!work.next().done) pauses++;
    expect(pauses).toBeGreaterThan(1);
  });
  it('sampledRows depends on the seed alone, whatever the number of copies', () => {
    const means = noise(40, 1).map((x) => 1 / (1 + Math.exp(-x)));
    const one = finished(sampledRows(means, 5, { seed: 9 }));
    expect(one.count).toBe(8);
    expect(finished(sampledRows(means, 5, { seed: 9, copies: 3 })).bytes.subarray(0, 40)).toEqual(one.bytes);
    expect(finished(sampledRows(means, 5, { seed: 10 })).bytes).not.toEqual(one.bytes);
  });
});

describe('layerSeed', () => {
  it('layerSeed is a safe integer of its own for every layer and seed', () => {
    const seeds = [0, 1, 2 ** 53 - 1].flatMap((seed) =>
      [0, 1, 2, 3, 4].map((layer) => layerSeed(seed, layer)),
    );
    expect(new Set(seeds).size).toBe(15);
    expect(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0)).toBe(true);
  });
});

describe('downward', () => {
  it('downward samples each layer given the one above: pixels have their exact means', () => {
    const layers = [machine(3, 2, 20), machine(2, 4, 30)];
    const top = Uint8Array.of(1, 0);
    // with two layers there is one step: the top machine's visible units are the bottom one's hidden ones
    const { means } = downward(layers, top, { seed: 1, row: 0 });
    expect([...means]).toEqual([...visibleMean(layers[0]!, top)]);
  });
  it('downward through three layers has the mean over what lies between', () => {
    const layers = [machine(2, 3, 40), machine(3, 2, 50), machine(2, 2, 60)];
    const top = Uint8Array.of(0, 1);
    const between = visibleMean(layers[1]!, top);
    const exact = new Float64Array(2);
    for (let state = 0; state < 8; state++) {
      const h = [0, 1, 2].map((j) => (state >> j) & 1);
      const p = h.reduce((product, on, j) => product * (on ? between[j]! : 1 - between[j]!), 1);
      visibleMean(layers[0]!, h).forEach((mean, i) => {
        exact[i]! += p * mean;
      });
    }
    const runs = 4000;
    const found = new Float64Array(2);
    const on = new Float64Array(2);
    for (let run = 0; run < runs; run++) {
      const { means, bits } = downward(layers, top, { seed: 3, row: run });
      for (let i = 0; i < 2; i++) {
        found[i]! += means[i]! / runs;
        on[i]! += bits[i]! / runs;
      }
    }
    const error = 4.5 * Math.sqrt(0.25 / runs);
    for (let i = 0; i < 2; i++) {
      expect(Math.abs(found[i]! - exact[i]!)).toBeLessThan(error);
      expect(Math.abs(on[i]! - exact[i]!)).toBeLessThan(error);
    }
  });
  it('downward of a single layer is the state itself', () => {
    const { means, bits } = downward([machine(3, 2, 70)], Uint8Array.of(1, 0, 1), { seed: 1, row: 0 });
    expect([...means]).toEqual([1, 0, 1]);
    expect([...bits]).toEqual([1, 0, 1]);
  });
});

describe('receptiveFields', () => {
  it('receptiveFields multiplies the weights downwards, of the first units', () => {
    const layers = [machine(5, 3, 80), machine(3, 4, 90), machine(4, 6, 100)];
    const fields = finished(receptiveFields(layers, 2));
    expect(fields).toHaveLength(10);
    const [first, second, third] = layers;
    for (let i = 0; i < 5; i++)
      for (let u = 0; u < 2; u++) {
        let sum = 0;
        for (let j = 0; j < 3; j++)
          for (let k = 0; k < 4; k++)
            sum += first!.W[i * 3 + j]! * second!.W[j * 4 + k]! * third!.W[k * 6 + u]!;
        expect(fields[i * 2 + u]).toBeCloseTo(sum, 12);
      }
  });
  it('receptiveFields of the bottom layer are its weights', () => {
    const layer = machine(4, 3, 110);
    expect(finished(receptiveFields([layer], 3))).toEqual(layer.W);
  });
});

describe('coinStates', () => {
  it('coinStates are fair, of their own for each state and seed', () => {
    const states = coinStates(50, 40, 6);
    const on = states.reduce((sum, bit) => sum + bit, 0) / 2000;
    expect(Math.abs(on - 0.5)).toBeLessThan(4.5 * Math.sqrt(0.25 / 2000));
    expect(states.subarray(0, 40)).not.toEqual(states.subarray(40, 80));
    expect(coinStates(50, 40, 7)).not.toEqual(states);
  });
});

describe('matchingShift', () => {
  it('matchingShift makes Σ_h e^{−E(h)} = Σ_v e^{−E(v)}, and leaves every probability', () => {
    const [lower, upper] = [machine(4, 3, 120), machine(3, 5, 130)];
    const [lowerZ, upperZ] = [logPartition(lower), logPartition(upper)];
    const shift = matchingShift(upperZ, lowerZ);
    expect(Math.abs(shift)).toBeGreaterThan(0.1);
    let sum = 0;
    for (let state = 0; state < 8; state++) {
      const h = [0, 1, 2].map((j) => (state >> j) & 1);
      const energy = clampedFreeEnergy(upper, h) + shift;
      sum += exp(-energy);
      // p from the shifted energy and the shifted ln Z is the machine's own
      expect(-energy - lowerZ).toBeCloseTo(logProbability(upper, h, upperZ), 12);
    }
    expect(Math.log(sum)).toBeCloseTo(lowerZ, 12);
  });
});

it('rbmOf copies a layer as it crosses threads into float64', () => {
  const layer = { visible: 2, hidden: 1, W: Float32Array.of(1, 2), a: [3, 4], b: [5] };
  const rbm = rbmOf(layer);
  layer.W[0] = 9;
  expect([...rbm.W, ...rbm.a, ...rbm.b]).toEqual([1, 2, 3, 4, 5]);
});
