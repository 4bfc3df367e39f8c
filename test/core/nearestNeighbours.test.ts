import { describe, expect, it } from 'vitest';
import { nearestNeighbours } from '../../src/core/nearestNeighbours';
import { fillNormals } from '../../src/core/random';

function run(points: ArrayLike<number>, count: number, width: number, k: number) {
  const work = nearestNeighbours(points, count, width, k);
  const shares: number[] = [];
  for (;;) {
    const { done, value } = work.next();
    if (done) return { ...value, shares };
    shares.push(value);
  }
}

describe('nearestNeighbours', () => {
  it('nearestNeighbours on a line, each itself first', () => {
    const { indices, distances } = run([0, 1, 3, 7], 4, 1, 3);
    expect([...indices]).toEqual([0, 1, 2, 1, 0, 2, 2, 1, 0, 3, 2, 1]);
    expect([...distances]).toEqual([0, 1, 3, 0, 1, 2, 0, 2, 3, 0, 4, 6]);
  });
  it('nearestNeighbours of points in one place: itself first, the others by number', () => {
    const { indices, distances } = run([5, 5, 5], 3, 1, 3);
    expect([...indices]).toEqual([0, 1, 2, 1, 0, 2, 2, 0, 1]);
    expect([...distances]).toEqual(new Array(9).fill(0));
  });
  it('nearestNeighbours are those that sorting all distances finds', () => {
    const [count, width, k] = [40, 3, 7];
    const points = fillNormals(3, { purpose: 'initialWeights' }, new Float64Array(count * width));
    const { indices, distances, shares } = run(points, count, width, k);
    for (let n = 0; n < count; n++) {
      const all = Array.from({ length: count }, (_, m) => {
        const off = [0, 1, 2].map((j) => points[n * width + j]! - points[m * width + j]!);
        return { m, distance: Math.hypot(...off) };
      }).sort((one, other) => one.distance - other.distance);
      for (let place = 0; place < k; place++) {
        expect(indices[n * k + place]).toBe(all[place]!.m);
        expect(distances[n * k + place]).toBeCloseTo(all[place]!.distance, 12);
      }
    }
    expect(shares).toHaveLength(40);
    expect(shares.at(-1)).toBe(1);
  });
  it('nearestNeighbours refuses a k that is none', () => {
    expect(() => run([1, 2], 2, 1, 3)).toThrow('invalid k: 3; expected a whole number from 1 to 2');
    expect(() => run([1, 2], 2, 1, 0)).toThrow('invalid k: 0');
  });
});
