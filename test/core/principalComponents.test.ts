import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { principalComponents, symmetricEigen } from '../../src/core/principalComponents';
import { fillNormals } from '../../src/core/random';
import { singularValues } from '../../src/core/singularValues';

function run<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
const pca = (rows: readonly (readonly number[])[], components = 2) =>
  run(principalComponents(rows.flat(), rows.length, rows[0]!.length, components));
const noise = (length: number, row = 0) =>
  fillNormals(8, { purpose: 'initialWeights', row }, new Float64Array(length));
const sum = (x: Iterable<number>) => [...x].reduce((all, y) => all + y, 0);

describe('principalComponents', () => {
  it('principalComponents of points on a line: the line, all variance along it, the mean taken off', () => {
    // 5 + 3 t, 1 + 4 t for t = −1, 0, 1, 4: mean of t is 1, variance 3.5 of t, 25 times that along the line
    const found = pca([-1, 0, 1, 4].map((t) => [5 + 3 * t, 1 + 4 * t]));
    expect([...found.mean]).toEqual([8, 5]);
    expect([...found.axes.subarray(0, 2)].map((x) => x.toFixed(12))).toEqual([
      '0.600000000000',
      '0.800000000000',
    ]);
    expect(found.variances[0]).toBeCloseTo(87.5, 10);
    expect(found.variances[1]).toBeCloseTo(0, 10);
    expect(found.total).toBeCloseTo(87.5, 10);
    const first = [0, 1, 2, 3].map((n) => found.coordinates[2 * n]!);
    [-10, -5, 0, 15].forEach((at, n) => {
      expect(first[n]).toBeCloseTo(at, 10);
    });
  });
  it('principalComponents of a known covariance: its eigenvectors by hand', () => {
    // (±2, 0), (0, ±1) turned by 30°: variances 2 and ½
    const [c, s] = [Math.sqrt(3) / 2, 0.5];
    const found = pca([
      [2 * c, 2 * s],
      [-2 * c, -2 * s],
      [-s, c],
      [s, -c],
    ]);
    expect(found.variances[0]).toBeCloseTo(2, 12);
    expect(found.variances[1]).toBeCloseTo(0.5, 12);
    expect(found.axes[0]).toBeCloseTo(c, 12);
    expect(found.axes[1]).toBeCloseTo(s, 12);
    expect(found.axes[2]).toBeCloseTo(-s, 12);
    expect(found.axes[3]).toBeCloseTo(c, 12);
  });
  it('principalComponents has the squared singular values of the centred matrix over the rows', () => {
    const [rows, width] = [60, 23];
    const values = noise(rows * width).map((x, n) => x * (1 + (n % width)) + 3);
    const found = run(principalComponents(values, rows, width, 5));
    const centred = values.map((x, n) => x - found.mean[n % width]!);
    const sigma = run(singularValues(centred, rows, width));
    for (let c = 0; c < 5; c++) expect(found.variances[c]).toBeCloseTo(sigma[c]! ** 2 / rows, 8);
    expect(found.total).toBeCloseTo(sum(sigma.map((x) => (x * x) / rows)), 8);
    expect(found.residual).toBeLessThan(1e-10);
  });
  it('principalComponents has axes of unit length at right angles, and uncorrelated coordinates', () => {
    const [rows, width] = [80, 12];
    const found = run(principalComponents(noise(rows * width, 2), rows, width, 3));
    for (let p = 0; p < 3; p++)
      for (let q = 0; q < 3; q++) {
        const axis = (c: number) => found.axes.subarray(c * width, (c + 1) * width);
        expect(sum(axis(p).map((x, j) => x * axis(q)[j]!))).toBeCloseTo(p === q ? 1 : 0, 10);
        let covariance = 0;
        for (let n = 0; n < rows; n++)
          covariance += (found.coordinates[3 * n + p]! * found.coordinates[3 * n + q]!) / rows;
        expect(covariance).toBeCloseTo(p === q ? found.variances[p]! : 0, 10);
      }
  });
  it('principalComponents of equal rows, of one row and of one column: zeros instead of nonsense', () => {
    const same = pca([
      [1, 0, 1],
      [1, 0, 1],
    ]);
    expect(same.total).toBe(0);
    expect([...same.coordinates]).toEqual([0, 0, 0, 0]);
    expect([...pca([[4, 5]]).variances]).toEqual([0, 0]);
    const narrow = pca([[1], [3]]);
    expect([...narrow.variances]).toEqual([1, 0]);
    expect([...narrow.coordinates]).toEqual([-1, 0, 1, 0]);
  });
  it('principalComponents gives the same picture whichever way the rows are ordered', () => {
    const rows = Array.from({ length: 9 }, (_, n) => [...noise(6, n)]);
    const [one, other] = [pca(rows), pca([...rows].reverse())];
    for (let n = 0; n < 9; n++)
      expect(other.coordinates[2 * (8 - n)]).toBeCloseTo(one.coordinates[2 * n]!, 8);
  });
  it('principalComponents refuses what is none, in words', () => {
    expect(() => run(principalComponents([], 0, 3, 2))).toThrow('invalid rows: 0; expected 1 or more');
    expect(() => pca([[1, Number.NaN]])).toThrow('invalid value: NaN at 1');
  });
});

describe('symmetricEigen', () => {
  it('symmetricEigen of a matrix with known values', () => {
    // eigenvalues of the path of three: 2 + √2, 2, 2 − √2
    const { values, vectors } = symmetricEigen([2, -1, 0, -1, 2, -1, 0, -1, 2], 3);
    expect(values[0]).toBeCloseTo(2 + Math.SQRT2, 14);
    expect(values[1]).toBeCloseTo(2, 14);
    expect(values[2]).toBeCloseTo(2 - Math.SQRT2, 14);
    expect(Math.abs(vectors[3]! / vectors[5]!)).toBeCloseTo(1, 14);
    expect(vectors[4]).toBeCloseTo(0, 14);
  });
  it('symmetricEigen(any symmetric matrix) puts it together again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 10, maxLength: 10 }),
        (x) => {
          const [size, place] = [4, [0, 1, 2, 3, 1, 4, 5, 6, 2, 5, 7, 8, 3, 6, 8, 9]];
          const matrix = place.map((n) => x[n]!);
          const { values, vectors } = symmetricEigen(matrix, size);
          for (let i = 0; i < size; i++)
            for (let j = 0; j < size; j++) {
              let back = 0;
              for (let p = 0; p < size; p++)
                back += values[p]! * vectors[p * size + i]! * vectors[p * size + j]!;
              expect(back).toBeCloseTo(matrix[i * size + j]!, 10);
            }
        },
      ),
    );
  });
});
