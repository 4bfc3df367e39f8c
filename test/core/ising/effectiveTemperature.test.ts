import { describe, expect, it } from 'vitest';
import { effectiveTemperature } from '../../../src/core/ising/effectiveTemperature';
import { kaufmanMoments } from '../../../src/core/ising/kaufman';
import { transferMoments } from '../../../src/core/ising/transferMatrix';
import { bondSum, WolffSampler } from '../../../src/core/ising/wolff';
import { fillUniforms } from '../../../src/core/random';

const lattice = { Lx: 8, Ly: 8 };
const sumsAt = (temperature: number, count: number, seed = 4) => {
  const sampler = new WolffSampler({ side: 8, temperature, seed });
  return Array.from({ length: count }, () => bondSum(sampler.next(), 8));
};

describe('effectiveTemperature', () => {
  it('effectiveTemperature undoes ⟨B⟩ at 1/T, with an interval of δB/var(B) on 1/T', () => {
    const K = 1 / 2.9;
    const { meanBondSum, varBondSum } = kaufmanMoments(lattice, K);
    const spread = 3;
    const { value, low, high } = effectiveTemperature(lattice, [
      meanBondSum - spread,
      meanBondSum,
      meanBondSum + spread,
      meanBondSum,
    ]);
    expect(value).toBeCloseTo(2.9, 9);
    const error = Math.sqrt(18 / 3 / 4) / varBondSum;
    expect(1 / low).toBeCloseTo(K + 3 * error, 9);
    expect(1 / high).toBeCloseTo(K - 3 * error, 9);
  });
  for (const temperature of [1.5, 2.269, 3.5, 7])
    it(`effectiveTemperature finds T = ${temperature} again from lattices drawn there`, () => {
      const { low, high } = effectiveTemperature(lattice, sumsAt(temperature, 300));
      expect(low).toBeLessThan(temperature);
      expect(high).toBeGreaterThan(temperature);
      expect(high - low).toBeLessThan(0.25 * temperature);
    });
  it('effectiveTemperature is ∞ without order, 0 with complete order, and open where K may be 0', () => {
    const none = { value: Infinity, low: Infinity, high: Infinity };
    expect(effectiveTemperature(lattice, [-40, -40])).toEqual(none);
    // a mean of 0 with an error of 4: a mean of 12 would be no wonder
    const { low, ...others } = effectiveTemperature(lattice, [-4, 4]);
    expect(others).toEqual({ value: Infinity, high: Infinity });
    expect(kaufmanMoments(lattice, 1 / low).meanBondSum).toBeCloseTo(12, 9);
    expect(effectiveTemperature(lattice, [128, 128])).toEqual({ value: 0, low: 0, high: 0 });
    expect(effectiveTemperature(lattice, [-8, 12]).high).toBe(Infinity);
  });
  it('effectiveTemperature covers ∞ with lattices of coins in all but a few of many draws, and never is sure of it', () => {
    for (let seed = 0; seed < 20; seed++) {
      const uniforms = fillUniforms(seed, { purpose: 'ising' }, new Float64Array(64 * 30));
      const bits = Uint8Array.from(uniforms, (u) => Number(u < 0.5));
      const sums = Array.from({ length: 30 }, (_, n) => bondSum(bits.subarray(64 * n, 64 * (n + 1)), 8));
      const { low, high } = effectiveTemperature(lattice, sums);
      expect(high).toBe(Infinity);
      expect(low).toBeLessThan(Infinity);
    }
  });
  it('effectiveTemperature reads a ring, too', () => {
    const ring = { Lx: 12, Ly: 1 };
    const { meanBondSum } = transferMoments(ring, 0.7);
    expect(effectiveTemperature(ring, [meanBondSum - 1, meanBondSum + 1]).value).toBeCloseTo(1 / 0.7, 9);
  });
  it('effectiveTemperature needs two pictures', () => {
    expect(() => effectiveTemperature(lattice, [3])).toThrow(
      new RangeError('invalid bond sums: 1; expected 2 or more'),
    );
  });
});
