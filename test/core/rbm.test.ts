import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  atInverseTemperature,
  clampedFreeEnergy,
  copyRbm,
  createRbm,
  energy,
  exchangeLayers,
  hiddenInputs,
  hiddenMean,
  type Rbm,
  sample,
  sampleHidden,
  sampleVisible,
  visibleInputs,
  visibleMean,
} from '../../src/core/rbm';
import { bits, jointStates } from '../oracle/enumeration';
import { exactCase, exactCases, excess, goldenRbm, rbmOf } from '../oracle/fixtures';

/** 3 × 2, every parameter another prime: a swapped index cannot pass. */
const small = createRbm(3, 2, { W: [2, 3, 5, 7, 11, 13], a: [17, 19, 23], b: [29, 31] });
const prime: Rbm = goldenRbm({ nv: 5, nh: 3, scale: 1.5 });

describe('createRbm', () => {
  it('createRbm copies what it is given and fills the rest with zeros', () => {
    const W = Float64Array.of(1, 2, 3, 4, 5, 6);
    const rbm = createRbm(3, 2, { W });
    W[0] = 9;
    expect(Array.from(rbm.W)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(Array.from(rbm.a)).toEqual([0, 0, 0]);
    expect(Array.from(rbm.b)).toEqual([0, 0]);
  });
  it('createRbm refuses sizes that are not whole numbers', () => {
    for (const size of [0, -1, 1.5, NaN, Infinity]) expect(() => createRbm(size, 2)).toThrow(RangeError);
    expect(() => createRbm(2, NaN)).toThrow('invalid hidden: NaN; expected a whole number from 0');
  });
  it('createRbm refuses parameters of another length', () => {
    expect(() => createRbm(3, 2, { W: [1, 2, 3] })).toThrow(
      new TypeError('invalid W: 3 numbers; expected 6'),
    );
    expect(() => createRbm(3, 2, { a: [1, 2] })).toThrow(TypeError);
  });
  it('copyRbm shares nothing', () => {
    const copy = copyRbm(small);
    copy.W[0] = 0;
    expect(small.W[0]).toBe(2);
  });
});

describe('inputs and means', () => {
  it('hiddenInputs(v) = b + vᵀW', () => {
    expect(Array.from(hiddenInputs(small, [1, 0, 1]))).toEqual([29 + 2 + 11, 31 + 3 + 13]);
  });
  it('visibleInputs(h) = a + Wh', () => {
    expect(Array.from(visibleInputs(small, [0, 1]))).toEqual([17 + 3, 19 + 7, 23 + 13]);
  });
  it('hiddenInputs takes means as well as bits', () => {
    expect(Array.from(hiddenInputs(small, [0.5, 0, 0.25]))).toEqual([29 + 1 + 2.75, 31 + 1.5 + 3.25]);
  });
  it('hiddenMean(v) and visibleMean(h) are the conditionals of the joint distribution', () => {
    const states = jointStates(prime);
    for (const number of [0, 5, 19, 31]) {
      const given = states.filter(({ v }) => v.join() === bits(number, 5).join());
      const total = given.reduce((sum, { E }) => sum + Math.exp(-E), 0);
      hiddenMean(prime, bits(number, 5)).forEach((p, j) => {
        const on = given.filter(({ h }) => h[j] === 1).reduce((sum, { E }) => sum + Math.exp(-E), 0);
        expect(p).toBeCloseTo(on / total, 13);
      });
    }
  });
  it('visibleMean is hiddenMean with the layers exchanged', () => {
    const h = [1, 0, 1];
    const seen = hiddenMean(exchangeLayers(prime), h);
    visibleMean(prime, h).forEach((p, i) => {
      expect(p).toBeCloseTo(seen[i], 14);
    });
  });
  it('the means of extreme machines are 0 and 1, never NaN', () => {
    const extreme = rbmOf(exactCase('extreme'));
    for (const p of hiddenMean(extreme, [1, 1, 1, 1, 1])) expect(p >= 0 && p <= 1).toBe(true);
  });
  it('every function of a state writes into out where it is given', () => {
    const out = new Float64Array(2);
    expect(hiddenMean(small, [0, 0, 0], out)).toBe(out);
  });
});

describe('samples', () => {
  it('sample(means, uniforms): a unit is on iff u < p', () => {
    expect(Array.from(sample([0, 0.5, 0.5, 1], [0, 0.5, 0.4999, 0.9999]))).toEqual([0, 0, 1, 1]);
  });
  it('sampleHidden and sampleVisible compare with their own layer', () => {
    const halves = createRbm(2, 3, { b: [-1e3, 0, 1e3], a: [1e3, -1e3] });
    expect(Array.from(sampleHidden(halves, [0, 0], [0.5, 0.4, 0.5]))).toEqual([0, 1, 1]);
    expect(Array.from(sampleVisible(halves, [0, 0, 0], [0.5, 0.5]))).toEqual([1, 0]);
  });
});

describe('energies', () => {
  it('energy(v, h) = −vᵀWh − aᵀv − bᵀh', () => {
    expect(energy(small, [1, 0, 1], [0, 1])).toBe(-(3 + 13) - (17 + 23) - 31);
  });
  it('energy is the same seen from the other layer', () => {
    const exchanged = exchangeLayers(prime);
    for (const { v, h, E } of jointStates(prime)) expect(energy(exchanged, h, v)).toBeCloseTo(E, 12);
  });
  it('clampedFreeEnergy agrees with the reference of every case', () => {
    for (const one of exactCases)
      one.data.forEach((v, n) => {
        expect(excess(clampedFreeEnergy(rbmOf(one), v), one.clampedFreeEnergy[n])).toBeLessThanOrEqual(1);
      });
  });
  // mlpack's model and its values to 8 digits (published.md).
  it('clampedFreeEnergy agrees with mlpack on its 3×2 model', () => {
    const mlpack = createRbm(3, 2, {
      W: [-0.23224054, -0.23000632, -0.25701271, -0.25122418, -0.20716651, -0.20962217],
      b: [-0.59922456, -0.60003836],
      a: [-0.6, -0.625, -0.475],
    });
    const published = { '000': -0.87523715, '011': 0.50615066, '101': 0.46923476, '111': 1.21509084 };
    for (const [v, value] of Object.entries(published))
      expect(clampedFreeEnergy(mlpack, Array.from(v, Number))).toBeCloseTo(value, 7);
  });
  it('clampedFreeEnergy(v) ≤ min over h of E(v, h), by at most hidden · ln 2', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 31 }),
        fc.double({ min: 0, max: 50, noNaN: true }),
        (s, scale) => {
          const rbm = goldenRbm({ nv: 5, nh: 3, scale });
          const v = bits(s, 5);
          const lowest = Math.min(...[0, 1, 2, 3, 4, 5, 6, 7].map((t) => energy(rbm, v, bits(t, 3))));
          const below = lowest - clampedFreeEnergy(rbm, v);
          return below >= -1e-9 && below <= 3 * Math.LN2 + 1e-9;
        },
      ),
    );
  });
});

describe('other views of a machine', () => {
  it('exchangeLayers is its own inverse and transposes W', () => {
    expect(Array.from(exchangeLayers(small).W)).toEqual([2, 5, 11, 3, 7, 13]);
    expect(exchangeLayers(exchangeLayers(small))).toEqual(small);
  });
  it('atInverseTemperature(rbm, β) has the energy βE', () => {
    const cold = atInverseTemperature(prime, 2.5);
    for (const { v, h, E } of jointStates(prime)) expect(energy(cold, v, h)).toBeCloseTo(2.5 * E, 11);
  });
  it('a machine without hidden units is its biases', () => {
    const bare = createRbm(3, 0, { a: [1, 2, 4] });
    expect(clampedFreeEnergy(bare, [1, 0, 1])).toBe(-5);
    expect(hiddenMean(bare, [1, 0, 1])).toHaveLength(0);
    expect(energy(bare, [1, 1, 1], [])).toBe(-7);
  });
});
