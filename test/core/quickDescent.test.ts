import { describe, expect, it } from 'vitest';
import { beginDescent } from '../../src/core/descent';
import { beginQuickDescent } from '../../src/core/quickDescent';
import { fillNormals, fillUniforms } from '../../src/core/random';
import { clampedFreeEnergy, createRbm, type Rbm } from '../../src/core/rbm';
import { goldenRbm } from '../oracle/fixtures';

const randomRbm = (visible: number, hidden: number, deviation: number): Rbm => {
  const normals = fillNormals(8, { purpose: 'initialWeights' }, new Float64Array(visible * (hidden + 1)));
  const scaled = normals.map((x) => deviation * x);
  return createRbm(visible, hidden, {
    W: scaled.subarray(0, visible * hidden),
    a: scaled.subarray(visible * hidden),
  });
};
const starts = (count: number, units: number): Uint8Array[] =>
  Array.from({ length: count }, (_, row) =>
    Uint8Array.from(fillUniforms(2, { purpose: 'descent', row }, new Float64Array(units)), (u) =>
      u < 0.5 ? 1 : 0,
    ),
  );

describe('beginQuickDescent', () => {
  const machines: [string, Rbm][] = [
    ['13 × 7, weak', randomRbm(13, 7, 0.2)],
    ['31 × 11, strong', randomRbm(31, 11, 1.5)],
    ['19 × 5, very strong', randomRbm(19, 5, 20)],
    ['the golden 9 × 5', goldenRbm({ nv: 9, nh: 5, scale: 2 })],
    ['7 × 0', createRbm(7, 0, { a: [1, -1, 0.5, 0, -0.2, 3, -3] })],
  ];
  for (const [name, rbm] of machines)
    it(`beginQuickDescent goes step by step where beginDescent goes: ${name}`, () => {
      for (const start of starts(20, rbm.visible)) {
        const [quick, plain] = [beginQuickDescent(rbm, start), beginDescent(rbm, start)];
        for (let more = true; more; ) {
          more = plain.step();
          expect(quick.step()).toBe(more);
          expect(quick.v).toEqual(plain.v);
        }
        expect(quick.flips).toBe(plain.flips);
      }
    });
  it('beginQuickDescent ends where no flip leads down', () => {
    const rbm = randomRbm(31, 11, 1.5);
    const descent = beginQuickDescent(rbm, starts(1, 31)[0]);
    while (descent.step());
    const height = clampedFreeEnergy(rbm, descent.v);
    for (let i = 0; i < 31; i++) {
      const neighbour = Uint8Array.from(descent.v, (bit, k) => (k === i ? 1 - bit : bit));
      expect(clampedFreeEnergy(rbm, neighbour)).toBeGreaterThan(height);
    }
  });
  it('beginQuickDescent of a flat landscape switches every unit off, first ones first', () => {
    const descent = beginQuickDescent(createRbm(3, 2), [1, 0, 1]);
    expect([descent.step(), [...descent.v]]).toEqual([true, [0, 0, 1]]);
    expect([descent.step(), [...descent.v]]).toEqual([true, [0, 0, 0]]);
    expect(descent.step()).toBe(false);
  });
  it('beginQuickDescent looks closely at few units of a large machine', () => {
    const rbm = randomRbm(200, 40, 0.1);
    let looked = 0;
    const W = new Proxy(rbm.W, {
      get: (target, name) => {
        looked++;
        return Reflect.get(target, name, target);
      },
    });
    const descent = beginQuickDescent({ ...rbm, W }, starts(1, 200)[0]);
    looked = 0;
    descent.step();
    // slopes take 200 × 40; each unit that is looked at closely 40 more, the flip itself 40
    expect(looked).toBeLessThan(200 * 40 + 8 * 40);
  });
});
