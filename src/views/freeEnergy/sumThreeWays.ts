/** ln Z three times: over all states of both layers, and over one layer with the other summed on paper. */
import { forEachHiddenState, LogSum, logPartitionOver } from '../../core/partition';
import type { Rbm } from '../../core/rbm';
import { secondsOf } from './timed';

export type Way = 'both' | 'hidden' | 'visible';
export interface SumDone {
  readonly way: Way;
  /** Units whose states are gone through: 2^units terms. */
  readonly units: number;
  /** nats; undefined where there are more terms than are summed here. */
  readonly logPartition?: number;
  /** Of this machine, measured. */
  readonly seconds?: number;
}

/** Most units whose states are gone through here: the page must not stand still. */
export const mostSummed = 15;

/** ln Σ_{v,h} e^{−E(v,h)}, nats, one term for each of the 2^(visible + hidden) joint states. */
export function logPartitionOverBoth(rbm: Rbm): number {
  const total = new LogSum();
  forEachHiddenState(rbm, (_h, bias, inputs) => {
    // −E of every v: the sums of a prefix are formed once
    const walk = (unit: number, sum: number): void => {
      if (unit === rbm.visible) total.add(sum);
      else {
        walk(unit + 1, sum);
        walk(unit + 1, sum + inputs[unit]!);
      }
    };
    walk(0, bias);
  });
  return total.value;
}

/** All three ways, each timed; `now` in ms. */
export function sumThreeWays(rbm: Rbm, now?: () => number): readonly SumDone[] {
  const ways = [
    { way: 'both', units: rbm.visible + rbm.hidden, sum: () => logPartitionOverBoth(rbm) },
    { way: 'hidden', units: rbm.hidden, sum: () => logPartitionOver(rbm, 'hidden') },
    { way: 'visible', units: rbm.visible, sum: () => logPartitionOver(rbm, 'visible') },
  ] as const;
  return ways.map(({ way, units, sum }) => {
    if (units > mostSummed) return { way, units };
    let logPartition = 0;
    const seconds = secondsOf(() => {
      logPartition = sum();
    }, now);
    return { way, units, logPartition, seconds };
  });
}
