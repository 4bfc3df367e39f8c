/** The fast kernels, from modules that whoever runs the session has compiled. */
import { createAnnealingKernel } from '../kernels/annealing';
import type { AnnealingKernel } from '../kernels/contract';
import { createEvaluator } from '../kernels/evaluator';
import { createPartitionKernel } from '../kernels/partition';
import { createTrainer } from '../kernels/trainer';
import type { Kernels } from './kernels';

export interface KernelModules {
  readonly training: WebAssembly.Module;
  readonly partition: WebAssembly.Module;
  readonly evaluation: WebAssembly.Module;
  readonly annealing: WebAssembly.Module;
}

/** Those of the session, and what studies need besides. */
export interface AllKernels extends Kernels {
  createAnnealing(): AnnealingKernel;
}

export function wasmKernels({ training, partition, evaluation, annealing }: KernelModules): AllKernels {
  return {
    createTrainer: (options) => createTrainer(training, options),
    createEvaluator: () => createEvaluator(evaluation),
    createPartition: () => createPartitionKernel(partition),
    createAnnealing: () => createAnnealingKernel(annealing),
  };
}
