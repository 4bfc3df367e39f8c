import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { criticalCoupling } from '../../../src/core/ising/lattice';
import {
  largestCountedColumn,
  magnetisationWeights,
  magnetisationWork,
  meanAbsMagnetisation,
} from '../../../src/core/ising/magnetisation';
import { countStates, momentsOfCount } from '../../../src/core/ising/stateCount';
import { transferMoments } from '../../../src/core/ising/transferMatrix';

/** Every lattice shape that the enumeration reaches, with short and double bonds. */
const shapes = [
  { Lx: 2, Ly: 1 },
  { Lx: 11, Ly: 1 },
  { Lx: 2, Ly: 2 },
  { Lx: 7, Ly: 2 },
  { Lx: 3, Ly: 3 },
  { Lx: 5, Ly: 3 },
  { Lx: 3, Ly: 5 },
  { Lx: 5, Ly: 4 },
  { Lx: 2, Ly: 8 },
];

describe('magnetisationWeights', () => {
  for (const lattice of shapes)
    it(`magnetisationWeights() agrees with the count of all states, state by state: ${lattice.Lx}×${lattice.Ly}`, () => {
      const count = countStates(lattice);
      const { sites, bonds, counts } = count;
      for (const K of [0.37, -0.6, 1.9]) {
        const summed = Float64Array.from({ length: sites + 1 }, (_, up) => {
          let sum = 0;
          for (let row = 0; row <= bonds; row++)
            sum += counts[row * (sites + 1) + up] * Math.exp(K * (2 * row - bonds));
          return sum;
        });
        const largest = Math.max(...summed);
        magnetisationWeights(lattice, K).forEach((weight, up) => {
          expect(Math.abs(weight - summed[up] / largest)).toBeLessThan(1e-12);
        });
      }
    });

  it('magnetisationWeights() refuses what it can’t hold, in words', () => {
    expect(() => magnetisationWeights({ Lx: 9, Ly: 9 }, 0.4)).toThrow('invalid Ly: 9; expected at most 8');
    expect(() => magnetisationWeights({ Lx: 4, Ly: 4 }, 11)).toThrow('invalid K: 11; expected -10..10');
    expect(() => magnetisationWeights({ Lx: 1, Ly: 4 }, 0.4)).toThrow();
    expect(magnetisationWork({ Lx: 9, Ly: largestCountedColumn + 1 })).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('meanAbsMagnetisation', () => {
  it('meanAbsMagnetisation() is that of the states one by one, in any field', () => {
    const lattice = { Lx: 4, Ly: 3 };
    const count = countStates(lattice);
    fc.assert(
      fc.property(
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (K, field) => {
          const mean = meanAbsMagnetisation(magnetisationWeights(lattice, K), field);
          expect(mean).toBeCloseTo(momentsOfCount(count, K, field).meanAbsMagnetisation, 10);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('meanAbsMagnetisation() of a long ring forgets that it is closed: ⟨m²⟩ is that of the chain without end', () => {
    const weights = magnetisationWeights({ Lx: 128, Ly: 1 }, 0.5);
    const total = weights.reduce((sum, w) => sum + w, 0);
    const square = weights.reduce((sum, w, up) => sum + w * (2 * up - 128) ** 2, 0) / total;
    // Σ_r tanh^|r| K = (1 + tanh K)/(1 − tanh K) = e^{2K}, for each spin
    expect(square / 128).toBeCloseTo(Math.exp(2 * 0.5), 10);
  });

  it('the weights’ field derivative is that of ln Z: two roads to ⟨Σs⟩ on 6×6', () => {
    const lattice = { Lx: 6, Ly: 6 };
    const weights = magnetisationWeights(lattice, criticalCoupling);
    const [h, step] = [0.05, 1e-4];
    const logZ = (field: number) => transferMoments(lattice, criticalCoupling, field).logZ;
    let [sum, total] = [0, 0];
    weights.forEach((weight, up) => {
      const spins = 2 * up - 36;
      total += weight * Math.exp(h * spins);
      sum += weight * Math.exp(h * spins) * spins;
    });
    expect((logZ(h + step) - logZ(h - step)) / (2 * step)).toBeCloseTo(sum / total, 4);
  });
});
