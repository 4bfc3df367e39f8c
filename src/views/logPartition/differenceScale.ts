/** An axis for differences that span from rounding to many nats: linear about 0, logarithmic beyond. */
import { max } from 'd3-array';
import { scaleSymlog } from 'd3-scale';

/** Linear below this, nats. */
const linear = 0.01;
const decades = [0.01, 0.1, 1, 10, 100, 1000, 10_000];

export interface DifferenceScale {
  /** Share 0..1 of the axis. */
  readonly place: (difference: number) => number;
  /** Differences that are named: both ends and the middle. */
  readonly marks: readonly number[];
  /** Powers of ten between them, which show that the axis is not linear. */
  readonly steps: readonly number[];
}

/** Shares 0..1 of the axis by difference in nats; symmetric about 0, which is its middle, out to a power of ten. */
export function differenceScale(differences: readonly number[]): DifferenceScale {
  const largest = max(differences.filter(Number.isFinite).map(Math.abs)) ?? 0;
  const reach = decades.find((decade) => decade >= largest) ?? largest;
  const scale = scaleSymlog([-reach, reach], [0, 1]).constant(linear).clamp(true);
  const steps = decades.filter((decade) => decade < reach).flatMap((decade) => [-decade, decade]);
  return { place: (difference) => scale(difference), marks: [-reach, 0, reach], steps };
}
