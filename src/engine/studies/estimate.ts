/** How long an enumeration would take: a few chunks of the model at hand, timed on this machine. */
import type { Parameters, PartitionKernel, PartJob, Precision } from '../../kernels/contract';
import { enumeratesHidden, mostEnumerated } from '../../kernels/partitionLimits';
import type { EstimateResult } from '../study';
import type { Task, Tools } from './task';

/** ms of a slice, by a clock that may be coarse; slices that only warm up, and slices that count. */
const sliceTime = 8;
const [warmSlices, timedSlices] = [2, 4];
/** Enumerated units, and chunks, of the model that is timed: as many as a slice can be sure to get through. */
const mostUnits = 20;
const mostChunks = 4;

/**
 * States, precision, and the seconds of one worker (`workers` is 1: parts are shared out evenly). Where there are too
 * many states to enumerate, it says so, and what they would take. Takes about a tenth of a second.
 */
export const estimate: Task<object, EstimateResult> = function* (_ask, subject, _material, tools) {
  const kernel = tools.createPartition();
  const model = subject.parameters;
  const units = Math.min(model.visible, model.hidden);
  const possible = units <= mostEnumerated;
  const { precision } = kernel.plan(possible ? model : firstUnits(model, mostUnits));
  const piece = pieceOf(model, precision, kernel);
  const { chunksPerPart, states } = kernel.plan(piece, { precision });
  const times = (2 ** units / states) * (chunksPerPart / 1000);
  const alone = yield* msPerChunk(() => kernel.beginPart(piece, { precision }, 0), tools);
  const together = yield* msPerChunk(() => kernel.beginPart(piece, { precision, energy: true }, 0), tools);
  return {
    possible,
    states: 2 ** units,
    precision,
    workers: 1,
    workersAtRest: 1,
    seconds: times * alone,
    secondsWithMoments: times * together,
  };
};

/** The model with so few enumerated units that it has only a few chunks, each like one of the model's own. */
function pieceOf(model: Parameters, precision: Precision, kernel: PartitionKernel): Parameters {
  for (let units = mostUnits; ; units--) {
    const piece = firstUnits(model, units);
    const { parts, chunksPerPart } = kernel.plan(piece, { precision });
    if (parts * chunksPerPart <= mostChunks) return piece;
  }
}

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

/**
 * ms of a chunk once the code is warm, in the fastest slice: in the others something else had the core. The last
 * chunk of a part, which has more to do, is left out.
 */
function* msPerChunk(begin: () => PartJob, tools: Tools): Generator<undefined, number> {
  let job = begin();
  const most = Math.max(1, job.chunks - 1);
  let best = Number.POSITIVE_INFINITY;
  for (let slice = 0; slice < warmSlices + timedSlices; slice++) {
    const start = tools.now();
    let chunks = 0;
    do {
      if (job.done === most) job = begin();
      job.advance(1);
      chunks++;
    } while (tools.now() < start + sliceTime);
    if (slice >= warmSlices) best = Math.min(best, (tools.now() - start) / chunks);
    yield undefined;
  }
  return best;
}
