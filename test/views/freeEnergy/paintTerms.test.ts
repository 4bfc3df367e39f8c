import { describe, expect, it } from 'vitest';
import { termAt, termsLayout } from '../../../src/views/freeEnergy/paintTerms';

const data = { visible: Float64Array.from([2, -1, 0]), hidden: Float64Array.from([3.1, 0.5]) };
const size = { width: 350, height: 120 };

describe('termsLayout()', () => {
  it('has room for the largest and the lowest term, with 0 between', () => {
    const { top, bottom, y } = termsLayout(data, size);
    expect([top, bottom]).toEqual([3.1, -1]);
    expect(y(top)).toBeLessThan(y(0));
    expect(y(bottom)).toBeGreaterThan(y(0));
    expect(y(bottom)).toBeLessThanOrEqual(size.height);
  });

  it('puts 0 at the bottom where nothing is negative', () => {
    const { bottom, y } = termsLayout({ ...data, visible: Float64Array.from([2, 1, 0]) }, size);
    expect([bottom, y(0)]).toEqual([-0, size.height - 4]);
  });
});

describe('termAt()', () => {
  it('finds each bar by its place, and nothing in the gap', () => {
    const { x, bar } = termsLayout(data, size);
    for (let term = 0; term < 5; term++) expect(termAt(data, size, x(term) + bar / 2)).toBe(term);
    expect(termAt(data, size, x(2) + bar + 3)).toBeUndefined();
    expect(termAt(data, size, 2)).toBeUndefined();
  });
});
