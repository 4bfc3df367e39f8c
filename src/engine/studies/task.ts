/** What one worker does of a study: a generator that yields between pieces of work. */
import type {
  AnnealingKernel,
  Evaluator,
  PartitionKernel,
  Trainer,
  TrainerOptions,
} from '../../kernels/contract';
import type { Material, Subject } from '../study';

/** What a task works with. Kernels are made on demand; each call makes a fresh one. */
export interface Tools {
  readonly createTrainer: (options: TrainerOptions) => Trainer;
  readonly createEvaluator: () => Evaluator;
  readonly createPartition: () => PartitionKernel;
  readonly createAnnealing: () => AnnealingKernel;
  /** ms; only to say how long something took, never to decide what is computed. */
  readonly now: () => number;
}

/**
 * Work on one subject. It yields at least every 20 ms or so, with how far it is (0..1) or nothing to say, so
 * that its worker hears a cancel; what it returns crosses the thread, typed arrays transferred. Throws a
 * RangeError or TypeError in words where the ask can't be met.
 */
export type Task<Ask, Result, Progress = number> = (
  ask: Ask,
  subject: Subject,
  material: Material,
  tools: Tools,
) => Generator<Progress | undefined, Result>;
