/** What a run is about, said once when it opens. */
import type { DataSet } from '../core/data/dataSet';
import { baseRate, bestLogLikelihood } from '../core/measures';
import type { RunSummary } from './frame';
import { whyNotEnumerable } from './modelMeans';

/** Bytes of rows whose distinct patterns are counted for the best possible likelihood; more would take too long. */
const countedBytes = 2 ** 21;
/** Training rows that views show and samples can be chosen from. */
const shownRows = 64;

export function summaryOf(data: DataSet, hidden: number, run: number): RunSummary {
  const { training, heldOut, labels, shape, description, attribution } = data;
  const visible = training.width;
  const sampleCount = Math.min(shownRows, training.count);
  const best = training.bytes.length <= countedBytes ? bestLogLikelihood(training) : undefined;
  const whyNotExact = whyNotEnumerable(visible, hidden);
  return {
    run,
    visible,
    hidden,
    shape,
    trainingRows: training.count,
    heldOutRows: heldOut.count,
    ...(labels && { labels: new Set(labels.training).size }),
    description,
    ...(attribution !== undefined && { attribution }),
    baseRate: baseRate(training),
    ...(best !== undefined && { bestPossible: best }),
    exact: whyNotExact === undefined,
    ...(whyNotExact !== undefined && { whyNotExact }),
    samples: training.bytes.slice(0, sampleCount * visible),
    sampleCount,
  };
}
