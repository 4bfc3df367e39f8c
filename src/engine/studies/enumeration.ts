/**
 * ln Z by enumeration over a pool: what a worker does of it, and the book of who has what. The owner of a pool
 * drives an `Enumeration`: while `next()` gives a step, it has a free worker do it (task `enumerationPart`, on the
 * one subject), and hands what comes back to `accept`; a step that was given up or failed goes to `giveBack`.
 * Which worker does what, and when, has no effect on any bit of the result.
 */
import { LogSum } from '../../core/partition';
import type { PartitionKernel, PartitionPart, PartitionPlan, PartitionResult } from '../../kernels/contract';
import { joinParts } from '../../kernels/partitionParts';
import { Calibration } from '../calibration';
import type { EnumerationProgress } from '../study';
import { checkFinite } from './finiteModel';
import type { Task, Tools } from './task';

/** One thing for a worker to do; plain data, as is the answer. */
export type EnumerationStep =
  | { readonly kind: 'plan'; readonly moments: boolean }
  | { readonly kind: 'part'; readonly moments: boolean; readonly part: number }
  | { readonly kind: 'merge'; readonly moments: boolean; readonly whole: PartitionPart };

export type EnumerationAnswer =
  | { readonly kind: 'plan'; readonly plan: PartitionPlan }
  | { readonly kind: 'part'; readonly part: PartitionPart }
  | { readonly kind: 'merge'; readonly result: PartitionResult };

/** ms that a slice of a part takes: a cancel is heard between two. */
const sliceTime = 10;
/** Chunks per ms, before anything has been measured: the first slice is a single chunk. */
const firstGuess = 1 / sliceTime;

/** A worker's kernel, kept from step to step for its tables and its compiled code, and how fast it was. */
interface Bench {
  readonly kernel: PartitionKernel;
  /** Chunks of ln Z alone, and of the moments as well. */
  readonly speed: { readonly alone: Calibration; readonly moments: Calibration };
  busy: boolean;
}
const benches = new WeakMap<Tools, Bench>();

function benchFor(tools: Tools): Bench {
  const kept = benches.get(tools);
  if (kept && !kept.busy) return kept;
  const bench: Bench = {
    kernel: tools.createPartition(),
    speed: { alone: new Calibration(firstGuess), moments: new Calibration(firstGuess) },
    busy: false,
  };
  benches.set(tools, bench);
  return bench;
}

/**
 * One step of an enumeration of the subject's model. Yields the share of a part that is done, about every 10 ms.
 * RangeError where the smaller layer has more than 36 units, or a parameter is no finite number.
 */
export const enumerationPart: Task<EnumerationStep, EnumerationAnswer> = function* (step, subject, _, tools) {
  const model = subject.parameters;
  checkFinite(model);
  const options = { energy: step.moments };
  const bench = benchFor(tools);
  const { kernel } = bench;
  bench.busy = true;
  try {
    switch (step.kind) {
      case 'plan':
        return { kind: 'plan', plan: kernel.plan(model, options) };
      case 'merge':
        return { kind: 'merge', result: kernel.merge(model, options, [step.whole]) };
      case 'part': {
        const job = kernel.beginPart(model, options, step.part);
        const speed = step.moments ? bench.speed.moments : bench.speed.alone;
        for (;;) {
          const [before, from] = [job.done, tools.now()];
          const done = job.advance(speed.amount(sliceTime));
          speed.record(job.done - before, tools.now() - from);
          if (done) return { kind: 'part', part: job.result() };
          yield job.done / job.chunks;
        }
      }
    }
  } finally {
    bench.busy = false;
  }
};

/** What rounding may take from ln Z when the parts are merged, nats: the largest error that a precision allows. */
const slack = { f32: 1e-5, f64: 1e-9, 'log-sum-exp': 1e-9 } as const;

/**
 * Who does what of one enumeration of one model. It can be left alone and taken up again: give back what was under
 * way, and `next()` goes on where it was. The parts are joined as far as they are complete from the first on.
 */
export class Enumeration {
  result: PartitionResult | undefined;
  plan: PartitionPlan | undefined;
  private joined: PartitionPart | undefined;
  private readonly apart = new Map<number, PartitionPart>();
  /** Parts under way, and the share of each that is done. */
  private readonly out = new Map<number, number>();
  private fresh = 0;
  private readonly returned: number[] = [];
  /** A step that only one worker can do, and that nothing can go on without, is under way. */
  private alone = false;
  private readonly found = new LogSum();
  private lowest = Number.NEGATIVE_INFINITY;

  constructor(readonly moments: boolean) {}

  /** What a free worker shall do; undefined where nothing can be done until something under way comes back. */
  next(): EnumerationStep | undefined {
    if (this.result || this.alone) return undefined;
    const { moments, plan, joined } = this;
    if (plan && joined?.count !== plan.parts) {
      const part = this.take(plan.parts);
      return part === undefined ? undefined : { kind: 'part', moments, part };
    }
    this.alone = true;
    return joined ? { kind: 'merge', moments, whole: joined } : { kind: 'plan', moments };
  }

  /** The lowest part that nobody has. */
  private take(parts: number): number | undefined {
    this.returned.sort((x, y) => y - x);
    const part = this.returned.pop() ?? (this.fresh < parts ? this.fresh++ : undefined);
    if (part !== undefined) this.out.set(part, 0);
    return part;
  }

  /** How much of a part its worker has done, 0..1: only for the progress. */
  heard(step: EnumerationStep, share: number): void {
    if (step.kind === 'part' && this.out.has(step.part)) this.out.set(step.part, share);
  }

  /** Takes what a step came to, in any order; a part that was given back, or comes twice, is no matter. */
  accept(answer: EnumerationAnswer): void {
    if (answer.kind === 'part') {
      if (this.out.delete(answer.part.part)) this.keep(answer.part);
      return;
    }
    this.alone = false;
    if (answer.kind === 'plan') this.plan = answer.plan;
    else this.result = answer.result;
  }

  private keep(part: PartitionPart): void {
    this.found.add(part.logSum);
    this.apart.set(part.part, part);
    for (;;) {
      const next = this.apart.get(this.joined?.count ?? 0);
      if (!next) return;
      this.apart.delete(next.part);
      this.joined = this.joined ? joinParts(this.joined, next) : next;
    }
  }

  /** A step was given up, or failed: somebody else is to do it. */
  giveBack(step: EnumerationStep): void {
    if (step.kind !== 'part') this.alone = false;
    else if (this.out.delete(step.part)) this.returned.push(step.part);
  }

  /** All but `secondsLeft`, which its caller knows by its clock; undefined before the plan is made. */
  progress(): Omit<EnumerationProgress, 'secondsLeft' | 'update'> | undefined {
    if (!this.plan) return undefined;
    const { states, precision, parts } = this.plan;
    let done = (this.joined?.count ?? 0) + this.apart.size;
    for (const share of this.out.values()) done += share;
    const share = done / parts;
    return { share, done: share * states, states, lowerBound: this.lowerBound(precision), precision };
  }

  /** Never above what ln Z will be, and never falling. */
  private lowerBound(precision: PartitionPlan['precision']): number {
    const bound = this.found.value - slack[precision];
    this.lowest = bound > this.lowest ? bound : this.lowest;
    return this.lowest;
  }
}
