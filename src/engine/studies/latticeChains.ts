/** Lattices that a machine makes: long chains, measured as they run, and the flow v → h → v from given temperatures. */
import { largestSampledLayer } from '../../core/exactSamples';
import { effectiveTemperature } from '../../core/ising/effectiveTemperature';
import type { PictureSums } from '../../core/ising/latticeMeasures';
import { bondSum, WolffSampler } from '../../core/ising/wolff';
import { autocorrelation, type IntegratedTime, integratedTime } from '../../core/mixing';
import { createRbm } from '../../core/rbm';
import { type Rows, row } from '../../core/rows';
import type { Evaluator, Parameters } from '../../kernels/contract';
import type { LatticeMachineAsk, TemperatureFlow } from '../study';
import { descendExactly } from './exactDescent';
import type { Tools } from './task';

/** Share of the sweeps that chains from the data run before they count. */
const warmUpShare = 1 / 4;
/** Pictures behind each temperature of the flow. */
export const flowPictures = 128;
/** Ticks of the flow's chains lie beyond those of all others, so many apart. */
const flowTicks = 2 ** 20;
/** Lags computed between two yields. */
const lagsAtOnce = 16;
/** Spins drawn or counted between two yields. */
const piece = 2 ** 17;

export interface Chains {
  readonly start: 'exact' | 'data';
  readonly warmUp: number;
  /** Every sweep after the warm-up, a block for each chain. */
  readonly sums: PictureSums;
  /** The last state of each chain, [chains × visible]. */
  readonly last: Uint8Array;
}

/** Where chains begin: at exact samples where a layer is small enough, else at training rows far apart in their order. */
function* startsOf(model: Parameters, chains: number, seed: number, training: Rows, tools: Tools) {
  const { visible, hidden, W, a, b } = model;
  if (Math.min(visible, hidden) <= largestSampledLayer) {
    const walk = descendExactly(
      createRbm(visible, hidden, { W, a, b }),
      { from: 0, to: chains, seed },
      tools.createPartition(),
    );
    let step = walk.next();
    for (; !step.done; step = walk.next()) yield 0;
    return { states: step.value, exact: true };
  }
  const states = new Uint8Array(chains * visible);
  for (let chain = 0; chain < chains; chain++)
    states.set(row(training, Math.floor((chain * training.count) / chains)), chain * visible);
  return { states, exact: false };
}

/** Runs the chains; yields the share of the sweeps that are done. */
export function* runChains(
  { chains, sweeps }: Pick<LatticeMachineAsk, 'chains' | 'sweeps'>,
  model: Parameters,
  training: Rows,
  seed: number,
  tools: Tools,
): Generator<number, Chains> {
  const { states, exact } = yield* startsOf(model, chains, seed, training, tools);
  const warmUp = exact ? 0 : Math.floor(sweeps * warmUpShare);
  const length = sweeps - warmUp;
  const side = Math.round(Math.sqrt(model.visible));
  const bondSums = new Float64Array(chains * length);
  const spinSums = new Float64Array(chains * length);
  const evaluator = tools.createEvaluator();
  evaluator.setModel(model);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    evaluator.sweepChains(states, chains, { seed, tick: sweep + 1, beta: 1 });
    for (let chain = 0; chain < chains && sweep >= warmUp; chain++) {
      const v = states.subarray(chain * model.visible, (chain + 1) * model.visible);
      bondSums[chain * length + sweep - warmUp] = bondSum(v, side);
      spinSums[chain * length + sweep - warmUp] = spinSum(v);
    }
    yield sweep / sweeps;
  }
  return {
    start: exact ? 'exact' : 'data',
    warmUp,
    sums: { blocks: chains, length, bondSums, spinSums },
    last: states,
  };
}

/** Σs from bits. */
function spinSum(bits: Uint8Array): number {
  let on = 0;
  for (let i = 0; i < bits.length; i++) on += bits[i];
  return 2 * on - bits.length;
}

/** Autocorrelation time of the energy, in sweeps. */
export function* energyTime({ sums }: Chains): Generator<undefined, IntegratedTime> {
  const { blocks: chains, length, bondSums: values } = sums;
  const longest = Math.floor(length / 2);
  let rho = new Float64Array(0);
  for (;;) {
    const more = autocorrelation(
      { chains, length, values },
      rho.length,
      Math.min(rho.length + lagsAtOnce, longest),
    );
    rho = Float64Array.from([...rho, ...more]);
    const time = integratedTime(rho, chains * length);
    if (time.settled || rho.length === longest || Number.isNaN(rho[0])) return time;
    yield undefined;
  }
}

/** Bond sums and Σs of the rows, in blocks of neighbours: at most 32 of them, each of two rows or more. */
export function* rowSums(rows: Rows, side: number): Generator<undefined, PictureSums> {
  const blocks = Math.min(32, Math.floor(rows.count / 2));
  const length = Math.floor(rows.count / blocks);
  const [bondSums, spinSums] = [new Float64Array(blocks * length), new Float64Array(blocks * length)];
  for (let n = 0; n < blocks * length; n++) {
    bondSums[n] = bondSum(row(rows, n), side);
    spinSums[n] = spinSum(row(rows, n));
    if (n % Math.ceil(piece / rows.width) === 0) yield undefined;
  }
  return { blocks, length, bondSums, spinSums };
}

/** One line of the flow, from fresh lattices at `start`; yields the share of it that is done. */
export function* flowFrom(
  start: number,
  index: number,
  { steps }: Pick<LatticeMachineAsk, 'steps'>,
  model: Parameters,
  seed: number,
  evaluator: Evaluator,
): Generator<number, TemperatureFlow> {
  const { visible } = model;
  const side = Math.round(Math.sqrt(visible));
  const sampler = new WolffSampler({ side, temperature: start, seed, chain: index });
  const states = new Uint8Array(flowPictures * visible);
  for (let n = 0; n < flowPictures; n++) {
    states.set(sampler.next(), n * visible);
    if (n % Math.ceil(piece / (8 * visible)) === 0) yield 0;
  }
  const measure = () =>
    effectiveTemperature(
      { Lx: side, Ly: side },
      Float64Array.from({ length: flowPictures }, (_, n) =>
        bondSum(states.subarray(n * visible, (n + 1) * visible), side),
      ),
    );
  const temperatures = [measure()];
  evaluator.setModel(model);
  for (let step = 1; step <= steps; step++) {
    evaluator.sweepChains(states, flowPictures, { seed, tick: flowTicks * (index + 1) + step, beta: 1 });
    temperatures.push(measure());
    yield step / steps;
  }
  return { start, temperatures };
}
