/**
 * AIS over a pool: chains are numbered, a part is a range of them, and what the parts found is merged into one
 * estimate. A chain's random numbers depend on its number alone, so the answer has the same bits whoever did what.
 */
import {
  type Direction,
  effectiveSampleSize,
  evenBetas,
  fittedBase,
  intervalOf,
  reverseIntervalOf,
} from '../../core/annealing';
import type { AnnealingJob } from '../../kernels/contract';
import type { AisBase, AisEstimate, AnnealingAsk, AnnealingResult, Material, Subject } from '../study';
import { checkFinite } from './finiteModel';
import type { Task } from './task';

export const mostChains = 10_000;
export const mostBetas = 100_000;
/** β at which the weights are recorded, for the curve of their spread. */
const recordedBetas = 60;
/** Chains in a part: enough to share the kernel's tables, few enough for a lively progress. */
const chainsPerPart = 100;
/** ms of work between two yields. */
const pieceTime = 4;

/** Chains [from, to). */
export interface ChainRange {
  readonly from: number;
  readonly to: number;
}
export interface AnnealingPartAsk extends ChainRange {
  readonly ask: AnnealingAsk;
  readonly direction: Direction;
  /** Where reverse chains start, [to − from × visible]. */
  readonly starts?: Uint8Array;
}
export interface AnnealingPart extends ChainRange {
  /** As `AnnealingJob.logWeights` and `recorded`. */
  readonly logWeights: Float64Array;
  readonly recorded: Float64Array;
}

/** Refuses in words what can't be annealed. RangeError. */
export function checkAnnealing({ chains, betas }: AnnealingAsk): void {
  if (!(Number.isInteger(chains) && chains >= 1 && chains <= mostChains))
    throw new RangeError(`invalid chains: ${chains}; expected a whole number from 1 to ${mostChains}`);
  if (!(Number.isInteger(betas) && betas >= 2 && betas <= mostBetas))
    throw new RangeError(`invalid betas: ${betas}; expected a whole number from 2 to ${mostBetas}`);
}

/** The parts that `workers` share: none larger than it need be, the first to the last chain. */
export function annealingRanges(chains: number, workers: number): ChainRange[] {
  const parts = Math.min(chains, Math.max(workers, Math.ceil(chains / chainsPerPart)));
  const edge = (part: number) => Math.round((part * chains) / parts);
  return Array.from({ length: parts }, (_, part) => ({ from: edge(part), to: edge(part + 1) }));
}

/** Visible biases of the base, [visible]. TypeError for a base that isn't one. */
export function baseOf(base: AisBase, { parameters }: Subject, { training }: Material): Float64Array {
  if (base === 'data') return fittedBase(training);
  if (base === 'model') return Float64Array.from(parameters.a);
  if (base === 'uniform') return new Float64Array(parameters.visible);
  throw new TypeError(`invalid base: ${base}; expected data, uniform or model`);
}

/** Indices of the β that are recorded, evenly spread, both ends included. */
function recordOf(betas: number): number[] {
  const count = Math.min(betas, recordedBetas);
  return Array.from({ length: count }, (_, n) => Math.round((n * (betas - 1)) / (count - 1)));
}

/** Works a job off in pieces of a few ms; yields the share done. How it is cut changes no bit. */
export function* worked(job: AnnealingJob, now: () => number): Generator<number, void> {
  let steps = 1;
  for (let done = false; !done; ) {
    const start = now();
    done = job.advance(steps);
    const elapsed = now() - start;
    if (elapsed < pieceTime / 2) steps *= 2;
    else if (elapsed > pieceTime) steps = Math.max(1, steps >> 1);
    yield job.done / job.steps;
  }
}

