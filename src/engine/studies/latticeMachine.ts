/** A machine that has learnt Ising lattices, beside the lattices: its fields, its samples, its blocks, and its flow. */
import { latticeTemperatures } from '../../core/data/isingLattices';
import { perSpin } from '../../core/ising/bondMoments';
import { kaufmanMoments } from '../../core/ising/kaufman';
import type { Lattice } from '../../core/ising/lattice';
import { latticeMeasures } from '../../core/ising/latticeMeasures';
import { type NoiseField, noiseField } from '../../core/ising/receptiveField';
import { type Rows, selectRows } from '../../core/rows';
import { checkFit, receptiveFields } from '../../core/stack';
import type { Parameters } from '../../kernels/contract';
import type {
  LatticeLayer,
  LatticeMachineAsk,
  LatticeMachineResult,
  LatticePictures,
  Material,
  TemperatureFlow,
} from '../study';
import { checkFinite } from './finiteModel';
import { energyTime, flowFrom, flowPictures, rowSums, runChains } from './latticeChains';
import { agreement, blocksOf, climb, fieldsOf } from './latticeLayers';
import { chainSeed } from './mixingChains';
import type { Task, Tools } from './task';

/** Rows that agreement with blocks is measured on, at most, and pictures that are shown. */
const comparedRows = 1000;
const shownPictures = 8;
/** How the work is likely to be shared out. */
const [layersShare, chainShare, flowShare] = [0.1, 0.6, 0.3];

/** RangeError in words; TypeError for layers that don't fit onto each other. */
function checkLatticeMachine(ask: LatticeMachineAsk, side: number, width: number): void {
  const { temperature, spread, block, chains, sweeps, starts, steps, layers } = ask;
  if (!(side >= 3 && side * side === width))
    throw new RangeError(`invalid rows: ${width} units; expected a square lattice of 3 × 3 spins or more`);
  inRange('temperature', temperature, 0.5, 10);
  inRange('spread', spread, 1, 5);
  if (
    block !== undefined &&
    !(Number.isInteger(block) && block >= 2 && side % block === 0 && side / block >= 2)
  )
    throw new RangeError(
      `invalid block: ${block}; expected a divisor of ${side} from 2 that leaves 2 or more`,
    );
  inRange('chains', chains, 4, 256, true);
  inRange('sweeps', sweeps, 40, 100_000, true);
  for (const start of starts) inRange('start', start, 0.5, 10);
  inRange('steps', steps, 1, 200, true);
  checkFit(layers ?? [], width);
}

function inRange(name: string, value: number, low: number, high: number, whole = false): void {
  if (value >= low && value <= high && (!whole || Number.isInteger(value))) return;
  throw new RangeError(`invalid ${name}: ${value}; expected ${low}..${high}${whole ? ' (whole)' : ''}`);
}

/** Task: the same ask about the same model gives the same bits. */
export const latticeMachine: Task<LatticeMachineAsk, LatticeMachineResult> = function* (
  { layers: sent, ...ask },
  subject,
  { training, shape },
  tools,
) {
  const side = shape.columns;
  const stack = sent?.length ? sent : [subject.parameters];
  checkLatticeMachine({ ...ask, layers: stack }, side, training.width);
  for (const layer of stack) checkFinite(layer);
  const lattice: Lattice = { Lx: side, Ly: side };
  const seed = chainSeed(subject);
  const noise = noiseField(lattice);
  const layers = yield* studyLayers(ask, lattice, stack, training, noise, seed, tools);
  const chains = runChains(ask, stack[0], training, seed, tools);
  let step = chains.next();
  for (; !step.done; step = chains.next()) yield layersShare + chainShare * step.value;
  const time = yield* energyTime(step.value);
  const K = 1 / ask.temperature;
  const data = latticeMeasures(yield* rowSums(training, side), side * side, K);
  const { sums, last, start, warmUp } = step.value;
  const flow = yield* flows(ask, stack[0], seed, tools);
  const shown = spreadRows(training, shownPictures);
  const own: Rows = { count: shownPictures, width: training.width, bytes: last };
  return {
    update: subject.update,
    ask,
    stacked: sent !== undefined && sent.length > 0,
    side,
    layers,
    noise: { reach: Math.sqrt(noise.meanSquareReach), sites: (side * side + 2) / 3 },
    data,
    machine: latticeMeasures(sums, side * side, K),
    exact: exactOf(lattice, ask),
    sampling: { start, warmUp, energyTime: time.time, settled: time.settled },
    pictures: {
      data: yield* picturesOf(ask, lattice, stack, shown, seed, tools),
      machine: yield* picturesOf(ask, lattice, stack, selectRows(own, firstOf(ask.chains)), seed, tools),
    },
    flow,
    flowPictures,
  };
};

