import { describe, expect, it } from 'vitest';
import { perSpin } from '../../../src/core/ising/bondMoments';
import { kaufmanMoments } from '../../../src/core/ising/kaufman';
import { criticalCoupling, type Lattice, spinsOf } from '../../../src/core/ising/lattice';
import {
  checkerboard,
  type FlipRule,
  heatBath,
  type MetropolisOptions,
  MetropolisSampler,
  metropolis,
} from '../../../src/core/ising/metropolis';
import { countStates, momentsOfCount, type StateMoments } from '../../../src/core/ising/stateCount';
import { WolffSampler } from '../../../src/core/ising/wolff';
import { reference, standardErrors } from './references';

const sweeps = 12_000;

/** Standard errors between ⟨B⟩, its variance, ⟨m⟩, ⟨|m|⟩ and the truth, from one chain that forgot its start. */
function deviations(options: Omit<MetropolisOptions, 'seed'>, truth: StateMoments, count = sweeps): number[] {
  const sampler = new MetropolisSampler({ ...options, seed: 20 });
  for (let t = 0; t < 200; t++) sampler.sweep();
  const bonds: number[] = [];
  const magnetisations: number[] = [];
  for (let t = 0; t < count; t++) {
    sampler.sweep();
    bonds.push(sampler.bondSum);
    magnetisations.push(sampler.magnetisation);
  }
  return [
    standardErrors(bonds, truth.meanBondSum),
    standardErrors(
      bonds.map((b) => (b - truth.meanBondSum) ** 2),
      truth.varBondSum,
    ),
    standardErrors(magnetisations, truth.meanMagnetisation),
    standardErrors(magnetisations.map(Math.abs), truth.meanAbsMagnetisation),
  ];
}
const truthOf = (lattice: Lattice, K: number, field = 0) => momentsOfCount(countStates(lattice), K, field);
const K = 0.35;

