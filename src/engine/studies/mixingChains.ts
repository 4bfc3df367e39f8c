/** The chains of a mixing study as they run: what is kept of them, and how much. */
import { fillUniforms, randomWords } from '../../core/random';
import { row } from '../../core/rows';
import { UnitRecord } from '../../core/unitRecord';
import type { BinaryRows, Evaluator, Parameters } from '../../kernels/contract';
import type { Material, MixingAsk, Subject } from '../study';

/** States of each chain that numbers are taken from, and points of a trace, at most. */
const mostKept = 4096;
const mostPoints = 500;
/** States whose F_c is computed at one go. */
const batch = 256;
/** Multiplications that finding modes may take, and states of each chain that are looked at. */
const descentBudget = 5e8;
const [fewestLooks, mostLooks] = [2, 128];

/** Which sweeps count for what; sweeps are counted from 1. */
export interface Plan {
  readonly warmUp: number;
  readonly every: number;
  readonly kept: number;
  readonly stride: number;
  readonly points: number;
  readonly looks: number;
}

/** What one descent costs, in multiplications: a step takes one a weight, and there are about so many of them. */
export const descentCost = ({ visible, hidden }: Parameters): number => visible * hidden * (4 + visible / 4);

/** The same for the same ask and shape, however fast the machine is. */
export function planOf({ chains, sweeps, start }: MixingAsk, parameters: Parameters): Plan {
  const warmUp = start === 'random' ? Math.ceil(sweeps / 10) : 0;
  const every = Math.ceil((sweeps - warmUp) / mostKept);
  const kept = Math.floor((sweeps - warmUp) / every);
  const stride = Math.ceil(sweeps / mostPoints);
  const affordable = Math.floor(descentBudget / (chains * descentCost(parameters)));
  const looks = Math.min(kept, mostLooks, Math.max(fewestLooks, affordable));
  return { warmUp, every, kept, stride, points: Math.floor(sweeps / stride), looks };
}

/** The sweep at which a kept state, a point of the trace or a look is taken. */
export const keptAt = ({ warmUp, every }: Plan, n: number): number => warmUp + (n + 1) * every;
const lookIndex = ({ kept, looks }: Plan, n: number): number => Math.round((n * (kept - 1)) / (looks - 1));

/** The model whose energy is β times this one's. */
export function scaledParameters({ visible, hidden, W, a, b }: Parameters, beta: number): Parameters {
  const scaled = (x: ArrayLike<number>) => Float64Array.from(x, (value) => beta * value);
  return { visible, hidden, W: scaled(W), a: scaled(a), b: scaled(b) };
}

/** A seed of their own, so that these chains are not those on show: 53 bits from the run's seed and the update. */
export function chainSeed({ seed, update }: Subject): number {
  const [low, high] = randomWords(seed, { purpose: 'mixingStart', update, row: 2 ** 32 - 1 }, 0);
  return low + (high >>> 11) * 2 ** 32;
}

/** Where chains begin, [chains × visible]: at training rows far apart in their order, or each unit by a coin. */
export function startingStates(ask: MixingAsk, { seed, update, parameters }: Subject, training: BinaryRows) {
  const { chains, start } = ask;
  const { visible } = parameters;
  const states = new Uint8Array(chains * visible);
  const coins = new Float64Array(visible);
  for (let chain = 0; chain < chains; chain++) {
    if (start === 'data') {
      states.set(row(training, Math.floor((chain * training.count) / chains)), chain * visible);
      continue;
    }
    fillUniforms(seed, { purpose: 'mixingStart', update, row: chain }, coins);
    for (let i = 0; i < visible; i++) states[chain * visible + i] = coins[i] < 0.5 ? 1 : 0;
  }
  return states;
}

/** What is left of chains that have run. */
export interface ChainHistory {
  readonly units: UnitRecord;
  /** F_c of the kept states, [chains × kept], and of the trace, [chains × points]. */
  readonly heights: Float64Array;
  readonly traces: Float64Array;
  /** States that are looked at for their mode, oldest first: [chains × visible] each. */
  readonly looks: readonly Uint8Array[];
}

/** Runs the chains at β; `model` is scaled already. Yields after every sweep with the sweeps done. */
export function* runChains(
  ask: MixingAsk,
  plan: Plan,
  model: Parameters,
  subject: Subject,
  { training }: Material,
  evaluator: Evaluator,
): Generator<number, ChainHistory> {
  const { chains, sweeps } = ask;
  const { visible } = model;
  const states = startingStates(ask, subject, training);
  const seed = chainSeed(subject);
  const units = new UnitRecord(visible, chains, plan.kept);
  const taken = new Set(Array.from({ length: plan.looks }, (_, n) => keptAt(plan, lookIndex(plan, n))));
  const looks: Uint8Array[] = [];
  const record = new HeightRecord(chains, plan, evaluator, visible);
  evaluator.setModel(model);
  for (let sweep = 1; sweep <= sweeps; sweep++) {
    evaluator.sweepChains(states, chains, { seed, tick: sweep, beta: 1 });
    if (isKept(plan, sweep)) units.push(states);
    if (taken.has(sweep)) looks.push(states.slice());
    record.push(sweep, states);
    yield sweep;
  }
  record.flush();
  return { units, heights: record.heights, traces: record.traces, looks };
}

function isKept({ warmUp, every, kept }: Plan, sweep: number): boolean {
  const n = (sweep - warmUp) / every;
  return Number.isInteger(n) && n >= 1 && n <= kept;
}

/** F_c along the chains, computed for many states at once. */
class HeightRecord {
  readonly heights: Float64Array;
  readonly traces: Float64Array;
  private readonly waiting: { readonly sweep: number; readonly states: Uint8Array }[] = [];

  constructor(
    private readonly chains: number,
    private readonly plan: Plan,
    private readonly evaluator: Evaluator,
    private readonly visible: number,
  ) {
    this.heights = new Float64Array(chains * plan.kept);
    this.traces = new Float64Array(chains * plan.points);
  }

  push(sweep: number, states: Uint8Array): void {
    if (!isKept(this.plan, sweep) && sweep % this.plan.stride !== 0) return;
    this.waiting.push({ sweep, states: states.slice() });
    if (this.waiting.length * this.chains >= batch) this.flush();
  }

  flush(): void {
    const { chains, visible, plan, evaluator, waiting } = this;
    const bytes = new Uint8Array(waiting.length * chains * visible);
    waiting.forEach(({ states }, n) => {
      bytes.set(states, n * chains * visible);
    });
    evaluator.setRows('chains', { count: waiting.length * chains, width: visible, bytes });
    waiting.forEach(({ sweep }, n) => {
      for (let chain = 0; chain < chains; chain++) {
        const at = n * chains + chain;
        const height = evaluator.clampedFreeEnergySum('chains', at, at + 1);
        const kept = (sweep - plan.warmUp) / plan.every - 1;
        if (isKept(plan, sweep)) this.heights[chain * plan.kept + kept] = height;
        const point = sweep / plan.stride - 1;
        if (Number.isInteger(point) && point < plan.points) this.traces[chain * plan.points + point] = height;
      }
    });
    waiting.length = 0;
  }
}
