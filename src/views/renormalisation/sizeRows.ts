/** What adds and what doesn't, as rows for the page: parts, whole, and the difference, with a verdict. */
import type { Interval, SizeConsistencyResult, SizeConsistencyRow, Sum } from '../../engine/study';

export interface Addition {
  readonly name: string;
  readonly method: 'exact' | 'mean field' | 'TAP-2' | 'truncated' | 'AIS';
  readonly one: number;
  readonly other: number;
  readonly both: number;
  /** Of both together, less the sum of the parts. */
  readonly difference: number;
  /** `within`: as far as its own error lets one see. */
  readonly verdict: 'adds' | 'does not' | 'within';
}

/** Rounding, and how exactly a fixed point is found, nats. */
const tolerance = 1e-9;

function added(name: string, method: Addition['method'], { one, other, both }: Sum): Addition {
  const difference = both - (one + other);
  const size = Math.max(1, Math.abs(one), Math.abs(other), Math.abs(both));
  return {
    name,
    method,
    one,
    other,
    both,
    difference,
    verdict: Math.abs(difference) <= tolerance * size ? 'adds' : 'does not',
  };
}

/** Half of the interval's width: 3σ; ∞ where it has no end. */
const reachOf = ({ low, high }: Interval) => (high - low) / 2;

export function additions(result: SizeConsistencyResult): Addition[] {
  const { ais } = result;
  const plain: Sum = { one: ais.one.value, other: ais.other.value, both: ais.both.value };
  const estimated = added('ln Z by AIS', 'AIS', plain);
  const reach = Math.hypot(reachOf(ais.one), reachOf(ais.other), reachOf(ais.both));
  return [
    added('ln Z', 'exact', result.logPartition),
    added('U', 'exact', result.U),
    added('S', 'exact', result.S),
    added('ln Z by mean field', 'mean field', result.meanField),
    added('ln Z by TAP-2', 'TAP-2', result.tap2),
    added('ln Z truncated', 'truncated', result.truncated),
    { ...estimated, verdict: Math.abs(estimated.difference) <= reach ? 'within' : 'does not' },
  ];
}

export const approximations = ['meanField', 'tap2', 'truncated', 'ais'] as const;
export type Approximation = (typeof approximations)[number];

/** (estimate − exact)/N of N copies, nats: the same for every N where the estimate adds. */
export function errorPerCopy(row: SizeConsistencyRow, of: Approximation): Interval {
  const error = (value: number) => (value - row.exact) / row.copies;
  if (of !== 'ais') return { value: error(row[of]), low: error(row[of]), high: error(row[of]) };
  const { value, low, high } = row.ais;
  return { value: error(value), low: error(low), high: error(high) };
}
