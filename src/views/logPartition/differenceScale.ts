/** An axis for differences that span from rounding to many nats: linear about 0, logarithmic beyond. */
import { max } from 'd3-array';
import { scaleSymlog } from 'd3-scale';

/** Linear below this, nats. */
const linear = 0.01;
const decades = [0.01, 0.1, 1, 10, 100, 1000, 10_000];

/** Shares 0..1 of the axis by difference in nats; symmetric about 0, which is its middle, out to a power of ten. */
export function differenceScale(differences: readonly number[]) {
  const largest = max(differences.filter(Number.isFinite).map(Math.abs)) ?? 0;
  const reach = decades.find((decade) => decade >= largest) ?? largest;
  const scale = scaleSymlog([-reach, reach], [0, 1]).constant(linear).clamp(true);
  return { place: (difference: number) => scale(difference), marks: [-reach, 0, reach] };
}
