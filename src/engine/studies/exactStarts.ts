/** Where reverse AIS starts: exact samples of the model where its smaller layer allows, else the ends of long chains. */
import { evenBetas } from '../../core/annealing';
import { largestSampledLayer } from '../../core/exactSamples';
import { createRbm } from '../../core/rbm';
import type { AnnealingAsk } from '../study';
import { baseOf, type ChainRange, checkAnnealing, worked } from './annealing';
import { descendExactly } from './exactDescent';
import { checkFinite } from './finiteModel';
import type { Task } from './task';

export interface StartsAsk extends ChainRange {
  readonly ask: AnnealingAsk;
}
export interface Starts extends ChainRange {
  /** [to − from × visible] */
  readonly starts: Uint8Array;
  /** True where they are exact samples: only then does ln Z lie between AIS and reverse AIS, in expectation. */
  readonly bound: boolean;
}

/** Chains that only find starts have numbers of their own, beyond those of all others. */
const firstNumber = 2 ** 20;

/** Task: starts for a range of chains. */
export const exactStarts: Task<StartsAsk, Starts> = function* ({ ask, from, to }, subject, material, tools) {
  checkAnnealing(ask);
  checkFinite(subject.parameters);
  const { visible, hidden, W, a, b } = subject.parameters;
  if (Math.min(visible, hidden) <= largestSampledLayer) {
    const rbm = createRbm(visible, hidden, { W, a, b });
    const range = { from, to, seed: subject.seed };
    const starts = yield* descendExactly(rbm, range, tools.createPartition());
    return { from, to, starts, bound: true };
  }
  const job = tools.createAnnealing().begin(subject.parameters, {
    base: baseOf(ask.base, subject, material),
    betas: longLadder(ask.betas),
    seed: subject.seed,
    from: firstNumber + from,
    to: firstNumber + to,
  });
  yield* worked(job, tools.now);
  return { from, to, starts: job.states(), bound: false };
};

/** Half of the steps climb to β = 1, half stay there. */
function longLadder(count: number): Float64Array {
  const climb = evenBetas(Math.max(2, Math.ceil(count / 2)));
  const ladder = new Float64Array(Math.max(2, count)).fill(1);
  ladder.set(climb);
  return ladder;
}
