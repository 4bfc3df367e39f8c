/** What may be asked about stacks, refused in words where it can't be done. */
import { checkWhole } from '../../core/data/dataSet';
import { checkFit } from '../../core/stack';
import type { FeaturesAsk, Material, StackAsk, StackPicturesAsk } from '../study';

const mostLayers = 4;
export const mostUnits = 1024;
/** More kinds of label than this are names of rows rather than classes. */
const mostClasses = 100;

function checkLearning({
  epochs,
  learningRate,
  seed,
  fineTuningEpochs,
}: Omit<FeaturesAsk, 'hidden' | 'stack' | 'seeds'>) {
  checkWhole('epochs', epochs, 1, 10_000);
  if (!(learningRate >= 0.0001 && learningRate <= 1))
    throw new RangeError(`invalid learningRate: ${learningRate}; expected 0.0001..1`);
  checkWhole('seed', seed, 0, Number.MAX_SAFE_INTEGER);
  checkWhole('fine-tuning epochs', fineTuningEpochs, 0, 1000);
}

function checkLayers(name: string, sizes: readonly number[]): void {
  if (!(sizes.length >= 1 && sizes.length <= mostLayers))
    throw new RangeError(`invalid ${name}: ${sizes.length} layers; expected 1..${mostLayers}`);
  for (const size of sizes) checkWhole(`hidden units of ${name}`, size, 1, mostUnits);
}

/** RangeError in words. */
export function checkStack(ask: StackAsk, { training }: Material): void {
  checkLearning(ask);
  if (ask.first !== 'machine') checkWhole('hidden units of the first layer', ask.first, 1, mostUnits);
  checkLayers('further layers', ask.further);
  if (training.count === 0) throw new RangeError('there are no training rows: a stack has nothing to learn');
}

/** RangeError in words; TypeError for layers that don't fit onto each other. */
export function checkPictures({ layers, seed, draw }: StackPicturesAsk): void {
  checkWhole('seed', seed, 0, Number.MAX_SAFE_INTEGER);
  checkWhole('draw', draw, 0, 2 ** 31);
  if (layers.length === 0) throw new RangeError('there is no layer: train a stack first');
  checkFit(layers, layers[0].visible);
}

/** RangeError in words. */
export function checkFeatures(ask: FeaturesAsk): void {
  checkLearning(ask);
  checkWhole('hidden units of the single layer', ask.hidden, 1, mostUnits);
  checkLayers('the stack', ask.stack);
  checkWhole('seeds', ask.seeds, 1, 20);
}

export interface Classes {
  readonly names: readonly string[];
  readonly training: Uint16Array;
  /** Of the rows that judge, and which they are. */
  readonly judging: Uint16Array;
  readonly judged: 'heldOut' | 'training';
}

/** The rows' labels as numbers of classes, in order of the names; or a sentence that says why there are none. */
export function classesOf({ labels, training, heldOut }: Material): Classes | string {
  if (!labels) return 'These data have no labels: there is nothing to classify.';
  if (labels.training.length !== training.count || labels.heldOut.length !== heldOut.count)
    return 'The labels do not fit the rows: there is nothing to classify.';
  const names = [...new Set([...labels.training, ...labels.heldOut])].sort((one, other) =>
    one.localeCompare(other, 'en', { numeric: true }),
  );
  if (names.length < 2) return 'All rows have the same label: there is nothing to tell apart.';
  if (names.length > mostClasses)
    return `The rows have ${names.length} different labels: more than ${mostClasses} are taken for names, not classes.`;
  const numbers = new Map(names.map((name, number) => [name, number]));
  const numbered = (some: readonly string[]) => Uint16Array.from(some, (label) => numbers.get(label)!);
  const judged = heldOut.count > 0 ? 'heldOut' : 'training';
  return { names, training: numbered(labels.training), judging: numbered(labels[judged]), judged };
}
