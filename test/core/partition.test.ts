import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { softplus } from '../../src/core/elementary';
import {
  forEachHiddenState,
  LogSum,
  logLikelihood,
  logPartition,
  logPartitionOver,
  logProbability,
  meanEnergy,
  modelMeans,
} from '../../src/core/partition';
import { atInverseTemperature, createRbm, exchangeLayers, type Rbm, visibleInputs } from '../../src/core/rbm';
import { rowsFrom } from '../../src/core/rows';
import { modelDistribution } from '../../src/core/sweep';
import { bits, numberOf, slowLogPartition } from '../oracle/enumeration';
import {
  exactCase,
  exactCases,
  excess,
  goldenCases,
  goldenRbm,
  largestExcess,
  rbmOf,
  rowsOf,
} from '../oracle/fixtures';

const sumOf = (x: ArrayLike<number>) => Array.from(x).reduce((sum, y) => sum + y, 0);
/** Machines of awkward shape with parameters up to `reach`. */
const machines = (reach: number): fc.Arbitrary<Rbm> =>
  fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 4 })).chain(([visible, hidden]) => {
    const numbers = (length: number) =>
      fc.array(fc.double({ min: -reach, max: reach, noNaN: true }), { minLength: length, maxLength: length });
    return fc
      .record({ W: numbers(visible * hidden), a: numbers(visible), b: numbers(hidden) })
      .map((parts) => createRbm(visible, hidden, parts));
  });

describe('forEachHiddenState', () => {
  it('forEachHiddenState visits every state once, unit 0 fastest, with bᵀh and a + Wh', () => {
    const rbm = goldenRbm({ nv: 5, nh: 3, scale: 1 });
    let number = 0;
    forEachHiddenState(rbm, (h, bias, inputs) => {
      expect(Array.from(h)).toEqual(Array.from(bits(number++, 3)));
      expect(bias).toBeCloseTo(sumOf(rbm.b.map((x, j) => x * h[j])), 14);
      visibleInputs(rbm, h).forEach((x, i) => {
        expect(inputs[i]).toBeCloseTo(x, 14);
      });
    });
    expect(number).toBe(8);
  });
  it('forEachHiddenState refuses a layer that nobody could wait for', () => {
    expect(() => forEachHiddenState(createRbm(1, 31), () => {})).toThrow(
      new RangeError('invalid layer: 31 units; expected at most 30'),
    );
  });
});

describe('LogSum', () => {
  it('LogSum adds terms in any order and at any magnitude', () => {
    for (const terms of [
      [1e3, -1e3, 1e3],
      [-1e3, 1e3, 1e3],
    ]) {
      const sum = new LogSum();
      for (const x of terms) sum.add(x);
      expect(sum.value).toBeCloseTo(1e3 + Math.LN2, 11);
    }
  });
  it('LogSum of nothing, and of nothing but zeros, is −∞', () => {
    const sum = new LogSum();
    expect(sum.value).toBe(-Infinity);
    sum.add(-Infinity);
    expect(sum.value).toBe(-Infinity);
  });
});

