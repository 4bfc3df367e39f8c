/** One value of this machine beside its reference. */
import type { Check } from '../../study';

/** A check that has not been made yet. */
export interface Pending {
  readonly group: string;
  readonly name: string;
  readonly by: string;
  readonly reference: number | string;
  /** What |value − reference| may be; 0 for texts, which must be equal. */
  readonly tolerance: number;
  /** Computes the value; a number that also sets the tolerance comes as a pair. */
  readonly value: () => number | string | Estimated;
}

/** An estimate brings its own tolerance: how far its interval reaches. */
export interface Estimated {
  readonly value: number;
  readonly tolerance: number;
}

/** Makes one check. What throws doesn't pass, and says why in place of its value. */
export function made(pending: Pending): Check {
  const { value: compute, ...known } = pending;
  try {
    const found = compute();
    if (typeof found === 'object') return judged({ ...known, tolerance: found.tolerance }, found.value);
    return judged(known, found);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ...known, value: why, difference: Infinity, passes: false };
  }
}

function judged(known: Omit<Pending, 'value'>, value: number | string): Check {
  const { reference, tolerance } = known;
  const difference =
    typeof value === 'number' && typeof reference === 'number'
      ? Math.abs(value - reference)
      : value === reference
        ? 0
        : Infinity;
  return { ...known, value, difference, passes: difference <= tolerance };
}

/** The tolerance of float64 paths: 1e-11 of the largest number that goes into the result, and of 1 at least. */
export const exactTolerance = (...summands: readonly number[]): number =>
  1e-11 * Math.max(1, ...summands.map(Math.abs));

/** The largest |value − reference| over a whole array, to be checked against 0. */
export function largestDeviation(values: ArrayLike<number>, references: ArrayLike<number>): number {
  if (values.length !== references.length) return Infinity;
  let largest = 0;
  for (let n = 0; n < values.length; n++) {
    const deviation = Math.abs(values[n] - references[n]);
    if (!(deviation <= largest)) largest = Number.isNaN(deviation) ? Infinity : deviation;
  }
  return largest;
}
