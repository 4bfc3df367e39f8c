/** What a stack comes to, in words. */
import { formatCount, formatMany, formatValue } from '../../chart/numbers';
import type { ClassifierResult, FeatureRow, FeaturesAsk, StackProgress } from '../../engine/study';

/** What is being done. */
export function stageWords({ stage, layer, layers, epoch, epochs }: StackProgress): string {
  const of = `layer ${layer} of ${layers}`;
  const when = epochs > 0 ? `, epoch ${formatCount(epoch)} of ${formatCount(epochs)}` : '';
  if (stage === 'training') return `Training ${of}${when}.`;
  if (stage === 'measuring') return `Measuring ${of}: its ln Z takes the longest.`;
  if (stage === 'generating') return 'Generating pictures from the top down.';
  return `Training the classifier${when}.`;
}

/** "the 359 held-out rows" */
const judgedWords = (judged: ClassifierResult['judged'], rows: number): string =>
  judged === 'heldOut'
    ? `the ${formatCount(rows)} held-out rows`
    : `the ${formatCount(rows)} training rows, since none are held out`;

/** Standard error of a share that was counted on so many rows: what another draw of as many rows would do. */
export const countError = (share: number, rows: number): number => Math.sqrt((share * (1 - share)) / rows);

/** What fine-tuning changed, and against what it is to be held. */
export function tuningWords({ before, after, trainingAfter, costs, judged, rows }: ClassifierResult): string {
  const percent = (share: number) => `${formatValue(100 * share, 1)} %`;
  if (costs.length === 0)
    return `The softmax alone was trained; the stack below it is as it was. It names ${percent(after)} of ${judgedWords(judged, rows)} rightly.`;
  const change = Math.round((after - before) * rows);
  const moved =
    change === 0
      ? 'as many rows as before'
      : `${formatMany(Math.abs(change), 'row')} ${change > 0 ? 'more' : 'fewer'}`;
  const gap =
    judged === 'heldOut' ? ` Of the rows it learned from it names ${percent(trainingAfter)} rightly.` : '';
  return `Fine-tuning through all layers names ${moved} rightly, of ${judgedWords(judged, rows)}.${gap}`;
}

/** A row of the table of features. */
export function featureName(kind: FeatureRow['kind'], ask: FeaturesAsk): string {
  const { hidden, stack, fineTuningEpochs } = ask;
  const sizes = stack.join('-');
  return {
    pixels: 'Pixels',
    layer: `One layer of ${hidden}`,
    stack: `Stack ${sizes}`,
    fineTuned: `Stack ${sizes}, fine-tuned for ${formatMany(fineTuningEpochs, 'epoch')}`,
    random: `Net ${sizes} from a random start, ${formatMany(2 * fineTuningEpochs, 'epoch')}`,
  }[kind];
}

/** What another way to classify is worth beside a first, by seed: the mean difference and its error, in points. */
export function differenceWords(
  difference: { readonly mean: number; readonly error: number },
  names: readonly [string, string],
): string {
  const points = formatValue(Math.abs(100 * difference.mean), 1);
  const way = difference.mean >= 0 ? 'above' : 'below';
  const error = Number.isNaN(difference.error) ? '' : ` ± ${formatValue(100 * difference.error, 1)}`;
  return `${names[0]}: ${points}${error} points ${way} ${names[1]}.`;
}
