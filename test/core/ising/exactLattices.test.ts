/** Counting, transfer matrix and closed formula against the reference and against each other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BondMoments, perSpin } from '../../../src/core/ising/bondMoments';
import { kaufmanMoments } from '../../../src/core/ising/kaufman';
import { criticalCoupling, type Lattice } from '../../../src/core/ising/lattice';
import { ringLogPartition } from '../../../src/core/ising/ring';
import { countStates, momentsOfCount } from '../../../src/core/ising/stateCount';
import { transferMoments } from '../../../src/core/ising/transferMatrix';
import { excess, largestExcess } from '../../oracle/fixtures';
import { reference } from './references';

const square = (L: number): Lattice => ({ Lx: L, Ly: L });
const numbers = ({ logZ, meanBondSum, varBondSum }: BondMoments) => [logZ, meanBondSum, varBondSum];
/** ⟨B²⟩, from which the variance is left. */
const scale = ({ meanBondSum, varBondSum }: Omit<BondMoments, 'logZ'>) => meanBondSum ** 2 + varBondSum;

const smallLattices = fc.constantFrom<Lattice>(
  { Lx: 2, Ly: 2 },
  { Lx: 2, Ly: 5 },
  { Lx: 5, Ly: 2 },
  { Lx: 3, Ly: 3 },
  { Lx: 4, Ly: 3 },
  { Lx: 3, Ly: 4 },
);
const couplings = fc.double({ min: -2, max: 2, noNaN: true });

describe('momentsOfCount', () => {
  it('momentsOfCount reproduces every brute-force case of ising.json', () => {
    expect(reference.bruteForce2d).toHaveLength(15);
    for (const one of reference.bruteForce2d) {
      const found = momentsOfCount(countStates(one), one.K);
      expect(excess(found.logZ, one.lnZ)).toBeLessThan(1);
      expect(excess(found.meanBondSum, one.meanBondSum)).toBeLessThan(1);
      expect(excess(found.varBondSum, one.varBondSum, scale(one))).toBeLessThan(1);
      expect(excess(found.meanAbsMagnetisation, one.meanAbsMagnetisation)).toBeLessThan(1);
    }
  });
  it('momentsOfCount has the published values of L = 4 at T = 2', () => {
    const found = momentsOfCount(countStates(square(4)), 0.5);
    const { energy, heatCapacity } = perSpin(found, 16, 0.5);
    expect(found.logZ).toBeCloseTo(17.1053671187, 9);
    expect(energy).toBeCloseTo(-1.75538029, 7);
    expect(heatCapacity).toBeCloseTo(0.60553266, 7);
    expect(found.meanAbsMagnetisation).toBeCloseTo(0.91894327, 7);
  });
  it('countStates counts 2^N states, two of them with all bonds satisfied', () => {
    const { counts, bonds, sites } = countStates({ Lx: 4, Ly: 3 });
    expect(counts.reduce((sum, x) => sum + x, 0)).toBe(2 ** 12);
    expect(counts[bonds * (sites + 1)] + counts[bonds * (sites + 1) + sites]).toBe(2);
  });
  it('momentsOfCount in a field differentiates ln Z by the field', () => {
    const count = countStates({ Lx: 4, Ly: 3 });
    const at = (h: number) => momentsOfCount(count, 0.3, h);
    const { meanMagnetisation, meanSquareMagnetisation } = at(0.2);
    const step = 1e-4;
    expect((at(0.2 + step).logZ - at(0.2 - step).logZ) / (2 * step) / 12).toBeCloseTo(meanMagnetisation, 7);
    const slope = (at(0.2 + step).meanMagnetisation - at(0.2 - step).meanMagnetisation) / (2 * step);
    expect(12 * (meanSquareMagnetisation - meanMagnetisation ** 2)).toBeCloseTo(slope, 6);
    expect(at(0).meanMagnetisation).toBeCloseTo(0, 14);
    expect(at(50).meanFourthMagnetisation).toBeCloseTo(1, 12);
    expect(at(-50).meanMagnetisation).toBeCloseTo(-1, 12);
  });
  it('countStates refuses more than 20 spins', () => {
    expect(() => countStates({ Lx: 7, Ly: 3 })).toThrow(
      new RangeError('invalid lattice: 21 spins; expected at most 20'),
    );
  });
});

