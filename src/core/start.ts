/** Where learning starts: small random weights, and visible biases that already know how often each unit is on. */
import { logit } from './elementary';
import { fillNormals } from './random';
import { createRbm, type Rbm } from './rbm';
import { type Rows, unitCounts } from './rows';

export interface StartOptions {
  readonly hidden: number;
  readonly seed: number;
  /** Standard deviation of the weights. */
  readonly weightDeviation: number;
  readonly startingBiases: 'data' | 'zero';
}

/** (n_i + ½)/(N + 1): how often each unit is on, kept off 0 and 1 so that its logit is finite. */
export function smoothedMeans(rows: Rows): Float64Array {
  return unitCounts(rows).map((count) => (count + 0.5) / (rows.count + 1));
}

/**
 * W normal, a = logit of the smoothed means (or 0), b = 0. W[i][j] is normal number j of row i of the purpose
 * `initialWeights`, in float64; kernels round it once.
 */
export function startingRbm(rows: Rows, options: StartOptions): Rbm {
  const { hidden, seed, weightDeviation, startingBiases } = options;
  if (!(weightDeviation >= 0))
    throw new RangeError(`invalid weightDeviation: ${weightDeviation}; expected 0 or more`);
  const rbm = createRbm(rows.width, hidden);
  for (let i = 0; i < rows.width; i++)
    fillNormals(seed, { purpose: 'initialWeights', row: i }, rbm.W.subarray(i * hidden, (i + 1) * hidden));
  rbm.W.forEach((x, n) => {
    rbm.W[n] = weightDeviation * x;
  });
  if (startingBiases === 'data') rbm.a.set(smoothedMeans(rows).map(logit));
  return rbm;
}
