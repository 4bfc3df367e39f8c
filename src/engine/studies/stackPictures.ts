/** Pictures that a stack makes: Gibbs sweeps in its top machine, then one pass down (Hinton, Osindero & Teh 2006). */
import { coinStates, downward, layerSeed } from '../../core/stack';
import type { Parameters } from '../../kernels/contract';
import type { StackPicturesAsk, StackSamples } from '../study';
import { checkFinite } from './finiteModel';
import { checkPictures } from './stackAsks';
import type { Task, Tools } from './task';

const pictures = 40;
/** Sweeps in the top machine: by its size, so that large ones don't take minutes. */
const sweepBudget = 2 ** 34;
const [fewestSweeps, mostSweeps] = [50, 1000];

/** Task. About the layers that are sent along; pictures of its draw 0 are those of the stack's training. */
export const stackPictures: Task<StackPicturesAsk, StackSamples, number> = function* (
  ask,
  _subject,
  _material,
  tools,
) {
  checkPictures(ask);
  for (const layer of ask.layers) checkFinite(layer);
  return yield* generate(ask.layers, ask, tools);
};

/**
 * Sweeps in the top machine from random states, then one pass down. Yields the share that is done. Each draw has a
 * seed of its own, beyond those that the layers learn with.
 */
export function* generate(
  layers: readonly Parameters[],
  { seed, draw }: { readonly seed: number; readonly draw: number },
  tools: Pick<Tools, 'createEvaluator'>,
): Generator<number, StackSamples> {
  const top = layers[layers.length - 1];
  const pixels = layers[0].visible;
  const own = layerSeed(seed, layers.length + draw);
  const perSweep = pictures * 2 * top.visible * top.hidden;
  const sweeps = Math.max(fewestSweeps, Math.min(mostSweeps, Math.floor(sweepBudget / perSweep)));
  const states = coinStates(pictures, top.visible, own);
  const evaluator = tools.createEvaluator();
  evaluator.setModel(top);
  for (let tick = 0; tick < sweeps; tick++) {
    evaluator.sweepChains(states, pictures, { seed: own, tick, beta: 1 });
    yield (tick + 1) / sweeps;
  }
  const means = new Float32Array(pictures * pixels);
  const bits = new Uint8Array(pictures * pixels);
  for (let n = 0; n < pictures; n++) {
    const state = states.slice(n * top.visible, (n + 1) * top.visible);
    const picture = downward(layers, state, { seed: own, row: n });
    means.set(picture.means, n * pixels);
    bits.set(picture.bits, n * pixels);
    yield 1;
  }
  return { count: pictures, draw, sweeps, means, bits };
}
