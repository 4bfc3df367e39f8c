/**
 * The gradient's truth: how far the next update's estimate lies from the exact gradient, how much of that would
 * remain in the mean of all estimates, and how slowly the Gibbs sweep forgets, which is why.
 */
import { grouped } from '../../core/data/dataSet';
import { addStatistics, difference, type Gradient, zeroMeans } from '../../core/gradient';
import {
  biasOf,
  biasOfMean,
  compareGradients,
  compareMean,
  type Length,
  length,
} from '../../core/gradientComparison';
import type { ModelMeans } from '../../core/partition';
import { createRbm, hiddenMean, type Rbm } from '../../core/rbm';
import { row, selectRows } from '../../core/rows';
import { largestSweep, relaxationTime } from '../../core/sweep';
import { expectedGradient, type Slices, slowestEigenvalue, sweepOperator } from '../../core/sweepOperator';
import type { BinaryRows, Parameters } from '../../kernels/contract';
import { whyNotEnumerable } from '../modelMeans';
import type { GradientResult, Material, Subject } from '../study';
import {
  type Draws,
  drawGradients,
  enumeratedMeans,
  nextUpdate,
  rowCost,
  suppliedMeans,
} from './gradientProbe';
import type { Task, Tools } from './task';

/** Groups of draws: from how far they lie apart follows the error of their mean. */
const groups = 16;
/** Operations of all draws together: about a tenth of a second. Never the clock: the same model gives the same result. */
const affordable = 5e8;
const mostDraws = 256;
/** Fewer rows than all are drawn from only where one draw of each row, for each group, costs so much more. */
const patience = 8;
/** Operations between two yields of plain sums. */
const piece = 2 ** 21;

type Expected = NonNullable<GradientResult['expected']>;

/**
 * Every part that can be had for this model; where one can't, a sentence says why. RangeError where the model's
 * parameters are not finite.
 */
export const gradient: Task<object, GradientResult, never> = function* (_ask, subject, material, tools) {
  const { visible, hidden, W, a, b } = subject.parameters;
  for (const part of [W, a, b])
    if (!part.every(Number.isFinite))
      throw new RangeError('the model has parameters that are not finite numbers: there is no gradient');
  const { algorithm, gibbsSteps } = subject.rule;
  const about = { update: subject.update, algorithm, gibbsSteps };
  const tooLarge = whyNotEnumerable(visible, hidden);
  if (tooLarge)
    return {
      ...about,
      whyNoEstimate: tooLarge,
      whyNoExpected: tooLarge,
      whyNoSweep: tooManyForSweep(visible + hidden),
    };
  const next = yield* nextUpdate(subject, material, tools);
  const minus = yield* enumeratedMeans(next.model, tools);
  const rbm = createRbm(visible, hidden, next.model);
  const exact = difference(yield* clampedMeans(rbm, next.batch), minus);
  const { expected, whyNoExpected, bias } = yield* expectation(subject, next.model, minus, material, tools);
  return {
    ...about,
    update: next.update,
    estimate: { against: compareGradients(next.gradient, exact), detail: rowsOf(next.batch) },
    ...(expected ? { expected } : { whyNoExpected }),
    matrices: {
      estimate: Float32Array.from(next.gradient.W),
      exact: Float32Array.from(exact.W),
      ...(bias && { bias }),
    },
    ...(yield* theSweep(rbm)),
  };
};

interface Expectation {
  readonly expected?: Expected;
  readonly whyNoExpected?: string;
  /** Of W. */
  readonly bias?: Float32Array;
}

/** The mean of the estimate over all its chance, on all training rows, against the exact gradient there. */
function* expectation(
  subject: Subject,
  model: Parameters,
  minus: ModelMeans,
  { training }: Material,
  tools: Tools,
): Slices<Expectation> {
  const { rule } = subject;
  const rbm = createRbm(model.visible, model.hidden, model);
  if (rule.algorithm === 'exact') return { whyNoExpected: 'the exact gradient has no bias' };
  if (rule.algorithm === 'pcd' || rule.algorithm === 'tempering')
    return {
      whyNoExpected:
        'these chains carry on from update to update: where they stand depends on the whole run, so there is no one mean to compare with',
    };
  if (rule.algorithm === 'cd' && rbm.visible + rbm.hidden > largestSweep)
    return yield* drawn(subject, model, minus, training, tools);
  const plus = yield* clampedMeans(rbm, training);
  const exact = difference(plus, minus);
  const mean =
    rule.algorithm === 'cd'
      ? yield* expectedGradient(yield* sweepOperator(rbm), training, rule.gibbsSteps)
      : difference(plus, yield* suppliedMeans(rule, model, tools));
  return {
    expected: {
      method: 'exact',
      detail: rowsOf(training, training.count),
      against: compareGradients(mean, exact),
      ...biases(biasOf(mean, exact), exact),
    },
    bias: biasOfWeights([mean], exact),
  };
}

