/** What tasks work with, from compiled kernels. */
import type { Host } from './host';
import type { Tools } from './studies/task';
import { type KernelModules, wasmKernels } from './wasmKernels';

export function studyTools(modules: KernelModules, host: Pick<Host, 'now'>): Tools {
  const kernels = wasmKernels(modules);
  return { ...kernels, now: () => host.now() };
}