describe('transferMoments', () => {
  it('transferMoments reproduces every case of ising.json', () => {
    expect(reference.transferMatrix2d).toHaveLength(12);
    for (const one of reference.transferMatrix2d)
      expect(excess(transferMoments(one, one.K).logZ, one.lnZ), `${one.Lx} at ${one.K}`).toBeLessThan(1);
  });
  it('transferMoments agrees with counting at any K and field', () => {
    fc.assert(
      fc.property(smallLattices, couplings, fc.constantFrom(0, 0.3, -1.1), (lattice, K, field) => {
        const truth = momentsOfCount(countStates(lattice), K, field);
        const found = transferMoments(lattice, K, field);
        expect(largestExcess(numbers(found), numbers(truth), scale(truth))).toBeLessThan(1);
      }),
      { numRuns: 60 },
    );
  });
  it('transferMoments holds at K = 0 and where the lattice is all but frozen, or torn between K and h', () => {
    for (const lattice of [
      { Lx: 3, Ly: 4 },
      { Lx: 4, Ly: 3 },
      { Lx: 4, Ly: 4 },
    ])
      for (const [K, field] of [
        [0, 0],
        [10, 0],
        [-10, 0],
        [0, 10],
        [0.2, -9],
        [-7, 10],
        [-3, -6],
        [10, -0.01],
      ]) {
        const truth = momentsOfCount(countStates(lattice), K, field);
        const found = transferMoments(lattice, K, field);
        expect(largestExcess(numbers(found), numbers(truth), scale(truth)), `${K}, ${field}`).toBeLessThan(1);
      }
  });
  it('transferMoments of one row is the ring, of either sign and any length', () => {
    for (const [n, K, field] of [
      [7, 0.6, 0],
      [7, -0.6, 0.4],
      [2, 0.3, 0.1],
      [2000, 0.8, -0.2],
      [4000, 0.1, 0.3],
    ])
      expect(
        excess(transferMoments({ Lx: n, Ly: 1 }, K, field).logZ, ringLogPartition(n, K, field)),
      ).toBeLessThan(1);
  });
  it('transferMoments is the same for the lattice turned by a right angle', () => {
    const [one, other] = [
      transferMoments({ Lx: 9, Ly: 6 }, 0.4, 0.1),
      transferMoments({ Lx: 6, Ly: 9 }, 0.4, 0.1),
    ];
    expect(largestExcess(numbers(one), numbers(other), scale(one))).toBeLessThan(1);
  });
  it('transferMoments refuses a column that is too long and strengths out of range', () => {
    expect(() => transferMoments({ Lx: 4, Ly: 13 }, 0.4)).toThrow(
      new RangeError('invalid Ly: 13; expected at most 12'),
    );
    expect(() => transferMoments(square(3), -11)).toThrow(new RangeError('invalid K: -11; expected -10..10'));
    expect(() => transferMoments(square(3), 1, NaN)).toThrow(RangeError);
  });
});

