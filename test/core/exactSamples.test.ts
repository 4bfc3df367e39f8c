import { expect, test } from 'vitest';
import { exactSamples } from '../../src/core/exactSamples';
import { createRbm, exchangeLayers } from '../../src/core/rbm';
import { row } from '../../src/core/rows';
import { modelDistribution } from '../../src/core/sweep';
import { numberOf } from '../oracle/enumeration';
import { exactCase, rbmOf } from '../oracle/fixtures';
import { rugged } from '../oracle/rugged';
import { totalVariation } from '../oracle/statistics';

/** Many states are likely, and units hang together. */
const tall = rugged(6, 4, 3);
const wide = exchangeLayers(tall);

for (const [name, rbm] of [
  ['more visible than hidden units', tall],
  ['fewer visible than hidden units', wide],
] as const)
  test(`exactSamples(rbm) of a model with ${name} come as often as p(v) says`, () => {
    const samples = exactSamples(rbm, 20_000, 9);
    const counts = new Float64Array(2 ** rbm.visible);
    for (let n = 0; n < samples.count; n++) counts[numberOf(row(samples, n))]++;
    const { found, floor } = totalVariation(counts, modelDistribution(rbm));
    expect(found).toBeLessThan(1.5 * floor);
  });

test('exactSamples(rbm, count, seed, from) gives sample n the same state in any range', () => {
  for (const rbm of [tall, wide]) {
    const all = exactSamples(rbm, 40, 2 ** 35 + 3);
    const part = exactSamples(rbm, 15, 2 ** 35 + 3, 20);
    for (let n = 0; n < 15; n++) expect(row(part, n)).toEqual(row(all, 20 + n));
    expect(exactSamples(rbm, 40, 3).bytes).not.toEqual(all.bytes);
  }
});

test('exactSamples(rbm) holds where e^−E overflows', () => {
  const rbm = rbmOf(exactCase('extreme'));
  const samples = exactSamples(rbm, 50, 1);
  const p = modelDistribution(rbm);
  for (let n = 0; n < samples.count; n++) expect(p[numberOf(row(samples, n))]).toBeGreaterThan(1e-3);
});

test('exactSamples(rbm) of a layer with one unit, and with none, are its own coin', () => {
  const samples = exactSamples(createRbm(1, 0, { a: [Math.log(3)] }), 4000, 4);
  const on = samples.bytes.reduce((sum, bit) => sum + bit, 0) / 4000;
  expect(Math.abs(on - 0.75)).toBeLessThan(4 * Math.sqrt((0.75 * 0.25) / 4000));
});

test('exactSamples(rbm) refuses layers that are too large in words', () => {
  expect(() => exactSamples(createRbm(21, 22), 1, 1)).toThrow('invalid layer: 21 units; expected at most 20');
});
