/** Which hidden units say next to nothing about a sample. */

/** Bounds of p(h = 1 | v), and of its mean over samples, beyond which a unit as good as never or always is on. */
export const deadBelow = 0.01;
export const saturatedAbove = 0.99;

export interface ActivityCount {
  readonly dead: readonly number[];
  readonly saturated: readonly number[];
  readonly mean: number;
}

/** Units by their mean activity, [hidden]. NaN counts as neither. */
export function countActivity(activity: Float32Array | Float64Array): ActivityCount {
  const [dead, saturated]: [number[], number[]] = [[], []];
  let sum = 0;
  activity.forEach((mean, unit) => {
    sum += mean;
    if (mean < deadBelow) dead.push(unit);
    if (mean > saturatedAbove) saturated.push(unit);
  });
  return { dead, saturated, mean: sum / activity.length };
}

/** How many of these probabilities lie beyond either bound. */
export function countDecided(means: ArrayLike<number>): number {
  let count = 0;
  for (let n = 0; n < means.length; n++) if (means[n] < deadBelow || means[n] > saturatedAbove) count++;
  return count;
}
