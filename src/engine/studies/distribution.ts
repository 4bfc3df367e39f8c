/** p(v) and its landscape: all of it up to 16 visible units, above that the most probable states that can be found. */
import { largestLandscape } from '../../core/landscape';
import { createRbm, type Rbm } from '../../core/rbm';
import type { Parameters } from '../../kernels/contract';
import type { DistributionAsk, DistributionResult } from '../study';
import { searchStates } from './stateSearch';
import type { Task } from './task';
import { walkWhole } from './wholeDistribution';

/** Minima, and states, that a result names at most. */
export const mostNamed = 64;

/**
 * RangeError where the parameters are not finite or of another size than the run's; never trains and never changes
 * the model.
 */
export const distribution: Task<DistributionAsk, DistributionResult> = function* (
  ask,
  subject,
  material,
  tools,
) {
  const parameters = ask.edited ?? subject.parameters;
  const rbm = checkedMachine(parameters, material.training.width);
  const found =
    rbm.visible <= largestLandscape
      ? yield* walkWhole(rbm, material.training, mostNamed)
      : yield* searchStates(rbm, material.training, subject.seed, tools, mostNamed);
  return {
    update: subject.update,
    visible: rbm.visible,
    ...(ask.edit !== undefined && { edit: ask.edit }),
    parameters: copyOf(parameters),
    ...found,
  };
};

/** The subject's own arrays serve other tasks: what leaves the thread must be a copy. */
const copyOf = ({ visible, hidden, W, a, b }: Parameters): Parameters => ({
  visible,
  hidden,
  W: W.slice(),
  a: a.slice(),
  b: b.slice(),
});

function checkedMachine(parameters: Parameters, width: number): Rbm {
  const { visible, hidden, W, a, b } = parameters;
  if (visible !== width)
    throw new RangeError(`invalid model: ${visible} visible units; expected ${width}, as the data has`);
  for (const part of [W, a, b])
    if (!part.every(Number.isFinite))
      throw new RangeError('the model has parameters that are not finite numbers: there is no p(v)');
  return createRbm(visible, hidden, { W, a, b });
}
