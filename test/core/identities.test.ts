import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  betaStep,
  disagreement,
  identityPairs,
  type Pairs,
  parameterStep,
  type Source,
  slope,
} from '../../src/core/identities';
import { logPartition, modelMeans } from '../../src/core/partition';
import { atInverseTemperature, createRbm, type Rbm } from '../../src/core/rbm';
import { averaging, finished } from '../../src/core/thermodynamics';
import { exactCases, excess, goldenRbm, rbmOf } from '../oracle/fixtures';
import { machines } from '../oracle/machines';

function* paused<T>(find: () => T): Generator<undefined, T> {
  yield;
  return find();
}
const enumeration: Source = {
  logPartition: (rbm) => paused(() => logPartition(rbm)),
  averages: averaging,
  means: (rbm, beta) => paused(() => modelMeans(atInverseTemperature(rbm, beta))),
};
const names = ['U', 'C', 'a', 'b', 'W'] as const;
const pairsOf = (rbm: Rbm, beta: number, i = 0, j = 0, source = enumeration): Pairs =>
  finished(identityPairs(rbm, beta, { i, j }, source));
const worst = (pairs: Pairs): number =>
  names.reduce(
    (most, name) => Math.max(most, disagreement(pairs[name].differentiated, pairs[name].averaged)),
    0,
  );

describe('identityPairs', () => {
  for (const one of exactCases)
    it(`identityPairs agree in "${one.name}" at every β, to a tenth of what is promised`, () => {
      const rbm = rbmOf(one);
      for (const beta of [0, 0.25, 1, 2.5, 4])
        expect(worst(pairsOf(rbm, beta, one.visible - 1, one.hidden - 1))).toBeLessThan(1e-7);
    });
  it('identityPairs agree for machines of every strength, at every β', () => {
    for (const reach of [0.01, 1, 5, 40])
      fc.assert(
        fc.property(machines(reach, 1), fc.double({ min: 0, max: 4, noNaN: true }), (rbm, beta) => {
          return worst(pairsOf(rbm, beta, rbm.visible - 1, rbm.hidden - 1)) < 1e-7;
        }),
      );
  });
  it('identityPairs agree at 1e-6 where weights reach 300', () => {
    fc.assert(fc.property(machines(300, 1), (rbm) => worst(pairsOf(rbm, 1)) < 1e-6));
  });
  it('identityPairs differentiate to the reference values, by a road that takes no average', () => {
    for (const one of exactCases.filter(({ name }) => name !== 'extreme')) {
      const pairs = pairsOf(rbmOf(one), 1, 1, 0);
      expect(disagreement(pairs.U.differentiated, one.U)).toBeLessThan(1e-7);
      expect(disagreement(pairs.C.differentiated, one.C)).toBeLessThan(1e-7);
      expect(disagreement(pairs.a.differentiated, one.meanVisible[1])).toBeLessThan(1e-7);
      expect(disagreement(pairs.b.differentiated, one.meanHidden[0])).toBeLessThan(1e-7);
      expect(disagreement(pairs.W.differentiated, one.meanVisibleHidden[1][0])).toBeLessThan(1e-7);
    }
  });
  it('identityPairs are about the units that were chosen', () => {
    const rbm = goldenRbm({ nv: 5, nh: 3, scale: 2 });
    const [beta, i, j] = [1.5, 3, 1];
    const { v, h, vh } = modelMeans(atInverseTemperature(rbm, beta));
    const { a, b, W } = pairsOf(rbm, beta, i, j);
    expect(a.averaged).toBeCloseTo(beta * v[3], 13);
    expect(b.averaged).toBeCloseTo(beta * h[1], 13);
    expect(W.averaged).toBeCloseTo(beta * vh[3 * 3 + 1], 13);
    expect(a.differentiated).toBeCloseTo(beta * v[3], 8);
    expect(b.differentiated).toBeCloseTo(beta * h[1], 8);
    expect(W.differentiated).toBeCloseTo(beta * vh[3 * 3 + 1], 8);
  });
  it('identityPairs leave the machine as it was', () => {
    const rbm = goldenRbm({ nv: 3, nh: 2, scale: 1 });
    const before = JSON.stringify([[...rbm.W], [...rbm.a], [...rbm.b]]);
    pairsOf(rbm, 0.7, 2, 1);
    expect(JSON.stringify([[...rbm.W], [...rbm.a], [...rbm.b]])).toBe(before);
  });
  it('identityPairs see a ln Z that is off in its sixth digit, and means of another β', () => {
    const rbm = goldenRbm({ nv: 4, nh: 3, scale: 1 });
    const bent: Source = {
      ...enumeration,
      logPartition: (machine) => paused(() => logPartition(machine) * (1 + 1e-5)),
    };
    expect(worst(pairsOf(rbm, 1, 0, 0, bent))).toBeGreaterThan(1e-6);
    const colder: Source = {
      ...enumeration,
      means: (machine, beta) => paused(() => modelMeans(atInverseTemperature(machine, beta + 1e-4))),
    };
    expect(worst(pairsOf(rbm, 1, 0, 0, colder))).toBeGreaterThan(1e-6);
  });
  it('identityPairs refuse a unit that is not there', () => {
    const rbm = createRbm(3, 2);
    const message = (layer: string, unit: number, last: number) =>
      new RangeError(`invalid ${layer} unit: ${unit}; expected 0..${last} (whole)`);
    expect(() => pairsOf(rbm, 1, 3, 0)).toThrow(message('visible', 3, 2));
    expect(() => pairsOf(rbm, 1, -1, 0)).toThrow(message('visible', -1, 2));
    expect(() => pairsOf(rbm, 1, NaN, 0)).toThrow(message('visible', NaN, 2));
    expect(() => pairsOf(rbm, 1, 0, 2)).toThrow(message('hidden', 2, 1));
    expect(() => pairsOf(rbm, 1, 0, 0.5)).toThrow(message('hidden', 0.5, 1));
  });
});

