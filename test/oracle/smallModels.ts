/** Models that AIS is put to the test on. */

import { pydeepRbm } from '../../src/core/publishedMachines';
import { fillNormals, fillUniforms } from '../../src/core/random';
import { copyRbm, createRbm, type Rbm } from '../../src/core/rbm';

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

/** PyDeep's test model, afresh: trained to the hilt. */
export const pydeepModel = (): Rbm => copyRbm(pydeepRbm);
export const pydeepLogPartition = 59.67490196521051;
