/** What a thread of a team does, in Node and in a browser: the page's own task, with kernels of its own. */
import {
  type EnumerationAnswer,
  type EnumerationStep,
  enumerationPart,
} from '../../src/engine/studies/enumeration';
import type { Tools } from '../../src/engine/studies/task';
import type { Material, Subject } from '../../src/engine/study';
import type { Parameters } from '../../src/kernels/contract';
import { createPartitionKernel } from '../../src/kernels/partition';

/** The model comes first, then any number of steps. */
export type PartsRequest =
  | { readonly model: Parameters; readonly module: WebAssembly.Module }
  | { readonly step: EnumerationStep };

/** A task needs nothing of a subject but its parameters, nothing of the material, and of the tools these. */
type Desk = { readonly subject: Subject; readonly tools: Tools };

export class PartsThread {
  private desk: Desk | undefined;

  answer(request: PartsRequest): EnumerationAnswer | undefined {
    if ('model' in request) {
      const { model, module } = request;
      const tools = { createPartition: () => createPartitionKernel(module), now: () => performance.now() };
      this.desk = { subject: { parameters: model } as Subject, tools: tools as Tools };
      return undefined;
    }
    const { subject, tools } = this.desk!;
    const task = enumerationPart(request.step, subject, {} as Material, tools);
    for (;;) {
      const { done, value } = task.next();
      if (done) return value;
    }
  }
}
