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
}

export function wasmKernels({ training, partition, evaluation }: KernelModules): Kernels {
  return {
    createTrainer: (options) => createTrainer(training, options),
    createEvaluator: () => createEvaluator(evaluation),
    createPartition: () => createPartitionKernel(partition),
  };
}

/** Those of the session, and what studies need besides. */
export interface StudyModules extends KernelModules {
  readonly annealing: WebAssembly.Module;
}
export interface AllKernels extends Kernels {
  createAnnealing(): AnnealingKernel;
}

export function allKernels({ annealing, ...modules }: StudyModules): AllKernels {
  return { ...wasmKernels(modules), createAnnealing: () => createAnnealingKernel(annealing) };
}