describe('kaufmanMoments', () => {
  it('kaufmanMoments has every published ln Z at T_c', () => {
    for (const [L, logZ] of [
      [3, 9.0202134009],
      [4, 15.5219154588],
      [6, 34.111541055],
      [8, 60.1417807891],
      [10, 93.6103005102],
      [16, 238.6422566351],
    ])
      expect(kaufmanMoments(square(L), criticalCoupling).logZ).toBeCloseTo(logZ, 9);
  });
  it('kaufmanMoments has the published energy and heat of 40×40 at K = 0.408', () => {
    const { energy, heatCapacity } = perSpin(kaufmanMoments(square(40), 0.408), 1600, 0.408);
    expect(energy).toBeCloseTo(-1.15182, 5);
    expect(heatCapacity).toBeCloseTo(0.99467, 5);
  });
  it('kaufmanMoments reproduces every two-dimensional case of ising.json', () => {
    for (const one of [...reference.bruteForce2d, ...reference.transferMatrix2d])
      expect(excess(kaufmanMoments(one, one.K).logZ, one.lnZ), `${one.Lx} at ${one.K}`).toBeLessThan(1);
    for (const one of reference.bruteForce2d) {
      const found = kaufmanMoments(one, one.K);
      expect(excess(found.meanBondSum, one.meanBondSum)).toBeLessThan(1);
      expect(excess(found.varBondSum, one.varBondSum, scale(one))).toBeLessThan(1);
    }
  });
  it('kaufmanMoments agrees with counting at any K ≥ 0, tiny ones too', () => {
    const positive = fc.oneof(
      couplings.map(Math.abs),
      fc.constantFrom(0, 1e-200, 9e-14, 2e-13, 1e-6, 20, 40),
    );
    fc.assert(
      fc.property(smallLattices, positive, (lattice, K) => {
        const truth = momentsOfCount(countStates(lattice), K);
        expect(largestExcess(numbers(kaufmanMoments(lattice, K)), numbers(truth), scale(truth))).toBeLessThan(
          1,
        );
      }),
      { numRuns: 80 },
    );
  });
  it('kaufmanMoments agrees with the transfer matrix across the critical point', () => {
    for (const lattice of [square(8), { Lx: 7, Ly: 6 }, { Lx: 40, Ly: 5 }, { Lx: 5, Ly: 9 }])
      for (const K of [0.3, criticalCoupling - 1e-9, criticalCoupling, criticalCoupling + 1e-9, 0.5, 1.5]) {
        const truth = transferMoments(lattice, K);
        expect(largestExcess(numbers(kaufmanMoments(lattice, K)), numbers(truth), scale(truth))).toBeLessThan(
          1,
        );
      }
  });
  it('kaufmanMoments is symmetric in K on even sides, and refuses an odd one below 0', () => {
    const [below, above] = [kaufmanMoments({ Lx: 6, Ly: 4 }, -0.5), kaufmanMoments({ Lx: 6, Ly: 4 }, 0.5)];
    expect(below).toEqual({ ...above, meanBondSum: -above.meanBondSum });
    expect(excess(below.meanBondSum, transferMoments({ Lx: 6, Ly: 4 }, -0.5).meanBondSum)).toBeLessThan(1);
    for (const lattice of [
      { Lx: 5, Ly: 4 },
      { Lx: 4, Ly: 5 },
    ])
      expect(() => kaufmanMoments(lattice, -0.5)).toThrow('expected 0 or more on a torus with an odd side');
  });
  it('kaufmanMoments at 128×128 is finite from great heat to deep cold, and differentiates itself', () => {
    for (const K of [1e-6, 0.1, criticalCoupling, 1, 10]) {
      const found = kaufmanMoments(square(128), K);
      expect(numbers(found).every(Number.isFinite), `${K}`).toBe(true);
      expect(found.meanBondSum).toBeLessThanOrEqual(2 * 128 ** 2 * (1 + 1e-12));
    }
    const step = 1e-4;
    const [low, middle, high] = [-step, 0, step].map((d) => kaufmanMoments(square(128), 0.43 + d));
    expect(Math.abs((high.logZ - low.logZ) / (2 * step) / middle.meanBondSum - 1)).toBeLessThan(1e-5);
    const slope = (high.meanBondSum - low.meanBondSum) / (2 * step);
    expect(Math.abs(slope / middle.varBondSum - 1)).toBeLessThan(1e-4);
  });
  it('kaufmanMoments puts the peak of C of L = 4 above T_c, at T = 2.439', () => {
    const heat = (T: number) => perSpin(kaufmanMoments(square(4), 1 / T), 16, 1 / T).heatCapacity;
    expect(heat(2.439)).toBeGreaterThan(Math.max(heat(2.43), heat(2.45), heat(2.2692)));
  });
  it('kaufmanMoments refuses a ring and couplings out of range', () => {
    expect(() => kaufmanMoments({ Lx: 4, Ly: 1 }, 0.5)).toThrow(
      new RangeError('invalid Ly: 1; expected a whole number from 2'),
    );
    for (const K of [41, -41, NaN]) expect(() => kaufmanMoments(square(4), K)).toThrow(RangeError);
  });
});
