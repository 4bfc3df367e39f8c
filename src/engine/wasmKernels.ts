/** The fast kernels, from modules that whoever runs the session has compiled. */
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
