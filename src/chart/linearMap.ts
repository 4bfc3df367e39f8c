/**
 * The straight map from values to px and back, for charts that the first visit needs: d3-scale brings colours and
 * interpolators along, 7 kB compressed, which later views may have.
 */

export interface LinearMap {
  (value: number): number;
  /** Both ends of the values. */
  readonly from: readonly [number, number];
  invert(px: number): number;
}

/** `from` onto `to`; an interval without width maps onto the middle, as d3's scales do. */
export function linearMap(from: readonly [number, number], to: readonly [number, number]): LinearMap {
  const map = (value: number) => between(to, share(from, value));
  return Object.assign(map, { from, invert: (px: number) => between(from, share(to, px)) });
}

const share = ([a, b]: readonly [number, number], x: number) => (a === b ? 0.5 : (x - a) / (b - a));
const between = ([a, b]: readonly [number, number], t: number) => a * (1 - t) + b * t;
