/** The live read-outs: taken on snapshots, in small pieces, in at most a tenth of the time training needs. */
import type { DataSet } from '../core/data/dataSet';
import type { BinaryRows, Evaluator, Parameters, PartitionKernel } from '../kernels/contract';
import { Calibration } from './calibration';
import { type MeasureFrame, type MeasureName, type Method, measureNames, type Reading } from './frame';
import type { Host } from './host';
import type { Kernels } from './kernels';
import { MeasureQueue } from './series';
import { whyNotEnumerable } from './training';

/** Of the time that training takes, what measuring may take. */
const share = 1 / 9;
/** ms of unused measuring time that may be saved up. */
const savings = 20;
/** ms that one piece of work takes. */
const piece = 1;
/** ms between the beginnings of two rounds: more values a second than a curve can show help nobody. */
const interval = 16;
/** Multiply-adds (rows × visible × hidden) up to which a sum over rows takes them all. */
const affordable = {
  freeEnergy: 2 ** 27,
  exactFreeEnergy: 2 ** 28,
  reconstruction: 2 ** 24,
  pseudo: 2 ** 23,
};
/** Multiply-adds a millisecond that any kernel manages in each sum: first guesses. */
const slowest = { freeEnergy: 3e5, reconstructionError: 1e5, pseudoLikelihood: 2e4 };
type Kind = keyof typeof slowest;
/** Rows that a sum takes at least. */
const fewest = 64;

export interface Snapshot {
  readonly update: number;
  readonly parameters: Parameters;
}

type Sum = (set: string, from: number, to: number) => number;

export class Measurements {
  readings: { [M in MeasureName]: Reading };
  private readonly queues: { readonly [M in MeasureName]: MeasureQueue };
  private readonly evaluator: Evaluator;
  private readonly partition: PartitionKernel | undefined;
  private readonly whyNotExact: string | undefined;
  /** Rows a millisecond in each sum, and chunks in the enumeration. */
  private readonly speeds: { readonly [K in Kind]: Calibration };
  private readonly chunkSpeed = new Calibration(1);
  private readonly counts: { readonly [N in keyof typeof affordable]: number };
  /** The round under way; each step is one piece of work. */
  private round?: Generator<void>;
  private begun = Number.NEGATIVE_INFINITY;
  /** ms of measuring that training has paid for. */
  private credit = savings;
  private readonly training: BinaryRows;
  private readonly heldOut: BinaryRows;
  /** The update of the newest round; −1 before the first. */
  private newest = -1;

  /** `finished` hears the end of each round that has a likelihood: held-out where there is one, else training. */
  constructor(
    private readonly host: Host,
    kernels: Kernels,
    { training, heldOut }: DataSet,
    hidden: number,
    private readonly finished: (logLikelihood: number) => void,
  ) {
    this.training = training;
    this.heldOut = heldOut;
    this.whyNotExact = whyNotEnumerable(training.width, hidden);
    this.partition = this.whyNotExact ? undefined : kernels.createPartition();
    this.evaluator = kernels.createEvaluator();
    const size = training.width * hidden;
    this.speeds = mapValues(slowest, (speed) => new Calibration(speed / size));
    this.counts = mapValues(affordable, (work) => rowsFor(work / size, training.count));
    this.evaluator.setRows('training', training);
    if (heldOut.count > 0) this.evaluator.setRows('heldOut', heldOut);
    for (const count of new Set(Object.values(this.counts))) {
      if (count < training.count) this.evaluator.setRows(setName(count), spread(training, count));
    }
    this.queues = mapValues(measures, () => new MeasureQueue());
    this.readings = mapValues(measures, () => absent(0, 'not yet'));
    this.explainAbsence(0);
  }

  /** True while the newest readings are not about `update`, or a round is under way. */
  behind(update: number): boolean {
    return this.round !== undefined || this.newest !== update;
  }

  /** Training took `ms`: a part of that may be spent here. */
  earn(ms: number): void {
    this.credit = Math.min(savings, this.credit + ms * share);
  }

  /** ms that may be spent now without slowing training by more than its share. */
  get allowance(): number {
    return this.credit;
  }

  /**
   * Works on the round under way, or a new one on what `snapshot` returns, until `end` (ms). Time that training
   * couldn't have used is `free`. True where a reading changed.
   */
  work(end: number, free: boolean, snapshot: () => Snapshot | undefined): boolean {
    const start = this.host.now();
    let now = start;
    let changed = false;
    // The count of pieces bounds the work where the clock stands still.
    for (let pieces = 4 * Math.ceil((end - start) / piece); now < end && pieces > 0; pieces--) {
      if (!this.round && !this.begin(now, snapshot)) break;
      if (this.round!.next().done) {
        this.round = undefined;
        changed = true;
      }
      now = this.host.now();
    }
    if (!free) this.credit -= now - start;
    return changed;
  }

  private begin(now: number, snapshot: () => Snapshot | undefined): boolean {
    if (now - this.begun < interval) return false;
    const taken = snapshot();
    if (!taken) return false;
    this.begun = now;
    this.newest = taken.update;
    this.round = this.rounds(taken);
    return true;
  }

  /** When the next round may begin, ms. */
  get nextRound(): number {
    return this.round ? Number.NEGATIVE_INFINITY : this.begun + interval;
  }

  /** Forgets the round under way: the run jumped to another place. */
  jumped(): void {
    this.round = undefined;
    this.newest = -1;
  }

  /** Readings finished since the last call, in order. */
  take(): MeasureFrame {
    const filled = measureNames.filter((name) => this.queues[name].length > 0);
    return Object.fromEntries(filled.map((name) => [name, this.queues[name].take()]));
  }

