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
  /** The ratio of processor times, where both can tell: waiting for a core doesn't count in it. */
  readonly processorRatio?: number;
}

export interface Comparison {
  /** Peer time / our time, round by round. */
  readonly ratio: Spread;
  /** Seconds per unit. */
  readonly ours: Spread;
  readonly peer: Spread;
  readonly peerShare?: Spread;
  readonly processorRatio?: Spread;
}

function spreadOfKnown(values: readonly (number | undefined)[]): Spread | undefined {
  const known = values.flatMap((value) => value ?? []);
  return known.length ? spread(known) : undefined;
}

export function compare(rounds: readonly Round[]): Comparison {
  return {
    ratio: spread(rounds.map((round) => round.peer / round.ours)),
    ours: spread(rounds.map((round) => round.ours)),
    peer: spread(rounds.map((round) => round.peer)),
    peerShare: spreadOfKnown(rounds.map((round) => round.peerShare)),
    processorRatio: spreadOfKnown(rounds.map((round) => round.processorRatio)),
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
      const units = steps * unitsPerStep;
      if (processorSeconds === undefined) return { perUnit: seconds / units };
      return {
        perUnit: seconds / units,
        share: processorSeconds / seconds,
        processor: processorSeconds / units,
      };
    };
  };
  const timeOurs = await timer(ours);
  const timePeer = await timer(peer);
  const done: Round[] = [];
  while (done.length < rounds) {
    const [mine, theirs] = [await timeOurs(), await timePeer()];
    done.push({
      ours: mine.perUnit,
      peer: theirs.perUnit,
      peerShare: theirs.share,
      processorRatio: mine.processor && theirs.processor && theirs.processor / mine.processor,
    });
  }
  return done;
}
