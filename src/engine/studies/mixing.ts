/** How well Gibbs chains mix in a model: several of them, what they remember, and where they sit. */
import {
  autocorrelation,
  type IntegratedTime,
  integratedTime,
  occupancy,
  splitRHat,
} from '../../core/mixing';
import { beginQuickDescent } from '../../core/quickDescent';
import { createRbm, type Rbm } from '../../core/rbm';
import type { UnitRecord } from '../../core/unitRecord';
import type { Parameters } from '../../kernels/contract';
import type { AutocorrelationTime, MixingAsk, MixingResult } from '../study';
import { checkFinite } from './finiteModel';
import {
  type ChainHistory,
  descentCost,
  type Plan,
  planOf,
  runChains,
  scaledParameters,
} from './mixingChains';
import type { Task } from './task';

/** Lags of the curves, at most. */
const shownLags = 200;
/** Lags computed between two yields. */
const lagsAtOnce = 32;
/** Units whose correlation outlasts the curves that are followed further. */
const followedUnits = 8;
const shownModes = 32;

/** RangeError in words. */
function checkMixing({ chains, sweeps, start, beta }: MixingAsk): void {
  const whole = (name: string, value: number, low: number, high: number) => {
    if (!(Number.isInteger(value) && value >= low && value <= high))
      throw new RangeError(`invalid ${name}: ${value}; expected a whole number from ${low} to ${high}`);
  };
  whole('chains', chains, 2, 64);
  whole('sweeps', sweeps, 16, 100_000);
  if (!(beta >= 0 && beta <= 4)) throw new RangeError(`invalid beta: ${beta}; expected 0..4`);
  if (start !== 'data' && start !== 'random')
    throw new RangeError(`invalid start: ${start}; expected data or random`);
}

/** Task: the same ask about the same model gives the same bits. */
export const mixing: Task<MixingAsk, MixingResult> = function* (ask, subject, material, tools) {
  checkMixing(ask);
  checkFinite(subject.parameters);
  const plan = planOf(ask, subject.parameters);
  const model = scaledParameters(subject.parameters, ask.beta);
  const progress = new Progress(ask, plan, model);
  const chains = runChains(ask, plan, model, subject, material, tools.createEvaluator());
  let step = chains.next();
  for (; !step.done; step = chains.next()) yield progress.after('sweeps', step.value / ask.sweeps);
  const history = step.value;
  const energy = yield* energyMixing(ask, plan, history);
  const units = yield* unitMixing(plan, history.units, progress);
  const modes = yield* findModes(ask, model, history, progress);
  const { chains: count, sweeps, start, beta } = ask;
  const { warmUp, every, kept, stride, points, looks } = plan;
  return {
    update: subject.update,
    ...{ chains: count, sweeps, start, beta, warmUp, every, kept, stride, points, looks },
    traces: history.traces,
    noise: 2 / Math.sqrt(count * kept),
    ...energy,
    ...units,
    ...modes,
  };
};

/** Numbers of F_c. */
function* energyMixing({ chains }: MixingAsk, plan: Plan, { heights }: ChainHistory) {
  const { kept, every } = plan;
  const series = { chains, length: kept, values: heights };
  const samples = chains * kept;
  let rho = new Float64Array(0);
  let time: IntegratedTime;
  do {
    const more = autocorrelation(series, rho.length, Math.min(rho.length + lagsAtOnce, longestLag(plan)));
    rho = Float64Array.from([...rho, ...more]);
    time = integratedTime(rho, samples);
    yield undefined;
  } while (rho.length < lagsShown(plan) || (!time.settled && rho.length < longestLag(plan)));
  return {
    energyAutocorrelation: rho.slice(0, lagsShown(plan)),
    energyTime: inSweeps(time, every),
    effectiveSamples: samples / time.time,
    rHat: splitRHat(series),
  };
}

const longestLag = ({ kept }: Plan): number => Math.floor(kept / 2);
const lagsShown = ({ kept }: Plan): number => Math.min(shownLags, Math.ceil(kept / 4));

/**
 * In sweeps, from a time between values that are `every` sweeps apart. Where correlations are sums of powers of
 * eigenvalues in [0, 1], as for a Gibbs sweep, the thinned values can hide up to every − 1 sweeps: with ρ = λ^t,
 * every · (1 + λ^every)/(1 − λ^every) is at least (1 + λ)/(1 − λ) and at most every − 1 more. The value is that of a
 * single λ.
 */
function inSweeps({ time, deviation, settled }: IntegratedTime, every: number): AutocorrelationTime {
  const low = every * (Math.max(1, time - 3 * deviation) - 1) + 1;
  const power = ((time - 1) / (time + 1)) ** (1 / every);
  const value = every === 1 ? time : (1 + power) / (1 - power);
  return { value, low, high: settled ? every * (time + 3 * deviation) : Infinity, settled };
}