describe('logPartition', () => {
  for (const one of exactCases)
    it(`logPartitionOver gives the reference of "${one.name}" over either layer`, () => {
      const rbm = rbmOf(one);
      expect(excess(logPartitionOver(rbm, 'hidden'), one.lnZ)).toBeLessThanOrEqual(1);
      expect(excess(logPartitionOver(rbm, 'visible'), one.lnZ)).toBeLessThanOrEqual(1);
      for (const [beta, lnZ] of Object.entries(one.lnZAtBeta))
        expect(excess(logPartition(atInverseTemperature(rbm, Number(beta))), lnZ)).toBeLessThanOrEqual(1);
    });
  for (const one of goldenCases)
    it(`logPartition gives the golden value of "${one.name}", at every β`, () => {
      const rbm = goldenRbm(one);
      expect(excess(logPartition(rbm), one.logZ)).toBeLessThanOrEqual(1);
      for (const [beta, logZ] of Object.entries(one.logZ_beta ?? {}))
        expect(excess(logPartition(atInverseTemperature(rbm, Number(beta))), logZ)).toBeLessThanOrEqual(1);
    });
  it('logPartition agrees with the sum over all joint states', () => {
    fc.assert(fc.property(machines(40), (rbm) => excess(logPartition(rbm), slowLogPartition(rbm), 800) <= 1));
  });
  it('logPartition is the same over either layer', () => {
    fc.assert(
      fc.property(
        machines(500),
        (rbm) => excess(logPartitionOver(rbm, 'hidden'), logPartitionOver(rbm, 'visible'), 1e4) <= 1,
      ),
    );
  });
  it('logPartition does not see in which order the hidden units stand', () => {
    const rbm = goldenRbm({ nv: 5, nh: 4, scale: 2 });
    const order = [2, 0, 3, 1];
    const permuted = createRbm(5, 4, {
      W: rbm.W.map((_, n) => rbm.W[Math.floor(n / 4) * 4 + order[n % 4]]),
      a: rbm.a,
      b: order.map((j) => rbm.b[j]),
    });
    expect(logPartition(permuted)).toBeCloseTo(logPartition(rbm), 12);
  });
  it('logPartition falls by Σ a where every visible unit is flipped', () => {
    fc.assert(
      fc.property(machines(20), (rbm) => {
        const { visible, hidden, W, a, b } = rbm;
        const flipped = createRbm(visible, hidden, {
          W: W.map((x) => -x),
          a: a.map((x) => -x),
          b: b.map((x, j) => x + sumOf(Array.from({ length: visible }, (_, i) => W[i * hidden + j]))),
        });
        return excess(logPartition(rbm), logPartition(flipped) + sumOf(a), 500) <= 1;
      }),
    );
  });
  it('logPartition of two machines side by side is the sum', () => {
    const one = goldenRbm({ nv: 3, nh: 2, scale: 1 });
    const other = goldenRbm({ nv: 2, nh: 3, scale: 2 });
    const both = createRbm(5, 5, { a: [...one.a, ...other.a], b: [...one.b, ...other.b] });
    for (let i = 0; i < 3; i++) for (let j = 0; j < 2; j++) both.W[i * 5 + j] = one.W[i * 2 + j];
    for (let i = 0; i < 2; i++) for (let j = 0; j < 3; j++) both.W[(3 + i) * 5 + 2 + j] = other.W[i * 3 + j];
    expect(logPartition(both)).toBeCloseTo(logPartition(one) + logPartition(other), 12);
  });
  it('logPartition without hidden units, or without weights, is a sum of softplus', () => {
    const a = [1, -2, 700];
    expect(logPartition(createRbm(3, 0, { a }))).toBeCloseTo(sumOf(a.map(softplus)), 12);
    const b = [3, -5];
    expect(logPartition(createRbm(3, 2, { a, b }))).toBeCloseTo(sumOf([...a, ...b].map(softplus)), 12);
  });
  it('logPartition of a machine that holds a NaN is NaN', () => {
    expect(logPartition(createRbm(2, 2, { W: [1, NaN, 1, 1] }))).toBeNaN();
    expect(logPartition(createRbm(2, 2, { a: [NaN, 1] }))).toBeNaN();
  });
});

describe('modelMeans', () => {
  for (const one of exactCases)
    it(`modelMeans and meanEnergy give the reference of "${one.name}"`, () => {
      const rbm = rbmOf(one);
      const means = modelMeans(rbm);
      expect(largestExcess(means.v, one.meanVisible)).toBeLessThanOrEqual(1);
      expect(largestExcess(means.h, one.meanHidden)).toBeLessThanOrEqual(1);
      expect(largestExcess(means.vh, one.meanVisibleHidden.flat())).toBeLessThanOrEqual(1);
      expect(excess(meanEnergy(rbm, means), one.U, one.lnZ)).toBeLessThanOrEqual(1);
      expect(excess(logPartition(rbm) + meanEnergy(rbm, means), one.S, one.lnZ)).toBeLessThanOrEqual(1);
    });
  it('modelMeans gives the golden means', () => {
    for (const one of goldenCases) {
      const means = modelMeans(goldenRbm(one));
      expect(largestExcess(means.v, one.vmean)).toBeLessThanOrEqual(1);
      expect(largestExcess(means.h, one.hmean)).toBeLessThanOrEqual(1);
    }
  });
  it('meanEnergy gives the reference at every β', () => {
    for (const one of exactCases)
      for (const [beta, U] of Object.entries(one.UAtBeta)) {
        const rbm = rbmOf(one);
        // At β the means are those of βE, the energy that of E.
        const means = modelMeans(atInverseTemperature(rbm, Number(beta)));
        expect(excess(meanEnergy(rbm, means), U, 2 * one.lnZ)).toBeLessThanOrEqual(1);
      }
  });
  it('modelMeans exchanges with the layers', () => {
    const rbm = goldenRbm({ nv: 3, nh: 5, scale: 1 });
    const here = modelMeans(rbm);
    const there = modelMeans(exchangeLayers(rbm));
    expect(largestExcess(there.v, here.h)).toBeLessThanOrEqual(1);
    expect(largestExcess(there.h, here.v)).toBeLessThanOrEqual(1);
  });
});

