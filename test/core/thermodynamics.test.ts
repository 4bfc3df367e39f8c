import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logPartition, logPartitionOver } from '../../src/core/partition';
import { atInverseTemperature, createRbm, exchangeLayers, type Rbm } from '../../src/core/rbm';
import { averaging, blocksOf, EnergyAverage, finished, thermodynamics } from '../../src/core/thermodynamics';
import { jointStates } from '../oracle/enumeration';
import { exactCase, exactCases, excess, goldenRbm, rbmOf } from '../oracle/fixtures';
import { machines } from '../oracle/machines';

/** ⟨E⟩ and ⟨E²⟩ − ⟨E⟩² straight from the definition. */
function slowMoments(rbm: Rbm, beta: number) {
  const states = jointStates(rbm);
  const least = states.reduce((low, { E }) => Math.min(low, beta * E), Infinity);
  const weights = states.map(({ E }) => Math.exp(least - beta * E));
  const Z = weights.reduce((sum, w) => sum + w, 0);
  const mean = (f: (E: number) => number) => states.reduce((sum, { E }, n) => sum + weights[n] * f(E), 0) / Z;
  const U = mean((E) => E);
  return { U, variance: mean((E) => (E - U) ** 2) };
}
/** Largest |x| that a sum of energies meets: what rounding is relative to. */
const size = ({ W, a, b }: Rbm) =>
  [W, a, b].reduce((sum, part) => sum + part.reduce((x, y) => x + Math.abs(y), 0), 0);

describe('thermodynamics', () => {
  for (const one of exactCases)
    it(`thermodynamics gives ln Z, U, C and S of "${one.name}", at every β`, () => {
      const rbm = rbmOf(one);
      const { logPartition: lnZ, U, C, S } = thermodynamics(rbm);
      expect(excess(lnZ, one.lnZ)).toBeLessThanOrEqual(1);
      expect(excess(U, one.U)).toBeLessThanOrEqual(1);
      expect(excess(C, one.C)).toBeLessThanOrEqual(1);
      expect(excess(S, one.S, Math.abs(one.lnZ))).toBeLessThanOrEqual(1);
      for (const [beta, value] of Object.entries(one.lnZAtBeta))
        expect(excess(thermodynamics(rbm, Number(beta)).logPartition, value)).toBeLessThanOrEqual(1);
      for (const [beta, value] of Object.entries(one.UAtBeta))
        expect(excess(thermodynamics(rbm, Number(beta)).U, value)).toBeLessThanOrEqual(1);
    });
  it('thermodynamics agrees with the sums over all joint states, at any β', () => {
    fc.assert(
      fc.property(machines(20), fc.double({ min: -2, max: 4, noNaN: true }), (rbm, beta) => {
        const { U, variance, meanSquare } = thermodynamics(rbm, beta);
        const slow = slowMoments(rbm, beta);
        const scale = size(rbm);
        return (
          excess(U, slow.U, scale) <= 1 &&
          excess(variance, slow.variance, scale * scale) <= 1 &&
          excess(meanSquare, slow.variance + slow.U ** 2, scale * scale) <= 1
        );
      }),
    );
  });
  it('thermodynamics at β is that of the machine whose parameters are β times as large', () => {
    const rbm = goldenRbm({ nv: 7, nh: 5, scale: 1.3 });
    const [at, scaled] = [thermodynamics(rbm, 2.5), thermodynamics(atInverseTemperature(rbm, 2.5))];
    expect(at.logPartition).toBeCloseTo(scaled.logPartition, 12);
    expect(2.5 * at.U).toBeCloseTo(scaled.U, 11);
    expect(at.C).toBeCloseTo(scaled.C, 11);
    expect(at.S).toBeCloseTo(scaled.S, 11);
  });
  it('thermodynamics at β = 0 counts states: ln Z = S = (V + H) ln 2, every unit is on half the time', () => {
    const rbm = rbmOf(exactCase('wide'));
    const { logPartition: lnZ, U, C, S } = thermodynamics(rbm, 0);
    const free =
      rbm.W.reduce((sum, w) => sum + w / 4, 0) + [...rbm.a, ...rbm.b].reduce((x, y) => x + y / 2, 0);
    expect(lnZ).toBeCloseTo(14 * Math.LN2, 12);
    expect(S).toBeCloseTo(14 * Math.LN2, 12);
    expect(U).toBeCloseTo(-free, 12);
    expect(C).toBe(0);
  });
  it('thermodynamics at large β rests in the ground state', () => {
    const rbm = goldenRbm({ nv: 6, nh: 4, scale: 2 });
    const ground = jointStates(rbm).reduce((least, { E }) => Math.min(least, E), Infinity);
    const { U, C, S } = thermodynamics(rbm, 300);
    expect(U).toBeCloseTo(ground, 10);
    expect(C).toBeCloseTo(0, 10);
    expect(S).toBeCloseTo(0, 9);
  });
  it('thermodynamics at large β keeps ln 2 of entropy where two states share the lowest energy', () => {
    // flipping both units of this machine changes nothing
    const S = thermodynamics(createRbm(1, 1, { W: [4], a: [-2], b: [-2] }), 200).S;
    expect(S).toBeCloseTo(Math.LN2, 12);
  });
  it('thermodynamics keeps U at −1245 and C at 0 apart: nothing cancels', () => {
    const { U, C, variance } = thermodynamics(rbmOf(exactCase('extreme')));
    expect(U).toBeLessThan(-1244);
    expect(Math.max(C, variance)).toBeLessThan(1e-20);
    expect(Math.min(C, variance)).toBeGreaterThanOrEqual(0);
  });
  it('thermodynamics takes a machine without hidden units, and says NaN of a machine that holds one', () => {
    expect(thermodynamics(createRbm(3, 0)).S).toBeCloseTo(3 * Math.LN2, 14);
    const { logPartition: lnZ, U, C } = thermodynamics(createRbm(2, 2, { W: [1, NaN, 1, 1] }));
    expect([lnZ, U, C]).toEqual([NaN, NaN, NaN]);
  });
  it('thermodynamics of two machines side by side adds', () => {
    const both = createRbm(4, 2, { W: [1, 0, 2, 0, 0, 3, 0, -1], a: [0.1, 0.2, 0.3, 0.4], b: [0.5, 0.6] });
    const one = thermodynamics(createRbm(2, 1, { W: [1, 2], a: [0.1, 0.2], b: [0.5] }), 0.7);
    const other = thermodynamics(createRbm(2, 1, { W: [3, -1], a: [0.3, 0.4], b: [0.6] }), 0.7);
    const sum = thermodynamics(both, 0.7);
    for (const name of ['logPartition', 'U', 'C', 'S'] as const)
      expect(sum[name]).toBeCloseTo(one[name] + other[name], 12);
  });
});

