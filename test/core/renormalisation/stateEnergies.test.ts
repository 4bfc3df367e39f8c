import { describe, expect, it } from 'vitest';
import { latticeGraph } from '../../../src/core/ising/lattice';
import { countStates, momentsOfCount } from '../../../src/core/ising/stateCount';
import { logPartition } from '../../../src/core/partition';
import { clampedFreeEnergy } from '../../../src/core/rbm';
import {
  energiesOfGraph,
  energiesOfRbm,
  logPartitionOf,
  probabilitiesOf,
  unitsOf,
} from '../../../src/core/renormalisation/stateEnergies';
import { exactCase, excess, rbmOf } from '../../oracle/fixtures';
import { rugged } from '../../oracle/rugged';

describe('state energies', () => {
  it('unitsOf counts the units behind 2^n energies', () => {
    expect([1, 2, 8, 256].map((states) => unitsOf(new Float64Array(states)))).toEqual([0, 1, 3, 8]);
  });
  it('unitsOf refuses what is no power of two and what is no number', () => {
    expect(() => unitsOf([1, 2, 3])).toThrow(new TypeError('invalid energies: 3; expected a power of two'));
    expect(() => unitsOf([])).toThrow(TypeError);
    for (const bad of [NaN, Infinity])
      expect(() => unitsOf([0, bad])).toThrow(
        new RangeError(`invalid energy of state 1: ${bad}; expected a number`),
      );
  });
  it('energiesOfRbm are clamped free energies, so that they have the machine’s ln Z', () => {
    const rbm = rugged(5, 3, 1);
    const energies = energiesOfRbm(rbm);
    expect(energies[0b01101]).toBeCloseTo(clampedFreeEnergy(rbm, [1, 0, 1, 1, 0]), 12);
    expect(excess(logPartitionOf(energies), logPartition(rbm))).toBeLessThan(1);
    const strong = exactCase('strong');
    expect(excess(logPartitionOf(energiesOfRbm(rbmOf(strong))), strong.lnZ)).toBeLessThan(1);
  });
  it('energiesOfGraph give the ln Z of the lattice, field and all', () => {
    const lattice = { Lx: 4, Ly: 3 };
    const energies = energiesOfGraph(latticeGraph(lattice, 0.3, 0.2));
    const { logZ } = momentsOfCount(countStates(lattice), 0.3, 0.2);
    expect(excess(logPartitionOf(energies), logZ)).toBeLessThan(1);
  });
  it('energiesOfGraph number states by their up spins', () => {
    const graph = { ...latticeGraph({ Lx: 3, Ly: 1 }, 0), fields: Float64Array.of(1, 2, 4) };
    expect(Array.from(energiesOfGraph(graph))).toEqual([7, 5, 3, 1, -1, -3, -5, -7]);
    expect(() => energiesOfGraph(latticeGraph({ Lx: 17, Ly: 1 }, 1))).toThrow(
      '17 sites; expected at most 16',
    );
  });
  it('probabilitiesOf add up to 1 at any height', () => {
    for (const height of [-1e4, 0, 1e4]) {
      const p = probabilitiesOf(Float64Array.of(height, height + 1));
      expect(p[0] + p[1]).toBeCloseTo(1, 11);
      expect(p[0] / p[1]).toBeCloseTo(Math.E, 10);
    }
  });
});
