import { describe, expect, it } from 'vitest';
import { bondSum, criticalTemperature, neighbourOf, WolffSampler } from '../../../src/core/ising/wolff';
import { isingCases } from '../../oracle/fixtures';
import { blockedMeanAndError } from '../../oracle/statistics';

const magnetisation = (bits: Uint8Array) => (2 * bits.reduce((sum, bit) => sum + bit, 0)) / bits.length - 1;
const draw = (count: number, side: number, temperature: number, seed = 1) => {
  const sampler = new WolffSampler({ side, temperature, seed });
  return Array.from({ length: count }, () => sampler.next());
};
/** How many standard errors a series of correlated values lies from the truth. */
const deviation = (series: readonly number[], truth: number) => {
  const { mean, error } = blockedMeanAndError(series);
  return Math.abs(mean - truth) / error;
};

describe('WolffSampler', () => {
  for (const one of isingCases.filter(({ Lx, Ly }) => Lx === Ly && Lx >= 3))
    it(`next() has the exact bond sum, its variance and |m| on ${one.Lx}×${one.Ly} at K = ${one.K.toFixed(3)}`, () => {
      const lattices = draw(20_000, one.Lx, 1 / one.K);
      const sums = lattices.map((bits) => bondSum(bits, one.Lx));
      expect(deviation(sums, one.meanBondSum)).toBeLessThan(4);
      const squares = sums.map((sum) => (sum - one.meanBondSum) ** 2);
      expect(deviation(squares, one.varBondSum)).toBeLessThan(4);
      const absolute = lattices.map((bits) => Math.abs(magnetisation(bits)));
      expect(deviation(absolute, one.meanAbsMagnetisation)).toBeLessThan(4);
    });
  // published.md, "Ising": L = 4 at T = 2.
  it('next() has the published energy, heat capacity and |m| of L = 4 at T = 2', () => {
    const lattices = draw(20_000, 4, 2);
    const energies = lattices.map((bits) => -bondSum(bits, 4) / 16);
    expect(deviation(energies, -1.75538029)).toBeLessThan(4);
    // C per spin = N (⟨e²⟩ − ⟨e⟩²) / T².
    const heat = energies.map((energy) => (16 * (energy + 1.75538029) ** 2) / 4);
    expect(deviation(heat, 0.60553266)).toBeLessThan(4);
    expect(
      deviation(
        lattices.map((bits) => Math.abs(magnetisation(bits))),
        0.91894327,
      ),
    ).toBeLessThan(4);
  });
  it('next() of another chain draws other lattices, and the first chain is the one without a number', () => {
    const of = (chain?: number) => {
      const sampler = new WolffSampler({
        side: 6,
        temperature: 3,
        seed: 1,
        ...(chain !== undefined && { chain }),
      });
      return Array.from({ length: 5 }, () => sampler.next().join('')).join(' ');
    };
    expect(of(0)).toBe(of());
    expect(new Set([of(0), of(1), of(2), of(3)]).size).toBe(4);
  });
  it('next() is thermal from the first lattice on', () => {
    const one = isingCases.find(({ Lx, Ly, K }) => Lx === 4 && Ly === 4 && K === 0.2)!;
    const first = Array.from({ length: 3000 }, (_, seed) => draw(1, 4, 1 / one.K, seed)[0]);
    const sums = first.map((bits) => bondSum(bits, 4));
    expect(deviation(sums, one.meanBondSum)).toBeLessThan(4);
    expect(
      deviation(
        first.map((bits) => Math.abs(magnetisation(bits))),
        one.meanAbsMagnetisation,
      ),
    ).toBeLessThan(4);
  });
  it('next() is nearly independent of the lattice before, at the critical point as well', () => {
    const energies = draw(3000, 16, criticalTemperature).map((bits) => bondSum(bits, 16));
    const mean = energies.reduce((sum, x) => sum + x, 0) / energies.length;
    const covariance = (lag: number) =>
      energies.slice(lag).reduce((sum, x, n) => sum + (x - mean) * (energies[n] - mean), 0);
    expect(covariance(1) / covariance(0)).toBeLessThan(0.35);
  });
  it('next() shows both signs of the magnetisation equally often in the cold', () => {
    const up = draw(2000, 5, 0.5).filter((bits) => magnetisation(bits) > 0).length;
    expect(Math.abs(up - 1000)).toBeLessThan(4 * Math.sqrt(500));
  });
  it('next() is the same for the same options, and another for another seed', () => {
    expect(draw(5, 6, 2.3, 4)).toEqual(draw(5, 6, 2.3, 4));
    expect(draw(5, 6, 2.3, 4)).not.toEqual(draw(5, 6, 2.3, 5));
  });
  it('the constructor refuses a lattice without a torus and a temperature that is none', () => {
    expect(() => new WolffSampler({ side: 2, temperature: 2, seed: 1 })).toThrow(
      new RangeError('invalid lattice side: 2; expected a whole number from 3'),
    );
    for (const temperature of [0, -1, NaN])
      expect(() => new WolffSampler({ side: 4, temperature, seed: 1 })).toThrow(RangeError);
  });
});

describe('the torus', () => {
  it('neighbourOf gives each site four neighbours, and going back returns', () => {
    for (let site = 0; site < 25; site++) {
      const around = [0, 1, 2, 3].map((direction) => neighbourOf(site, direction, 5));
      expect(new Set([site, ...around]).size).toBe(5);
      [1, 0, 3, 2].forEach((back, direction) => {
        expect(neighbourOf(around[direction], back, 5)).toBe(site);
      });
    }
  });
  it('bondSum counts each of the 2L² bonds once', () => {
    expect(bondSum(new Uint8Array(12 * 12).fill(1), 12)).toBe(288);
    const board = Uint8Array.from({ length: 16 }, (_, site) => (site + Math.floor(site / 4)) & 1);
    expect(bondSum(board, 4)).toBe(-32);
    const oneUp = new Uint8Array(16);
    oneUp[5] = 1;
    expect(bondSum(oneUp, 4)).toBe(32 - 8);
  });
});