/** Task: one range of chains in one direction. */
export const annealingPart: Task<AnnealingPartAsk, AnnealingPart> = function* (
  { ask, direction, from, to, starts },
  subject,
  material,
  tools,
) {
  checkAnnealing(ask);
  checkFinite(subject.parameters);
  if (direction === 'reverse' && !starts)
    throw new TypeError('invalid starts: none; reverse chains start at states of the model');
  const job = tools.createAnnealing().begin(subject.parameters, {
    base: baseOf(ask.base, subject, material),
    betas: evenBetas(ask.betas),
    record: recordOf(ask.betas),
    seed: subject.seed,
    from,
    to,
    starts: direction === 'reverse' ? starts : undefined,
  });
  yield* worked(job, tools.now);
  return { from, to, logWeights: job.logWeights(), recorded: job.recorded() };
};

/** All parts of the forward chains, those of the reverse ones if there were any, in any order: the result. */
export function mergeAnnealing(
  ask: AnnealingAsk,
  forward: readonly AnnealingPart[],
  reverse: { readonly parts: readonly AnnealingPart[]; readonly bound: boolean } | undefined,
  seconds: number,
): AnnealingResult {
  const back = reverse && { ...reverseEstimate(ask, joined(reverse.parts)), bound: reverse.bound };
  return { base: ask.base, forward: forwardEstimate(ask, joined(forward)), reverse: back, seconds };
}

/** ln w by chain and recorded β, of all chains. */
interface Weights {
  readonly logWeights: Float64Array;
  /** One array for each recorded β. */
  readonly recorded: readonly Float64Array[];
}

function joined(parts: readonly AnnealingPart[]): Weights {
  const inOrder = [...parts].sort((one, other) => one.from - other.from);
  const join = (arrays: readonly Float64Array[]) => Float64Array.from(arrays.flatMap((x) => [...x]));
  const [{ from, to, recorded }] = inOrder;
  const count = recorded.length / (to - from);
  const column = (part: AnnealingPart, n: number) => {
    const chains = part.to - part.from;
    return part.recorded.subarray(n * chains, (n + 1) * chains);
  };
  return {
    logWeights: join(inOrder.map((part) => part.logWeights)),
    recorded: Array.from({ length: count }, (_, n) => join(inOrder.map((part) => column(part, n)))),
  };
}

function forwardEstimate(ask: AnnealingAsk, { logWeights, recorded }: Weights): AisEstimate {
  return {
    method: 'AIS',
    ...intervalOf(logWeights),
    effectiveSampleSize: effectiveSampleSize(logWeights),
    chains: logWeights.length,
    betas: ask.betas,
    logWeights,
    path: pathOf(ask, recorded),
  };
}

/**
 * The same, from weights of chains that came down: turned about, so that everything is on the scale of ln Z and grows
 * with β from the base's as it does for chains that go up.
 */
function reverseEstimate(ask: AnnealingAsk, { logWeights, recorded }: Weights): AisEstimate {
  const [atBase, atModel] = [recorded[0], recorded[recorded.length - 1]];
  const risen = recorded.map((at) => at.map((x, chain) => x - atBase[chain] - atModel[chain]));
  return {
    method: 'reverse AIS',
    ...reverseIntervalOf(logWeights),
    effectiveSampleSize: effectiveSampleSize(logWeights),
    chains: logWeights.length,
    betas: ask.betas,
    logWeights: logWeights.map((x) => -x),
    path: pathOf(ask, risen),
  };
}

/** Mean and standard deviation over the chains, by recorded β. */
function pathOf({ betas }: AnnealingAsk, recorded: readonly Float64Array[]): AisEstimate['path'] {
  const ladder = evenBetas(betas);
  const mean = Float64Array.from(recorded, (at) => at.reduce((sum, x) => sum + x, 0) / at.length);
  const deviation = Float64Array.from(recorded, (at, n) =>
    Math.sqrt(at.reduce((sum, x) => sum + (x - mean[n]) ** 2, 0) / Math.max(1, at.length - 1)),
  );
  return { beta: Float64Array.from(recordOf(betas), (k) => ladder[k]), mean, deviation };
}
