/** An axis for differences that span from rounding to many nats: linear about 0, logarithmic beyond. */
import { max } from 'd3-array';
import { scaleSymlog } from 'd3-scale';

/** Linear below this, nats. */
const linear = 0.01;
const decades = [0.01, 0.1, 1, 10, 100, 1000, 10_000];

/** Shares 0..1 of the axis by difference in nats, and where marks stand; symmetric about 0, which is its middle. */
export function differenceScale(differences: readonly number[]) {
  const largest = max(differences.filter(Number.isFinite).map(Math.abs)) ?? 0;
  const reach = decades.find((decade) => decade >= largest) ?? largest;
  const scale = scaleSymlog([-reach, reach], [0, 1]).constant(linear).clamp(true);
  const steps = decades.filter((decade) => decade <= reach);
  // marks that would crowd are left out from the middle
  const every = Math.max(1, Math.ceil(steps.length / 3));
  const shown = steps.filter((_, index) => (steps.length - 1 - index) % every === 0);
  const marks = [...shown.map((step) => -step).reverse(), 0, ...shown];
  return { place: (difference: number) => scale(difference), marks };
}
