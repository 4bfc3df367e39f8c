import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decimate,
  decimationFlow,
  infiniteRingLogPartition,
  logCosh,
  ringLogPartition,
} from '../../../src/core/ising/ring';
import { countStates, momentsOfCount } from '../../../src/core/ising/stateCount';
import { excess } from '../../oracle/fixtures';
import { reference } from './references';

const coupling = fc.double({ min: -3, max: 3, noNaN: true });
const field = fc.double({ min: -2, max: 2, noNaN: true });

describe('the ring', () => {
  it('ringLogPartition reproduces every ring of ising.json', () => {
    expect(reference.ring1d).toHaveLength(12);
    for (const { n, K, lnZ } of reference.ring1d) expect(excess(ringLogPartition(n, K), lnZ)).toBeLessThan(1);
  });
  it('ringLogPartition agrees with counting in any field and for either sign of K', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), coupling, field, (n, K, h) => {
        const truth = momentsOfCount(countStates({ Lx: n, Ly: 1 }), K, h).logZ;
        expect(excess(ringLogPartition(n, K, h), truth, 50)).toBeLessThan(1);
      }),
      { numRuns: 60 },
    );
  });
  it('ringLogPartition neither overflows nor loses the second eigenvalue', () => {
    expect(ringLogPartition(10, 500, 200)).toBeCloseTo(7000, 9);
    expect(ringLogPartition(10, 500)).toBeCloseTo(5000 + Math.LN2, 9);
    expect(ringLogPartition(4, 0)).toBeCloseTo(4 * Math.LN2, 14);
    expect(() => ringLogPartition(1, 1)).toThrow(
      new RangeError('invalid n: 1; expected a whole number from 2'),
    );
  });
  it('infiniteRingLogPartition is ln Z per spin of a very long ring', () => {
    for (const [K, h] of [
      [0.3, 0],
      [0.3, 0.2],
      [-0.7, 0.5],
    ])
      expect(ringLogPartition(4000, K, h) / 4000).toBeCloseTo(infiniteRingLogPartition(K, h), 12);
    expect(infiniteRingLogPartition(0.7)).toBeCloseTo(Math.log(2 * Math.cosh(0.7)), 14);
  });
});

describe('decimation', () => {
  it('decimate(K) reproduces every case of ising.json', () => {
    expect(reference.decimation1d).toHaveLength(4);
    for (const one of reference.decimation1d) {
      const { K, field: h, perRemovedSpin } = decimate(one.K);
      expect(excess(K, one.Kprime)).toBeLessThan(1);
      expect(excess(perRemovedSpin, one.lnCostPerRemovedSpin)).toBeLessThan(1);
      expect(h).toBe(0);
    }
  });
  it('decimate(K, h) keeps ln Z of the ring, with what the removed spins add', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), coupling, field, (half, K, h) => {
        const next = decimate(K, h);
        const rest = ringLogPartition(half, next.K, next.field);
        expect(excess(ringLogPartition(2 * half, K, h), half * next.perRemovedSpin + rest, 100)).toBeLessThan(
          1,
        );
      }),
      { numRuns: 100 },
    );
  });
  it('decimationFlow(K, steps) runs to K = 0 and adds up to ln Z', () => {
    const flow = decimationFlow(1.2, 8);
    expect(flow[0]).toEqual({ K: 1.2, field: 0, perRemovedSpin: 0 });
    for (let step = 1; step < flow.length; step++) expect(flow[step].K).toBeLessThan(flow[step - 1].K);
    const sum = flow
      .slice(1)
      .reduce((total, { perRemovedSpin }, n) => total + (512 / 2 ** (n + 1)) * perRemovedSpin, 0);
    expect(excess(ringLogPartition(512, 1.2), sum + ringLogPartition(2, flow[8].K))).toBeLessThan(1);
    expect(decimationFlow(1.2, 20)[20].K).toBeLessThan(1e-12);
  });
  it('decimate(−K) makes the antiferromagnet a ferromagnet', () => {
    expect(decimate(-0.8)).toEqual(decimate(0.8));
  });
  it('logCosh holds far out and near 0', () => {
    expect(logCosh(-1000)).toBeCloseTo(1000 - Math.LN2, 12);
    expect(logCosh(1e-4) / 5e-9).toBeCloseTo(1, 8);
    for (const x of [0.3, 0.999, 1.001, 4]) expect(logCosh(x)).toBeCloseTo(Math.log(Math.cosh(x)), 14);
    expect(logCosh(0)).toBeCloseTo(0, 15);
  });
});
