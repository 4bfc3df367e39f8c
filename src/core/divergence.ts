/** How far apart two distributions over the same states are. */
import { log } from './elementary';

type Probabilities = ArrayLike<number>;

/**
 * KL(p‖q) = Σ p ln(p/q) ≥ 0, clipped at 0 against rounding: the nats lost by believing q where p is true. ∞ where p
 * has a state that q lacks. TypeError for distributions over different numbers of states.
 */
export function klDivergence(p: Probabilities, q: Probabilities): number {
  return klFromLogs(p, logsOf(p), logsOf(q));
}

/** The same from ln p and ln q, where a probability may be too small for a number and its logarithm is not. */
export function klFromLogs(p: Probabilities, logP: Probabilities, logQ: Probabilities): number {
  checkLengths(p, logQ);
  let sum = 0;
  // a difference of logarithms, since p/q may be too large for a number; ln 0 makes it infinite where q lacks s
  for (let s = 0; s < p.length && sum !== Infinity; s++) if (p[s] !== 0) sum += p[s] * (logP[s] - logQ[s]);
  // written so that NaN stays NaN
  return sum < 0 ? 0 : sum;
}

export const logsOf = (p: Probabilities): Float64Array => Float64Array.from(p, log);

/** ½ Σ |p − q|, 0..1: the largest difference that the two make to the probability of any event. */
export function totalVariation(p: Probabilities, q: Probabilities): number {
  checkLengths(p, q);
  let sum = 0;
  for (let s = 0; s < p.length; s++) sum += Math.abs(p[s] - q[s]);
  return sum / 2;
}

function checkLengths(p: Probabilities, q: Probabilities): void {
  if (p.length !== q.length)
    throw new TypeError(`invalid distributions: ${p.length} and ${q.length} states; expected as many`);
}
