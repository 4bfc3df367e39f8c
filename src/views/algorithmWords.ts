/** What an algorithm says about itself, in words. */
import { formatCount, formatMany, formatValue } from '../chart/numbers';
import type { FixedPointReport, SwapReport } from '../engine/frame';

export interface Worded {
  /** `data-value`. */
  readonly value: number;
  readonly text: string;
  /** Whether what the algorithm gives is in doubt. */
  readonly doubtful: boolean;
  /** What to make of it; empty where nothing needs to be said. */
  readonly hint: string;
}

/** Below this share a pair lets so little past that the ladder is cut in two there. */
const stuck = 0.02;

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** How much one more look counts: a share of 32 swaps jumps by several percent from update to update. */
const newest = 1 / 8;

/** The shares of `before` drawn towards those of `now`; `now` itself where the ladder has another length. */
export function smoothed(before: Float64Array | undefined, now: Float64Array): Float64Array {
  if (before?.length !== now.length) return now;
  return before.map((share, pair) => share + newest * (now[pair]! - share));
}

/** The worst pair is what counts: its share, the range over all, and where it is if nothing gets past it. */
export function wordedSwaps({ acceptance }: SwapReport): Worded {
  const [least, most] = [Math.min(...acceptance), Math.max(...acceptance)];
  const doubtful = least < stuck;
  const pair = acceptance.indexOf(least);
  const beta = (rung: number) => formatValue(rung / acceptance.length, 2);
  return {
    value: least,
    text: acceptance.length === 1 ? percent(least) : `${percent(least)} … ${percent(most)}`,
    doubtful,
    hint: doubtful
      ? `Hardly a state gets past β = ${beta(pair)} to ${beta(pair + 1)}: a longer ladder helps.`
      : '',
  };
}

/** Found or not, and how many updates so far went without. */
export function wordedFixedPoint({ converged, iterations, missed }: FixedPointReport): Worded {
  const before = missed - (converged ? 0 : 1);
  const others = before > 0 ? ` ${formatMany(before, 'earlier update')} did not converge.` : '';
  return {
    value: iterations,
    text: converged
      ? `converged in ${formatMany(iterations, 'iteration')}`
      : `not converged after ${formatCount(iterations)}`,
    doubtful: !converged,
    hint: converged
      ? others.trim()
      : `The gradient of this update is not to be trusted: its magnetisations still move.${others}`,
  };
}
