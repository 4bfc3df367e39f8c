import { describe, expect, it } from 'vitest';
import { Loop } from '../../src/engine/loop';
import { FakeHost, until } from './fakeHost';

const ignore = () => undefined;

describe('wake()', () => {
  it('right after stop() leaves one loop running, not two', async () => {
    const host = new FakeHost();
    let slices = 0;
    const loop = new Loop(
      host,
      () => {
        slices++;
        return 0;
      },
      ignore,
    );
    loop.wake();
    await until(() => slices > 3);
    loop.stop();
    loop.wake();
    loop.stop();
    loop.wake();
    const before = { slices, turns: host.turns };
    await until(() => slices > before.slices + 50);
    loop.stop();
    // One turn for each slice; the two loops that were stopped may have had one turn each under way.
    expect(host.turns - before.turns).toBeLessThanOrEqual(slices - before.slices + 3);
  });

  it('cuts a rest short', async () => {
    const host = new FakeHost();
    const rests = [5000, Number.POSITIVE_INFINITY];
    const loop = new Loop(host, () => rests.shift()!, ignore);
    const start = host.time;
    loop.wake();
    await until(() => host.waits.length === 1);
    loop.wake();
    await until(() => !loop.running);
    expect(host.time).toBe(start);
  });

  it('starts again a loop that ended because nothing was left to do', async () => {
    let slices = 0;
    const loop = new Loop(
      new FakeHost(),
      () => {
        slices++;
        return Number.POSITIVE_INFINITY;
      },
      ignore,
    );
    loop.wake();
    await until(() => !loop.running);
    loop.wake();
    await until(() => !loop.running);
    expect(slices).toBe(2);
  });
});

describe('a slice that throws', () => {
  it('ends the loop and is reported', async () => {
    const failures: unknown[] = [];
    const loop = new Loop(
      new FakeHost(),
      () => {
        throw new Error('broken');
      },
      (error) => failures.push(error),
    );
    loop.wake();
    await until(() => failures.length > 0);
    expect(loop.running).toBe(false);
    expect(String(failures[0])).toContain('broken');
  });

  it('does not stop the loop that was started after its own was stopped', async () => {
    const failures: unknown[] = [];
    let slices = 0;
    const loop: Loop = new Loop(
      new FakeHost(),
      () => {
        if (++slices === 1) {
          loop.stop();
          loop.wake();
          throw new Error('stale');
        }
        return 0;
      },
      (error) => failures.push(error),
    );
    loop.wake();
    await until(() => slices > 10);
    expect(loop.running).toBe(true);
    expect(failures).toEqual([]);
    loop.stop();
  });
});

describe('a rest', () => {
  it('is waited for instead of spun through', async () => {
    const host = new FakeHost();
    let slices = 0;
    const loop = new Loop(host, () => (++slices < 5 ? 1000 : Number.POSITIVE_INFINITY), ignore);
    loop.wake();
    await until(() => !loop.running);
    expect(host.waits).toEqual([1000, 1000, 1000, 1000]);
    expect(host.turns).toBe(1);
  });
});
