import { describe, expect, it } from 'vitest';
import { perSpin } from '../../src/core/ising/bondMoments';
import { kaufmanMoments } from '../../src/core/ising/kaufman';
import { criticalCoupling, type Lattice, magnetisationOf, spinBondSum } from '../../src/core/ising/lattice';
import { MetropolisSampler } from '../../src/core/ising/metropolis';
import { countStates, momentsOfCount } from '../../src/core/ising/stateCount';
import { transferMoments } from '../../src/core/ising/transferMatrix';
import { WolffSampler } from '../../src/core/ising/wolff';
import { LatticeKernel, type LatticeOptions } from '../../src/kernels/lattice';
import { reference, standardErrors } from '../core/ising/references';
import { expectedLatticeBitsHash, latticeBitsHash } from './latticeBits';
import { wasmModule } from './wasmModule';

const module = wasmModule('lattice');
const kernelOf = (options: LatticeOptions) => new LatticeKernel(module, options);

/** Even and odd, wide and narrow, doubled bonds, one row. */
const lattices: readonly Lattice[] = [
  { Lx: 64, Ly: 64 },
  { Lx: 16, Ly: 4 },
  { Lx: 18, Ly: 6 },
  { Lx: 128, Ly: 2 },
  { Lx: 2, Ly: 8 },
  { Lx: 2, Ly: 2 },
  { Lx: 7, Ly: 5 },
  { Lx: 6, Ly: 3 },
  { Lx: 33, Ly: 20 },
  { Lx: 30, Ly: 1 },
  { Lx: 31, Ly: 1 },
];
const nameOf = ({ Lx, Ly }: Lattice) => `${Lx}×${Ly}`;

