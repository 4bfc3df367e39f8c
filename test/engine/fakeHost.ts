/** A host whose clock moves only when a test, a kernel or a wait moves it. */
import type { Host, Wait } from '../../src/engine/host';

const macrotask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export class FakeHost implements Host {
  time = 1000;
  /** Every wait so far, ms. */
  readonly waits: number[] = [];
  turns = 0;
  /** Steps in which the clock can be read: as in a browser that coarsens it. */
  resolution = 0;

  now(): number {
    return this.resolution > 0 ? Math.floor(this.time / this.resolution) * this.resolution : this.time;
  }

  async yieldTurn(): Promise<void> {
    this.turns++;
    await macrotask();
  }

  wait(ms: number): Wait {
    this.waits.push(ms);
    let cancelled = false;
    const over = macrotask().then(() => {
      if (!cancelled) this.time += ms;
    });
    return {
      over,
      cancel: () => {
        cancelled = true;
      },
    };
  }
}

/** Lets the session work until `done`, at most `turns` macrotasks. */
export async function until(done: () => boolean, turns = 20_000): Promise<void> {
  for (let turn = 0; !done(); turn++) {
    if (turn >= turns) throw new Error('the session did not get there');
    await macrotask();
  }
}
