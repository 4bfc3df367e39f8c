/** What one row of the bench has done, by us and by its peer: plain data, so that it crosses any border. */

export interface TrainingWork {
  readonly kind: 'training';
  readonly algorithm: 'cd' | 'pcd';
  readonly visible: number;
  readonly hidden: number;
  readonly batch: number;
  readonly rows: number;
  readonly learningRate: number;
  /** Name of the file of rows, one byte a unit, row-major [rows × visible]. */
  readonly input: string;
}

export interface PartitionWork {
  readonly kind: 'partition';
  readonly precision: 'f32' | 'f64';
  readonly visible: number;
  readonly hidden: number;
  /** Threads that share the work by parts; one, without parts, where none are named. */
  readonly threads?: number;
  /** Name of the file of float64 parameters, little-endian: W row-major [visible × hidden], a, b. */
  readonly input: string;
}

/** Annealed importance sampling from a uniform base, β evenly spaced. */
export interface AnnealingWork {
  readonly kind: 'annealing';
  readonly visible: number;
  readonly hidden: number;
  readonly chains: number;
  readonly betas: number;
  /** As for a partition. */
  readonly input: string;
}

/** One unit of it is one epoch, or one ln Z. */
export type Work = TrainingWork | PartitionWork | AnnealingWork;

/** What a contender says when it is ready. */
export interface Readiness {
  /** Units of work in one step, the least that it can time: 1, or a fraction of an epoch or of the states. */
  readonly unitsPerStep: number;
  /** Names and versions, for the notes under the table. */
  readonly note?: string;
}

export interface Measurement {
  /** Wall-clock seconds that the steps took, start-up and preparation excluded. */
  readonly seconds: number;
  /** Processor time in them, s, where the contender can tell. */
  readonly processorSeconds?: number;
}

/** Another way to write the peer, timed once for the notes. */
export interface Alternative {
  readonly label: string;
  readonly secondsPerUnit: number;
}

/** Somebody who does the work: our kernels in Node or in Chromium, or a peer in a process of its own. */
export interface Contender {
  prepare(work: Work): Promise<Readiness>;
  /** Does `steps` steps and says how long they took. */
  measure(steps: number): Promise<Measurement>;
  /** ln Z of the prepared model, in nats; undefined where the work is training. */
  logPartition(): Promise<number | undefined>;
  /** Undefined where the peer knows no other way. */
  alternative(): Promise<Alternative | undefined>;
  close(): Promise<void>;
}
