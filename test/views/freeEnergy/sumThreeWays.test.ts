import { describe, expect, it } from 'vitest';
import { createRbm, energy } from '../../../src/core/rbm';
import { logPartitionOverBoth, mostSummed, sumThreeWays } from '../../../src/views/freeEnergy/sumThreeWays';

const rbm = createRbm(3, 2, { W: [0.5, -1, 2, 0.25, -0.75, 1.5], a: [0.3, -0.6, 0.9], b: [-0.2, 0.4] });
/** Never stands still, so that nothing is repeated for long. */
const clock = () => {
  let time = 0;
  return () => {
    time += 10;
    return time;
  };
};

describe('logPartitionOverBoth()', () => {
  it('is the sum over every joint state', () => {
    let Z = 0;
    for (let n = 0; n < 32; n++) {
      const bit = (k: number) => (n >> k) & 1;
      Z += Math.exp(-energy(rbm, [bit(0), bit(1), bit(2)], [bit(3), bit(4)]));
    }
    expect(logPartitionOverBoth(rbm)).toBeCloseTo(Math.log(Z), 12);
  });
});

describe('sumThreeWays()', () => {
  it('comes to the same ln Z three ways, with 2^units terms each', () => {
    const sums = sumThreeWays(rbm, clock());
    expect(sums.map(({ way, units }) => [way, units])).toEqual([
      ['both', 5],
      ['hidden', 2],
      ['visible', 3],
    ]);
    for (const { logPartition } of sums) expect(logPartition).toBeCloseTo(logPartitionOverBoth(rbm), 12);
    for (const { seconds } of sums) expect(seconds).toBeCloseTo(0.01, 12);
  });

  it('leaves out what is too long, and says how many units that were', () => {
    const wide = createRbm(mostSummed - 1, 2);
    const [both, hidden, visible] = sumThreeWays(wide, clock());
    expect(both).toEqual({ way: 'both', units: mostSummed + 1 });
    expect(hidden.logPartition).toBeCloseTo((mostSummed + 1) * Math.LN2, 10);
    expect(visible.logPartition).toBeCloseTo((mostSummed + 1) * Math.LN2, 10);
  });
});
