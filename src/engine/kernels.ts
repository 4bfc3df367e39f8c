/** What the session computes with: ways to make kernels, whichever implementation stands behind them. */
import type { Evaluator, PartitionKernel, Trainer, TrainerOptions } from '../kernels/contract';

export interface Kernels {
  createTrainer(options: TrainerOptions): Trainer;
  createEvaluator(): Evaluator;
  /** A fresh one each time: a kernel runs one enumeration at a time. */
  createPartition(): PartitionKernel;
}

/** Units that the smaller layer may have for ln Z to be enumerated while training. */
export const enumerableUnits = 20;
