/** What one update of one sample adds to W, line by line of the pseudocode. */
import type { WalkthroughFrame } from '../../engine/frame';
import type { StepRule, WatchedUpdate } from '../../state/phasesSlice';

/** Matrices row-major [visible × hidden]. */
export interface UpdateParts {
  /** v⁺h⁺ᵀ and v⁻h⁻ᵀ. */
  readonly positive: Float64Array;
  readonly negative: Float64Array;
  /** Their difference: the estimate of the gradient. */
  readonly difference: Float64Array;
  /** ε times the difference; −ελW; and what goes on of the last step, μS, undefined where that wasn't watched. */
  readonly learnt: Float64Array;
  readonly decayed: Float64Array;
  readonly carried: Float64Array | undefined;
  /** The three together, which is what W changes by. */
  readonly step: Float64Array | undefined;
}

type Sample = Pick<WalkthroughFrame, 'vPlus' | 'hPlusMean' | 'vMinus' | 'hMinusMean'>;

/** v hᵀ, row-major [visible × hidden]. */
export function outerProduct(v: ArrayLike<number>, h: ArrayLike<number>): Float64Array {
  const product = new Float64Array(v.length * h.length);
  for (let i = 0; i < v.length; i++)
    for (let j = 0; j < h.length; j++) product[i * h.length + j] = v[i]! * h[j]!;
  return product;
}

/**
 * One CD update with a batch of one sample, from the weights before it: S ← μS + ε(v⁺h⁺ᵀ − v⁻h⁻ᵀ − λW) and
 * W ← W + S (Hinton 2012, sections 9 and 10). `lastStep` is the S of the update before; undefined where unknown.
 */
export function updateParts(
  sample: Sample,
  W: ArrayLike<number>,
  { rate, momentum, weightDecay }: StepRule,
  lastStep: ArrayLike<number> | undefined,
): UpdateParts {
  const positive = outerProduct(sample.vPlus, sample.hPlusMean);
  const negative = outerProduct(sample.vMinus, sample.hMinusMean);
  const difference = positive.map((value, n) => value - negative[n]!);
  const learnt = difference.map((value) => rate * value);
  const decayed = difference.map((_, n) => -rate * weightDecay * W[n]!);
  const carried =
    momentum === 0
      ? new Float64Array(difference.length)
      : lastStep && difference.map((_, n) => momentum * lastStep[n]!);
  const step = carried && learnt.map((value, n) => value + decayed[n]! + carried[n]!);
  return { positive, negative, difference, learnt, decayed, carried, step };
}

/** What W changed by, as the machine itself has it. */
export const measuredStep = ({ before, after }: Pick<WatchedUpdate, 'before' | 'after'>): Float64Array =>
  Float64Array.from(after.W, (value, n) => value - before.W[n]!);

/**
 * The S that momentum goes on with in update `update`: 0 at the start, and after an update without momentum, of
 * which nothing is kept; undefined where the update before was not watched.
 */
export function stepBefore(
  done: readonly WatchedUpdate[],
  update: number,
  weights: number,
): Float64Array | undefined {
  if (update === 0) return new Float64Array(weights);
  const last = done.find((watched) => watched.update === update - 1);
  if (!last) return undefined;
  return last.rule.momentum === 0 ? new Float64Array(weights) : measuredStep(last);
}
