/** The model's means for an update that waits for them, in slices: by enumeration, or from a fixed point. */
import { type Expansion, learningTolerance, StationarySearch } from '../core/meanField';
import type { ModelMeans } from '../core/partition';
import { createRbm } from '../core/rbm';
import type { PartitionKernel, Trainer } from '../kernels/contract';
import { Calibration } from './calibration';
import type { FixedPointReport } from './frame';
import type { Host } from './host';
import { enumerableUnits, type Kernels } from './kernels';

/** ms that one call into a kernel may take. */
export const callTime = 10;

/** Work that ends with the model's means: so many pieces of it at a time. */
interface MeansWork {
  /** Pieces done. */
  readonly done: number;
  /** Does up to `count` more; true when there is nothing more to do. */
  advance(count: number): boolean;
  means(): ModelMeans;
}

export class MeansSource {
  /** The last fixed point of this run, where one was looked for. */
  fixedPoint?: FixedPointReport;
  private partition?: PartitionKernel;
  private work?: MeansWork;
  /** Chunks of an enumeration, and iterations towards a fixed point, a millisecond. */
  private readonly speeds = { exact: new Calibration(0.1), fixedPoint: new Calibration(0.1) };

  constructor(
    private readonly host: Host,
    private readonly kernels: Kernels,
    private readonly trainer: Trainer,
  ) {}

  /** Answers the trainer, which waits, with the means by `algorithm`. False at `end` ms, where they take longer. */
  supply(algorithm: 'exact' | Expansion, end: number): boolean {
    this.work ??= algorithm === 'exact' ? this.enumeration() : new FixedPointWork(this.trainer, algorithm);
    const speed = algorithm === 'exact' ? this.speeds.exact : this.speeds.fixedPoint;
    for (;;) {
      const now = this.host.now();
      const before = this.work.done;
      const finished = this.work.advance(speed.amount(Math.min(callTime, Math.max(0, end - now))));
      const after = this.host.now();
      speed.record(this.work.done - before, after - now);
      if (finished) break;
      if (after >= end) return false;
    }
    if (this.work instanceof FixedPointWork) this.report(this.work);
    this.trainer.supplyMeans(this.work.means());
    this.work = undefined;
    return true;
  }

  private report({ search: { converged, iterations, residual } }: FixedPointWork): void {
    const missed = (this.fixedPoint?.missed ?? 0) + (converged ? 0 : 1);
    this.fixedPoint = { update: this.trainer.position().update, converged, iterations, residual, missed };
  }

  private enumeration(): MeansWork {
    assertEnumerable(this.trainer.visible, this.trainer.hidden);
    this.partition ??= this.kernels.createPartition();
    const job = this.partition.begin(this.trainer.parameters(), { means: true });
    return {
      get done() {
        return job.done;
      },
      advance: (count) => job.advance(count),
      means: () => {
        const { means } = job.result();
        if (!means) throw new Error('the enumeration returned no means');
        return means;
      },
    };
  }

  /** Forgets what is about a position that the trainer has left. */
  forget(): void {
    this.work = undefined;
    this.fixedPoint = undefined;
  }
}

class FixedPointWork implements MeansWork {
  readonly search: StationarySearch;

  constructor(trainer: Trainer, expansion: Expansion) {
    const rbm = createRbm(trainer.visible, trainer.hidden, trainer.parameters());
    this.search = new StationarySearch(rbm, expansion, { tolerance: learningTolerance });
  }

  get done(): number {
    return this.search.iterations;
  }

  advance(count: number): boolean {
    for (let n = 0; n < count; n++) if (this.search.iterate()) return true;
    return false;
  }

  means(): ModelMeans {
    return this.search.means();
  }
}

/** Why a layer can't be enumerated while training; undefined where it can. */
export function whyNotEnumerable(visible: number, hidden: number): string | undefined {
  const smaller = Math.min(visible, hidden);
  if (smaller <= enumerableUnits) return undefined;
  return `the smaller layer has ${smaller} units; up to ${enumerableUnits} are enumerated live`;
}

/** Throws a RangeError in words where the exact gradient is out of reach. */
export function assertEnumerable(visible: number, hidden: number): void {
  const why = whyNotEnumerable(visible, hidden);
  if (why) throw new RangeError(`the exact gradient needs the exact ln Z, and ${why}`);
}
