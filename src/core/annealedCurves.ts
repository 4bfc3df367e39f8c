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

/** `points` > 0, ascending or not; `count` evenly spaced rungs from 0 to the largest, and those around the points. */
export function ladderThrough(points: ArrayLike<number>, count: number): Ladder {
  const wanted = Array.from(points);
  const top = wanted.reduce((x, y) => Math.max(x, y), 0);
  const step = top / (count - 1);
  const even = Array.from({ length: count }, (_, k) => k * step);
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
 * of chains. Without terms it is exact; a single chain bounds nothing.
 */
function intervalOfCombination({ constant, doubt, terms }: Combination): LogInterval {
  const value = terms.reduce(
    (sum, { factor, logWeights }) => sum + factor * intervalOf(logWeights).value,
    constant,
  );
  if (terms.length === 0) return { value, low: value, high: value };
  const chains = terms[0].logWeights.length;
  if (chains < 2) return { value, low: -Infinity, high: Infinity };
  const pull = new Float64Array(chains);
  for (const { factor, logWeights } of terms) {
    const mean = intervalOf(logWeights).value;
    for (let c = 0; c < chains; c++) pull[c] += factor * (exp(logWeights[c] - mean) - 1);
  }
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
 * Variance of U for what no chain may have met: where all sit in the lowest states they agree, yet one more might
 * have been found higher up by 1/β, the energy at which a state still counts.
 */
const unseen = (beta: number, chains: number): number => (beta * chains) ** -2;

/** ⟨E⟩ where every state is equally likely: each unit is on half the time, each pair a quarter. */
export function freeEnergyOfChance({ W, a, b }: Rbm): number {
  const sum = (x: Float64Array) => x.reduce((total, y) => total + y, 0);
  return -sum(W) / 4 - sum(a) / 2 - sum(b) / 2;
}

/**
 * ln Z, U, S and C at each β of `points` (ascending, at least two), from ln w of all chains at every rung of the
 * ladder through them (`logWeights(rung)`, [chains], ln Z of the uniform machine added). C at a β is −β² times the
 * slope of U between the nearest points that lie at least `reach` away on either side, or the outermost.
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
    const [left, right] = neighbours(points, beta, reach);
    const factor = (-beta * beta) / (points[right] - points[left]);
    return {
      logPartition: beta === 0 ? intervalOfCombination(logZ[n]) : intervalOf(logZ[n].terms[0].logWeights),
      U: intervalOfCombination(energy[n]),
      S: intervalOfCombination(plus(logZ[n], times(beta, energy[n]))),
      C: intervalOfCombination(times(factor, plus(energy[right], times(-1, energy[left])))),
    };
  });
}

/** The nearest points at least `reach` away on either side, or the outermost. */
function neighbours(points: Float64Array, beta: number, reach: number): [number, number] {
  const left = points.filter((x) => x <= beta - reach).length - 1;
  const right = points.findIndex((x) => x >= beta + reach);
  return [Math.max(0, left), right < 0 ? points.length - 1 : right];
}
