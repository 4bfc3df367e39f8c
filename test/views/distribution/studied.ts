/** A store of a made-up run whose distribution is studied at once, by the task that the pool runs. */
import { barsAndStripes } from '../../../src/core/data/barsAndStripes';
import type { RunSummary } from '../../../src/engine/frame';
import { distribution } from '../../../src/engine/studies/distribution';
import type { Tools } from '../../../src/engine/studies/task';
import type { DistributionAsk, DistributionResult, Material, Subject } from '../../../src/engine/study';
import { createPlainEvaluator } from '../../../src/kernels/plainEvaluator';
import { createPlainPartitionKernel } from '../../../src/kernels/plainPartition';
import { createLabStore, type LabStore } from '../../../src/state/store';
import { frameOf, type RunShape, requestOf, summaryOf } from '../../gallery/frames';

const tools = {
  createEvaluator: createPlainEvaluator,
  createPartition: createPlainPartitionKernel,
} as Partial<Tools> as Tools;

function study(store: LabStore, ask: DistributionAsk): DistributionResult {
  const { summary, weights } = store.getState();
  const { visible, hidden, samples, sampleCount } = summary!;
  const parameters = { visible, hidden, ...weights! };
  const subject = { run: 1, update: 1741, parameters, seed: 1 } as Partial<Subject> as Subject;
  const training = { count: sampleCount, width: visible, bytes: samples };
  const task = distribution(ask, subject, { run: 1, training } as Partial<Material> as Material, tools);
  for (;;) {
    const { done, value } = task.next();
    if (done) return value;
  }
}

/** The summary with bars and stripes for samples, where the shape is a square. */
function withBars(summary: RunSummary): RunSummary {
  const { rows, columns } = summary.shape;
  if (rows !== columns || rows > 4) return summary;
  const { bytes, count } = barsAndStripes(rows).training;
  return { ...summary, samples: bytes, sampleCount: count, trainingRows: count };
}

/** Each ask is answered before the next turn, as the road and the pool would some milliseconds later. */
export function studiedStore(shape: RunShape): LabStore {
  const store = createLabStore();
  const summary = withBars(summaryOf(shape));
  store.getState().opened(summary, requestOf());
  store.getState().receive(frameOf(summary));
  store.subscribe(
    ({ studies }) => studies.distribution.asked,
    (asked) =>
      asked &&
      queueMicrotask(() => {
        const { mode } = store.getState().studies.distribution;
        store.getState().tell('distribution', {
          result: study(store, asked),
          about: { run: 1, update: 1741 },
          ...(mode === 'running' && { mode: 'idle' as const }),
        });
      }),
  );
  return store;
}
