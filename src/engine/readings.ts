/** The read-outs as they stand, and their values on the way to the page. */
import { grouped } from '../core/data/dataSet';
import { type MeasureFrame, type MeasureName, type Method, measureNames, type Reading } from './frame';
import { MeasureQueue } from './series';

type PerMeasure<T> = { readonly [M in MeasureName]: T };

/** Why a run can't have some of the readings, in words. */
export interface Absences {
  /** Why ln Z isn't computed. */
  readonly exact?: string;
  /** Why nothing is said about held-out rows. */
  readonly heldOut?: string;
}

export class Readings {
  current: PerMeasure<Reading> = perMeasure(() => absent(0, 'not yet'));
  private readonly queues: PerMeasure<MeasureQueue> = perMeasure(() => new MeasureQueue());

  constructor(private readonly absences: Absences) {
    this.explain(0);
  }

  /** A number that isn't finite is no reading. */
  set(name: MeasureName, update: number, value: number, method: Method, detail: string): void {
    if (!Number.isFinite(value)) {
      this.current = { ...this.current, [name]: absent(update, 'the numbers overflow') };
      return;
    }
    this.current = { ...this.current, [name]: { value, method, detail, update } };
    this.queues[name].push(update, value);
  }

  /** Says of the readings that this run can't have why there are none. */
  explain(update: number): void {
    const { exact, heldOut } = this.absences;
    const missing: Partial<Record<MeasureName, Reading>> = {};
    if (exact) missing.logPartition = missing.logLikelihood = absent(update, exact);
    if (heldOut) missing.heldOutFreeEnergy = absent(update, heldOut);
    const either = exact ?? heldOut;
    if (either) missing.heldOutLogLikelihood = absent(update, either);
    this.current = { ...this.current, ...missing };
  }

  /** Values set since the last call, in order. */
  take(): MeasureFrame {
    const filled = measureNames.filter((name) => this.queues[name].length > 0);
    return Object.fromEntries(filled.map((name) => [name, this.queues[name].take()]));
  }
}

const perMeasure = <T>(make: () => T): PerMeasure<T> =>
  Object.fromEntries(measureNames.map((name) => [name, make()])) as PerMeasure<T>;

const absent = (update: number, detail: string): Reading => ({ method: 'not computed', detail, update });

/** How a mean over `count` of `all` rows was obtained. */
export function rowsMethod(count: number, all: number): { method: Method; detail: string } {
  if (count < all) return { method: 'Monte Carlo', detail: `${grouped(count)} of ${grouped(all)} rows` };
  return { method: 'exact', detail: all === 1 ? 'the only row' : `all ${grouped(all)} rows` };
}