const firstOf = (count: number) => Array.from({ length: Math.min(count, shownPictures) }, (_, n) => n);

/** Rows evenly spread over all, at most `count`. */
function spreadRows(rows: Rows, count: number): Rows {
  const some = Math.min(count, rows.count);
  return selectRows(
    rows,
    Array.from({ length: some }, (_, n) => Math.floor((n * rows.count) / some)),
  );
}

/** Kaufman's values at the data's temperature; of several temperatures, the mean energy. */
function exactOf(lattice: Lattice, { temperature, spread }: Omit<LatticeMachineAsk, 'layers'>) {
  const values = latticeTemperatures(temperature, spread).map((T) =>
    perSpin(kaufmanMoments(lattice, 1 / T), lattice.Lx * lattice.Ly, 1 / T),
  );
  const energy = values.reduce((sum, one) => sum + one.energy, 0) / values.length;
  return values.length === 1 ? { energy, heatCapacity: values[0].heatCapacity } : { energy };
}

function* studyLayers(
  { block }: Omit<LatticeMachineAsk, 'layers'>,
  lattice: Lattice,
  stack: readonly Parameters[],
  training: Material['training'],
  noise: NoiseField,
  seed: number,
  tools: Tools,
): Generator<undefined, LatticeLayer[]> {
  const rows = spreadRows(training, comparedRows);
  const spins = block === undefined ? undefined : yield* blocksOf(lattice, rows, block, seed);
  const means = yield* climb(stack, rows, tools.createEvaluator(), seed);
  const layers: LatticeLayer[] = [];
  for (const [level, { hidden }] of stack.entries()) {
    const down = yield* receptiveFields(stack.slice(0, level + 1), hidden);
    const fields = yield* fieldsOf(lattice, Float32Array.from(down), hidden, noise);
    layers.push({
      ...fields,
      ...(block !== undefined && {
        agreement: yield* agreement(lattice, block, spins!, fields, means[level], seed),
      }),
    });
  }
  return layers;
}

function* picturesOf(
  { block }: Omit<LatticeMachineAsk, 'layers'>,
  lattice: Lattice,
  stack: readonly Parameters[],
  rows: Rows,
  seed: number,
  tools: Tools,
): Generator<undefined, LatticePictures> {
  return {
    count: rows.count,
    bits: rows.bytes,
    blocks: block === undefined ? new Int8Array(0) : yield* blocksOf(lattice, rows, block, seed),
    hidden: yield* climb(stack, rows, tools.createEvaluator(), seed),
  };
}

function* flows(
  ask: Omit<LatticeMachineAsk, 'layers'>,
  model: Parameters,
  seed: number,
  tools: Tools,
): Generator<number, TemperatureFlow[]> {
  const lines: TemperatureFlow[] = [];
  const evaluator = tools.createEvaluator();
  for (const [index, start] of ask.starts.entries()) {
    const line = flowFrom(start, index, ask, model, seed, evaluator);
    let step = line.next();
    for (; !step.done; step = line.next())
      yield layersShare + chainShare + (flowShare * (index + step.value)) / ask.starts.length;
    lines.push(step.value);
  }
  return lines;
}
