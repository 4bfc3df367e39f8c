import { describe, expect, it } from 'vitest';
import {
  localityOf,
  noiseField,
  type ReceptiveField,
  receptiveField,
  ringDistance,
} from '../../../src/core/ising/receptiveField';
import { fillNormals } from '../../../src/core/random';

const torus = { Lx: 7, Ly: 4 };
const on = ({ Lx, Ly }: typeof torus, of: (x: number, y: number) => number) =>
  Float64Array.from({ length: Lx * Ly }, (_, site) => of(site % Lx, Math.floor(site / Lx)));
/** The mean of the squared distance to any place on a ring: (n² + 2)/12 for even n, (n² − 1)/12 for odd n. */
const evenSpread = (n: number) => (n % 2 === 0 ? n * n + 2 : n * n - 1) / 12;

describe('receptiveField', () => {
  it('receptiveField of one site is there, without reach', () => {
    const field = receptiveField(
      torus,
      on(torus, (x, y) => (x === 6 && y === 2 ? -3 : 0)),
    );
    expect(field).toEqual({ centre: 6 + 7 * 2, reach: 0, sites: 1, strength: 9 });
  });
  it('receptiveField of a uniform field reaches (n² − 1)/12 or (n² + 2)/12 along each axis, from the first site', () => {
    const field = receptiveField(
      torus,
      on(torus, () => -0.3),
    );
    expect(field.centre).toBe(0);
    expect(field.reach ** 2).toBeCloseTo(evenSpread(7) + evenSpread(4), 12);
    expect(field.sites).toBeCloseTo(28, 12);
  });
  it('receptiveField of a plane wave is carried by two thirds of the sites, and centred between its crests', () => {
    const wide = { Lx: 8, Ly: 6 };
    const wave = on(wide, (x) => Math.cos((2 * Math.PI * x) / 8));
    const field = receptiveField(wide, wave);
    expect(field.sites).toBeCloseTo((2 / 3) * 48, 12);
    // w² along x is 1, ½, 0, ½, 1, ½, 0, ½: nearest to it is x = 2, between two crests, with Σ w² d² = 18 of Σ w² = 4
    expect(field.centre).toBe(2);
    expect(field.reach ** 2).toBeCloseTo(18 / 4 + evenSpread(6), 12);
  });
  it('receptiveField looks round the torus', () => {
    // neighbours across both seams; the heaviest of the three is the nearest to all
    const field = receptiveField(
      torus,
      on(torus, (x, y) => (y === 0 && x === 0 ? 2 : (y === 0 && x === 6) || (y === 3 && x === 0) ? 1 : 0)),
    );
    expect(field.centre).toBe(0);
    expect(field.reach ** 2).toBeCloseTo(2 / 6, 12);
    expect(field.sites).toBeCloseTo(36 / 18, 12);
  });
  it('receptiveField moves with a shift and does not see a sign or a scale', () => {
    const weights = fillNormals(8, { purpose: 'initialWeights' }, new Float64Array(28));
    const shifted = on(torus, (x, y) => -2.5 * weights[((x + 5) % 7) + 7 * ((y + 3) % 4)]!);
    const [one, other] = [receptiveField(torus, weights), receptiveField(torus, shifted)];
    expect(other.reach).toBeCloseTo(one.reach, 12);
    expect(other.sites).toBeCloseTo(one.sites, 12);
    expect(other.strength).toBeCloseTo(6.25 * one.strength, 12);
    const [x, y] = [one.centre % 7, Math.floor(one.centre / 7)];
    expect(other.centre).toBe(((x + 2) % 7) + 7 * ((y + 1) % 4));
  });
  it('receptiveField of nothing is nowhere', () => {
    expect(receptiveField(torus, new Float64Array(28))).toEqual({
      centre: -1,
      reach: NaN,
      sites: NaN,
      strength: 0,
    });
  });
  it('receptiveField refuses another number of weights', () => {
    expect(() => receptiveField(torus, new Float64Array(27))).toThrow(
      new TypeError('invalid weights: 27; expected 28'),
    );
  });
});

