/**
 * ln Z by annealed importance sampling (Salakhutdinov & Murray 2008, "On the quantitative analysis of deep belief
 * networks", section 4.1): chains walk from a base without weights, whose Z is known, to the machine, and their
 * weights say how much larger Z has become on the way. Their p_A is the base here, their p_B the machine.
 */
import { exp, log, logit, logSumExp, sigmoid, softplus } from './elementary';
import { fillUniforms, type Purpose } from './random';
import { clampedFreeEnergy, type Rbm, type State, sample, sampleHidden, sampleVisible } from './rbm';
import { type Rows, row } from './rows';
import { smoothedMeans } from './start';

/** From the base to the machine, or back. */
export type Direction = 'forward' | 'reverse';

export interface Annealing {
  /** Visible biases of the base, [visible]; its hidden biases and weights are 0. */
  readonly base: Float64Array;
  /** Inverse temperatures, ascending from 0 to 1, both included. */
  readonly betas: Float64Array;
  readonly seed: number;
}

/** `count` inverse temperatures from 0 to 1, both included, evenly spaced. RangeError below two. */
export function evenBetas(count: number): Float64Array {
  if (!(Number.isInteger(count) && count >= 2))
    throw new RangeError(`invalid betas: ${count}; expected a whole number from 2`);
  return Float64Array.from({ length: count }, (_, k) => k / (count - 1));
}

/** The base fitted to rows: independent units as often on as theirs, smoothed, so that no bias is infinite. */
export const fittedBase = (rows: Rows): Float64Array => smoothedMeans(rows).map(logit);

/** ln Z of the base, in nats: its hidden units are fair coins, its visible ones independent. */
export const logBasePartition = (base: State, hidden: number): number =>
  Array.from(base, softplus).reduce((sum, x) => sum + x, hidden * log(2));

/**
 * The machine at β between base and machine (their equation 15, the base's hidden units having neither weights nor
 * biases): weights βW, hidden biases βb, visible biases (1 − β) base + βa.
 */
export function annealedRbm({ visible, hidden, W, a, b }: Rbm, base: State, beta: number): Rbm {
  const scaled = (x: Float64Array) => x.map((value) => beta * value);
  const mixed = a.map((bias, i) => (1 - beta) * base[i] + beta * bias);
  return { visible, hidden, W: scaled(W), a: mixed, b: scaled(b) };
}

/** Where the random numbers of a chain's step are taken: its own number, and the β it steps to. */
export interface AnnealingPlace {
  readonly seed: number;
  readonly direction: Direction;
  readonly chain: number;
  /** Index of the β stepped to. */
  readonly rung: number;
}

/** v ~ the base, for one chain. */
export function sampleBase(base: Float64Array, seed: number, chain: number): Uint8Array {
  const place = { purpose: 'annealingStart', row: chain } as const;
  return sample(base.map(sigmoid), fillUniforms(seed, place, new Float64Array(base.length)));
}

/**
 * One step of a chain, from the β of `before` to that of `after`: first the weight, of the state as it came, then a
 * Gibbs sweep at the new β, which leaves the new distribution as it is. `v` moves in place. Returns ln of the
 * factor p*_after(v) / p*_before(v) of the weight (their equation 17).
 */
export function annealingStep(before: Rbm, after: Rbm, v: Uint8Array, place: AnnealingPlace): number {
  const factor = clampedFreeEnergy(before, v) - clampedFreeEnergy(after, v);
  const h = sampleHidden(after, v, uniformsAt(place, 'annealingHidden', after.hidden));
  sampleVisible(after, h, uniformsAt(place, 'annealingVisible', after.visible), v);
  return factor;
}

/** Forward and reverse chains of the same number take different streams. */
function uniformsAt({ seed, direction, chain, rung }: AnnealingPlace, purpose: Purpose, units: number) {
  const sweep = direction === 'forward' ? 0 : 1;
  return fillUniforms(seed, { purpose, sweep, update: rung, row: chain }, new Float64Array(units));
}

/**
 * ln w of chains 0 … chains − 1 from the base to the machine, with ln Z of the base added: the mean of the weights
 * is an unbiased estimate of Z. [chains]
 */
export function anneal(rbm: Rbm, annealing: Annealing, chains: number): Float64Array {
  const { base, betas, seed } = annealing;
  const starts = Array.from({ length: chains }, (_, chain) => sampleBase(base, seed, chain));
  const logBase = logBasePartition(base, rbm.hidden);
  return walk(rbm, annealing, 'forward', starts, betas).map((logWeight) => logBase + logWeight);
}

/**
 * ln of the weights of chains from the machine back to the base, one for each of the rows they start from, with ln Z
 * of the base subtracted: where the rows are exact samples the mean of the weights is an unbiased estimate of 1/Z.
 */
export function annealBack(rbm: Rbm, annealing: Annealing, samples: Rows): Float64Array {
  const { base, betas } = annealing;
  const starts = Array.from({ length: samples.count }, (_, chain) => row(samples, chain).slice());
  const logBase = logBasePartition(base, rbm.hidden);
  return walk(rbm, annealing, 'reverse', starts, betas.slice().reverse()).map(
    (logWeight) => logWeight - logBase,
  );
}

/** Carries every chain through all β in the order given; `starts` move in place. */
function walk(
  rbm: Rbm,
  { base, betas, seed }: Annealing,
  direction: Direction,
  starts: Uint8Array[],
  order: Float64Array,
): Float64Array {
  const logWeights = new Float64Array(starts.length);
  for (let k = 1; k < order.length; k++) {
    const before = annealedRbm(rbm, base, order[k - 1]);
    const after = annealedRbm(rbm, base, order[k]);
    const rung = direction === 'forward' ? k : betas.length - 1 - k;
    starts.forEach((v, chain) => {
      logWeights[chain] += annealingStep(before, after, v, { seed, direction, chain, rung });
    });
  }
  return logWeights;
}

/** An estimate and the ends of its ±3σ interval. */
export interface LogInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * ln of the mean of weights given by their logarithms, and ln of that mean ± 3 of its standard errors. The interval
 * is taken of the weights and not of their logarithms, so it is lopsided: low is −∞ where the mean minus 3σ is not
 * positive, and for a single weight nothing bounds it.
 */
export function intervalOf(logWeights: ArrayLike<number>): LogInterval {
  const count = logWeights.length;
  const value = logSumExp(logWeights) - log(count);
  if (count < 2) return { value, low: -Infinity, high: Infinity };
  let square = 0;
  for (let n = 0; n < count; n++) square += (exp(logWeights[n] - value) - 1) ** 2;
  const reach = 3 * Math.sqrt(square / (count - 1) / count);
  return { value, low: reach < 1 ? value + log(1 - reach) : -Infinity, high: value + log(1 + reach) };
}

/** The interval for ln Z from the logarithms of weights whose mean is 1/Z: high may be ∞. */
export function reverseIntervalOf(logWeights: ArrayLike<number>): LogInterval {
  const { value, low, high } = intervalOf(logWeights);
  return { value: -value, low: -high, high: -low };
}

/** (Σw)²/Σw²: how many weights of equal size would say as much. From 1 to their number. */
export function effectiveSampleSize(logWeights: ArrayLike<number>): number {
  const doubled = Array.from(logWeights, (x) => 2 * x);
  return exp(2 * logSumExp(logWeights) - logSumExp(doubled));
}
