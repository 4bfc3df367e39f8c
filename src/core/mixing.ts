/**
 * How well chains mix: how long a chain remembers (autocorrelation), what its states are worth (effective
 * samples), whether several chains tell the same story (R̂), and which modes they sit in.
 */

/** One number a sweep from several chains, row-major [chains × length]. */
export interface ChainValues {
  readonly chains: number;
  readonly length: number;
  readonly values: ArrayLike<number>;
}

/** An integrated autocorrelation time, in steps between the values. */
export interface IntegratedTime {
  /** At least 1; NaN where nothing moved. */
  readonly time: number;
  /** Standard deviation of the estimate. */
  readonly deviation: number;
  /** Last lag that was summed, −1 where none was. */
  readonly window: number;
  /** False where the lags ended before the correlation did: the true time is longer. */
  readonly settled: boolean;
}

/** Mean of all values and their variance about it. */
export function pooledMoments({ chains, length, values }: ChainValues): { mean: number; variance: number } {
  const count = chains * length;
  let mean = 0;
  for (let n = 0; n < count; n++) mean += values[n] / count;
  let variance = 0;
  for (let n = 0; n < count; n++) variance += (values[n] - mean) ** 2 / count;
  // a constant whose mean was rounded is still a constant
  return { mean, variance: variance > 1e-24 * mean * mean ? variance : 0 };
}

/**
 * Autocorrelation at the lags [from, to), about the mean of all chains together: chains that sit in different
 * places then stay correlated at every lag, as they should. NaN where nothing moved.
 */
export function autocorrelation(series: ChainValues, from: number, to: number): Float64Array {
  const { chains, length, values } = series;
  const { mean, variance } = pooledMoments(series);
  if (variance === 0) return new Float64Array(Math.max(0, to - from)).fill(NaN);
  return Float64Array.from({ length: Math.max(0, to - from) }, (_, n) => {
    const lag = from + n;
    let sum = 0;
    for (let chain = 0; chain < chains; chain++) {
      const start = chain * length;
      for (let t = start; t < start + length - lag; t++) sum += (values[t] - mean) * (values[t + lag] - mean);
    }
    return sum / (chains * (length - lag)) / variance;
  });
}

/**
 * τ = 1 + 2 Σ ρ_t over Geyer's initial monotone sequence (Geyer 1992, "Practical Markov chain Monte Carlo", §3.3):
 * pairs ρ_2t + ρ_2t+1, none counted higher than the one before, until the first that isn't positive. For a reversible
 * chain they all are in truth, so where one isn't, noise has taken over. Unlike a window of a few τ it finds a slow
 * mode that has a small share in the values. `correlations` are ρ at lags 0, 1, …; `samples` is the number of values
 * behind them, all chains together; the deviation is √(2 (2 window + 1)/samples) τ (Sokal 1997, eq. 3.19). A Gibbs
 * sweep has no negative eigenvalue, so τ ≥ 1: less is noise.
 */
export function integratedTime(correlations: ArrayLike<number>, samples: number): IntegratedTime {
  let time = -1;
  let window = -1;
  let settled = false;
  let least = Infinity;
  while (window + 2 < correlations.length) {
    const pair = correlations[window + 1] + correlations[window + 2];
    settled = pair <= 0;
    if (settled) break;
    least = Math.min(least, pair);
    time += 2 * least;
    window += 2;
  }
  const atLeastOne = time < 1 ? 1 : time;
  const deviation = atLeastOne * Math.sqrt((2 * (2 * Math.max(0, window) + 1)) / samples);
  return { time: atLeastOne, deviation, window, settled };
}

/**
 * R̂ of half chains: √(var⁺/W), with W the mean variance within a half and var⁺ = (n−1)/n W + B/n (Gelman et al.
 * 2013, "Bayesian Data Analysis", eq. 11.4; Vehtari et al. 2021, eq. 1-4). 1 where chains agree. ∞ where none moves
 * and they differ, NaN where nothing ever moved. The middle value of an odd length is left out.
 */
export function splitRHat({ chains, length, values }: ChainValues): number {
  const n = Math.floor(length / 2);
  const halves: { mean: number; variance: number }[] = [];
  for (let chain = 0; chain < chains; chain++)
    for (const start of [chain * length, (chain + 1) * length - n]) {
      const half = Float64Array.from({ length: n }, (_, t) => values[start + t]);
      const { mean, variance } = pooledMoments({ chains: 1, length: n, values: half });
      halves.push({ mean, variance: (variance * n) / (n - 1) });
    }
  return rHatOf(halves, n);
}

/** R̂ from the mean and the unbiased variance of every half chain of n values. */
export function rHatOf(halves: readonly { mean: number; variance: number }[], n: number): number {
  const centre = halves.reduce((sum, { mean }) => sum + mean, 0) / halves.length;
  const between = halves.reduce((sum, { mean }) => sum + (mean - centre) ** 2, 0) / (halves.length - 1);
  const within = halves.reduce((sum, { variance }) => sum + variance, 0) / halves.length;
  // `between` may be no more than the rounding of the centre
  if (within === 0) return halves.some(({ mean }) => mean !== halves[0].mean) ? Infinity : NaN;
  return Math.sqrt((n - 1) / n + between / within);
}

/** Where chains were, by mode. */
export interface Occupancy<Mode> {
  /** Most visited first. */
  readonly modes: readonly Mode[];
  /** How often each chain was seen in each mode, [chains × modes]. */
  readonly visits: Float64Array;
  /** Chains that were in one and the same mode whenever one looked, where the others say that this is no chance. */
  readonly stuck: readonly number[];
}

/** A chain counts as stuck where one that moves like the others would be seen so with less than this probability. */
const chanceOfStaying = 0.01;

/** Counts from the modes that chains were seen in, one list a chain. Ties keep the order of first appearance. */
export function occupancy<Mode>(seen: readonly (readonly Mode[])[]): Occupancy<Mode> {
  const times = new Map<Mode, number>();
  for (const mode of seen.flat()) times.set(mode, (times.get(mode) ?? 0) + 1);
  const modes = [...times.keys()].sort((one, other) => times.get(other)! - times.get(one)!);
  const place = new Map(modes.map((mode, index) => [mode, index]));
  const visits = new Float64Array(seen.length * modes.length);
  seen.forEach((looks, chain) => {
    for (const mode of looks) visits[chain * modes.length + place.get(mode)!]++;
  });
  const all = seen.reduce((sum, looks) => sum + looks.length, 0);
  const isStuck = (looks: readonly Mode[]): boolean => {
    if (looks.length < 2 || looks.some((mode) => mode !== looks[0])) return false;
    // in a mode that holds nearly everything a chain stays without being caught
    const others = (times.get(looks[0])! - looks.length) / (all - looks.length);
    return others ** looks.length < chanceOfStaying;
  };
  return { modes, visits, stuck: [...seen.keys()].filter((chain) => isStuck(seen[chain])) };
}
