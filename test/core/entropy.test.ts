import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { softplus } from '../../src/core/elementary';
import { jointEntropy, layeredEntropy, summingJoint, summingLayers } from '../../src/core/entropy';
import { logPartition } from '../../src/core/partition';
import { atInverseTemperature, createRbm, exchangeLayers, type Rbm } from '../../src/core/rbm';
import { thermodynamics } from '../../src/core/thermodynamics';
import { jointStates } from '../oracle/enumeration';
import { exactCases, excess, goldenRbm, rbmOf } from '../oracle/fixtures';
import { machines } from '../oracle/machines';

const logZAt = (rbm: Rbm, beta: number) => logPartition(atInverseTemperature(rbm, beta));
/** −Σ p ln p from a list of weights that is normalised by its own sum. */
function slowEntropy(rbm: Rbm, beta: number): number {
  const exponents = jointStates(rbm).map(({ E }) => -beta * E);
  const largest = exponents.reduce((x, y) => Math.max(x, y), -Infinity);
  const weights = exponents.map((x) => Math.exp(x - largest));
  const Z = weights.reduce((sum, w) => sum + w, 0);
  return weights.reduce((sum, w) => (w === 0 ? sum : sum - (w / Z) * Math.log(w / Z)), 0);
}

describe('jointEntropy', () => {
  for (const one of exactCases.filter(({ visible, hidden }) => visible + hidden <= 17))
    it(`jointEntropy gives S of "${one.name}"`, () => {
      expect(excess(jointEntropy(rbmOf(one), 1, one.lnZ), one.S, Math.abs(one.lnZ))).toBeLessThanOrEqual(1);
    });
  it('jointEntropy agrees with ln Z + βU, which knows no p, at any β', () => {
    fc.assert(
      fc.property(machines(30), fc.double({ min: 0, max: 4, noNaN: true }), (rbm, beta) => {
        const { logPartition: lnZ, S } = thermodynamics(rbm, beta);
        return excess(jointEntropy(rbm, beta, lnZ), S, 3000) <= 1;
      }),
    );
  });
  it('jointEntropy is wrong where ln Z is: it does not lean on what it is to confirm', () => {
    const rbm = goldenRbm({ nv: 4, nh: 3, scale: 1 });
    const lnZ = logZAt(rbm, 1);
    const right = jointEntropy(rbm, 1, lnZ);
    expect(right).toBeCloseTo(slowEntropy(rbm, 1), 12);
    expect(Math.abs(jointEntropy(rbm, 1, lnZ + 1e-3) - right)).toBeGreaterThan(1e-3);
  });
  it('jointEntropy of a machine without hidden units is that of its independent units', () => {
    const a = [0.3, -2, 700];
    const sum = a.reduce((S, x) => S + thermodynamics(createRbm(1, 0, { a: [x] }), 1.5).S, 0);
    const rbm = createRbm(3, 0, { a });
    expect(jointEntropy(rbm, 1.5, logZAt(rbm, 1.5))).toBeCloseTo(sum, 12);
  });
});

describe('layeredEntropy', () => {
  for (const one of exactCases)
    it(`layeredEntropy gives S of "${one.name}"`, () => {
      expect(excess(layeredEntropy(rbmOf(one), 1, one.lnZ), one.S, Math.abs(one.lnZ))).toBeLessThanOrEqual(1);
    });
  it('layeredEntropy agrees with −Σ p ln p over all joint states, at any β', () => {
    fc.assert(
      fc.property(machines(30), fc.double({ min: -1, max: 4, noNaN: true }), (rbm, beta) => {
        return excess(layeredEntropy(rbm, beta, logZAt(rbm, beta)), slowEntropy(rbm, beta), 3000) <= 1;
      }),
    );
  });
  it('layeredEntropy does not see which layer is called hidden', () => {
    const rbm = goldenRbm({ nv: 9, nh: 6, scale: 1.2 });
    const lnZ = logZAt(rbm, 0.8);
    expect(layeredEntropy(exchangeLayers(rbm), 0.8, lnZ)).toBeCloseTo(layeredEntropy(rbm, 0.8, lnZ), 11);
  });
  it('layeredEntropy of a unit is ln 2 where it is fair, the same for x and −x, and keeps its digits in the tails', () => {
    const unit = (x: number) => layeredEntropy(createRbm(1, 0, { a: [x] }), 1, softplus(x));
    expect(unit(0)).toBeCloseTo(Math.LN2, 15);
    expect(unit(3)).toBeCloseTo(unit(-3), 14);
    const [p, q] = [0.8, 0.2];
    expect(unit(Math.log(4))).toBeCloseTo(-p * Math.log(p) - q * Math.log(q), 14);
    // q = e^−30: −q ln q − (1 − q) ln(1 − q) = 31 e^−30
    expect(unit(30) / (31 * Math.exp(-30))).toBeCloseTo(1, 2);
    expect(unit(1e3)).toBe(0);
    expect(unit(NaN)).toBeNaN();
  });
  it('layeredEntropy adds 2,500 units without overflow', () => {
    const rbm = createRbm(2500, 1, { a: new Float64Array(2500).fill(1e-3) });
    const lnZ = 2500 * softplus(1e-3) + Math.LN2;
    expect(excess(layeredEntropy(rbm, 1, lnZ), thermodynamics(rbm).S)).toBeLessThanOrEqual(1);
  });
  it('layeredEntropy is wrong where ln Z is', () => {
    const rbm = goldenRbm({ nv: 4, nh: 3, scale: 1 });
    const lnZ = logZAt(rbm, 1);
    const moved = layeredEntropy(rbm, 1, lnZ + 1e-3) - layeredEntropy(rbm, 1, lnZ);
    expect(Math.abs(moved)).toBeGreaterThan(1e-3);
  });
});

describe('summingJoint, summingLayers', () => {
  it('both pause often: after 2^4 and 2^8 states of the smaller layer', () => {
    const rbm = goldenRbm({ nv: 10, nh: 9, scale: 0.3 });
    const pauses = (steps: Generator<undefined, number>) => {
      let count = 0;
      while (!steps.next().done) count++;
      return count;
    };
    expect(pauses(summingJoint(rbm, 1, 0))).toBe(32);
    expect(pauses(summingLayers(rbm, 1, 0))).toBe(2);
  });
});
