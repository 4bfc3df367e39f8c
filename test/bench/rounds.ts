/** Interleaved timing: ours, peer, ours, peer, …, so that a machine that drifts slows both sides alike. */
import type { Contender } from './work';

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Median and extremes; the median of an even count is the mean of the two in the middle. */
export function spread(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('invalid values: none; expected at least one');
  const sorted = [...values].sort((x, y) => x - y);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted[sorted.length - 1] };
}

/** Seconds per unit of work, for us and for the peer, next to each other in time. */
export interface Round {
  readonly ours: number;
  readonly peer: number;
  /** The part of a core that the peer got meanwhile, where it can tell: below 1 others wanted the machine as well. */
  readonly peerShare?: number;
}

export interface Comparison {
  /** Peer time / our time, round by round. */
  readonly ratio: Spread;
  /** Seconds per unit. */
  readonly ours: Spread;
  readonly peer: Spread;
  readonly peerShare?: Spread;
}

export function compare(rounds: readonly Round[]): Comparison {
  const shares = rounds.flatMap((round) => round.peerShare ?? []);
  return {
    ratio: spread(rounds.map((round) => round.peer / round.ours)),
    ours: spread(rounds.map((round) => round.ours)),
    peer: spread(rounds.map((round) => round.peer)),
    peerShare: shares.length ? spread(shares) : undefined,
  };
}

export interface Pace {
  readonly rounds: number;
  /** Seconds that each side's part of a round lasts at least. */
  readonly leastSeconds: number;
}

export const pace: Pace = { rounds: 9, leastSeconds: 0.25 };

/**
 * Steps that last at least `leastSeconds`, found by doubling; this warms the contender up as well. The last
 * doubling is repeated, since the first call with a new code path is the slowest.
 */
export async function calibrate(
  contender: Pick<Contender, 'measure'>,
  leastSeconds: number,
): Promise<number> {
  let steps = 1;
  for (;;) {
    await contender.measure(steps);
    const { seconds } = await contender.measure(steps);
    if (seconds >= leastSeconds) return steps;
    const wanted = Math.ceil((1.2 * steps * leastSeconds) / Math.max(seconds, 1e-6));
    steps = Math.min(16 * steps, Math.max(2 * steps, wanted));
  }
}

/** A prepared contender and the units of work in one of its steps. */
export interface Side {
  readonly contender: Pick<Contender, 'measure'>;
  readonly unitsPerStep: number;
}

/** Times both sides in turn. */
export async function race(ours: Side, peer: Side, { rounds, leastSeconds }: Pace): Promise<Round[]> {
  const timer = async ({ contender, unitsPerStep }: Side) => {
    const steps = await calibrate(contender, leastSeconds);
    return async () => {
      const { seconds, processorSeconds } = await contender.measure(steps);
      const share = processorSeconds === undefined ? undefined : processorSeconds / seconds;
      return { perUnit: seconds / (steps * unitsPerStep), share };
    };
  };
  const timeOurs = await timer(ours);
  const timePeer = await timer(peer);
  const done: Round[] = [];
  while (done.length < rounds) {
    const [mine, theirs] = [await timeOurs(), await timePeer()];
    done.push({ ours: mine.perUnit, peer: theirs.perUnit, peerShare: theirs.share });
  }
  return done;
}
