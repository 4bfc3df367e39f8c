/**
 * Thermodynamics along an annealing path from the uniform machine: with base biases 0 the machine on the way is the
 * machine at inverse temperature β itself, so that one run of chains gives ln Z at every β it passes. U and C come by
 * differences of that one curve; their errors by the delta method, chain by chain, since all β share their chains.
 */
import { intervalOf, type LogInterval } from './annealing';
import { exp, log } from './elementary';
import type { Rbm } from './rbm';

/** A ladder that passes just before, at, and just after every β that is asked for. */
export interface Ladder {
  /** Ascending from 0. */
  readonly betas: Float64Array;
  /** Distance from a β asked for to the rungs just before and after it. */
  readonly step: number;
  /** For each β asked for the indices of the three rungs; of the first three for β = 0. */
  readonly around: readonly (readonly [number, number, number])[];
}

/**
 * Half of what U is a difference over, in β. Over longer ways the curve bends: the chord's own error would lie outside
 * the chains' interval. Over much shorter ones the rounding of β to float32 shows. The chains' noise is the same
 * either way, since both ends share them.
 */
const longestStep = 2 ** -8;

/**
 * `points` > 0, ascending or not; `count` evenly spaced rungs from 0 to the largest, and those around the points,
 * however few or many rungs there are.
 */
export function ladderThrough(points: ArrayLike<number>, count: number): Ladder {
  const wanted = Array.from(points);
  const top = wanted.reduce((x, y) => Math.max(x, y), 0);
  const step = Math.min(longestStep, top / 64);
  const even = Array.from({ length: count }, (_, k) => (k * top) / (count - 1));
  const near = wanted.flatMap((beta) => (beta > 0 ? [before(beta, step), beta, beta + step] : []));
  const betas = Float64Array.from(new Set([...even, ...near])).sort();
  const rung = new Map(Array.from(betas, (beta, k) => [beta, k]));
  const around = wanted.map(
    (beta) =>
      (beta > 0 ? [before(beta, step), beta, beta + step].map((x) => rung.get(x)) : [0, 1, 2]) as never,
  );
  return { betas, step, around };
}

const before = (beta: number, step: number): number => Math.max(0, beta - step);

/** A sum of a number and of multiples of estimates ln of mean weight, whose chains are shared. */
interface Combination {
  readonly constant: number;
  /** A variance apart from that of the chains. */
  readonly doubt: number;
  readonly terms: readonly { readonly factor: number; readonly logWeights: Float64Array }[];
}

const just = (constant: number): Combination => ({ constant, doubt: 0, terms: [] });
const ofRung = (factor: number, logWeights: Float64Array): Combination => ({
  constant: 0,
  doubt: 0,
  terms: [{ factor, logWeights }],
});
const times = (factor: number, { constant, doubt, terms }: Combination): Combination => ({
  constant: factor * constant,
  doubt: factor * factor * doubt,
  terms: terms.map((term) => ({ ...term, factor: factor * term.factor })),
});
const plus = (one: Combination, other: Combination): Combination => ({
  constant: one.constant + other.constant,
  doubt: one.doubt + other.doubt,
  terms: [...one.terms, ...other.terms],
});

/**
 * Its value ± 3 standard errors: to first order chain c moves ln of the mean weight by w_c/mean − 1, over the number
 * of chains. Without terms it is exact. Where so few chains carry a mean that its own interval is open below, first
 * order says nothing: in a difference the same chain on both sides would cancel, and look certain. Nothing is bounded
 * then, nor by a single chain.
 */
