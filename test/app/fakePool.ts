/** A pool without workers: it notes what it is to do, and ends as it is told to. */
import type { TaskPool } from '../../src/app/studyConductor';
import { cancelled } from '../../src/engine/cancelled';
import type { Work } from '../../src/engine/pool';
import { settle } from './fakeSession';

export interface Given extends Work {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

export class FakePool implements TaskPool {
  size = 1;
  training?: boolean;
  /** Goes on with what was given up, as a worker does that has not heard of it yet. */
  deaf = false;
  /** What is under way, in the order it came. */
  readonly given: Given[] = [];
  /** How many works came in all. */
  count = 0;

  sizeWhile(training: boolean): number {
    return training ? this.size : this.size + 1;
  }

  setTraining(training: boolean): void {
    this.training = training;
  }

  run(work: Work): Promise<unknown> {
    this.count++;
    const { signal } = work;
    if (signal?.aborted) return Promise.reject(cancelled());
    const result = new Promise<unknown>((resolve, reject) => {
      const given: Given = { ...work, resolve, reject };
      this.given.push(given);
      signal?.addEventListener('abort', () => {
        if (this.deaf) return;
        this.take(given);
        reject(cancelled());
      });
    });
    return result;
  }

  private take(given: Given): void {
    const index = this.given.indexOf(given);
    if (index >= 0) this.given.splice(index, 1);
  }

  /** Ends the first work under way. */
  async end(result: unknown): Promise<void> {
    const [given] = this.given;
    if (!given) throw new Error('the pool has nothing to do');
    this.take(given);
    given.resolve(result);
    await settle();
  }

  async fail(error: Error): Promise<void> {
    const [given] = this.given;
    this.take(given);
    given.reject(error);
    await settle();
  }
}
