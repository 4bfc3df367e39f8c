/** How long an enumeration would take: a few chunks of the model at hand, timed on this machine. */
import type { Parameters, PartitionJob, PartitionOptions } from '../../kernels/contract';
import { enumeratesHidden, mostEnumerated } from '../../kernels/partitionLimits';
import type { EstimateResult } from '../study';
import type { Task, Tools } from './task';

/** ms that each of the two walks may be timed for. */
const timed = 60;
/** Enumerated units of the model that is timed: enough for several chunks, whatever the other layer. */
const enoughUnits = 20;

/**
 * States, precision, and the seconds of one worker (`workers` is 1: parts are shared out evenly). Where there are too
 * many states to enumerate, it says so, and what they would take.
 */
export const estimate: Task<object, EstimateResult> = function* (_ask, subject, _material, tools) {
  const kernel = tools.createPartition();
  const model = subject.parameters;
  const units = Math.min(model.visible, model.hidden);
  const states = 2 ** units;
  const possible = units <= mostEnumerated;
  const piece = firstUnits(model, enoughUnits);
  const { precision } = kernel.plan(possible ? model : piece);
  const share = states / 2 ** Math.min(piece.visible, piece.hidden);
  const begin = (options: PartitionOptions) => kernel.begin(piece, { precision, ...options });
  const alone = yield* secondsOf(() => begin({}), tools);
  const together = yield* secondsOf(() => begin({ energy: true }), tools);
  return {
    possible,
    states,
    precision,
    workers: 1,
    workersAtRest: 1,
    seconds: share * alone,
    secondsWithMoments: share * together,
  };
};

/** The same other layer, with at most `most` units of the one that is enumerated: chunks take as long. */
function firstUnits(model: Parameters, most: number): Parameters {
  const hiddenFirst = enumeratesHidden(model);
  const visible = hiddenFirst ? model.visible : Math.min(most, model.visible);
  const hidden = hiddenFirst ? Math.min(most, model.hidden) : model.hidden;
  const W = new Float64Array(visible * hidden);
  for (let i = 0; i < visible; i++)
    W.set(model.W.subarray(i * model.hidden, i * model.hidden + hidden), i * hidden);
  return { visible, hidden, W, a: model.a.slice(0, visible), b: model.b.slice(0, hidden) };
}

/** Seconds of a whole job, from as much of it as can be timed; a job too short for the clock is done again. */
function* secondsOf(begin: () => PartitionJob, tools: Tools): Generator<undefined, number> {
  let work = 0;
  const start = tools.now();
  while (tools.now() < start + timed) {
    const job = begin();
    while (!job.advance(1) && tools.now() < start + timed) yield undefined;
    work += job.done / job.chunks;
    yield undefined;
  }
  return (tools.now() - start) / work / 1000;
}