/** The same from draws, with where the truth lies. */
function* drawn(
  subject: Subject,
  model: Parameters,
  minus: ModelMeans,
  training: BinaryRows,
  tools: Tools,
): Slices<Expectation> {
  const { rows, draws } = plan(training, model, subject.rule.gibbsSteps);
  const rbm = createRbm(model.visible, model.hidden, model);
  const exact = difference(yield* clampedMeans(rbm, rows), minus);
  const means = yield* drawGradients(subject, model, rows, draws, tools);
  return {
    expected: {
      method: 'Monte Carlo',
      detail: `${grouped(draws.groups * draws.draws)} draws of ${rowsOf(rows, training.count)}`,
      against: compareMean(means, exact),
      ...biases(biasOfMean(means, exact), exact),
    },
    bias: biasOfWeights(means, exact),
  };
}

/** Which rows are drawn from, and how often: by the size of the work alone. */
export function plan(
  training: BinaryRows,
  model: Parameters,
  gibbsSteps: number,
): { readonly rows: BinaryRows; readonly draws: Draws } {
  const perRow = groups * (2 * gibbsSteps + 2) * rowCost(model);
  const most = Math.max(1, Math.floor((patience * affordable) / perRow));
  const count = Math.min(training.count, most);
  const spread = Uint32Array.from({ length: count }, (_, n) => Math.floor((n * training.count) / count));
  const draws = Math.min(mostDraws, Math.max(1, Math.floor(affordable / (perRow * count))));
  return {
    rows: count < training.count ? selectRows(training, spread) : training,
    draws: { groups, draws },
  };
}

function biases(bias: Length, exact: Gradient): Pick<Expected, 'bias' | 'relativeBias'> {
  const size = length(exact.W);
  const { value, between } = bias;
  return {
    bias,
    relativeBias: {
      value: value / size,
      ...(between && { between: [between[0] / size, between[1] / size] as const }),
    },
  };
}

const biasOfWeights = (means: readonly Gradient[], exact: Gradient): Float32Array =>
  Float32Array.from(exact.W, (x, n) => means.reduce((sum, { W }) => sum + W[n], 0) / means.length - x);

/** As core's `clampedMeans`, in slices. */
function* clampedMeans(rbm: Rbm, rows: BinaryRows): Slices<ModelMeans> {
  const means = zeroMeans(rbm);
  const h = new Float64Array(rbm.hidden);
  const step = Math.ceil(piece / rowCost(rbm));
  for (let n = 0; n < rows.count; n++) {
    const v = row(rows, n);
    addStatistics(means, v, hiddenMean(rbm, v, h), 1 / rows.count);
    if ((n + 1) % step === 0) yield;
  }
  return means;
}

function* theSweep(rbm: Rbm): Slices<Pick<GradientResult, 'sweep' | 'whyNoSweep'>> {
  const units = rbm.visible + rbm.hidden;
  if (units > largestSweep) return { whyNoSweep: tooManyForSweep(units) };
  const secondEigenvalue = yield* slowestEigenvalue(yield* sweepOperator(rbm));
  return { sweep: { secondEigenvalue, relaxationTime: relaxationTime(secondEigenvalue) } };
}

const tooManyForSweep = (units: number) =>
  `${grouped(units)} units together; up to ${largestSweep} the sweep’s eigenvalue is computed`;

/** "the only row", "all 30 rows", "195 of 10,000 rows", "10 rows". */
function rowsOf({ count }: BinaryRows, all?: number): string {
  if (count === 1) return all === 1 ? 'the only row' : '1 row';
  if (all === undefined) return `${grouped(count)} rows`;
  return count < all ? `${grouped(count)} of ${grouped(all)} rows` : `all ${grouped(all)} rows`;
}
