/** The axis that accuracies are drawn on: close enough to tell them apart, with whole ends that are named. */

/** From below the lowest to above the highest share, in percent; `place` maps percent to 0..1. */
export function accuracyScale(shares: readonly number[]): {
  readonly low: number;
  readonly high: number;
  readonly place: (percent: number) => number;
} {
  const percents = shares.map((share) => 100 * share);
  const least = percents.length > 0 ? Math.min(...percents) : 0;
  const most = percents.length > 0 ? Math.max(...percents) : 100;
  const low = Math.max(0, Math.floor(least) - 1);
  const high = Math.min(100, Math.max(low + 2, Math.ceil(most) + 1));
  return { low, high, place: (percent) => Math.min(1, Math.max(0, (percent - low) / (high - low))) };
}
