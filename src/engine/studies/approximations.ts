/** ln Z by mean field and by TAP-2: deterministic, and off by an amount that neither can tell. */
import { type Expansion, StationarySearch } from '../../core/meanField';
import { createRbm, type Rbm } from '../../core/rbm';
import type { ApproximationsResult, FixedPoint } from '../study';
import type { Task } from './task';

/** Multiply-adds between two yields: a few ms. */
const piece = 2 ** 21;

/** Task: both from the same start, to the same precision. RangeError for parameters that are no finite numbers. */
export const approximations: Task<object, ApproximationsResult> = function* (_ask, { parameters }) {
  const { visible, hidden, W, a, b } = parameters;
  for (const numbers of [W, a, b])
    if (!numbers.every(Number.isFinite))
      throw new RangeError('the weights are no longer finite numbers: no fixed point is looked for');
  const rbm = createRbm(visible, hidden, parameters);
  const meanField = yield* fixedPoint(rbm, 'meanField');
  yield 0.5;
  return { meanField, tap2: yield* fixedPoint(rbm, 'tap2') };
};

function* fixedPoint(rbm: Rbm, expansion: Expansion): Generator<undefined, FixedPoint> {
  const search = new StationarySearch(rbm, expansion);
  const together = Math.max(1, Math.floor(piece / (4 * rbm.W.length + 1)));
  while (!search.iterate()) if (search.iterations % together === 0) yield undefined;
  const { converged, iterations, residual } = search;
  return { logPartition: search.logPartition(), converged, iterations, residual };
}
