/** How long a piece of work takes here, by a clock that may be coarse. */
import { formatDuration } from '../../chart/duration';
import { formatValue } from '../../chart/numbers';

/** ms of a batch: many times what a coarse clock can tell, and too short to be felt. */
export const batchTime = 2;
/** Batches, of which the fastest counts: in the others something else had the core, or the code was not compiled yet. */
const batches = 5;
/** ms: work that takes longer is done once. */
const long = 15;

/** Seconds of one call of `work`, which is called once before it is timed, to warm up. `now` in ms. */
export function secondsOf(work: () => void, now: () => number = () => performance.now()): number {
  const begun = now();
  work();
  const first = now() - begun;
  if (first >= long) return first / 1000;
  let best = Number.POSITIVE_INFINITY;
  for (let batch = 0; batch < batches; batch++) best = Math.min(best, msOfBatch(work, now));
  return best / 1000;
}

/** Mean ms of a call over as many as fill a batch. */
function msOfBatch(work: () => void, now: () => number): number {
  const begun = now();
  let calls = 0;
  let passed = 0;
  do {
    work();
    calls++;
    passed = now() - begun;
  } while (passed < batchTime);
  return passed / calls;
}

/** "3.1 µs", "0.42 ms", "12 s", "1,200 years". */
export function wordsOfTime(seconds: number): string {
  if (seconds < 1e-3) return `${formatValue(seconds * 1e6, seconds < 1e-5 ? 1 : 0)} µs`;
  if (seconds < 0.01) return `${formatValue(seconds * 1e3, 1)} ms`;
  return formatDuration(seconds);
}
