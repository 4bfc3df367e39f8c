/** Measuring one snapshot of a model, cut into pieces: generators that yield after each. */
import type { DataSet } from '../core/data/dataSet';
import { grouped } from '../core/data/dataSet';
import type { BinaryRows, Evaluator, Parameters, PartitionKernel } from '../kernels/contract';
import { Calibration } from './calibration';
import type { MeasureName } from './frame';
import type { Host } from './host';
import type { Kernels } from './kernels';
import { whyNotEnumerable } from './modelMeans';
import { Readings, rowsMethod } from './readings';

/** ms that one piece of work takes. */
export const piece = 1;

/** The sums over rows, by the reading that each one feeds. */
const sums = {
  freeEnergy: 'clampedFreeEnergySum',
  reconstructionError: 'reconstructionErrorSum',
  pseudoLikelihood: 'pseudoLikelihoodSum',
} as const;
type Sum = keyof typeof sums;

/** Multiply-adds (rows × visible × hidden) up to which a sum takes all rows. */
const affordable = { freeEnergy: 2 ** 27, reconstructionError: 2 ** 24, pseudoLikelihood: 2 ** 23 };
/** The likelihood is exact or it isn't: its sum may cost more where ln Z is known. */
const affordableLikelihood = 2 ** 28;
/** Rows that a sum takes at least. */
const fewest = 64;
/** Multiply-adds (rows × visible × hidden) of one partial sum: the grid depends on the shape alone. */
const partial = 2 ** 14;
/** Multiply-adds a millisecond that any kernel manages in each sum: first guesses. */
const slowest = { freeEnergy: 3e5, reconstructionError: 1e5, pseudoLikelihood: 2e4 };

export interface Snapshot {
  readonly update: number;
  readonly parameters: Parameters;
}

export class Rounds {
  readonly readings: Readings;
  private readonly training: BinaryRows;
  private readonly heldOut: BinaryRows;
  private readonly evaluator: Evaluator;
  private readonly partition: PartitionKernel | undefined;
  /** Training rows that each sum takes. */
  private readonly counts: { readonly [S in Sum]: number };
  /** Rows of one partial sum: how time cuts the work then changes no bit of a total. */
  private readonly grid: number;
  /** Partial sums a millisecond in each sum, and chunks in the enumeration. */
  private readonly speeds: { readonly [S in Sum]: Calibration };
  private readonly chunkSpeed = new Calibration(1);

  constructor(
    private readonly host: Host,
    kernels: Kernels,
    { training, heldOut }: DataSet,
    hidden: number,
  ) {
    this.training = training;
    this.heldOut = heldOut;
    const whyNotExact = whyNotEnumerable(training.width, hidden);
    this.readings = new Readings({
      ...(whyNotExact && { exact: whyNotExact }),
      ...(heldOut.count === 0 && { heldOut: 'nothing is held out' }),
    });
    this.partition = whyNotExact ? undefined : kernels.createPartition();
    this.evaluator = kernels.createEvaluator();
    const size = training.width * hidden;
    const limits = { ...affordable, ...(!whyNotExact && { freeEnergy: affordableLikelihood }) };
    this.counts = perSum((sum) => rowsFor(limits[sum] / size, training.count));
    this.grid = Math.max(1, Math.floor(partial / size));
    this.speeds = perSum((sum) => new Calibration(slowest[sum] / (size * this.grid)));
    for (const count of new Set(Object.values(this.counts))) {
      this.evaluator.setRows(setName(count), count < training.count ? spread(training, count) : training);
    }
    if (heldOut.count > 0) this.evaluator.setRows('heldOut', heldOut);
  }

