/** An ln Z by several threads, as the page's pool does it: each takes the next part when it is free. */
import {
  Enumeration,
  type EnumerationAnswer,
  type EnumerationStep,
} from '../../src/engine/studies/enumeration';
import type { Parameters, Precision } from '../../src/kernels/contract';
import type { PartsRequest } from './partsThread';

/** A thread that answers one request after another; see `partsThread.ts`. */
export interface Thread {
  ask(request: PartsRequest): Promise<EnumerationAnswer | undefined>;
  end(): void;
}

export class PartsTeam {
  private constructor(private readonly threads: readonly Thread[]) {}

  static async of(threads: readonly Thread[], model: Parameters, module: WebAssembly.Module) {
    await Promise.all(threads.map((thread) => thread.ask({ model, module })));
    return new PartsTeam(threads);
  }

  /** ln Z, from the plan to the merging. Throws where it takes another precision than the one that is timed. */
  async logPartition(precision: Precision): Promise<number> {
    const { result } = await this.finish(new Enumeration(false));
    if (result!.precision !== precision) throw new Error(`took the ${result!.precision} path`);
    return result!.logPartition;
  }

  private finish(book: Enumeration): Promise<Enumeration> {
    const idle = new Set(this.threads);
    return new Promise((resolve, reject) => {
      const handOut = () => {
        if (book.result) resolve(book);
        for (const thread of idle) {
          const step = book.next();
          if (!step) return;
          idle.delete(thread);
          this.do(thread, step).then((answer) => {
            book.accept(answer);
            idle.add(thread);
            handOut();
          }, reject);
        }
      };
      handOut();
    });
  }

  private async do(thread: Thread, step: EnumerationStep): Promise<EnumerationAnswer> {
    const answer = await thread.ask({ step });
    if (!answer) throw new Error(`no answer to ${step.kind}`);
    return answer;
  }

  end(): void {
    for (const thread of this.threads) thread.end();
  }
}
