import { describe, expect, it } from 'vitest';
import { differenceScale } from '../../../src/views/logPartition/differenceScale';
import { roughly, statesOf } from '../../../src/views/logPartition/stateWords';

describe('differenceScale()', () => {
  it('puts no difference in the middle, equal ones at equal distance, larger ones further out', () => {
    const { place } = differenceScale([0, 0.002, -3]);
    expect(place(0)).toBeCloseTo(0.5, 12);
    expect(place(0.5) + place(-0.5)).toBeCloseTo(1, 12);
    expect([place(0.002), place(0.1), place(3), place(10)]).toEqual(
      [place(0.002), place(0.1), place(3), place(10)].sort(),
    );
    expect(place(10)).toBe(1);
  });

  it('keeps what is open or beyond at the edge', () => {
    const { place } = differenceScale([1, Number.NEGATIVE_INFINITY]);
    expect(place(Number.NEGATIVE_INFINITY)).toBe(0);
  });

  it('reaches out to the power of ten that holds every difference', () => {
    expect(differenceScale([0.003]).marks).toEqual([-0.01, 0, 0.01]);
    expect(differenceScale([-7, 0.2]).marks).toEqual([-10, 0, 10]);
  });

  it('marks the powers of ten on the way', () => {
    expect(differenceScale([-7]).steps).toEqual([-0.01, 0.01, -0.1, 0.1, -1, 1]);
    expect(differenceScale([0.003]).steps).toEqual([]);
  });

  it('stands with nothing to show', () => expect(differenceScale([]).place(0)).toBeCloseTo(0.5, 12));
});

describe('statesOf()', () => {
  it.each([
    [0, '2⁰ = 1'],
    [16, '2¹⁶ = 65,536'],
    [36, '2³⁶ = 68,719,476,736'],
    [40, '2⁴⁰ ≈ 1.1 × 10¹²'],
    [100, '2¹⁰⁰ ≈ 1.3 × 10³⁰'],
    [1024, '2¹⁰²⁴ ≈ 1.8 × 10³⁰⁸'],
  ])('of %i units says %s', (units, words) => expect(statesOf(units)).toBe(words));
});

describe('roughly()', () => {
  it.each([
    [1023.6, '1,024'],
    [33_554_432, '33.6 million'],
    [68_719_476_736, '68.7 billion'],
  ])('of %d says %s', (count, words) => expect(roughly(count)).toBe(words));
});
