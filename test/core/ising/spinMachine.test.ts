import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  criticalCoupling,
  graphEnergy,
  type IsingGraph,
  latticeGraph,
  spinsOf,
} from '../../../src/core/ising/lattice';
import {
  bitMachineOf,
  inverseCoshOfExp,
  machineOfGraph,
  spinParametersOf,
} from '../../../src/core/ising/spinMachine';
import { countStates, momentsOfCount } from '../../../src/core/ising/stateCount';
import { logPartition } from '../../../src/core/partition';
import { clampedFreeEnergy, energy, type Rbm } from '../../../src/core/rbm';
import { energiesOfGraph, logPartitionOf } from '../../../src/core/renormalisation/stateEnergies';
import { bits } from '../../oracle/enumeration';
import { excess, largestExcess } from '../../oracle/fixtures';
import { rugged } from '../../oracle/rugged';

/** ln Σ e^{−E} over spins, from the definition. */
function slowSpinLogPartition(spin: Rbm): number {
  let sum = 0;
  for (let s = 0; s < 2 ** spin.visible; s++)
    for (let t = 0; t < 2 ** spin.hidden; t++)
      sum += Math.exp(-energy(spin, spinsOf(bits(s, spin.visible)), spinsOf(bits(t, spin.hidden))));
  return Math.log(sum);
}

/** Some bonds of a complete graph of 5, with K of both signs and fields. */
const graphs = fc
  .record({
    couplings: fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 10, maxLength: 10 }),
    fields: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
    bonds: fc.integer({ min: 1, max: 10 }),
  })
  .map(({ couplings, fields, bonds }): IsingGraph => {
    const pairs = [0, 1, 2, 3].flatMap((i) => [1, 2, 3, 4].filter((j) => j > i).map((j) => [i, j]));
    return {
      sites: 5,
      ends: Int32Array.from(pairs.slice(0, bonds).flat()),
      couplings: Float64Array.from(couplings.slice(0, bonds)),
      fields: Float64Array.from(fields),
    };
  });

describe('spins and bits', () => {
  it('bitMachineOf(spin) gives every state its energy, up to the constant', () => {
    const spin = rugged(3, 2, 8);
    const { rbm, constant } = bitMachineOf(spin);
    for (let s = 0; s < 8; s++)
      for (let t = 0; t < 4; t++) {
        const [v, h] = [bits(s, 3), bits(t, 2)];
        const ofSpins = -energy(spin, spinsOf(v), spinsOf(h));
        expect(excess(constant - energy(rbm, v, h), ofSpins, 20)).toBeLessThan(1);
      }
    expect(excess(logPartition(rbm) + constant, slowSpinLogPartition(spin), 20)).toBeLessThan(1);
  });
  it('bitMachineOf(spin) is W_b = 4W, a_b = 2a − 2ΣW, b_b = 2b − 2ΣW', () => {
    const spin = {
      visible: 1,
      hidden: 2,
      W: Float64Array.of(1, 10),
      a: Float64Array.of(3),
      b: Float64Array.of(5, 7),
    };
    const { rbm, constant } = bitMachineOf(spin);
    expect(Array.from(rbm.W)).toEqual([4, 40]);
    expect(Array.from(rbm.a)).toEqual([6 - 22]);
    expect(Array.from(rbm.b)).toEqual([10 - 2, 14 - 20]);
    expect(constant).toBe(11 - 3 - 12);
  });
  it('spinParametersOf undoes bitMachineOf', () => {
    const spin = rugged(4, 3, 2);
    const back = spinParametersOf(bitMachineOf(spin).rbm);
    for (const part of ['W', 'a', 'b'] as const)
      expect(largestExcess(back[part], spin[part])).toBeLessThan(1);
  });
  it('inverseCoshOfExp is arccosh e^x, 0 at 0 and without overflow', () => {
    expect(inverseCoshOfExp(0)).toBe(0);
    expect(inverseCoshOfExp(1)).toBeCloseTo(Math.acosh(Math.E), 14);
    expect(inverseCoshOfExp(1000)).toBeCloseTo(1000 + Math.LN2, 12);
  });
});

describe('machineOfGraph', () => {
  it('machineOfGraph of 3×3 at K_c with 18 hidden units has the published ln Z of bits and lattice', () => {
    const { bit, constant } = machineOfGraph(latticeGraph({ Lx: 3, Ly: 3 }, criticalCoupling));
    expect([bit.visible, bit.hidden]).toEqual([9, 18]);
    const logZ = logPartition(bit);
    expect(logZ).toBeCloseTo(1.914948, 6);
    expect(logZ + constant).toBeCloseTo(9.0202134009, 9);
  });
  it('machineOfGraph has the constants of published.md: 2 w n − n (ln 2 + K)', () => {
    const { spin, spinConstant, constant } = machineOfGraph(latticeGraph({ Lx: 3, Ly: 3 }, 0.3));
    const w = Math.acosh(Math.exp(0.6)) / 2;
    expect(Math.max(...spin.W)).toBeCloseTo(w, 14);
    expect(spinConstant).toBeCloseTo(-18 * (Math.LN2 + 0.3), 12);
    expect(constant).toBeCloseTo(2 * w * 18 - 18 * (Math.LN2 + 0.3), 12);
  });
  it('machineOfGraph has the graph’s ln Z and the energy of every state, for K of both signs and fields', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { bit, spin, constant, spinConstant } = machineOfGraph(graph);
        const logZ = logPartitionOf(energiesOfGraph(graph));
        expect(excess(logPartition(bit) + constant, logZ, 100)).toBeLessThan(1);
        const { rbm, constant: change } = bitMachineOf(spin);
        expect(excess(logPartition(rbm) + change + spinConstant, logZ, 100)).toBeLessThan(1);
        for (const state of [0, 5, 19, 31]) {
          const found = clampedFreeEnergy(bit, bits(state, 5)) - constant;
          expect(excess(found, graphEnergy(graph, spinsOf(bits(state, 5))), 100)).toBeLessThan(1);
        }
      }),
      { numRuns: 40 },
    );
  });
  it('machineOfGraph of a lattice in a field, with bonds twice', () => {
    const lattice = { Lx: 3, Ly: 2 };
    const { bit, constant } = machineOfGraph(latticeGraph(lattice, -0.4, 0.25));
    expect(bit.hidden).toBe(12);
    const { logZ } = momentsOfCount(countStates(lattice), -0.4, 0.25);
    expect(excess(logPartition(bit) + constant, logZ, 20)).toBeLessThan(1);
  });
  it('machineOfGraph refuses a graph that is none', () => {
    const graph = latticeGraph({ Lx: 3, Ly: 1 }, 1);
    expect(() => machineOfGraph({ ...graph, couplings: new Float64Array(2) })).toThrow(TypeError);
  });
});
