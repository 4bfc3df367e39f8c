/**
 * The most probable states of a machine with too many to walk over: steepest descent from training rows and from
 * where chains get to, and every state that the chains pass. What is found need not be all there is.
 */
import { beginDescent, type FlipFactors, flipFactors } from '../../core/descent';
import { fillUniforms } from '../../core/random';
import { clampedFreeEnergy, type Rbm, sample } from '../../core/rbm';
import { row } from '../../core/rows';
import type { BinaryRows } from '../../kernels/contract';
import { enumerableUnits } from '../kernels';
import type { DistributionResult, FoundState, Minimum } from '../study';
import type { Tools } from './task';

/** Products between two yields: some milliseconds. */
const pieceOfWork = 2 ** 19;
/** Products of one step down that all descents together may cost: it bounds how many rows and chains there are. */
const searchCost = 2 ** 18;
const [fewest, mostRows, mostChains] = [8, 256, 64];
/** Sweeps of each chain from a random state. */
const sweeps = 64;
/** Ticks of the evaluator's chains count from here: those on show count from 0. */
const firstTick = 2 ** 31;

type Found = Omit<DistributionResult, 'update' | 'visible' | 'edit' | 'parameters'>;

/** A state that was met, and how often a walk from a row or from a chain ended there. */
interface Met {
  readonly bits: Uint8Array;
  readonly freeEnergy: number;
  minimum: boolean;
  rows: number;
  chains: number;
}

class MetStates {
  readonly all = new Map<string, Met>();
  constructor(private readonly rbm: Rbm) {}

  /** The entry of a state, made where it is new. */
  at(v: Uint8Array): Met {
    const key = String.fromCharCode(...v);
    let met = this.all.get(key);
    if (!met) {
      met = {
        bits: v.slice(),
        freeEnergy: clampedFreeEnergy(this.rbm, v),
        minimum: false,
        rows: 0,
        chains: 0,
      };
      this.all.set(key, met);
    }
    return met;
  }

  lowestFirst(): Met[] {
    return [...this.all.values()].sort((one, other) => one.freeEnergy - other.freeEnergy);
  }
}

/** At most `most` minima and states are named. Same seed, same model, same answer. */
export function* searchStates(
  rbm: Rbm,
  training: BinaryRows,
  seed: number,
  tools: Tools,
  most: number,
): Generator<number | undefined, Found> {
  const known = yield* knownLogPartition(rbm, tools);
  const walks = Math.max(fewest, Math.floor(searchCost / (rbm.visible * (rbm.hidden + 1))));
  const met = new MetStates(rbm);
  yield undefined;
  const factors = flipFactors(rbm);
  yield undefined;
  const rowCount = Math.min(walks, mostRows, training.count);
  const chainCount = Math.min(walks, mostChains);
  const states = yield* runChains(rbm, chainCount, seed, tools, met);
  for (let n = 0; n < rowCount; n++) {
    const start = row(training, Math.floor((n * training.count) / rowCount));
    met.at(start);
    (yield* walkDown(rbm, start, met, factors)).rows += 1 / rowCount;
    yield (0.8 * n) / rowCount;
  }
  for (let n = 0; n < chainCount; n++) {
    (yield* walkDown(rbm, row(states, n), met, factors)).chains += 1 / chainCount;
    yield 0.8 + (0.2 * n) / chainCount;
  }
  const found = met.lowestFirst();
  const minima = found.filter(({ minimum }) => minimum);
  const lowest = found.slice(0, most);
  for (const state of lowest) {
    state.minimum ||= isMinimum(rbm, state.bits, factors);
    yield undefined;
  }
  const foundState = (one: Met): FoundState => ({
    state: one.bits.length > 31 ? -1 : numberOf(one.bits),
    bits: one.bits,
    freeEnergy: one.freeEnergy,
    ...(known.logPartition !== undefined && { logProbability: -one.freeEnergy - known.logPartition }),
    minimum: one.minimum,
  });
  const minimum = (one: Met): Minimum => ({ ...foundState(one), rows: one.rows, chains: one.chains });
  return {
    ...known,
    minima: minima.slice(0, most).map(minimum),
    minimaFound: minima.length,
    states: lowest.map(foundState),
    search: { rows: rowCount, chains: chainCount, sweeps },
  };
}

/** ln Z where the smaller layer is small enough to be enumerated at once. */
function* knownLogPartition(
  rbm: Rbm,
  tools: Tools,
): Generator<undefined, Pick<Found, 'logPartition' | 'whyNoLogPartition'>> {
  const units = Math.min(rbm.visible, rbm.hidden);
  if (units > enumerableUnits)
    return {
      whyNoLogPartition: `the smaller layer has ${units} units; up to ${enumerableUnits} are enumerated here`,
    };
  const job = tools.createPartition().begin(rbm);
  while (!job.advance(8)) yield undefined;
  return { logPartition: job.result().logPartition };
}

/** Chains from random states; every state on their way is met. Returns where they are at the end. */
function* runChains(
  rbm: Rbm,
  count: number,
  seed: number,
  tools: Tools,
  met: MetStates,
): Generator<undefined, BinaryRows> {
  const { visible, hidden } = rbm;
  const chains = new Uint8Array(count * visible);
  const half = new Float64Array(visible).fill(0.5);
  const uniforms = new Float64Array(visible);
  const states = { count, width: visible, bytes: chains };
  for (let n = 0; n < count; n++)
    sample(half, fillUniforms(seed, { purpose: 'descent', row: n }, uniforms), row(states, n));
  const evaluator = tools.createEvaluator();
  evaluator.setModel(rbm);
  yield undefined;
  for (let sweep = 0, work = 0; sweep < sweeps; sweep++) {
    evaluator.sweepChains(chains, count, { seed, tick: firstTick + sweep, beta: 1 });
    for (let n = 0; n < count; n++) {
      met.at(row(states, n));
      work += visible * (hidden + 1);
      if (work < pieceOfWork) continue;
      work = 0;
      yield undefined;
    }
  }
  return states;
}

/** The minimum that steepest descent from a state ends in. */
function* walkDown(
  rbm: Rbm,
  start: Uint8Array,
  met: MetStates,
  factors: FlipFactors | undefined,
): Generator<undefined, Met> {
  const descent = beginDescent(rbm, start, factors);
  const costOfStep = rbm.visible * (rbm.hidden + 1);
  for (let work = 0; descent.step(); work += costOfStep) {
    if (work < pieceOfWork) continue;
    work = 0;
    yield undefined;
  }
  const end = met.at(descent.v);
  end.minimum = true;
  return end;
}

/** Whether a descent from here would not move. */
const isMinimum = (rbm: Rbm, v: Uint8Array, factors: FlipFactors | undefined): boolean =>
  !beginDescent(rbm, v, factors).step();

const numberOf = (bits: Uint8Array): number => bits.reduce((number, bit, i) => number + bit * 2 ** i, 0);