describe('LatticeKernel', () => {
  for (const lattice of lattices)
    it(`sweep() gives the spins of core on ${nameOf(lattice)}, in a field and at another coupling`, () => {
      const options = { lattice, K: 0.42, field: 0.1, seed: 2 ** 40 + 7, chain: 3 };
      const ours = kernelOf(options);
      const theirs = new MetropolisSampler(options);
      expect(ours.spins()).toEqual(theirs.spins);
      for (const [K, field] of [
        [0.42, 0.1],
        [0.8, -0.05],
        [-0.3, 0],
        [0, 0],
        [9, 3],
      ]) {
        ours.set(K, field);
        theirs.set(K, field);
        const records = ours.sweep(5);
        const expected = Array.from({ length: 5 }, () => {
          theirs.sweep();
          return [theirs.bondSum, theirs.spins.reduce((sum, spin) => sum + spin, 0)];
        });
        expect([...records.bondSums].map((sum, n) => [sum, records.spinSums[n]])).toEqual(expected);
        expect(ours.spins()).toEqual(theirs.spins);
      }
    });

  for (const side of [3, 8, 21])
    it(`flipCluster() gives the lattices of WolffSampler at ${side}×${side}`, () => {
      const temperature = 2.4;
      const theirs = new WolffSampler({ side, temperature, seed: 11 });
      const lattice = { Lx: side, Ly: side };
      const ours = kernelOf({ lattice, K: 1 / temperature, seed: 11, start: 'up' });
      // as the sampler thermalises: twice thirty sweeps' worth of flips
      let cluster = 0;
      for (const half of [30, 30])
        for (let flipped = 0; flipped < half * side * side; ) flipped += ours.flipCluster(0, 0, cluster++);
      for (let sample = 0; sample < 3; sample++) {
        const bits = theirs.next();
        const expected = Int8Array.from(bits, (bit) => 2 * bit - 1);
        for (let number = 1; number <= theirs.clustersBetween; number++) ours.flipCluster(1, sample, number);
        const same = (spins: Int8Array) => spins.every((spin, i) => spin === expected[i]);
        // a coin adds one more cluster
        if (!same(ours.spins())) ours.flipCluster(1, sample, theirs.clustersBetween + 1);
        expect(ours.spins()).toEqual(expected);
      }
    });

  it('bondSum and spinSum are those of the spins, on every shape', () => {
    for (const lattice of lattices) {
      const kernel = kernelOf({ lattice, K: 0.2, seed: 5 });
      kernel.flipClusters(3, 2);
      kernel.sweep(2);
      const spins = kernel.spins();
      expect(kernel.bondSum).toBe(spinBondSum(lattice, spins));
      expect(kernel.spinSum).toBe(Math.round(magnetisationOf(spins) * spins.length));
    }
  });

  it('place() is what spins() returns, and begin() starts anew with other coins later on', () => {
    const lattice = { Lx: 5, Ly: 3 };
    const kernel = kernelOf({ lattice, K: 0.3, seed: 1, start: 'up' });
    expect(kernel.spins()).toEqual(new Int8Array(15).fill(1));
    const spins = Int8Array.from({ length: 15 }, (_, i) => (i % 4 === 0 ? 1 : -1));
    kernel.place(spins);
    expect(kernel.spins()).toEqual(spins);
    kernel.begin('random');
    const first = kernel.spins();
    kernel.sweep(1);
    kernel.begin('random');
    expect(kernel.spins()).not.toEqual(first);
  });

  it('sweep(n) is n times sweep(1), and the same seed gives the same spins', () => {
    const options = { lattice: { Lx: 20, Ly: 10 }, K: 0.4, seed: 6 };
    const [one, other] = [kernelOf(options), kernelOf(options)];
    one.sweep(7);
    for (let n = 0; n < 7; n++) other.sweep(1);
    expect(one.spins()).toEqual(other.spins());
    expect(kernelOf({ ...options, seed: 7 }).spins()).not.toEqual(kernelOf(options).spins());
  });

  it('refuses lattices, couplings, fields, counts and spins that it cannot take', () => {
    const fine = { lattice: { Lx: 4, Ly: 4 }, K: 0.4, seed: 1 };
    expect(() => kernelOf({ ...fine, lattice: { Lx: 129, Ly: 4 } })).toThrow(
      'invalid Lx: 129; expected at most 128',
    );
    expect(() => kernelOf({ ...fine, lattice: { Lx: 4, Ly: 0 } })).toThrow('invalid Ly: 0');
    expect(() => kernelOf({ ...fine, K: NaN })).toThrow('invalid K: NaN');
    const kernel = kernelOf(fine);
    expect(() => kernel.set(0.4, Infinity)).toThrow('invalid field: Infinity');
    expect(() => kernel.sweep(1025)).toThrow('invalid count: 1025; expected a whole number 1..1024');
    expect(() => kernel.place([1, -1])).toThrow('invalid spins: 2; expected 16');
    kernel.set(-0.1);
    expect(() => kernel.flipClusters(1)).toThrow('invalid K: -0.1; expected 0 or more for clusters');
  });

  it('latticeBitsHash(module) is what every engine gives', () => {
    expect(latticeBitsHash(module)).toBe(expectedLatticeBitsHash);
  });
});

const sweeps = 20_000;

/** Bond sums and magnetisations of a chain that forgot its start, in parts of at most 1,024 records. */
function chainOf(
  kernel: LatticeKernel,
  draw: (kernel: LatticeKernel, count: number) => ReturnType<LatticeKernel['sweep']>,
) {
  draw(kernel, 500);
  const bonds: number[] = [];
  const spins: number[] = [];
  while (bonds.length < sweeps) {
    const { bondSums, spinSums } = draw(kernel, 1000);
    bonds.push(...bondSums);
    spins.push(...spinSums);
  }
  return { bonds, magnetisations: spins.map((sum) => sum / (kernel.lattice.Lx * kernel.lattice.Ly)) };
}
const roads = {
  'sweep()': (kernel: LatticeKernel, count: number) => kernel.sweep(count),
  'flipClusters()': (kernel: LatticeKernel, count: number) => kernel.flipClusters(count, 3),
} as const;

