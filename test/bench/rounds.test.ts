import { expect, test } from 'vitest';
import { calibrate, compare, pace, race, spread } from './rounds';

/** A contender whose clock is made up: `secondsPerStep(call)` for its n-th call, from 0. */
function fake(secondsPerStep: (call: number) => number, log: string[] = [], name = '') {
  let call = 0;
  return {
    measure: async (steps: number) => {
      log.push(`${name}${steps}`);
      return { seconds: steps * secondsPerStep(call++) };
    },
  };
}

test('spread gives the middle of an odd count, whatever the order', () => {
  expect(spread([7, 1, 3])).toEqual({ median: 3, min: 1, max: 7 });
});

test('spread gives the mean of the two in the middle of an even count', () => {
  expect(spread([10, 2, 4, 5])).toEqual({ median: 4.5, min: 2, max: 10 });
});

test('spread compares numbers as numbers, not as text', () => {
  expect(spread([10, 9, 100]).median).toBe(10);
});

test('spread refuses nothing at all', () => {
  expect(() => spread([])).toThrow(RangeError);
});

test('compare takes the ratio within each round, so that drift common to both sides cancels', () => {
  const rounds = [
    { ours: 1, peer: 5 },
    { ours: 2, peer: 10 },
    { ours: 4, peer: 24 },
  ];
  const { ratio, ours, peer } = compare(rounds);
  expect(ratio).toEqual({ median: 5, min: 5, max: 6 });
  expect(ours.median).toBe(2);
  expect(peer.median).toBe(10);
});

test('compare says how much of a core the peer got, where it can tell', () => {
  const rounds = [0.5, 1, 0.9].map((peerShare) => ({ ours: 1, peer: 1, peerShare }));
  expect(compare(rounds).peerShare?.median).toBe(0.9);
  expect(compare([{ ours: 1, peer: 1 }]).peerShare).toBeUndefined();
});

test('race reads the share from processor time and wall-clock time', async () => {
  const side = (processor: number, unitsPerStep: number) => {
    const measure = async (steps: number) => ({ seconds: 4 * steps, processorSeconds: processor * steps });
    return { contender: { measure }, unitsPerStep };
  };
  const [round] = await race(side(2, 1), side(3, 0.5), { rounds: 1, leastSeconds: 0.1 });
  expect(round).toEqual({ ours: 4, peer: 8, peerShare: 0.75, processorRatio: 3 });
});

test('calibrate raises the steps until they last long enough', async () => {
  expect(
    await calibrate(
      fake(() => 0.001),
      0.1,
    ),
  ).toBeGreaterThanOrEqual(100);
  expect(
    await calibrate(
      fake(() => 0.001),
      0.1,
    ),
  ).toBeLessThan(300);
});

test('calibrate stays at one step where that is long enough, and has warmed up with it', async () => {
  const log: string[] = [];
  expect(
    await calibrate(
      fake(() => 2, log),
      0.1,
    ),
  ).toBe(1);
  expect(log).toEqual(['1', '1']);
});

test('calibrate is not fooled by a slow first call', async () => {
  expect(
    await calibrate(
      fake((call) => (call === 0 ? 1 : 0.001)),
      0.1,
    ),
  ).toBeGreaterThanOrEqual(100);
});

test('calibrate grows by at most 16 at a time, so that a clock that reads 0 cannot send it off', async () => {
  const log: string[] = [];
  await calibrate(
    fake((call) => (call < 2 ? 0 : 0.01), log),
    0.1,
  );
  expect(log.map(Number)).toEqual([1, 1, 16, 16]);
});

test('race times ours and the peer in turn and counts in units, not in steps', async () => {
  const log: string[] = [];
  const ours = { contender: fake(() => 1, log, 'ours '), unitsPerStep: 1 };
  const peer = { contender: fake(() => 2, log, 'peer '), unitsPerStep: 0.25 };
  const rounds = await race(ours, peer, { rounds: 3, leastSeconds: 0.1 });
  expect(rounds).toEqual(
    Array(3).fill({ ours: 1, peer: 8, peerShare: undefined, processorRatio: undefined }),
  );
  expect(log.slice(4)).toEqual(['ours 1', 'peer 1', 'ours 1', 'peer 1', 'ours 1', 'peer 1']);
});

test('pace promises at least five rounds of at least 50 ms a side', () => {
  expect(pace.rounds).toBeGreaterThanOrEqual(5);
  expect(pace.leastSeconds).toBeGreaterThanOrEqual(0.05);
});
