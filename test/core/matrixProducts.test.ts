import { describe, expect, it } from 'vitest';
import { addOuterProducts, addProduct, productWithTransposed } from '../../src/core/matrixProducts';
import { fillNormals } from '../../src/core/random';

const noise = (length: number, row: number) =>
  fillNormals(5, { purpose: 'initialWeights', row }, new Float64Array(length));

/** Whatever is left over at either edge of a tile. */
const sizes = [
  [1, 1, 1],
  [2, 4, 3],
  [3, 5, 2],
  [5, 7, 4],
  [4, 6, 1],
  [7, 13, 5],
] as const;

describe.each(sizes)('matrix products of %i rows, %i inputs, %i outputs', (rows, inputs, outputs) => {
  const X = noise(rows * inputs + 3, 1);
  const W = noise(inputs * outputs, 2);
  const E = noise(rows * outputs, 3);

  it('addProduct adds X W to what is there, X from a place on', () => {
    const Y = noise(rows * outputs, 4);
    const before = Y.slice();
    addProduct(X, 3, W, Y, [rows, inputs, outputs]);
    for (let n = 0; n < rows; n++)
      for (let j = 0; j < outputs; j++) {
        let sum = before[n * outputs + j]!;
        for (let i = 0; i < inputs; i++) sum += X[3 + n * inputs + i]! * W[i * outputs + j]!;
        expect(Y[n * outputs + j]).toBeCloseTo(sum, 12);
      }
  });
  it('addOuterProducts adds XᵀE to what is there, X from a place on', () => {
    const G = noise(inputs * outputs, 5);
    const before = G.slice();
    addOuterProducts(X, 3, E, G, [rows, inputs, outputs]);
    for (let i = 0; i < inputs; i++)
      for (let j = 0; j < outputs; j++) {
        let sum = before[i * outputs + j]!;
        for (let n = 0; n < rows; n++) sum += X[3 + n * inputs + i]! * E[n * outputs + j]!;
        expect(G[i * outputs + j]).toBeCloseTo(sum, 12);
      }
  });
  it('productWithTransposed writes E Wᵀ over what is there', () => {
    const Y = noise(rows * inputs, 6);
    productWithTransposed(E, W, Y, [rows, inputs, outputs]);
    for (let n = 0; n < rows; n++)
      for (let i = 0; i < inputs; i++) {
        let sum = 0;
        for (let j = 0; j < outputs; j++) sum += E[n * outputs + j]! * W[i * outputs + j]!;
        expect(Y[n * inputs + i]).toBeCloseTo(sum, 12);
      }
  });
});

it('addProduct takes bits, and leaves what lies beyond the rows alone', () => {
  const Y = Float64Array.of(0, 0, 7, 7);
  addProduct(Uint8Array.of(1, 0, 1), 0, Float64Array.of(1, 2, 10, 20, 100, 200), Y, [1, 3, 2]);
  expect([...Y]).toEqual([101, 202, 7, 7]);
});
