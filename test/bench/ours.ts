/** Our side of the bench: the project's own kernels, the same code in Node and in a browser's worker. */

import { evenBetas, intervalOf } from '../../src/core/annealing';
import { createAnnealingKernel } from '../../src/kernels/annealing';
import type {
  AnnealingKernel,
  Parameters,
  PartitionKernel,
  Trainer,
  UpdateRule,
} from '../../src/kernels/contract';
import { createPartitionKernel } from '../../src/kernels/partition';
import { createTrainer } from '../../src/kernels/trainer';
import { PartsTeam, type Thread } from './partsTeam';
import type {
  Alternative,
  AnnealingWork,
  Contender,
  Measurement,
  PartitionWork,
  Readiness,
  TrainingWork,
  Work,
} from './work';

/** Where inputs and compiled kernels come from: the disk, or the bench's server. */
export interface Source {
  input(name: string): Promise<Uint8Array>;
  module(name: 'training' | 'partition' | 'annealing'): Promise<WebAssembly.Module>;
  /** A thread that answers requests for parts. */
  spawn(): Thread;
  /** Processor time of this process in seconds, where it can be told. */
  processorSeconds?(): number;
}

interface Task {
  /** Does so many units: epochs, or ln Z from the start. */
  run(units: number): void | Promise<void>;
  logPartition?(): number;
  close?(): void;
}

function ruleOf(work: TrainingWork): UpdateRule {
  return {
    algorithm: work.algorithm,
    gibbsSteps: 1,
    chainCount: work.batch,
    ladderSize: 2,
    batchSize: work.batch,
    learningRate: work.learningRate,
    schedule: 'constant',
    scheduleTime: 1,
    momentum: 0,
    weightDecay: 0,
    weightDecayL1: 0,
    sparsityTarget: 0.1,
    sparsityCost: 0,
    centering: false,
  };
}

/** Trains on, epoch by epoch. Throws where the parameters stop being finite: such a time would mean nothing. */
function trainingTask(trainer: Trainer, work: TrainingWork): Task {
  const updatesPerEpoch = Math.ceil(work.rows / work.batch);
  return {
    run(units) {
      const target = trainer.position().update + units * updatesPerEpoch;
      while (trainer.position().update < target) {
        trainer.advance(target, Number.MAX_SAFE_INTEGER);
        trainer.takeEpochs();
      }
      if (!trainer.isFinite()) throw new Error('the weights are not finite');
    },
  };
}

function modelFrom(work: PartitionWork | AnnealingWork, bytes: Uint8Array): Parameters {
  const numbers = new Float64Array(new Uint8Array(bytes).buffer);
  const weights = work.visible * work.hidden;
  return {
    visible: work.visible,
    hidden: work.hidden,
    W: numbers.subarray(0, weights),
    a: numbers.subarray(weights, weights + work.visible),
    b: numbers.subarray(weights + work.visible),
  };
}

function partitionTask(kernel: PartitionKernel, work: PartitionWork, bytes: Uint8Array): Task {
  const model = modelFrom(work, bytes);
  let last = Number.NaN;
  return {
    run(units) {
      for (let unit = 0; unit < units; unit++) {
        const job = kernel.begin(model, { precision: work.precision });
        while (!job.advance(job.chunks));
        const result = job.result();
        if (result.precision !== work.precision) throw new Error(`took the ${result.precision} path`);
        last = result.logPartition;
      }
    },
    logPartition: () => last,
  };
}

/** A fresh seed for every ln Z, so that none is taken from the last. */
function annealingTask(kernel: AnnealingKernel, work: AnnealingWork, bytes: Uint8Array): Task {
  const model = modelFrom(work, bytes);
  const ladder = { base: new Float64Array(work.visible), betas: evenBetas(work.betas) };
  let seed = 0;
  let last = Number.NaN;
  return {
    run(units) {
      for (let unit = 0; unit < units; unit++) {
        const job = kernel.begin(model, { ...ladder, from: 0, to: work.chains, seed: ++seed });
        while (!job.advance(job.steps));
        last = intervalOf(job.logWeights()).value;
      }
    },
    logPartition: () => last,
  };
}

function teamTask(team: PartsTeam, work: PartitionWork): Task {
  let last = Number.NaN;
  return {
    async run(units) {
      for (let unit = 0; unit < units; unit++) last = await team.logPartition(work.precision);
    },
    logPartition: () => last,
    close: () => team.end(),
  };
}

export class Ours implements Contender {
  private readonly source: Source;
  private task: Task | undefined;

  constructor(source: Source) {
    this.source = source;
  }

  async prepare(work: Work): Promise<Readiness> {
    this.task?.close?.();
    const bytes = await this.source.input(work.input);
    if (work.kind === 'partition' && work.threads) {
      const threads = Array.from({ length: work.threads }, () => this.source.spawn());
      const module = await this.source.module('partition');
      this.task = teamTask(await PartsTeam.of(threads, modelFrom(work, bytes), module), work);
    } else if (work.kind === 'partition') {
      const kernel = createPartitionKernel(await this.source.module('partition'));
      this.task = partitionTask(kernel, work, bytes);
    } else if (work.kind === 'annealing') {
      const kernel = createAnnealingKernel(await this.source.module('annealing'));
      this.task = annealingTask(kernel, work, bytes);
    } else {
      const trainer = createTrainer(await this.source.module('training'), {
        hidden: work.hidden,
        seed: 1,
        rows: { count: work.rows, width: work.visible, bytes },
        weightDeviation: 0.01,
        startingBiases: 'zero',
        rule: ruleOf(work),
      });
      this.task = trainingTask(trainer, work);
    }
    return { unitsPerStep: 1 };
  }

  async measure(steps: number): Promise<Measurement> {
    const before = this.source.processorSeconds?.();
    const start = performance.now();
    await this.task!.run(steps);
    const seconds = (performance.now() - start) / 1000;
    if (before === undefined) return { seconds };
    return { seconds, processorSeconds: this.source.processorSeconds!() - before };
  }

  async logPartition(): Promise<number | undefined> {
    return this.task!.logPartition?.();
  }

  async alternative(): Promise<Alternative | undefined> {
    return undefined;
  }

  async close(): Promise<void> {
    this.task?.close?.();
    this.task = undefined;
  }
}
