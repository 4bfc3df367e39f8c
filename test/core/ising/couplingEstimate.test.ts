import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockSpins } from '../../../src/core/ising/blocking';
import { couplingOfBondSum } from '../../../src/core/ising/couplingEstimate';
import { kaufmanMoments } from '../../../src/core/ising/kaufman';
import { type Lattice, spinBondSum, spinsOf } from '../../../src/core/ising/lattice';
import { countStates, momentsOfCount } from '../../../src/core/ising/stateCount';
import { WolffSampler } from '../../../src/core/ising/wolff';

describe('couplingOfBondSum', () => {
  it('couplingOfBondSum undoes ⟨B⟩(K)', () => {
    const lattices = fc.constantFrom<Lattice>({ Lx: 3, Ly: 3 }, { Lx: 8, Ly: 6 }, { Lx: 16, Ly: 16 });
    fc.assert(
      fc.property(lattices, fc.double({ min: 0.01, max: 1.2, noNaN: true }), (lattice, K) => {
        expect(couplingOfBondSum(lattice, kaufmanMoments(lattice, K).meanBondSum)).toBeCloseTo(K, 8);
      }),
      { numRuns: 20 },
    );
  });
  it('couplingOfBondSum is 0 for disorder and beyond, and ∞ for order that is complete', () => {
    const lattice = { Lx: 4, Ly: 4 };
    expect(couplingOfBondSum(lattice, 0)).toBe(0);
    expect(couplingOfBondSum(lattice, -20)).toBe(0);
    expect(couplingOfBondSum(lattice, 32)).toBe(Infinity);
  });
  it('couplingOfBondSum undoes ⟨B⟩(K) of a ring, which Kaufman’s formula does not know', () => {
    const ring = { Lx: 9, Ly: 1 };
    const { counts, bonds, sites } = countStates(ring);
    for (const K of [0.2, 0.9])
      expect(couplingOfBondSum(ring, momentsOfCount({ counts, bonds, sites }, K).meanBondSum)).toBeCloseTo(
        K,
        8,
      );
  });
  it('couplingOfBondSum refuses what is no number', () => {
    expect(() => couplingOfBondSum({ Lx: 8, Ly: 8 }, NaN)).toThrow(
      new RangeError('invalid bond sum: NaN; expected a number'),
    );
  });
  it('blocked spins look hotter than they were above T_c and colder below it', () => {
    const estimate = (K: number) => {
      const sampler = new WolffSampler({ side: 24, temperature: 1 / K, seed: 6 });
      let sum = 0;
      for (let picture = 0; picture < 100; picture++) {
        const { lattice, spins } = blockSpins({ Lx: 24, Ly: 24 }, spinsOf(sampler.next()), 3, {
          seed: 6,
          picture,
        });
        sum += spinBondSum(lattice, spins);
      }
      return couplingOfBondSum({ Lx: 8, Ly: 8 }, sum / 100);
    };
    expect(estimate(0.36)).toBeLessThan(0.33);
    expect(estimate(0.5)).toBeGreaterThan(0.53);
  });
});