/** Numbers of the visible units: each unit's curve, their mean, and those that mix worst. */
function* unitMixing(plan: Plan, record: UnitRecord, progress: Progress) {
  const { every, kept } = plan;
  const samples = record.chains * kept;
  const mean = new Float64Array(lagsShown(plan));
  const moving = Array.from({ length: record.units }, (_, unit) => unit).filter((unit) => record.moves(unit));
  const times: { readonly unit: number; readonly time: IntegratedTime }[] = [];
  let [worstUnitRHat, worstUnit] = [NaN, -1];
  for (const [n, unit] of moving.entries()) {
    const rho = record.autocorrelation(unit, 0, mean.length);
    rho.forEach((r, lag) => {
      mean[lag] += r / moving.length;
    });
    times.push({ unit, time: integratedTime(rho, samples) });
    const rHat = record.splitRHat(unit);
    if (!(rHat <= worstUnitRHat)) [worstUnitRHat, worstUnit] = [rHat, unit];
    yield progress.after('correlations', n / moving.length);
  }
  times.sort((one, other) => other.time.time - one.time.time);
  const open = times.filter(({ time }) => !time.settled).slice(0, followedUnits);
  for (const { unit } of open) times.push({ unit, time: yield* longTime(plan, record, unit) });
  const [slowest] = times
    .filter((one) => !open.includes(one))
    .sort((one, other) => other.time.time - one.time.time);
  return {
    unitAutocorrelation: moving.length > 0 ? mean : mean.fill(NaN),
    slowestUnitTime: slowest
      ? inSweeps(slowest.time, every)
      : { value: NaN, low: NaN, high: NaN, settled: false },
    slowestUnit: slowest?.unit ?? -1,
    movingUnits: moving.length,
    worstUnitRHat,
    worstUnit,
  };
}

/** A unit's time from as many lags as it takes. */
function* longTime(plan: Plan, record: UnitRecord, unit: number): Generator<undefined, IntegratedTime> {
  let rho = new Float64Array(0);
  for (;;) {
    // pieces of a few million words compared
    const end = Math.min(rho.length + 8 * lagsAtOnce, longestLag(plan));
    rho = Float64Array.from([...rho, ...record.autocorrelation(unit, rho.length, end)]);
    const time = integratedTime(rho, record.chains * plan.kept);
    if (time.settled || rho.length === longestLag(plan)) return time;
    yield undefined;
  }
}

/** Where steepest descent leads from the states looked at. */
function* findModes({ chains }: MixingAsk, model: Parameters, { looks }: ChainHistory, progress: Progress) {
  const rbm: Rbm = createRbm(model.visible, model.hidden, model);
  const bitsOf = new Map<string, Uint8Array>();
  const seen: string[][] = Array.from({ length: chains }, () => []);
  for (const [n, states] of looks.entries())
    for (let chain = 0; chain < chains; chain++) {
      const descent = beginQuickDescent(rbm, states.subarray(chain * rbm.visible, (chain + 1) * rbm.visible));
      while (descent.step()) yield undefined;
      const key = descent.v.join('');
      bitsOf.set(key, descent.v);
      seen[chain].push(key);
      yield progress.after('descents', (n * chains + chain) / (looks.length * chains));
    }
  const { modes, visits, stuck } = occupancy(seen);
  const shown = modes.slice(0, shownModes);
  const visited = (chain: number, mode: number) => visits[chain * modes.length + mode];
  const all = [...seen.keys()];
  return {
    modes: shown.map((key, mode) => ({
      bits: bitsOf.get(key)!,
      share: all.reduce((sum, chain) => sum + visited(chain, mode), 0) / (looks.length * chains),
    })),
    occupancy: Float64Array.from(all.flatMap((chain) => shown.map((_, mode) => visited(chain, mode)))),
    modesFound: modes.length,
    stuck,
  };
}

/** Guesses of what a piece of work takes, in ns; only their ratios matter. */
const [perWeight, perSlope, perComparison] = [0.3, 1.5, 3];
const stages = ['sweeps', 'correlations', 'descents'] as const;

/** How far the study is, by what its stages are likely to cost. */
class Progress {
  private readonly costs: readonly number[];

  constructor({ chains, sweeps }: MixingAsk, plan: Plan, model: Parameters) {
    const words = Math.ceil(chains / 32);
    this.costs = [
      perWeight * 2 * sweeps * chains * model.visible * (model.hidden + 30),
      perComparison * model.visible * plan.kept * words * lagsShown(plan),
      perSlope * plan.looks * chains * descentCost(model),
    ];
  }

  after(stage: (typeof stages)[number], shareOfStage: number): number {
    const index = stages.indexOf(stage);
    const before = this.costs.slice(0, index).reduce((sum, cost) => sum + cost, 0);
    const all = this.costs.reduce((sum, cost) => sum + cost, 0);
    return (before + shareOfStage * this.costs[index]) / all;
  }
}
