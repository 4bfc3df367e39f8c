/**
 * The softmax over classes and its cost: p(c|x) = e^{x_c} / Σ_d e^{x_d}. With inputs x = b + Wᵀf of features f this
 * is multinomial logistic regression, a network of `backpropagation.ts` without hidden layers
 * (Bishop 2006, "Pattern Recognition and Machine Learning", section 4.3.4).
 */
import { exp, logSumExp } from './elementary';

/** Probabilities of the classes from their inputs, at any magnitude. Writes them in place of these. */
export function softmax(x: Float64Array): Float64Array {
  let largest = x[0];
  for (let c = 1; c < x.length; c++) if (x[c] > largest) largest = x[c];
  let sum = 0;
  for (let c = 0; c < x.length; c++) {
    x[c] = exp(x[c] - largest);
    sum += x[c];
  }
  for (let c = 0; c < x.length; c++) x[c] /= sum;
  return x;
}

/** −ln p(c|x), in nats; its derivative by x_d is p(d|x) − [d = c]. */
export const crossEntropy = (x: Float64Array, c: number): number => logSumExp(x) - x[c];

/** The place of the largest of the values, the first where several are. */
export function mostProbable(x: ArrayLike<number>): number {
  let best = 0;
  for (let c = 1; c < x.length; c++) if (x[c] > x[best]) best = c;
  return best;
}