function intervalOfCombination({ constant, doubt, terms }: Combination): LogInterval {
  const means = terms.map(({ logWeights }) => intervalOf(logWeights));
  const value = terms.reduce((sum, { factor }, n) => sum + factor * means[n].value, constant);
  if (terms.length === 0) return { value, low: value, high: value };
  if (means.some(({ low }) => low === -Infinity)) return { value, low: -Infinity, high: Infinity };
  const chains = terms[0].logWeights.length;
  const pull = new Float64Array(chains);
  terms.forEach(({ factor, logWeights }, n) => {
    for (let c = 0; c < chains; c++) pull[c] += factor * (exp(logWeights[c] - means[n].value) - 1);
  });
  const square = pull.reduce((sum, x) => sum + x * x, 0);
  const reach = 3 * Math.sqrt(square / (chains - 1) / chains + doubt);
  return { value, low: value - reach, high: value + reach };
}

/** At one β; nats. */
export interface AnnealedPoint {
  readonly logPartition: LogInterval;
  readonly U: LogInterval;
  readonly S: LogInterval;
  readonly C: LogInterval;
}

/**
 * Variance of U for what no chain may have met: where all sit in the lowest states they agree, yet there may be others
 * higher up by 1/β, the energy at which a state still counts. Probability 6/M is missed by all of M chains once in
 * e⁶ = 400 times, as rarely as three standard errors are.
 */
const unseen = (beta: number, chains: number): number => (2 / (beta * chains)) ** 2;

/** ⟨E⟩ where every state is equally likely: each unit is on half the time, each pair a quarter. */
export function freeEnergyOfChance({ W, a, b }: Rbm): number {
  const sum = (x: Float64Array) => x.reduce((total, y) => total + y, 0);
  return -sum(W) / 4 - sum(a) / 2 - sum(b) / 2;
}

/**
 * ln Z, U, S and C at each β of `points` (ascending, at least two), from ln w of all chains at every rung of the
 * ladder through them (`logWeights(rung)`, [chains], ln Z of the uniform machine added). C at a β is −β² times the
 * slope of U between the nearest points that lie at least `reach` away on either side, or the outermost. U bends in
 * between, which no chain tells: a chord twice as long is off by about four times as much, and the interval reaches
 * further by how far the two lie apart.
 */
export function annealedPoints(
  rbm: Rbm,
  points: Float64Array,
  reach: number,
  ladder: Ladder,
  logWeights: (rung: number) => Float64Array,
): AnnealedPoint[] {
  const logZ = Array.from(points, (beta, n) =>
    beta === 0 ? just((rbm.visible + rbm.hidden) * log(2)) : ofRung(1, logWeights(ladder.around[n][1])),
  );
  const energy = Array.from(points, (beta, n) => {
    if (beta === 0) return just(freeEnergyOfChance(rbm));
    const [below, , above] = ladder.around[n];
    const factor = 1 / (ladder.betas[above] - ladder.betas[below]);
    const slope = plus(ofRung(factor, logWeights(below)), ofRung(-factor, logWeights(above)));
    return { ...slope, doubt: unseen(beta, logWeights(above).length) };
  });
  return Array.from(points, (beta, n) => {
    const heatOver = (distance: number) => {
      const [left, right] = neighbours(points, beta, distance);
      const factor = (-beta * beta) / (points[right] - points[left]);
      return intervalOfCombination(times(factor, plus(energy[right], times(-1, energy[left]))));
    };
    const [C, farther] = [heatOver(reach), heatOver(3 * reach)];
    const bend = Math.abs(C.value - farther.value);
    return {
      logPartition: beta === 0 ? intervalOfCombination(logZ[n]) : intervalOf(logZ[n].terms[0].logWeights),
      U: intervalOfCombination(energy[n]),
      S: intervalOfCombination(plus(logZ[n], times(beta, energy[n]))),
      C: { value: C.value, low: C.low - bend, high: C.high + bend },
    };
  });
}

/** The nearest points at least `reach` away on either side, or the outermost. */
function neighbours(points: Float64Array, beta: number, reach: number): [number, number] {
  const left = points.filter((x) => x <= beta - reach).length - 1;
  const right = points.findIndex((x) => x >= beta + reach);
  return [Math.max(0, left), right < 0 ? points.length - 1 : right];
}
