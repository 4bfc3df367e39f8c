/** What further sweeps buy: the bias of CD-k for every k at once, of a machine small enough to have it exactly. */
import { exactGradient } from '../../core/gradient';
import { biasOf, length } from '../../core/gradientComparison';
import type { Rbm } from '../../core/rbm';
import type { Rows } from '../../core/rows';
import { relaxationTime } from '../../core/sweep';
import { expectedGradients, slowestEigenvalue, sweepOperator } from '../../core/sweepOperator';
import { finished } from '../../core/thermodynamics';

export interface BiasBySweeps {
  /** ‖mean of CD-k − exact‖ / ‖exact‖ over W, for k = 1, 2, …; NaN where the exact gradient is 0. */
  readonly relativeBias: Float64Array;
  readonly secondEigenvalue: number;
  /** In sweeps. */
  readonly relaxationTime: number;
}

/** Up to 14 units together, a few milliseconds: 2^(V+H) products a half-sweep. RangeError above that. */
export const largestHere = 14;

export function biasBySweeps(rbm: Rbm, rows: Rows, most: number): BiasBySweeps {
  if (rbm.visible + rbm.hidden > largestHere)
    throw new RangeError(
      `invalid model: ${rbm.visible} + ${rbm.hidden} units; expected at most ${largestHere} together`,
    );
  const operator = finished(sweepOperator(rbm));
  const exact = exactGradient(rbm, rows);
  const whole = length(exact.W);
  const means = finished(expectedGradients(operator, rows, most));
  const secondEigenvalue = finished(slowestEigenvalue(operator));
  return {
    relativeBias: Float64Array.from(means, (mean) =>
      whole > 0 ? biasOf(mean, exact).value / whole : Number.NaN,
    ),
    secondEigenvalue,
    relaxationTime: relaxationTime(secondEigenvalue),
  };
}

/** The least k whose bias is at most this share of the exact gradient; undefined where none here is. */
export function sweepsFor(share: number, { relativeBias }: BiasBySweeps): number | undefined {
  const index = relativeBias.findIndex((bias) => bias <= share);
  return index < 0 ? undefined : index + 1;
}
