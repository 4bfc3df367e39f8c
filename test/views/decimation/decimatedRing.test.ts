import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimatedRing } from '../../../src/views/decimation/decimatedRing';

describe('decimatedRing()', () => {
  it('finds ln Z the same both ways, however often it is decimated', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 3, noNaN: true }), fc.integer({ min: 0, max: 5 }), (K, steps) => {
        const ring = decimatedRing({ K, spins: 64, steps });
        expect(ring.left).toBe(64 / 2 ** steps);
        const scale = Math.max(1, ring.logPartition);
        expect(Math.abs(ring.removed + ring.logPartitionLeft - ring.logPartition)).toBeLessThan(
          1e-12 * scale,
        );
      }),
    );
  });

  it('has the couplings of the reference, each step the decimation of the one before', () => {
    const ring = decimatedRing({ K: 1, spins: 16, steps: 2 });
    expect(ring.flow.map(({ K }) => K)[1]).toBeCloseTo(0.6625013736789322, 12);
    expect(ring.flow).toHaveLength(3);
    expect(decimatedRing({ K: 1, spins: 16, steps: 1 }).next).toBeCloseTo(ring.flow[2].K, 12);
    expect(decimatedRing({ K: 0.5, spins: 8, steps: 0 }).next).toBeCloseTo(0.21689041524151356, 12);
  });

  it('counts what the spins summed over give, half of what is left at each step', () => {
    const { flow, removed } = decimatedRing({ K: 0.8, spins: 16, steps: 2 });
    expect(removed).toBeCloseTo(8 * flow[1].perRemovedSpin + 4 * flow[2].perRemovedSpin, 12);
  });
});