describe('ringDistance', () => {
  it('ringDistance is the shorter way', () => {
    expect([
      ringDistance(1, 6, 7),
      ringDistance(6, 1, 7),
      ringDistance(0, 3, 6),
      ringDistance(2, 2, 5),
    ]).toEqual([2, 2, 3, 0]);
  });
});

describe('noiseField', () => {
  it('noiseField reaches a little less far than a flat field, since its centre is chosen', () => {
    const { meanSquareReach, deviation } = noiseField({ Lx: 12, Ly: 12 });
    const flat = 2 * evenSpread(12);
    expect(meanSquareReach).toBeLessThan(flat);
    expect(meanSquareReach).toBeGreaterThan(0.8 * flat);
    expect(deviation).toBeGreaterThan(0.01 * flat);
    expect(deviation).toBeLessThan(0.1 * flat);
  });
  it('noiseField is the mean of other fields of noise, within its error', () => {
    const lattice = { Lx: 6, Ly: 6 };
    const { meanSquareReach, deviation } = noiseField(lattice);
    const squares = Array.from({ length: 400 }, (_, row) => {
      const weights = fillNormals(77, { purpose: 'initialWeights', row }, new Float64Array(36));
      return receptiveField(lattice, weights).reach ** 2;
    });
    const mean = squares.reduce((sum, x) => sum + x, 0) / 400;
    expect(Math.abs(mean - meanSquareReach)).toBeLessThan(4 * deviation * Math.sqrt(1 / 200 + 1 / 400));
    const spread = Math.sqrt(squares.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 399);
    expect(spread / deviation).toBeGreaterThan(0.75);
    expect(spread / deviation).toBeLessThan(1.33);
  });
});

describe('localityOf', () => {
  const noise = { meanSquareReach: 8, deviation: 2 };
  const field = (reach: number, strength: number): ReceptiveField => ({
    centre: 0,
    sites: 1,
    reach,
    strength,
  });
  it('localityOf is 1 for single sites, 0 for the reach of noise, and below 0 beyond it', () => {
    expect(localityOf([field(0, 5), field(0, 2)], noise).value).toBe(1);
    expect(localityOf([field(Math.sqrt(8), 5)], noise).value).toBeCloseTo(0, 14);
    expect(localityOf([field(3, 5)], noise).value).toBeCloseTo(1 - 9 / 8, 14);
  });
  it('localityOf weighs units by their strength, and idle ones not at all', () => {
    const { value } = localityOf([field(1, 3), field(2, 1), field(NaN, 0)], noise);
    expect(value).toBeCloseTo(1 - (3 * 1 + 1 * 4) / 4 / 8, 14);
  });
  it('localityOf says what chance does: a field alone, and many', () => {
    expect(localityOf([field(1, 3)], noise).chance).toBeCloseTo(2 / 8, 14);
    expect(localityOf(new Array(16).fill(field(1, 3)), noise).chance).toBeCloseTo(2 / 8 / 4, 14);
  });
  it('localityOf of layers of noise stays within what chance does', () => {
    const lattice = { Lx: 8, Ly: 8 };
    const reference = noiseField(lattice);
    for (let layer = 0; layer < 5; layer++) {
      const fields = Array.from({ length: 40 }, (_, j) =>
        receptiveField(
          lattice,
          fillNormals(5, { purpose: 'initialWeights', row: 40 * layer + j }, new Float64Array(64)),
        ),
      );
      const { value, chance } = localityOf(fields, reference);
      // the reference itself is known to √(40/200) of that
      expect(Math.abs(value)).toBeLessThan(4 * chance * Math.sqrt(1 + 40 / 200));
    }
  });
  it('localityOf no weights at all is not a number', () => {
    expect(localityOf([field(NaN, 0)], noise).value).toBeNaN();
  });
});
