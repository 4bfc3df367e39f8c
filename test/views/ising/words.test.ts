import { describe, expect, it } from 'vitest';
import {
  digitsOf,
  wordedDistance,
  wordedLattice,
  wordedLength,
  wordedMean,
  wordedSite,
} from '../../../src/views/ising/words';
import { frameOf, meanOf, measuresOf } from './frames';

describe('words of the Ising view', () => {
  it('wordedLattice() says size, temperature, energy and magnetisation', () => {
    expect(wordedLattice(frameOf())).toBe(
      '8×6 spins at T = 2.250: energy −1.250 J a spin, magnetisation −0.250.',
    );
  });
  it('wordedSite() says where a spin is and how it stood', () => {
    expect(wordedSite(frameOf(), 9)).toBe('column 2, row 2: down when looked at');
    expect(wordedSite(frameOf(), 0)).toBe('column 1, row 1: up when looked at');
    expect(wordedSite(frameOf(), 48)).toBe('none chosen');
    expect(wordedSite(undefined, 2)).toBe('none chosen');
  });
  it('wordedMean() says what an error rests on, and where there is none', () => {
    const sweeps = measuresOf();
    expect(wordedMean(meanOf(-1, { error: 0.0021 }), sweeps)).toBe('± 0.0021, remembers 13 sweeps');
    expect(wordedMean(meanOf(-1), measuresOf({ clustersPerLot: 3 }))).toContain('remembers 39 clusters');
    expect(wordedMean(meanOf(-1, { time: 1 }), sweeps)).toContain('remembers 1 sweep');
    expect(wordedMean(meanOf(-1, { settled: false }), sweeps)).toContain('too short');
    expect(wordedMean(meanOf(-2, { error: NaN, settled: false }), sweeps)).toBe('nothing has moved yet');
  });
  it('wordedDistance() counts errors, and digitsOf() shows two digits of one', () => {
    expect(wordedDistance(meanOf(-1.4, { error: 0.02 }), -1.43)).toBe('exact lies 1.5 errors away');
    expect(wordedDistance(meanOf(-1.4, { error: 0.02 }), -1.40001)).toBe(
      'exact lies less than 0.1 errors away',
    );
    expect([0.21, 0.0034, 1e-9, NaN].map(digitsOf)).toEqual([2, 4, 7, 3]);
  });
  it('wordedLength() says how much was looked at, and what was left out', () => {
    expect(wordedLength(measuresOf())).toMatch(/^Means over 12,345 sweeps; 4,115 before them are left out/);
    expect(wordedLength(measuresOf({ clustersPerLot: 3 }))).toContain('12,345 lots of 3 clusters');
  });
});