  /**
   * Everything about one snapshot, but for its pseudo-likelihood. Returns the mean log-likelihood of the held-out
   * rows, or of the others where none is held out; undefined where ln Z isn't computed.
   */
  *likelihoods({ update, parameters }: Snapshot): Generator<void, number | undefined> {
    this.evaluator.setModel(parameters);
    const logPartition = this.partition && (yield* this.logPartition(update, this.partition, parameters));
    const training = yield* this.overTraining('freeEnergy', update);
    const heldOut = this.heldOut.count > 0 ? yield* this.overHeldOut(update) : undefined;
    yield* this.overTraining('reconstructionError', update);
    this.readings.explain(update);
    if (logPartition === undefined) return undefined;
    const { method, detail } = this.readings.current.freeEnergy;
    this.readings.set('logLikelihood', update, -training - logPartition, method, detail);
    if (heldOut === undefined) return -training - logPartition;
    this.setMean(
      'heldOutLogLikelihood',
      update,
      -heldOut - logPartition,
      this.heldOut.count,
      this.heldOut.count,
    );
    return -heldOut - logPartition;
  }

  /** The pseudo-likelihood of the snapshot that `likelihoods` was last about. */
  *pseudoLikelihood(update: number): Generator<void> {
    yield* this.overTraining('pseudoLikelihood', update);
  }

  private *logPartition(
    update: number,
    partition: PartitionKernel,
    parameters: Parameters,
  ): Generator<void, number> {
    const job = partition.begin(parameters);
    for (let finished = false; !finished; ) {
      const begun = this.host.now();
      const before = job.done;
      finished = job.advance(this.chunkSpeed.amount(piece));
      this.chunkSpeed.record(job.done - before, this.host.now() - begun);
      yield;
    }
    const { logPartition, precision, states } = job.result();
    this.readings.set(
      'logPartition',
      update,
      logPartition,
      'exact',
      `${grouped(states)} states, ${precision}`,
    );
    return logPartition;
  }

  private *overTraining(sum: Sum, update: number): Generator<void, number> {
    const count = this.counts[sum];
    const mean = (yield* this.total(sum, setName(count), count)) / count;
    this.setMean(sum, update, mean, count, this.training.count);
    return mean;
  }

  private *overHeldOut(update: number): Generator<void, number> {
    const { count } = this.heldOut;
    const mean = (yield* this.total('freeEnergy', 'heldOut', count)) / count;
    this.setMean('heldOutFreeEnergy', update, mean, count, count);
    return mean;
  }

  private *total(sum: Sum, set: string, count: number): Generator<void, number> {
    const speed = this.speeds[sum];
    let total = 0;
    for (let from = 0; from < count; ) {
      const begun = this.host.now();
      let parts = 0;
      for (const most = speed.amount(piece); parts < most && from < count; parts++) {
        const to = Math.min(count, from + this.grid);
        total += this.evaluator[sums[sum]](set, from, to);
        from = to;
      }
      speed.record(parts, this.host.now() - begun);
      yield;
    }
    return total;
  }

  private setMean(name: MeasureName, update: number, mean: number, count: number, all: number): void {
    const { method, detail } = rowsMethod(count, all);
    this.readings.set(name, update, mean, method, detail);
  }
}

function perSum<T>(make: (sum: Sum) => T): { readonly [S in Sum]: T } {
  const names = Object.keys(sums) as Sum[];
  return Object.fromEntries(names.map((sum) => [sum, make(sum)])) as { [S in Sum]: T };
}

const setName = (count: number): string => `${count} rows`;

/** How many of `all` rows a sum takes that can afford `rows`. */
const rowsFor = (rows: number, all: number): number => Math.min(all, Math.max(fewest, Math.floor(rows)));

/** `count` rows, evenly spread over all. */
function spread(rows: BinaryRows, count: number): BinaryRows {
  const { width } = rows;
  const bytes = new Uint8Array(count * width);
  for (let i = 0; i < count; i++) {
    const from = Math.floor((i * rows.count) / count) * width;
    bytes.set(rows.bytes.subarray(from, from + width), i * width);
  }
  return { count, width, bytes };
}
