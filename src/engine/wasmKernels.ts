/** The fast kernels, from modules that whoever runs the session has compiled. */
import { createPartitionKernel } from '../kernels/partition';
import { createPlainEvaluator } from '../kernels/plainEvaluator';
import { createTrainer } from '../kernels/trainer';
import type { Kernels } from './kernels';

export interface KernelModules {
  readonly training: WebAssembly.Module;
  readonly partition: WebAssembly.Module;
}

export function wasmKernels({ training, partition }: KernelModules): Kernels {
  return {
    createTrainer: (options) => createTrainer(training, options),
    createEvaluator: createPlainEvaluator,
    createPartition: () => createPartitionKernel(partition),
  };
}
