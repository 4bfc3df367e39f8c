/** The weights' spectrum, and how decided the hidden units are. */
import { countActivity, countDecided } from '../../core/activity';
import { selectRows } from '../../core/rows';
import { singularValues } from '../../core/singularValues';
import {
  correlationEigenvalues,
  entryMoments,
  marchenkoPastur,
  noiseEdge,
  powerLawTail,
} from '../../core/spectrum';
import type { BinaryRows, Evaluator, Parameters } from '../../kernels/contract';
import type { SpectrumResult } from '../study';
import type { Task } from './task';

/** With fewer eigenvalues a fit or a comparison with the limit of large layers is a hint at most. */
export const fewestForMeaning = 100;
/** Multiply-adds (rows × visible × hidden) that the activity may take; beyond, evenly spread rows stand for all. */
const affordable = 2 ** 29;
/** Multiply-adds between two yields: a few ms. */
const piece = 2 ** 21;
/** Share of the progress that the singular values take. */
const decomposition = 0.7;

/** Task: follows the model as it stands; nothing in it is drawn at random. RangeError where weights aren't finite. */
export const spectrum: Task<object, SpectrumResult> = function* (_ask, subject, { training }, tools) {
  const { visible, hidden, W } = subject.parameters;
  const work = singularValues(W, visible, hidden);
  let step = work.next();
  for (; !step.done; step = work.next()) yield decomposition * step.value;
  const [smaller, larger] = [Math.min(visible, hidden), Math.max(visible, hidden)];
  const eigenvalues = correlationEigenvalues(step.value, larger);
  const law = marchenkoPastur(entryMoments(W).variance, smaller / larger);
  const spikesFrom = noiseEdge(law.variance, smaller, larger);
  const tail = powerLawTail(eigenvalues);
  const activity = yield* measureActivity(tools.createEvaluator(), subject.parameters, training);
  const { dead, saturated } = countActivity(activity.means);
  return {
    update: subject.update,
    singularValues: step.value,
    eigenvalues,
    marchenkoPastur: {
      ...law,
      spikesFrom,
      spikes: eigenvalues.filter((value) => value > spikesFrom).length,
    },
    ...(tail && { tail }),
    indicative: smaller < fewestForMeaning,
    activity: activity.means,
    rows: activity.rows,
    ofRows: training.count,
    dead,
    saturated,
    saturation: activity.decided,
  };
};

/** Mean of p(h|v) over the rows, [hidden], and the share of all p(h|v) that are as good as 0 or 1. */
function* measureActivity(evaluator: Evaluator, parameters: Parameters, training: BinaryRows) {
  const { visible, hidden } = parameters;
  const size = visible * hidden;
  const count = Math.min(training.count, Math.max(64, Math.floor(affordable / size)));
  const spread = Array.from({ length: count }, (_, n) => Math.floor((n * training.count) / count));
  evaluator.setRows('activity', selectRows(training, spread));
  evaluator.setModel(parameters);
  const means = new Float64Array(hidden);
  let decided = 0;
  const step = Math.max(1, Math.floor(piece / size));
  for (let from = 0; from < count; from += step) {
    const some = evaluator.hiddenMeans('activity', from, Math.min(count, from + step));
    for (let k = 0; k < some.length; k++) means[k % hidden] += some[k] / count;
    decided += countDecided(some);
    yield decomposition + (1 - decomposition) * (from / count);
  }
  return { means, rows: count, decided: decided / (count * hidden) };
}
