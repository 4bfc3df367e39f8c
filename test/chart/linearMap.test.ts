import { scaleLinear } from 'd3-scale';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearMap } from '../../src/chart/linearMap';

const ends = fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }));

describe('linearMap()', () => {
  it('maps as d3-scale does, and back', () => {
    fc.assert(
      fc.property(ends, ends, fc.double({ min: -600, max: 600, noNaN: true }), (from, to, x) => {
        const [map, scale] = [linearMap(from, to), scaleLinear(from, to)];
        expect(map(x)).toBeCloseTo(scale(x), 6);
        if (from[0] !== from[1] && to[0] !== to[1]) expect(map.invert(map(x))).toBeCloseTo(x, 6);
      }),
    );
  });

  it('meets both ends exactly', () => {
    const map = linearMap([0.1, 0.7], [300, 20]);
    expect([map(0.1), map(0.7), map.invert(300), map.invert(20)]).toEqual([300, 20, 0.1, 0.7]);
  });

  it('maps an interval without width onto the middle', () => {
    expect(linearMap([3, 3], [10, 20])(99)).toBe(15);
    expect(linearMap([0, 4], [7, 7]).invert(99)).toBe(2);
  });
});
