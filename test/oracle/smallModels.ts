/** Models that AIS is put to the test on. */
import { fillNormals, fillUniforms } from '../../src/core/random';
import { createRbm, type Rbm } from '../../src/core/rbm';

/**
 * Model number `n` of a fixed list: 4 to 10 visible and 3 to 8 hidden units, every weight normal with a deviation σ_w
 * of the model's own, uniform in 0 … 2, and every bias standard normal.
 */
export function smallModel(n: number): Rbm {
  const [first, second, third] = fillUniforms(77, { purpose: 'split', row: n }, new Float64Array(3));
  const visible = 4 + Math.floor(7 * first);
  const hidden = 3 + Math.floor(6 * second);
  const deviation = 2 * third;
  const weights = visible * hidden;
  const place = { purpose: 'initialWeights', row: n } as const;
  const normals = fillNormals(77, place, new Float64Array(weights + visible + hidden));
  return createRbm(visible, hidden, {
    W: normals.subarray(0, weights).map((x) => deviation * x),
    a: normals.subarray(weights, weights + visible),
    b: normals.subarray(weights + visible),
  });
}

/** PyDeep's 4 × 4 test model (published.md): trained to the hilt, with ln Z = 59.67490196521051. */
export const pydeepModel = (): Rbm =>
  createRbm(4, 4, {
    W: [
      [0.12179488, 2.95950177, 0.33513356, 35.05380642],
      [0.20318085, -28.62372894, 26.52611278, 28.41793445],
      [-0.19105386, -28.58530584, -26.52747507, 28.7844732],
      [0.0895374, -59.82556859, -0.06665933, -27.71723459],
    ].flat(),
    a: [-19.24399659, -13.26258696, 13.2590985, 43.74408543],
    b: [-0.11155958, 57.02097584, -0.13331758, -32.25991501],
  });
export const pydeepLogPartition = 59.67490196521051;
