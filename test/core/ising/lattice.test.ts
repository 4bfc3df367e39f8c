import { describe, expect, it } from 'vitest';
import { perSpin } from '../../../src/core/ising/bondMoments';
import {
  bitsOf,
  bondCount,
  bondEnds,
  checkGraph,
  checkLattice,
  criticalCoupling,
  graphEnergy,
  latticeGraph,
  magnetisationOf,
  neighbourTable,
  spinBondSum,
  spinsOf,
} from '../../../src/core/ising/lattice';
import { bondSum, criticalTemperature } from '../../../src/core/ising/wolff';

const mixed = (sites: number) =>
  Int8Array.from({ length: sites }, (_, i) => ((i * i + 3 * i) % 5 < 2 ? 1 : -1));

describe('lattices', () => {
  it('criticalCoupling is 1/T_c', () => {
    expect(criticalCoupling).toBeCloseTo(1 / criticalTemperature, 15);
    expect(Math.sinh(2 * criticalCoupling)).toBeCloseTo(1, 15);
  });
  it('bondEnds has every bond once, and those of two sites twice', () => {
    expect(bondEnds({ Lx: 5, Ly: 4 })).toHaveLength(2 * 40);
    expect(bondCount({ Lx: 5, Ly: 4 })).toBe(40);
    expect(Array.from(bondEnds({ Lx: 3, Ly: 1 }))).toEqual([0, 1, 1, 2, 2, 0]);
    const names = Array.from({ length: 12 }, (_, n) =>
      Array.from(bondEnds({ Lx: 3, Ly: 2 })).slice(2 * n, 2 * n + 2),
    );
    expect(names.filter(([i, j]) => i + j === 3 && Math.abs(i - j) === 3)).toHaveLength(2);
  });
  it('neighbourTable gives 4 neighbours on a torus and 2 on a ring', () => {
    const table = neighbourTable({ Lx: 5, Ly: 3 });
    expect(new Set(table.slice(4 * 7, 4 * 8))).toEqual(new Set([6, 8, 2, 12]));
    expect(new Set(table.slice(0, 4))).toEqual(new Set([1, 4, 5, 10]));
    expect(Array.from(neighbourTable({ Lx: 4, Ly: 1 }).slice(0, 2)).sort()).toEqual([1, 3]);
    expect(Array.from(neighbourTable({ Lx: 2, Ly: 1 }))).toEqual([1, 1, 0, 0]);
  });
  it('spinBondSum agrees with the bonds, and with bondSum of bits', () => {
    for (const lattice of [
      { Lx: 5, Ly: 3 },
      { Lx: 2, Ly: 7 },
      { Lx: 6, Ly: 1 },
    ]) {
      const spins = mixed(lattice.Lx * lattice.Ly);
      expect(spinBondSum(lattice, spins)).toBe(-graphEnergy(latticeGraph(lattice, 1), spins));
    }
    const spins = mixed(25);
    expect(spinBondSum({ Lx: 5, Ly: 5 }, spins)).toBe(bondSum(bitsOf(spins), 5));
  });
  it('graphEnergy counts couplings and fields with their signs', () => {
    const graph = {
      sites: 3,
      ends: Int32Array.of(0, 1, 1, 2),
      couplings: Float64Array.of(0.5, -2),
      fields: Float64Array.of(1, 0, 10),
    };
    expect(graphEnergy(graph, [1, 1, -1])).toBe(-(0.5 + 2 + 1 - 10));
  });
  it('magnetisationOf is the mean, bitsOf and spinsOf go back and forth', () => {
    const spins = mixed(9);
    expect(spinsOf(bitsOf(spins))).toEqual(spins);
    expect(magnetisationOf([1, 1, 1, -1])).toBe(0.5);
    expect(Array.from(bitsOf([-1, 1]))).toEqual([0, 1]);
  });
  it('checkLattice and checkGraph refuse what is none', () => {
    expect(() => checkLattice({ Lx: 1, Ly: 3 })).toThrow(
      new RangeError('invalid Lx: 1; expected a whole number from 2'),
    );
    expect(() => checkLattice({ Lx: 3, Ly: NaN })).toThrow(RangeError);
    const graph = latticeGraph({ Lx: 3, Ly: 1 }, 1);
    expect(() => checkGraph({ ...graph, ends: Int32Array.of(0, 3, 1, 2, 2, 0) })).toThrow(
      new RangeError('invalid bond: 0 to 3; expected two of 3 sites'),
    );
    expect(() => checkGraph({ ...graph, ends: Int32Array.of(1, 1, 1, 2, 2, 0) })).toThrow(RangeError);
    expect(() => checkGraph({ ...graph, ends: Int32Array.of(0, 1) })).toThrow(TypeError);
    expect(() => checkGraph({ ...graph, fields: new Float64Array(2) })).toThrow(TypeError);
  });
  it('perSpin turns derivatives by K into energy, heat and entropy', () => {
    const found = perSpin({ logZ: 20, meanBondSum: 8, varBondSum: 12 }, 4, 0.5);
    expect(found).toEqual({ logZ: 5, energy: -2, heatCapacity: 0.75, entropy: 4 });
  });
});
