/** What tasks work with, from compiled kernels. */
import type { Host } from './host';
import type { Tools } from './studies/task';
import { allKernels, type StudyModules } from './wasmKernels';

export function studyTools(modules: StudyModules, host: Pick<Host, 'now'>): Tools {
  return { ...allKernels(modules), now: () => host.now() };
}