describe('averaging', () => {
  it('averaging pauses after every block of 2^10 states and walks over either layer', () => {
    const rbm = goldenRbm({ nv: 13, nh: 12, scale: 0.7 });
    let pauses = 0;
    const steps = averaging(rbm, 1.2);
    while (!steps.next().done) pauses++;
    expect(pauses).toBe(4);
    const overVisible = finished(averaging(rbm, 1.2, 'visible'));
    const overHidden = finished(averaging(rbm, 1.2, 'hidden'));
    for (const name of ['logPartition', 'U', 'C', 'S'] as const)
      expect(excess(overVisible[name], overHidden[name], 100)).toBeLessThanOrEqual(1);
  });
});

describe('blocksOf', () => {
  it('blocksOf cuts the states of a layer into machines whose Z add up', () => {
    const rbm = goldenRbm({ nv: 5, nh: 6, scale: 1.5 });
    for (const [layer, units] of [
      ['hidden', 2],
      ['visible', 3],
      ['hidden', 9],
    ] as const) {
      const blocks = [...blocksOf(rbm, layer, units)];
      expect(blocks).toHaveLength(2 ** Math.max(0, (layer === 'hidden' ? 6 : 5) - units));
      const Z = blocks.reduce(
        (sum, { machine, bias }) => sum + Math.exp(bias + logPartitionOver(machine, 'hidden')),
        0,
      );
      expect(Math.log(Z)).toBeCloseTo(logPartition(rbm), 12);
    }
  });
  it('blocksOf leaves the machine itself where nothing is to be cut', () => {
    const rbm = goldenRbm({ nv: 5, nh: 3, scale: 1 });
    expect([...blocksOf(rbm, 'hidden')]).toEqual([{ machine: rbm, bias: 0 }]);
    expect([...blocksOf(rbm, 'visible')]).toEqual([{ machine: exchangeLayers(rbm), bias: 0 }]);
  });
});

describe('EnergyAverage', () => {
  it('EnergyAverage gives the same in any order of the groups, at any magnitude', () => {
    const groups = [
      [1e3, -5, 2],
      [1e3 + 1, 7, 0.5],
      [-1e3, 400, 9],
      [999, 1e-3, 0],
    ] as const;
    const average = (order: readonly number[]) => {
      const sum = new EnergyAverage();
      for (const [logWeight, mean, variance] of order.map((n) => groups[n]))
        sum.add(logWeight, mean, variance);
      return sum.at(1);
    };
    const first = average([0, 1, 2, 3]);
    const weights = [1, Math.E, 0, 1 / Math.E];
    const Z = weights.reduce((x, y) => x + y, 0);
    const mean = groups.reduce((sum, [, E], n) => sum + (weights[n] * E) / Z, 0);
    const square = groups.reduce((sum, [, E, variance], n) => sum + (weights[n] * (E * E + variance)) / Z, 0);
    expect(first.logPartition).toBeCloseTo(1e3 + Math.log(Z), 11);
    expect(first.U).toBeCloseTo(mean, 12);
    expect(first.meanSquare).toBeCloseTo(square, 11);
    for (const order of [
      [3, 2, 1, 0],
      [2, 0, 3, 1],
    ]) {
      const other = average(order);
      expect(other.U).toBeCloseTo(first.U, 12);
      expect(other.variance).toBeCloseTo(first.variance, 11);
    }
  });
  it('EnergyAverage of a single state has no variance', () => {
    const sum = new EnergyAverage();
    sum.add(-2000, 1e6, 0);
    expect(sum.at(1).variance).toBe(0);
    expect(sum.at(1).logPartition).toBe(-2000);
  });
});
