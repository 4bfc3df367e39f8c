import { describe, expect, it } from 'vitest';
import { criticalCoupling } from '../../../src/core/ising/lattice';
import {
  ExactLattice,
  exactCurves,
  exactMethodOf,
  exactValues,
  infinitePoint,
} from '../../../src/engine/lattice/exactValues';
import type { ExactCurves } from '../../../src/engine/lattice/frame';
import { reference } from '../../core/ising/references';

describe('exactMethodOf', () => {
  it('takes the road that knows most, and none where none is affordable', () => {
    expect(exactMethodOf({ Lx: 5, Ly: 4 }, 0.2)).toBe('enumeration');
    expect(exactMethodOf({ Lx: 64, Ly: 64 }, 0)).toBe('Kaufman');
    expect(exactMethodOf({ Lx: 100, Ly: 1 }, 0.2)).toBe('transfer matrix');
    expect(exactMethodOf({ Lx: 6, Ly: 64 }, 0.2)).toBe('transfer matrix');
    expect(exactMethodOf({ Lx: 7, Ly: 64 }, 0.2)).toBeUndefined();
  });
});

describe('ExactLattice', () => {
  for (const one of reference.bruteForce2d.filter(({ K }) => K > 0))
    it(`at() has the reference of ${one.Lx}×${one.Ly} at K = ${one.K.toFixed(3)}`, () => {
      const point = new ExactLattice(one).at(1 / one.K, 0)!;
      const sites = one.Lx * one.Ly;
      expect(point.how).toBe('enumeration');
      expect(point.logZ).toBeCloseTo(one.lnZ, 10);
      expect(point.energy).toBeCloseTo(-one.meanBondSum / sites, 10);
      expect(point.heatCapacity).toBeCloseTo((one.K ** 2 * one.varBondSum) / sites, 9);
      expect(point.magnetisation).toBeCloseTo(one.meanAbsMagnetisation, 10);
    });
  it('at() counts |m| of rings and small tori whose states are too many, and says how', () => {
    // a ring of 128: ⟨|m|⟩ of nearly normal sums, ⟨m²⟩ = e^{2K}/N
    const ring = new ExactLattice({ Lx: 128, Ly: 1 }).at(2, 0)!;
    expect(ring.magnetisationHow).toBe('transfer matrix');
    expect(ring.magnetisation! / Math.sqrt((2 * Math.E) / (Math.PI * 128))).toBeCloseTo(1, 1);
    const [wide, tall] = [
      { Lx: 8, Ly: 3 },
      { Lx: 3, Ly: 8 },
    ].map((lattice) => new ExactLattice(lattice).at(2.2, 0.1)!);
    expect(wide!.magnetisation).toBeCloseTo(tall!.magnetisation!, 12);
    const square = new ExactLattice({ Lx: 8, Ly: 8 }).at(2.269185314213022, 0)!;
    expect(square).toMatchObject({ how: 'Kaufman', magnetisationHow: 'transfer matrix' });
    expect(new ExactLattice({ Lx: 128, Ly: 5 }).at(2, 0)!.magnetisation).toBeUndefined();
    expect(new ExactLattice({ Lx: 9, Ly: 9 }).at(2, 0)!.magnetisation).toBeUndefined();
  });
  // published.md, "Ising"
  it('at() has the published ln Z of larger tori at T_c', () => {
    for (const [side, logZ] of [
      [6, 34.111541055],
      [10, 93.6103005102],
      [16, 238.6422566351],
    ])
      expect(new ExactLattice({ Lx: side, Ly: side }).at(1 / criticalCoupling, 0)!.logZ).toBeCloseTo(logZ, 8);
  });
  it('at() in a field is the same whichever way a strip lies, by states and by columns', () => {
    const [lying, standing] = [
      { Lx: 7, Ly: 3 },
      { Lx: 3, Ly: 7 },
    ].map((lattice) => new ExactLattice(lattice).at(2.5, 0.3)!);
    expect(lying.how).toBe('transfer matrix');
    expect(standing.logZ).toBeCloseTo(lying.logZ, 10);
    expect(standing.energy).toBeCloseTo(lying.energy, 10);
    const counted = new ExactLattice({ Lx: 5, Ly: 3 }).at(2.5, 0.3)!;
    expect(counted.how).toBe('enumeration');
  });
});

describe('exactValues', () => {
  it('says why there is none, and what a lattice without end has', () => {
    const values = exactValues(new ExactLattice({ Lx: 32, Ly: 32 }), 2, 0.1);
    expect(values).toEqual({ temperature: 2, field: 0.1, whyNot: 'none with a field at this size' });
    const free = exactValues(new ExactLattice({ Lx: 32, Ly: 32 }), 2, 0);
    // Onsager and Yang at T = 2
    expect(free.infinite!.energy).toBeCloseTo(-1.745565, 5);
    expect(free.infinite!.magnetisation).toBeCloseTo(0.9113193, 6);
    expect(free.finite!.how).toBe('Kaufman');
  });
  it('infinitePoint() at the temperature that stands for T_c has a heat without bound', () => {
    expect(infinitePoint(false, 2.269185314213022, 0)!.heatCapacity).toBe(Infinity);
    expect(infinitePoint(false, 2.26918532, 0)!.heatCapacity).toBeLessThan(20);
  });
  it('infinitePoint() of a ring is what long rings come to', () => {
    const ring = infinitePoint(true, 1.3, 0)!;
    const long = new ExactLattice({ Lx: 128, Ly: 1 }).at(1.3, 0)!;
    expect(long.energy).toBeCloseTo(ring.energy, 10);
    expect(long.heatCapacity).toBeCloseTo(ring.heatCapacity, 10);
    expect(long.logZ / 128).toBeCloseTo(ring.logZPerSpin, 10);
    expect(infinitePoint(true, 1.3, 0.1)).toBeUndefined();
  });
});

describe('exactCurves', () => {
  const last = (curves: Iterable<ExactCurves | undefined>) =>
    [...curves].filter((one) => one !== undefined).at(-1)!;
  it('has the values at every temperature, and leaves out what is not known', () => {
    const exact = new ExactLattice({ Lx: 4, Ly: 4 });
    const { temperatures, finite, infinite } = last(exactCurves(exact, 0));
    const at = temperatures.findIndex((T) => Math.abs(T - 2) < 1e-9);
    // published.md: L = 4 at T = 2
    expect(finite!.energy[at]).toBeCloseTo(-1.75538029, 7);
    expect(finite!.heatCapacity[at]).toBeCloseTo(0.60553266, 7);
    expect(finite!.magnetisation[at]).toBeCloseTo(0.91894327, 7);
    expect(infinite!.magnetisation.at(-1)).toBe(0);
    expect([...finite!.energy].every(Number.isFinite)).toBe(true);
    expect(last(exactCurves(exact, 0.5)).infinite).toBeUndefined();
    const large = last(exactCurves(new ExactLattice({ Lx: 30, Ly: 30 }), 0.5));
    expect(large.finite).toBeUndefined();
  });
  it('yields between any two temperatures, so that a slice stays short', () => {
    const steps = [...exactCurves(new ExactLattice({ Lx: 8, Ly: 8 }), 0)];
    expect(steps).toHaveLength(91);
    expect(steps.filter((one) => one !== undefined)).toHaveLength(7);
  });
});
