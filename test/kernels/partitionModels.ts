/** Models for the tests of the ln Z kernels: asymmetric, the same bits on every engine. */
import { fillNormals } from '../../src/core/random';
import { createRbm, type Rbm } from '../../src/core/rbm';
import type {
  Parameters,
  PartitionKernel,
  PartitionOptions,
  PartitionResult,
} from '../../src/kernels/contract';

/** Every parameter normal with standard deviation `deviation`. */
export function normalModel(visible: number, hidden: number, deviation: number, seed = 1): Rbm {
  const numbers = (length: number, row: number) =>
    fillNormals(seed, { purpose: 'initialWeights', row }, new Float64Array(length)).map((x) => x * deviation);
  return createRbm(visible, hidden, {
    W: numbers(visible * hidden, 0),
    a: numbers(visible, 1),
    b: numbers(hidden, 2),
  });
}

/** A whole job, `step` chunks a call. */
export function enumerate(
  kernel: PartitionKernel,
  model: Parameters,
  options: PartitionOptions & { step?: number } = {},
): PartitionResult {
  const job = kernel.begin(model, options);
  while (!job.advance(options.step ?? job.chunks));
  return job.result();
}

/** The largest |x − y| over two arrays of one length; NaN where one holds NaN. */
export function largestDifference(x: ArrayLike<number>, y: ArrayLike<number>): number {
  if (x.length !== y.length) throw new TypeError(`lengths ${x.length} and ${y.length}`);
  return Array.from(x).reduce((worst, value, i) => Math.max(worst, Math.abs(value - y[i])), 0);
}
