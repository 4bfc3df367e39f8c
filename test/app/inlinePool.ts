/** A pool that does its tasks itself, a slice at a turn, with the kernels of the page; no thread is crossed. */
import type { TaskPool } from '../../src/app/studyConductor';
import { cancelled } from '../../src/engine/cancelled';
import type { Work } from '../../src/engine/pool';
import { registry } from '../../src/engine/studies/registry';
import type { Tools } from '../../src/engine/studies/task';
import { realKernels } from '../engine/realKernels';

export class InlinePool implements TaskPool {
  /** Names and asks of all that was begun. */
  readonly begun: Work[] = [];
  /** Called before each work is begun; may throw, as a worker does that dies. */
  before: (work: Work) => void = () => undefined;
  private readonly tools: Tools = { ...realKernels(), now: () => performance.now() };

  constructor(public size = 1) {}

  sizeWhile(): number {
    return this.size;
  }

  setTraining(): void {}

  async run(work: Work): Promise<unknown> {
    const { name, ask, subject, material, signal, onProgress } = work;
    this.begun.push(work);
    await turn();
    this.before(work);
    if (signal?.aborted) throw cancelled();
    const task = registry[name]!(ask as never, subject, material, this.tools);
    for (;;) {
      const { done, value } = task.next();
      if (done) return structuredClone(value);
      if (value !== undefined) onProgress?.(value);
      await turn();
      if (signal?.aborted) throw cancelled();
    }
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
