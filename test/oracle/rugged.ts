/** Machines whose free-energy landscape has several valleys. */
import fc from 'fast-check';
import { fillNormals } from '../../src/core/random';
import { clampedFreeEnergy, createRbm, type Rbm } from '../../src/core/rbm';
import { bits } from './enumeration';

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

/** Visible and hidden units: one, none, awkward. */
export const ruggedSizes = [
  [1, 1],
  [2, 0],
  [3, 5],
  [7, 3],
  [9, 5],
  [5, 13],
] as const;

/** F_c of every state, one by one. */
export const slowHeights = (rbm: Rbm) =>
  Float64Array.from({ length: 2 ** rbm.visible }, (_, s) => clampedFreeEnergy(rbm, bits(s, rbm.visible)));

/** Of any of these sizes, flat ones too. */
export const ruggedMachines = fc
  .record({
    size: fc.constantFrom(...ruggedSizes),
    seed: fc.nat(1000),
    deviation: fc.constantFrom(0, 0.1, 1, 4),
  })
  .map(({ size: [visible, hidden], seed, deviation }) => rugged(visible, hidden, seed, deviation));