describe('MetropolisSampler', () => {
  for (const one of reference.bruteForce2d.filter((entry) => entry.K > 0))
    it(`sweep() has the exact moments of ${one.Lx}×${one.Ly} at K = ${one.K.toFixed(3)}`, () => {
      const found = deviations({ lattice: one, K: one.K }, truthOf(one, one.K));
      expect(Math.max(...found)).toBeLessThan(4);
    });
  it('sweep() in a field has the exact moments, on a torus with its bonds twice and on a ring', () => {
    for (const lattice of [
      { Lx: 2, Ly: 5 },
      { Lx: 7, Ly: 1 },
    ])
      expect(
        Math.max(...deviations({ lattice, K: 0.3, field: 0.15 }, truthOf(lattice, 0.3, 0.15))),
      ).toBeLessThan(4);
  });
  for (const lattice of [
    { Lx: 12, Ly: 1 },
    { Lx: 5, Ly: 1 },
    { Lx: 2, Ly: 2 },
  ])
    it(`sweep() without a field has the exact moments of ${lattice.Lx}×${lattice.Ly}, whatever the start`, () => {
      for (const start of ['up', 'random'] as const)
        for (const coupling of [0, 0.3, 0.8])
          expect(
            Math.max(...deviations({ lattice, K: coupling, start }, truthOf(lattice, coupling))),
          ).toBeLessThan(4.5);
    });
  it('sweep() with flips at no cost always made is found out on a ring', () => {
    const lattice = { Lx: 12, Ly: 1 };
    const rule: FlipRule = (rise) => (rise <= 0 ? 1 : Math.exp(-rise));
    expect(Math.max(...deviations({ lattice, K: 0.8, rule }, truthOf(lattice, 0.8)))).toBeGreaterThan(8);
  });
  it('sweep() of an antiferromagnet has the exact moments', () => {
    const lattice = { Lx: 4, Ly: 3 };
    expect(Math.max(...deviations({ lattice, K: -0.4 }, truthOf(lattice, -0.4)))).toBeLessThan(4);
  });
  it('sweep() by heat bath has the exact moments, at K = 0 too', () => {
    for (const coupling of [0, 0.4]) {
      const lattice = { Lx: 4, Ly: 3 };
      const found = deviations({ lattice, K: coupling, rule: heatBath }, truthOf(lattice, coupling));
      expect(Math.max(...found)).toBeLessThan(4);
    }
  });
  const broken: [string, FlipRule][] = [
    ['a wrong temperature', (rise) => metropolis(1.05 * rise)],
    ['a probability that is no exponential', (rise) => (rise <= 0 ? 1 : 1 / (1 + rise + rise * rise))],
    ['flips at no cost refused', (rise) => (rise < 0 ? 0.5 : Math.exp(-rise))],
  ];
  for (const [name, rule] of broken)
    it(`sweep() with ${name} is found out`, () => {
      const lattice = { Lx: 4, Ly: 4 };
      expect(Math.max(...deviations({ lattice, K, rule }, truthOf(lattice, K)))).toBeGreaterThan(5);
    });
  it('sweep() at 16×16 has the energy of Kaufman’s formula at T_c', () => {
    const lattice = { Lx: 16, Ly: 16 };
    const sampler = new MetropolisSampler({ lattice, K: criticalCoupling, seed: 4, start: 'up' });
    for (let t = 0; t < 300; t++) sampler.sweep();
    const energies = Array.from({ length: 3000 }, () => {
      sampler.sweep();
      return -sampler.bondSum / 256;
    });
    const truth = perSpin(kaufmanMoments(lattice, criticalCoupling), 256, criticalCoupling);
    expect(standardErrors(energies, truth.energy)).toBeLessThan(4);
  });
  it('WolffSampler has the energy and heat of Kaufman’s formula at 12×12', () => {
    const sampler = new WolffSampler({ side: 12, temperature: 1 / criticalCoupling, seed: 2 });
    const truth = kaufmanMoments({ Lx: 12, Ly: 12 }, criticalCoupling);
    const sums = Array.from({ length: 2000 }, () => {
      const spins = spinsOf(sampler.next());
      return -spins.reduce(
        (sum, s, i) => sum - s * (spins[(i + 12) % 144] + spins[i - (i % 12) + ((i + 1) % 12)]),
        0,
      );
    });
    expect(standardErrors(sums, truth.meanBondSum)).toBeLessThan(4);
    expect(
      standardErrors(
        sums.map((b) => (b - truth.meanBondSum) ** 2),
        truth.varBondSum,
      ),
    ).toBeLessThan(4);
  });
  it('sweep() is the same for the same seed and chain, and another for others', () => {
    const run = (seed: number, chain: number) => {
      const sampler = new MetropolisSampler({ lattice: { Lx: 5, Ly: 3 }, K, seed, chain });
      for (let t = 0; t < 5; t++) sampler.sweep();
      return sampler.spins;
    };
    expect(run(3, 0)).toEqual(run(3, 0));
    expect(run(3, 0)).not.toEqual(run(4, 0));
    expect(run(3, 0)).not.toEqual(run(3, 1));
  });
  it('sweep() counts sweeps and flips, and bondSum and magnetisation read the spins', () => {
    const lattice = { Lx: 6, Ly: 4 };
    const sampler = new MetropolisSampler({ lattice, K: 0, seed: 1, start: 'up', rule: () => 1 });
    expect([sampler.bondSum, sampler.magnetisation]).toEqual([48, 1]);
    expect(sampler.sweep()).toBe(24);
    expect([sampler.magnetisation, sampler.sweeps]).toEqual([-1, 1]);
  });
  it('start random is half up', () => {
    const { magnetisation } = new MetropolisSampler({ lattice: { Lx: 128, Ly: 128 }, K: 1, seed: 9 });
    expect(Math.abs(magnetisation)).toBeLessThan(4 / 128);
    expect(magnetisation).not.toBe(0);
  });
  it('set(K, field) goes on elsewhere, and refuses what is no number', () => {
    const sampler = new MetropolisSampler({ lattice: { Lx: 8, Ly: 8 }, K: 0.2, seed: 1 });
    sampler.set(2, 3);
    for (let t = 0; t < 50; t++) sampler.sweep();
    expect(sampler.magnetisation).toBe(1);
    sampler.set(0.2, -3);
    for (let t = 0; t < 50; t++) sampler.sweep();
    expect(sampler.magnetisation).toBeLessThan(-0.9);
    expect(() => sampler.set(NaN)).toThrow(new RangeError('invalid K: NaN; expected a number'));
    expect(() => sampler.set(1, Infinity)).toThrow(
      new RangeError('invalid field: Infinity; expected a number'),
    );
  });
});

describe('flip rules', () => {
  it('metropolis and heatBath balance: p(x) = e^{−x} p(−x)', () => {
    for (const rule of [metropolis, heatBath])
      for (const rise of [0, 0.3, 4, 40]) expect(rule(rise)).toBeCloseTo(Math.exp(-rise) * rule(-rise), 14);
    expect([metropolis(-1), metropolis(0), heatBath(0)]).toEqual([1, 0.5, 0.5]);
  });
  it('checkerboard visits every site once, even ones first, no two of a colour adjacent on even sides', () => {
    expect(Array.from(checkerboard({ Lx: 3, Ly: 2 }))).toEqual([0, 2, 4, 1, 3, 5]);
    const even = Array.from(checkerboard({ Lx: 6, Ly: 4 })).slice(0, 12);
    for (const site of even) expect(even).not.toContain(site - (site % 6) + ((site + 1) % 6));
  });
});
