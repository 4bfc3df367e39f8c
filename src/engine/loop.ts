/** Work in time slices: turns of a loop that lets messages in between, rests when told to and ends when idle. */
import type { Host, Wait } from './host';

export class Loop {
  /** Odd while running. A turn that finds another number here has been stopped. */
  private run = 0;
  private resting?: Wait;

  /**
   * `slice` does one slice of work and returns the ms until there is more to do: 0 at once, Infinity never.
   * `failed` hears what a slice of the present loop threw; the loop has ended then.
   */
  constructor(
    private readonly host: Host,
    private readonly slice: () => number,
    private readonly failed: (error: unknown) => void,
  ) {}

  get running(): boolean {
    return this.run % 2 === 1;
  }

  /** Starts the loop, or cuts its rest short: there is something to do. */
  wake(): void {
    if (this.running) {
      this.resting?.cancel();
      return;
    }
    const run = ++this.run;
    this.turns(run).catch((error) => {
      if (this.run !== run) return;
      this.stop();
      this.failed(error);
    });
  }

  stop(): void {
    if (this.running) this.run++;
    this.resting?.cancel();
  }

  private async turns(run: number): Promise<void> {
    await this.host.yieldTurn();
    while (this.run === run) {
      const rest = this.slice();
      if (this.run !== run) return;
      if (rest === Number.POSITIVE_INFINITY) this.stop();
      else if (rest > 0) await this.rest(rest);
      else await this.host.yieldTurn();
    }
  }

  private async rest(ms: number): Promise<void> {
    const wait = this.host.wait(ms);
    this.resting = wait;
    await wait.over;
    if (this.resting === wait) this.resting = undefined;
  }
}