describe('slope', () => {
  const at = (f: (x: number) => number, x: number, h: number) =>
    finished(slope((y) => paused(() => f(y)), x, h));
  it('slope is exact for polynomials up to the fourth degree', () => {
    const quartic = (x: number) => 3 * x ** 4 - 2 * x ** 3 + x ** 2 - 7 * x + 5;
    expect(at(quartic, 2, 0.5)).toBeCloseTo(12 * 8 - 6 * 4 + 4 - 7, 11);
  });
  it('slope errs by h⁴ f⁗′/30', () => {
    const errors = [0.2, 0.1].map((h) => at(Math.exp, 0, h) - 1);
    expect(errors[0] / -(0.2 ** 4 / 30)).toBeCloseTo(1, 1);
    expect(errors[0] / errors[1]).toBeCloseTo(16, 0);
  });
});

describe('betaStep, parameterStep', () => {
  it('betaStep shrinks with the energies at play and is a power of two, at most 2^−6', () => {
    expect(betaStep(createRbm(2, 2), 0)).toBe(2 ** -6);
    const rbm = createRbm(2, 1, { W: [30, 1], a: [-10, 0], b: [2] });
    const h = betaStep(rbm, 8);
    expect(h * 48).toBeLessThanOrEqual(0.02);
    expect(2 * h * 48).toBeGreaterThan(0.02);
    expect(Number.isInteger(Math.log2(h))).toBe(true);
    expect(betaStep(rbm, 800)).toBeLessThan(h);
    // two weights of 3 pull together on the unit that they meet in, on either side
    expect(betaStep(createRbm(1, 2, { W: [3, 3] }), 0)).toBe(2 ** -9);
    expect(betaStep(createRbm(2, 1, { W: [3, 3] }), 0)).toBe(2 ** -9);
  });
  it('parameterStep shrinks with β, which multiplies every parameter', () => {
    expect(parameterStep(0)).toBe(2 ** -6);
    expect(parameterStep(-4)).toBe(2 ** -8);
  });
});

describe('disagreement', () => {
  it('disagreement is absolute below 1, relative above, and NaN for a NaN', () => {
    expect(disagreement(0.25, 0.5)).toBe(0.25);
    expect(disagreement(-300, 100)).toBeCloseTo(4 / 3, 14);
    expect(disagreement(NaN, 1)).toBeNaN();
    expect(excess(disagreement(5, 5), 0)).toBe(0);
  });
});
