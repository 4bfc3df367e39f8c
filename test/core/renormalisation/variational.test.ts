import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { klDivergence } from '../../../src/core/divergence';
import { latticeGraph } from '../../../src/core/ising/lattice';
import { ringLogPartition } from '../../../src/core/ising/ring';
import { logPartition } from '../../../src/core/partition';
import { createRbm } from '../../../src/core/rbm';
import { jointEnergies, logMarginals, renormalise } from '../../../src/core/renormalisation/renormalise';
import {
  energiesOfGraph,
  energiesOfRbm,
  probabilitiesOf,
} from '../../../src/core/renormalisation/stateEnergies';
import {
  counterexample,
  mapKind,
  variational,
  variationalOfEnergies,
} from '../../../src/core/renormalisation/variational';
import { excess, largestExcess } from '../../oracle/fixtures';
import { rugged, ruggedMachines } from '../../oracle/rugged';
import { energyPairs, normalEnergies } from './fixtures';

describe('variational', () => {
  it('variational(H, rbm) finds ΔF and KL alike from the sums and from δ', () => {
    fc.assert(
      fc.property(ruggedMachines, fc.nat(1000), (rbm, seed) => {
        const H = normalEnergies(rbm.visible, seed);
        const found = variational(H, rbm);
        const largest = Math.max(...found.residual.map(Math.abs), Math.abs(found.logZModel));
        const { freeEnergyDifference, freeEnergyDifferenceFromResidual } = found;
        expect(Math.abs(freeEnergyDifference - freeEnergyDifferenceFromResidual)).toBeLessThan(
          1e-12 * (1 + largest),
        );
        const difference = found.klDivergence - found.klDivergenceFromResidual;
        expect(Math.abs(difference)).toBeLessThan(1e-12 * (1 + largest));
        const q = probabilitiesOf(energiesOfRbm(rbm));
        expect(excess(found.klDivergence, klDivergence(probabilitiesOf(H), q), largest)).toBeLessThan(1);
      }),
      { numRuns: 60 },
    );
  });
  it('variationalOfEnergies(H, …) takes states whose p is too small for a number as never met', () => {
    const found = variationalOfEnergies(Float64Array.of(0, 2000), new Float64Array(2));
    expect(found.klDivergence).toBeCloseTo(Math.LN2, 14);
    expect([found.meanResidual, found.klDivergenceFromResidual]).toEqual([0, 0]);
  });
  it('variational(H, rbm) has the machine’s ln Z, and δ = H − F_c', () => {
    const rbm = rugged(4, 6, 2);
    const H = normalEnergies(4, 9);
    const { logZModel, residual, meanResidual } = variational(H, rbm);
    expect(excess(logZModel, logPartition(rbm))).toBeLessThan(1);
    const F = energiesOfRbm(rbm);
    expect(
      largestExcess(
        residual,
        H.map((h, v) => h - F[v]),
      ),
    ).toBeLessThan(1);
    const mean = probabilitiesOf(H).reduce((sum, p, v) => sum + p * residual[v], 0);
    expect(excess(meanResidual, mean)).toBeLessThan(1);
  });
  it('variational(counterexample) has the target’s Z, p_λ = (¾, ¼) and KL = −½ ln ¾', () => {
    const { H, rbm } = counterexample();
    const found = variational(H, rbm);
    expect(found.logZ).toBeCloseTo(Math.LN2, 15);
    expect(found.logZModel).toBeCloseTo(Math.LN2, 14);
    expect(Array.from(probabilitiesOf(energiesOfRbm(rbm)))).toEqual([
      expect.closeTo(0.75, 14),
      expect.closeTo(0.25, 14),
    ]);
    expect(found.klDivergence).toBeCloseTo(0.143841036226, 12);
    expect(found.klDivergenceFromResidual).toBeCloseTo(-Math.log(0.75) / 2, 14);
    expect(mapKind(found)).toBe('equalZ');
  });
  it('mapKind tells flat at zero, flat elsewhere, equal Z and none of these apart', () => {
    const H = normalEnergies(3, 4);
    const kindOf = (clamped: Float64Array) => mapKind(variationalOfEnergies(H, clamped));
    expect(kindOf(H)).toBe('exact');
    expect(kindOf(H.map((h) => h + 0.3))).toBe('flat');
    const tilted = H.map((h, v) => h + v / 8);
    expect(kindOf(tilted)).toBe('neither');
    const { freeEnergyDifference } = variationalOfEnergies(H, tilted);
    expect(kindOf(tilted.map((F) => F - freeEnergyDifference))).toBe('equalZ');
  });
  it('a flat δ far from zero is p itself, to the last digits', () => {
    const H = normalEnergies(4, 7);
    const found = variationalOfEnergies(
      H,
      H.map((h) => h - 700),
    );
    expect(found.klDivergenceFromResidual).toBeLessThan(1e-12);
    expect(found.freeEnergyDifference).toBeCloseTo(-700, 9);
    expect(found.freeEnergyDifferenceFromResidual).toBeCloseTo(-700, 9);
  });
  it('variational refuses a machine of another size', () => {
    expect(() => variational(new Float64Array(8), createRbm(2, 1))).toThrow(
      new TypeError('invalid machine: 4 visible states; expected 8'),
    );
  });
});

describe('the construction as a machine', () => {
  it('variationalOfEnergies finds in the construction what renormalise finds', () => {
    fc.assert(
      fc.property(energyPairs, ({ H, K, H2 }) => {
        const built = renormalise(H, K, { energies: H2 });
        const clamped = logMarginals(jointEnergies(H, K, { energies: H2 })).map((x) => -x);
        const found = variationalOfEnergies(H, clamped);
        expect(largestExcess(found.residual, built.residual, 100)).toBeLessThan(1);
        expect(excess(found.logZModel, built.logZRg, 200)).toBeLessThan(1);
        expect(excess(found.klDivergence, built.klDivergence, 200)).toBeLessThan(1);
        expect(found.flatness).toEqual(built.flatness);
      }),
      { numRuns: 40 },
    );
  });
  it('mapKind calls the construction equalZ for any K but a constant, where it is exact', () => {
    const H = normalEnergies(3, 1);
    const kindOf = (K: Float64Array) =>
      mapKind(
        variationalOfEnergies(
          H,
          logMarginals(jointEnergies(H, K)).map((x) => -x),
        ),
      );
    expect(kindOf(normalEnergies(3, 2))).toBe('equalZ');
    expect(kindOf(new Float64Array(8).fill(0.7))).toBe('exact');
    const spike = new Float64Array(8);
    spike[5] = 1e-3;
    expect(kindOf(spike)).toBe('equalZ');
  });
  it('an Ising coupling as K makes the target’s Z with another lattice’s p', () => {
    const ring = { Lx: 4, Ly: 1 };
    const H = energiesOfGraph(latticeGraph(ring, 0.5));
    const K = energiesOfGraph(latticeGraph(ring, -0.3));
    const found = renormalise(H, K);
    expect(found.logZRg).toBeCloseTo(ringLogPartition(4, 0.5), 13);
    expect(found.logZTilde).toBeCloseTo(ringLogPartition(4, 0.2), 13);
    const other = probabilitiesOf(energiesOfGraph(latticeGraph(ring, 0.2)));
    expect(largestExcess(found.pTilde, other)).toBeLessThan(1);
  });
});