  /** One round: everything about one snapshot. */
  private *rounds({ update, parameters }: Snapshot): Generator<void> {
    this.evaluator.setModel(parameters);
    const logPartition = this.partition && (yield* this.logPartition(update, parameters));
    yield;
    const training = yield* this.freeEnergy(update);
    const heldOut = this.heldOut.count > 0 ? yield* this.heldOutFreeEnergy(update) : undefined;
    if (logPartition !== undefined) this.likelihoods(update, logPartition, training, heldOut);
    this.explainAbsence(update);
    const { pseudo, reconstruction } = this.counts;
    const pseudoLikelihood: Sum = (set, from, to) => this.evaluator.pseudoLikelihoodSum(set, from, to);
    yield* this.meanOver('pseudoLikelihood', update, pseudoLikelihood, pseudo);
    const error: Sum = (set, from, to) => this.evaluator.reconstructionErrorSum(set, from, to);
    yield* this.meanOver('reconstructionError', update, error, reconstruction);
  }

  private *logPartition(update: number, parameters: Parameters): Generator<void, number> {
    const job = this.partition!.begin(parameters);
    const speed = this.chunkSpeed;
    for (let finished = false; !finished; ) {
      const begun = this.host.now();
      const before = job.done;
      finished = job.advance(speed.amount(piece));
      speed.record(job.done - before, this.host.now() - begun);
      if (!finished) yield;
    }
    const { logPartition, precision, states } = job.result();
    this.set(
      'logPartition',
      update,
      logPartition,
      'exact',
      `${states.toLocaleString('en')} states, ${precision}`,
    );
    return logPartition;
  }

  private *freeEnergy(update: number): Generator<void, number> {
    const count = this.partition ? this.counts.exactFreeEnergy : this.counts.freeEnergy;
    return yield* this.meanOver('freeEnergy', update, this.clampedFreeEnergy, count);
  }

  private *heldOutFreeEnergy(update: number): Generator<void, number> {
    const mean = yield* this.sumOver('heldOut', this.clampedFreeEnergy, this.heldOut.count, 'freeEnergy');
    this.set('heldOutFreeEnergy', update, mean / this.heldOut.count, 'exact', allRows(this.heldOut.count));
    return mean / this.heldOut.count;
  }

  private readonly clampedFreeEnergy: Sum = (set, from, to) =>
    this.evaluator.clampedFreeEnergySum(set, from, to);

  private likelihoods(update: number, logPartition: number, training: number, heldOut?: number): void {
    const { method, detail } = this.readings.freeEnergy;
    this.set('logLikelihood', update, -training - logPartition, method, detail);
    if (heldOut !== undefined) {
      this.set('heldOutLogLikelihood', update, -heldOut - logPartition, 'exact', allRows(this.heldOut.count));
    }
    this.finished(-(heldOut ?? training) - logPartition);
  }

  /** The mean of `sum` over `count` of the training rows, as reading `name`. */
  private *meanOver(name: Kind, update: number, sum: Sum, count: number): Generator<void, number> {
    const all = this.training.count;
    const total = yield* this.sumOver(count < all ? setName(count) : 'training', sum, count, name);
    if (count < all)
      this.set(name, update, total / count, 'Monte Carlo', `${number(count)} of ${number(all)} rows`);
    else this.set(name, update, total / count, 'exact', allRows(all));
    return total / count;
  }

  private *sumOver(set: string, sum: Sum, count: number, kind: Kind): Generator<void, number> {
    const speed = this.speeds[kind];
    let total = 0;
    for (let from = 0; from < count; ) {
      const to = Math.min(count, from + speed.amount(piece));
      const begun = this.host.now();
      total += sum(set, from, to);
      speed.record(to - from, this.host.now() - begun);
      from = to;
      yield;
    }
    return total;
  }

  private set(name: MeasureName, update: number, value: number, method: Method, detail: string) {
    if (!Number.isFinite(value)) {
      this.readings = { ...this.readings, [name]: absent(update, 'the numbers overflow') };
      return;
    }
    this.readings = { ...this.readings, [name]: { value, method, detail, update } };
    this.queues[name].push(update, value);
  }

  /** Says of the readings that this run can't have why there are none. */
  private explainAbsence(update: number): void {
    const missing: Partial<Record<MeasureName, Reading>> = {};
    if (this.whyNotExact) {
      const reading = absent(update, this.whyNotExact);
      Object.assign(missing, {
        logPartition: reading,
        logLikelihood: reading,
        heldOutLogLikelihood: reading,
      });
    }
    if (this.heldOut.count === 0) {
      const reading = absent(update, 'nothing is held out');
      Object.assign(missing, { heldOutLogLikelihood: reading, heldOutFreeEnergy: reading });
    }
    this.readings = { ...this.readings, ...missing };
  }
}

const measures = Object.fromEntries(measureNames.map((name) => [name, name])) as Record<
  MeasureName,
  MeasureName
>;

function mapValues<K extends string, A, B>(
  record: Readonly<Record<K, A>>,
  change: (value: A) => B,
): Record<K, B> {
  const entries = Object.entries(record) as [K, A][];
  return Object.fromEntries(entries.map(([key, value]) => [key, change(value)])) as Record<K, B>;
}

const absent = (update: number, detail: string): Reading => ({ method: 'not computed', detail, update });
const number = (count: number): string => count.toLocaleString('en');
const allRows = (count: number): string => (count === 1 ? 'the only row' : `all ${number(count)} rows`);
const setName = (count: number): string => `${count} rows`;

/** How many of `all` rows a sum takes that can afford `rows`. */
function rowsFor(rows: number, all: number): number {
  return Math.min(all, Math.max(fewest, Math.floor(rows)));
}

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
