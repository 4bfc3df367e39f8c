import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { klDivergence } from '../../../src/core/divergence';
import {
  flatnessOf,
  jointEnergies,
  logMarginals,
  matchingShift,
  renormalise,
} from '../../../src/core/renormalisation/renormalise';
import { logPartitionOf } from '../../../src/core/renormalisation/stateEnergies';
import { excess, largestExcess } from '../../oracle/fixtures';
import { energyPairs, kadanoffCases, normalEnergies } from './fixtures';

/** Rounding of sums over energies of a few hundred nats. */
const rounding = 1e-10;

describe('renormalise', () => {
  kadanoffCases.forEach((one, n) => {
    it(`renormalise(H, K) reproduces case ${n} of kadanoff.json, of ${one.units} units`, () => {
      const [H, K] = [Float64Array.from(one.H), Float64Array.from(one.K)];
      const found = renormalise(H, K);
      const largest = Math.max(...H.map(Math.abs), ...K.map(Math.abs));
      const numbers = [found.logZ, found.logZTilde, found.logZRg, found.klDivergence, found.totalVariation];
      const references = [one.lnZ, one.lnZTilde, one.lnZRG, Math.max(0, one.klPToPTilde), one.totalVariation];
      expect(largestExcess(numbers, references, largest)).toBeLessThan(1);
      expect(largestExcess(found.p, one.p)).toBeLessThan(1);
      expect(largestExcess(found.pTilde, one.pTilde)).toBeLessThan(1);
      expect(largestExcess(found.residual, one.traceConditionLogResidual, largest)).toBeLessThan(1);
      expect(Math.abs(found.relativeDifference)).toBeLessThan(1e-13);
    });
  });
  it('renormalise(H, K) has Z_RG = Z for any K, but δ flat and p̃ = p only for a constant', () => {
    fc.assert(
      fc.property(energyPairs, ({ H, K }) => {
        const painted = renormalise(H, K);
        expect(Math.abs(painted.relativeDifference)).toBeLessThan(rounding);
        expect(painted.flatness.range).toBeGreaterThan(1e-6);
        const constant = renormalise(H, new Float64Array(H.length).fill(K[0]));
        expect(constant.totalVariation).toBeLessThan(rounding);
        expect(constant.flatness.range).toBeLessThan(rounding);
        expect(constant.klDivergence).toBeLessThan(rounding);
      }),
      { numRuns: 50 },
    );
  });
  it('renormalise(H, K).residual is ln Z − ln Z̃ − K, spread as K is', () => {
    const [H, K] = [normalEnergies(5, 1), normalEnergies(5, 2)];
    const { residual, logZ, logZTilde, flatness } = renormalise(H, K);
    expect(
      largestExcess(
        residual,
        K.map((k) => logZ - logZTilde - k),
      ),
    ).toBeLessThan(1);
    expect(excess(flatness.deviation, flatnessOf(K).deviation)).toBeLessThan(1);
  });
  it('renormalise(H, K).klDivergence is that of p and p̃ where both are numbers', () => {
    const { p, pTilde, klDivergence: found } = renormalise(normalEnergies(4, 5, 3), normalEnergies(4, 6, 3));
    expect(excess(found, klDivergence(p, pTilde), 10)).toBeLessThan(1);
  });
  it('renormalise(H, spike) keeps Z and a finite divergence where p̃ is 0 as a number', () => {
    const K = new Float64Array(8);
    K[3] = 2000;
    const found = renormalise(new Float64Array(8), K);
    expect(found.pTilde[3]).toBe(0);
    expect(found.klDivergence).toBeCloseTo(2000 / 8 + Math.log(7 / 8), 9);
    expect(Math.abs(found.relativeDifference)).toBeLessThan(1e-9);
  });
  it('renormalise(H, K, another hidden layer) has Z_RG ≠ Z until it is matched', () => {
    fc.assert(
      fc.property(energyPairs, ({ H, K, H2 }) => {
        const loose = renormalise(H, K, { energies: H2 });
        expect(loose.logZRg).toBeCloseTo(logPartitionOf(H2), 9);
        expect(loose.shift).toBe(0);
        const matched = renormalise(H, K, { energies: H2, matched: true });
        expect(matched.shift).toBeCloseTo(matchingShift(H, H2), 12);
        expect(Math.abs(matched.relativeDifference)).toBeLessThan(rounding);
        expect(largestExcess(matched.pTilde, loose.pTilde, 100)).toBeLessThan(1);
      }),
      { numRuns: 50 },
    );
    const other = renormalise(normalEnergies(3, 1), normalEnergies(3, 2), { energies: normalEnergies(5, 3) });
    expect(Math.abs(other.relativeDifference)).toBeGreaterThan(0.5);
  });
  it('jointEnergies(H, K, hidden) are H₂(h) + H(v) + K(v) + ln Z̃, and logMarginals sums over h', () => {
    const [H, K, H2] = [Float64Array.of(1, 2), Float64Array.of(0.5, -1), Float64Array.of(3, 4, 5, 6)];
    const joint = jointEnergies(H, K, { energies: H2 });
    expect([joint.visibleStates, joint.hiddenStates]).toEqual([2, 4]);
    expect(joint.logZTilde).toBeCloseTo(Math.log(Math.exp(-1.5) + Math.exp(-1)), 14);
    expect(joint.energies[1 * 4 + 2]).toBeCloseTo(5 + 2 - 1 + joint.logZTilde, 14);
    const sum = [3, 4, 5, 6].reduce((total, h) => total + Math.exp(-h), 0);
    expect(logMarginals(joint)[0]).toBeCloseTo(Math.log(sum) - 1.5 - joint.logZTilde, 13);
  });
  it('renormalise refuses K of another length, too many states and what is no number', () => {
    const eight = new Float64Array(8);
    expect(() => renormalise(eight, new Float64Array(4))).toThrow(
      new TypeError('invalid K: 4 energies; expected 8'),
    );
    expect(() => renormalise(eight, Float64Array.of(0, 0, 0, 0, 0, 0, NaN, 0))).toThrow(RangeError);
    expect(() => renormalise(new Float64Array(2 ** 11), new Float64Array(2 ** 11))).toThrow(
      new RangeError('invalid energies: 22 units; expected at most 20'),
    );
    const [H, K] = [normalEnergies(10, 1), normalEnergies(10, 2)];
    expect(() => jointEnergies(H, K, { energies: normalEnergies(11, 3) })).toThrow(
      new RangeError('invalid energies: 21 units; expected at most 20'),
    );
  });
  it('renormalise(H, constant) has a divergence of 0 to rounding, and never below', () => {
    const constant = new Float64Array(8).fill(0.7);
    const found = Array.from(
      { length: 40 },
      (_, n) => renormalise(normalEnergies(3, n), constant).klDivergence,
    );
    expect(Math.min(...found)).toBe(0);
    expect(Math.max(...found)).toBeLessThan(1e-14);
  });
  it('renormalise of 8 units is quick enough to follow a pointer', () => {
    const [H, K] = [normalEnergies(8, 1), normalEnergies(8, 2)];
    const before = process.cpuUsage();
    renormalise(H, K);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(500);
  });
});