describe.each(Object.entries(roads))('%s', (_, draw) => {
  for (const one of reference.bruteForce2d.filter(({ K }) => K > 0))
    it(`has the exact moments of ${nameOf(one)} at K = ${one.K.toFixed(3)}`, () => {
      const kernel = kernelOf({ lattice: one, K: one.K, seed: 21, start: 'up' });
      const { bonds, magnetisations } = chainOf(kernel, draw);
      expect(standardErrors(bonds, one.meanBondSum)).toBeLessThan(4);
      const squares = bonds.map((sum) => (sum - one.meanBondSum) ** 2);
      expect(standardErrors(squares, one.varBondSum)).toBeLessThan(4);
      expect(standardErrors(magnetisations.map(Math.abs), one.meanAbsMagnetisation)).toBeLessThan(4);
    });

  for (const [lattice, K, field] of [
    [{ Lx: 4, Ly: 4 }, 0.35, 0.06],
    [{ Lx: 2, Ly: 5 }, 0.3, -0.15],
    [{ Lx: 9, Ly: 1 }, 0.5, 0.1],
  ] as const)
    it(`has the exact moments of ${nameOf(lattice)} in the field ${field}`, () => {
      const truth = momentsOfCount(countStates(lattice), K, field);
      const { bonds, magnetisations } = chainOf(kernelOf({ lattice, K, field, seed: 22 }), draw);
      expect(standardErrors(bonds, truth.meanBondSum)).toBeLessThan(4);
      expect(standardErrors(magnetisations, truth.meanMagnetisation)).toBeLessThan(4);
      expect(standardErrors(magnetisations.map(Math.abs), truth.meanAbsMagnetisation)).toBeLessThan(4);
    });

  it('has the energy and heat of Kaufman’s formula at 20×14 and T = 2.6', () => {
    const lattice = { Lx: 20, Ly: 14 };
    const truth = kaufmanMoments(lattice, 1 / 2.6);
    const { bonds } = chainOf(kernelOf({ lattice, K: 1 / 2.6, seed: 23 }), draw);
    expect(standardErrors(bonds, truth.meanBondSum)).toBeLessThan(4);
    const squares = bonds.map((sum) => (sum - truth.meanBondSum) ** 2);
    expect(standardErrors(squares, truth.varBondSum)).toBeLessThan(4);
  });

  it('has the energy of the transfer matrix on a ring of 30 in a field', () => {
    const lattice = { Lx: 30, Ly: 1 };
    const { bonds } = chainOf(kernelOf({ lattice, K: 0.6, field: 0.05, seed: 24 }), draw);
    expect(standardErrors(bonds, transferMoments(lattice, 0.6, 0.05).meanBondSum)).toBeLessThan(4);
  });
});

describe('published values', () => {
  // published.md, "Ising": L = 4 at T = 2, and L = 40 at J = 0.408 (Mehta & Schwab)
  it('flipClusters() has the energy, heat and |m| of L = 4 at T = 2', () => {
    const { bonds, magnetisations } = chainOf(
      kernelOf({ lattice: { Lx: 4, Ly: 4 }, K: 0.5, seed: 25 }),
      roads['flipClusters()'],
    );
    const energies = bonds.map((sum) => -sum / 16);
    expect(standardErrors(energies, -1.75538029)).toBeLessThan(4);
    expect(
      standardErrors(
        energies.map((energy) => (16 * (energy + 1.75538029) ** 2) / 4),
        0.60553266,
      ),
    ).toBeLessThan(4);
    expect(standardErrors(magnetisations.map(Math.abs), 0.91894327)).toBeLessThan(4);
  });
  it('flipClusters() has the energy of L = 40 at K = 0.408', () => {
    const lattice = { Lx: 40, Ly: 40 };
    const kernel = kernelOf({ lattice, K: 0.408, seed: 26 });
    const { bonds } = chainOf(kernel, (one, count) => one.flipClusters(count, 4));
    expect(perSpin(kaufmanMoments(lattice, 0.408), 1600, 0.408).energy).toBeCloseTo(-1.15182, 5);
    expect(
      standardErrors(
        bonds.map((sum) => -sum / 1600),
        -1.15182,
      ),
    ).toBeLessThan(4);
  });
  it('sweep() has the energy of 16×16 at T_c', () => {
    const lattice = { Lx: 16, Ly: 16 };
    const { bonds } = chainOf(
      kernelOf({ lattice, K: criticalCoupling, seed: 27, start: 'up' }),
      roads['sweep()'],
    );
    const truth = kaufmanMoments(lattice, criticalCoupling).meanBondSum;
    expect(standardErrors(bonds, truth)).toBeLessThan(4);
  });
});