describe('logLikelihood', () => {
  it('logProbability and logLikelihood give the reference of every case', () => {
    for (const one of exactCases) {
      const rbm = rbmOf(one);
      const values = one.data.map((v) => logProbability(rbm, v, one.lnZ));
      expect(largestExcess(values, one.logLikelihood, one.lnZ)).toBeLessThanOrEqual(1);
      const mean = sumOf(one.logLikelihood) / one.data.length;
      expect(excess(logLikelihood(rbm, rowsOf(one)), mean, one.lnZ)).toBeLessThanOrEqual(1);
    }
  });
  it('logProbability sums to 1 over all states', () => {
    for (const name of ['tiny', 'wide', 'strong', 'extreme', 'zero']) {
      const rbm = rbmOf(exactCase(name));
      const total = Array.from({ length: 2 ** rbm.visible }, (_, s) =>
        Math.exp(logProbability(rbm, bits(s, rbm.visible))),
      );
      expect(sumOf(total)).toBeCloseTo(1, 10);
    }
  });
  it('logLikelihood of no rows is not a number', () => {
    expect(logLikelihood(createRbm(2, 1), rowsFrom([], 2))).toBeNaN();
  });
});

// mlpack's 3×2 model (published.md).
it('logPartition gives mlpack’s value', () => {
  const mlpack = createRbm(3, 2, {
    W: [-0.23224054, -0.23000632, -0.25701271, -0.25122418, -0.20716651, -0.20962217],
    b: [-0.59922456, -0.60003836],
    a: [-0.6, -0.625, -0.475],
  });
  expect(logPartition(mlpack)).toBeCloseTo(2.07562612461, 11);
});

// PyDeep's test_model (published.md): pre-activations of ±90 that a careless exp loses.
describe('PyDeep’s 4×4 model', () => {
  const pydeep = createRbm(4, 4, {
    W: [
      0.12179488, 2.95950177, 0.33513356, 35.05380642, 0.20318085, -28.62372894, 26.52611278, 28.41793445,
      -0.19105386, -28.58530584, -26.52747507, 28.7844732, 0.0895374, -59.82556859, -0.06665933, -27.71723459,
    ],
    a: [-19.24399659, -13.26258696, 13.2590985, 43.74408543],
    b: [-0.11155958, 57.02097584, -0.13331758, -32.25991501],
  });
  const patterns = ['0000', '0000', '0011', '0101', '1010', '1100', '1111', '1111'].map((text) =>
    Array.from(text, Number),
  );
  it('logPartition and logLikelihood give PyDeep’s values', () => {
    expect(excess(logPartition(pydeep), 59.67490196521051)).toBeLessThanOrEqual(1);
    expect(logLikelihood(pydeep, rowsFrom(patterns))).toBeCloseTo(-1.7328699078, 10);
  });
  it('modelDistribution is ¼ on the plain pictures, ⅛ on the stripes, 0 elsewhere', () => {
    const expected = new Float64Array(16);
    for (const pattern of patterns) expected[numberOf(pattern)] += 1 / 8;
    modelDistribution(pydeep).forEach((p, s) => {
      expect(p).toBeCloseTo(expected[s], 4);
    });
  });
});
