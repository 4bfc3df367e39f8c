/** All states of a small visible layer: p(v) beside the data, the valleys of F_c and what flows down to each. */
import { klFromLogs, logsOf, totalVariation } from '../../core/divergence';
import { exp, logSumExp } from '../../core/elementary';
import { type Basins, basins, beginHeights, ranked, stepDown } from '../../core/landscape';
import type { Rbm } from '../../core/rbm';
import { empiricalDistribution, stateOf } from '../../core/sweep';
import type { BinaryRows } from '../../kernels/contract';
import type { DistributionResult, FoundState, Minimum } from '../study';

/** Exponentials between two yields: some milliseconds. */
const pieceOfWork = 2 ** 18;

type Found = Omit<DistributionResult, 'update' | 'visible' | 'edit' | 'parameters'>;

/** At most `most` minima and states are named. */
export function* walkWhole(rbm: Rbm, rows: BinaryRows, most: number): Generator<number, Found> {
  const heights = beginHeights(rbm);
  const rowsAtOnce = Math.max(
    1,
    Math.floor((pieceOfWork * heights.rows) / (heights.values.length * (rbm.hidden + 1))),
  );
  while (!heights.advance(rowsAtOnce)) yield (0.7 * heights.done) / heights.rows;
  const freeEnergy = heights.values;
  const logPartition = logSumExp(freeEnergy.map((f) => -f));
  // the logarithms too: p of a state may be too small for a number
  const logP = freeEnergy.map((f) => -f - logPartition);
  const p = logP.map(exp);
  const q = empiricalDistribution(rows);
  const logQ = logsOf(q);
  yield 0.8;
  const valleys = basins(freeEnergy);
  yield 0.9;
  const order = ranked(freeEnergy);
  const foundState = (state: number): FoundState => ({
    state,
    bits: stateOf(state, rbm.visible),
    freeEnergy: freeEnergy[state],
    logProbability: -freeEnergy[state] - logPartition,
    minimum: stepDown(freeEnergy, state) === state,
  });
  return {
    logPartition,
    whole: {
      p,
      q,
      freeEnergy,
      basinOf: valleys.basinOf,
      ranked: order,
      klDataModel: klFromLogs(q, logQ, logP),
      klModelData: klFromLogs(p, logP, logQ),
      totalVariation: totalVariation(p, q),
    },
    minima: namedMinima(valleys, p, q, most).map(({ state, ...shares }) => ({
      ...foundState(state),
      ...shares,
    })),
    minimaFound: valleys.minima.length,
    states: Array.from(order.subarray(0, most), foundState),
  };
}

/** The lowest minima with the shares of p and q in their basins. */
function namedMinima(
  { minima, basinOf }: Basins,
  p: Float64Array,
  q: Float64Array,
  most: number,
): (Required<Pick<Minimum, 'basin' | 'rows'>> & { state: number })[] {
  const [ofModel, ofData] = [new Float64Array(minima.length), new Float64Array(minima.length)];
  for (let state = 0; state < p.length; state++) {
    ofModel[basinOf[state]] += p[state];
    ofData[basinOf[state]] += q[state];
  }
  return Array.from(minima.subarray(0, most), (state, k) => ({
    state,
    basin: ofModel[k],
    rows: ofData[k],
  }));
}
