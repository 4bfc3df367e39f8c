/** Machines whose free-energy landscape has several valleys. */
import { fillNormals } from '../../src/core/random';
import { createRbm, type Rbm } from '../../src/core/rbm';

/** Normal parameters of the given standard deviation, whose biases hold the balance to the weights. */
export function rugged(visible: number, hidden: number, seed: number, deviation = 1.5): Rbm {
  const normals = (row: number, length: number) =>
    fillNormals(seed, { purpose: 'initialWeights', row }, new Float64Array(length)).map((x) => deviation * x);
  const rbm = createRbm(visible, hidden, { W: normals(0, visible * hidden) });
  rbm.a.set(normals(1, visible).map((x) => x / 4));
  rbm.b.set(normals(2, hidden).map((x) => x / 4));
  for (let i = 0; i < visible; i++)
    for (let j = 0; j < hidden; j++) {
      rbm.a[i] -= rbm.W[i * hidden + j] / 2;
      rbm.b[j] -= rbm.W[i * hidden + j] / 2;
    }
  return rbm;
}
