/** A ring, decimated some times: where its coupling goes, and its ln Z by both ways. */
import { type Decimated, decimate, decimationFlow, ringLogPartition } from '../../core/ising/ring';
import type { DecimationState } from '../../state/decimationSlice';

export interface DecimatedRing {
  /** K before the first decimation and after each. */
  readonly flow: readonly Decimated[];
  /** Spins left after all of them. */
  readonly left: number;
  /** ln Z of the whole ring, nats. */
  readonly logPartition: number;
  /** What the removed spins gave, and ln Z of the ring that is left. */
  readonly removed: number;
  readonly logPartitionLeft: number;
  /** K after one decimation more, as for a first look. */
  readonly next: number;
}

export function decimatedRing({ K, spins, steps }: DecimationState): DecimatedRing {
  const flow = decimationFlow(K, steps);
  // step n removes half of the spins that are left before it
  const removed = flow.reduce((sum, { perRemovedSpin }, n) => sum + (perRemovedSpin * spins) / 2 ** n, 0);
  const left = spins / 2 ** steps;
  const last = flow.at(-1)!;
  return {
    flow,
    left,
    logPartition: ringLogPartition(spins, K),
    removed,
    logPartitionLeft: ringLogPartition(left, last.K),
    next: decimate(last.K).K,
  };
}
