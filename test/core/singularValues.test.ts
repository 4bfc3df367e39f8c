import { describe, expect, it } from 'vitest';
import { fillNormals } from '../../src/core/random';
import { singularValues } from '../../src/core/singularValues';

/** All values, the yields left out. */
function valuesOf(W: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const work = singularValues(W, rows, columns);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
const normals = (length: number, row: number) =>
  fillNormals(7, { purpose: 'initialWeights', row }, new Float64Array(length));
/** u/|u| */
function direction(length: number, row: number): Float64Array {
  const u = normals(length, row);
  const norm = Math.sqrt(u.reduce((sum, x) => sum + x * x, 0));
  return u.map((x) => x / norm);
}
/** (I − 2uuᵀ) D (I − 2wwᵀ): a full matrix that has just these singular values. */
function matrixWith(values: readonly number[], rows: number, columns: number): Float64Array {
  const [u, w] = [direction(rows, 1), direction(columns, 2)];
  const A = new Float64Array(rows * columns);
  const inner = values.reduce((sum, s, k) => sum + u[k] * s * w[k], 0);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++)
      A[i * columns + j] =
        (i === j ? (values[i] ?? 0) : 0) -
        2 * u[i] * (u[j] ?? 0) * (values[j] ?? 0) -
        2 * w[j] * (w[i] ?? 0) * (values[i] ?? 0) +
        4 * u[i] * w[j] * inner;
  return A;
}
const largestError = (found: Float64Array, values: readonly number[]) =>
  Math.max(...values.map((value, k) => Math.abs(found[k] - value)));
const descending = (count: number, f: (k: number) => number) =>
  Array.from({ length: count }, (_, k) => f(k)).sort((a, b) => b - a);

describe('singularValues', () => {
  for (const [rows, columns] of [
    [1, 1],
    [5, 3],
    [3, 5],
    [1, 7],
    [13, 1],
    [31, 29],
    [64, 16],
  ])
    it(`singularValues(W, ${rows}, ${columns}) are those that W was made from`, () => {
      const values = descending(Math.min(rows, columns), (k) => 3 + 2 * Math.sin(k));
      const found = valuesOf(matrixWith(values, rows, columns), rows, columns);
      expect(found.length).toBe(values.length);
      expect(largestError(found, values)).toBeLessThan(1e-14 * 5);
    });
  it('singularValues keeps small values to the rounding of the largest', () => {
    const values = descending(23, (k) => 10 ** (3 - k / 2));
    const found = valuesOf(matrixWith(values, 41, 23), 41, 23);
    expect(values[22]).toBeLessThan(1e-7);
    expect(largestError(found, values)).toBeLessThan(4e-16 * 41 * values[0]);
  });
  it('singularValues of 784 × 500 are right to 1e-13 of the largest', () => {
    const values = descending(500, (k) => 1 + ((k * 37) % 500) / 50);
    const found = valuesOf(matrixWith(values, 784, 500), 784, 500);
    expect(largestError(found, values)).toBeLessThan(1e-13 * values[0]);
  });
  it('singularValues of a matrix and its transpose are the same, and their squares add up', () => {
    const W = normals(11 * 17, 3);
    const transposed = Float64Array.from(
      { length: 11 * 17 },
      (_, n) => W[(n % 11) * 17 + Math.floor(n / 11)],
    );
    const [one, other] = [valuesOf(W, 11, 17), valuesOf(transposed, 17, 11)];
    expect(largestError(one, [...other])).toBeLessThan(1e-14);
    const squares = one.reduce((sum, x) => sum + x * x, 0);
    expect(squares).toBeCloseTo(
      W.reduce((sum, x) => sum + x * x, 0),
      10,
    );
  });
  it('singularValues of repeated and missing directions come as often as they are', () => {
    const values = [2, 2, 2, 0, 0];
    expect(largestError(valuesOf(matrixWith(values, 9, 5), 9, 5), values)).toBeLessThan(1e-14);
  });
  it('singularValues of all ones has rank 1', () => {
    const found = valuesOf(new Float64Array(6 * 10).fill(1), 6, 10);
    expect(found[0]).toBeCloseTo(Math.sqrt(60), 13);
    expect(Math.max(...found.subarray(1))).toBeLessThan(1e-13);
  });
  it('singularValues of nothing and of zero are none and zeros', () => {
    expect([...valuesOf([], 5, 0)]).toEqual([]);
    expect([...valuesOf(new Float64Array(12), 4, 3)]).toEqual([0, 0, 0]);
    expect(valuesOf([-3], 1, 1)[0]).toBeCloseTo(3, 14);
  });
  it('singularValues bears the ends of the range of f32', () => {
    const W = Float32Array.of(3e38, 0, 0, 3e-38);
    const found = valuesOf(W, 2, 2);
    expect(found[0]).toBeCloseTo(W[0], -25);
    expect(found[1]).toBeLessThan(1e23);
    expect([...valuesOf(Float32Array.of(1e-40, 0, 0, 2e-40), 2, 2)].map((x) => x > 0)).toEqual([true, true]);
  });
  it('singularValues refuses what is not finite', () => {
    expect(() => valuesOf([1, NaN], 1, 2)).toThrow(
      new RangeError('invalid W: NaN at 1; expected finite numbers'),
    );
  });
  it('singularValues yields often, with a share that grows to 1', () => {
    const shares = [...singularValues(normals(64 * 40, 4), 64, 40)];
    expect(shares.length).toBeGreaterThan(40);
    expect(shares.every((share, n) => share >= (shares[n - 1] ?? 0) && share <= 1)).toBe(true);
  });
});
