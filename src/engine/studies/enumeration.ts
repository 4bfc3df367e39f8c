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
import type { Task, Tools } from './task';

/** One thing for a worker to do; plain data, as is the answer. */
export type EnumerationStep =
  | { readonly kind: 'plan'; readonly moments: boolean }
  | {
      readonly kind: 'part';
      readonly moments: boolean;
      readonly walk: 1 | 2;
      readonly part: number;
      /** Second walk: what the first one found. */
      readonly first?: Float64Array;
    }
  | { readonly kind: 'first'; readonly moments: boolean; readonly part: PartitionPart }
  | {
      readonly kind: 'merge';
      readonly moments: boolean;
      readonly first: PartitionPart;
      readonly second?: PartitionPart;
    };

export type EnumerationAnswer =
  | { readonly kind: 'plan'; readonly plan: PartitionPlan }
  | { readonly kind: 'part'; readonly part: PartitionPart }
  | { readonly kind: 'first'; readonly first: Float64Array }
  | { readonly kind: 'merge'; readonly result: PartitionResult };

/** ms that a slice of a part takes: a cancel is heard between two. */
const sliceTime = 10;
/** Chunks per ms, before anything has been measured: the first slice is a single chunk. */
const firstGuess = 1 / sliceTime;

/** A worker's kernel, kept from step to step for its tables and its compiled code, and how fast it was. */
interface Bench {
  readonly kernel: PartitionKernel;
  readonly speed: readonly [Calibration, Calibration];
  busy: boolean;
}
const benches = new WeakMap<Tools, Bench>();

function benchFor(tools: Tools): Bench {
  const kept = benches.get(tools);
  if (kept && !kept.busy) return kept;
  const bench: Bench = {
    kernel: tools.createPartition(),
    speed: [new Calibration(firstGuess), new Calibration(firstGuess)],
    busy: false,
  };
  benches.set(tools, bench);
  return bench;
}

/**
 * One step of an enumeration of the subject's model. Yields the share of a part that is done, about every 10 ms.
 * RangeError where the smaller layer has more than 36 units.
 */
export const enumerationPart: Task<EnumerationStep, EnumerationAnswer> = function* (step, subject, _, tools) {
  const model = subject.parameters;
  const options = { energy: step.moments };
  const bench = benchFor(tools);
  const { kernel } = bench;
  bench.busy = true;
  try {
    switch (step.kind) {
      case 'plan':
        return { kind: 'plan', plan: kernel.plan(model, options) };
      case 'first':
        return { kind: 'first', first: kernel.mergeFirst(model, options, [step.part]) };
      case 'merge': {
        const second = step.second ? [step.second] : [];
        return { kind: 'merge', result: kernel.merge(model, options, [step.first], second) };
      }
      case 'part': {
        const job = kernel.beginPart(model, options, step.walk, step.part, step.first);
        const speed = bench.speed[step.walk - 1];
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

/** Time of a state in the second walk over that in the first, measured: only for the share that is done. */
const secondWalkWeight = { f32: 7, f64: 7, 'log-sum-exp': 2 } as const;
/** What rounding may take from ln Z when the parts are merged, nats: the largest error that a precision allows. */
const slack = { f32: 1e-5, f64: 1e-9, 'log-sum-exp': 1e-9 } as const;

/** The parts of one walk: joined as far as they are complete from the first on, the others as they came. */
class Walk {
  joined: PartitionPart | undefined;
  private readonly apart = new Map<number, PartitionPart>();
  /** Parts under way, and the share of each that is done. */
  private readonly out = new Map<number, number>();
  private fresh = 0;
  private readonly returned: number[] = [];

  constructor(readonly parts: number) {}

  /** The lowest part that nobody has. */
  take(): number | undefined {
    this.returned.sort((x, y) => y - x);
    const part = this.returned.pop() ?? (this.fresh < this.parts ? this.fresh++ : undefined);
    if (part !== undefined) this.out.set(part, 0);
    return part;
  }

  heard(part: number, share: number): void {
    if (this.out.has(part)) this.out.set(part, share);
  }

  giveBack(part: number): void {
    if (this.out.delete(part)) this.returned.push(part);
  }

  /** False where the part isn't under way: it has been given back, or came twice. */
  accept(part: PartitionPart): boolean {
    if (!this.out.delete(part.part)) return false;
    this.apart.set(part.part, part);
    for (;;) {
      const next = this.apart.get(this.joined?.count ?? 0);
      if (!next) return true;
      this.apart.delete(next.part);
      this.joined = this.joined ? joinParts(this.joined, next) : next;
    }
  }

  get complete(): boolean {
    return this.joined?.count === this.parts;
  }

  /** Parts done, and with those under way, as a number of parts. */
  get done(): number {
    return (this.joined?.count ?? 0) + this.apart.size;
  }
  get doneWithShares(): number {
    let sum = this.done;
    for (const share of this.out.values()) sum += share;
    return sum;
  }
}

/**
 * Who does what of one enumeration of one model. It can be left alone and taken up again: give back what was under
 * way (`giveBackAll`), and `next()` goes on where it was.
 */
export class Enumeration {
  result: PartitionResult | undefined;
  plan: PartitionPlan | undefined;
  private walks: readonly [Walk, Walk] = [new Walk(0), new Walk(0)];
  private first: Float64Array | undefined;
  /** A step that only one worker can do, and that nothing can go on without, is under way. */
  private alone = false;
  private readonly found = new LogSum();
  private lowest = Number.NEGATIVE_INFINITY;

  constructor(readonly moments: boolean) {}

  /** What a free worker shall do; undefined where nothing can be done until something under way comes back. */
  next(): EnumerationStep | undefined {
    if (this.result || this.alone) return undefined;
    const { moments, first } = this;
    if (!this.plan) return this.singly({ kind: 'plan', moments });
    const [one, two] = this.walks;
    if (!one.complete) return this.part(1, one);
    if (two.parts > 0) {
      if (!first) return this.singly({ kind: 'first', moments, part: one.joined! });
      if (!two.complete) return this.part(2, two);
    }
    return this.singly({ kind: 'merge', moments, first: one.joined!, second: two.joined });
  }

  private singly(step: EnumerationStep): EnumerationStep {
    this.alone = true;
    return step;
  }

  private part(walk: 1 | 2, parts: Walk): EnumerationStep | undefined {
    const { moments, first } = this;
    const part = parts.take();
    if (part === undefined) return undefined;
    return { kind: 'part', moments, walk, part, ...(walk === 2 && { first }) };
  }

  /** How much of a part its worker has done, 0..1: only for the progress. */
  heard(step: EnumerationStep, share: number): void {
    if (step.kind === 'part') this.walks[step.walk - 1].heard(step.part, share);
  }

  /** Takes what a step came to, in any order. */
  accept(answer: EnumerationAnswer): void {
    if (answer.kind === 'part') {
      const { walk, logSum } = answer.part;
      if (this.walks[walk - 1].accept(answer.part) && walk === 1) this.found.add(logSum);
      return;
    }
    this.alone = false;
    if (answer.kind === 'plan') {
      this.plan = answer.plan;
      this.walks = [new Walk(answer.plan.firstParts), new Walk(answer.plan.secondParts)];
    } else if (answer.kind === 'first') this.first = answer.first;
    else this.result = answer.result;
  }

  /** A step was given up, or failed: somebody else is to do it. */
  giveBack(step: EnumerationStep): void {
    if (step.kind === 'part') this.walks[step.walk - 1].giveBack(step.part);
    else this.alone = false;
  }

  /** But for what its caller knows: `secondsLeft` by its clock, and the subject's update. Undefined before the plan is made. */
  progress(): Omit<EnumerationProgress, 'secondsLeft' | 'update'> | undefined {
    if (!this.plan) return undefined;
    const { states, precision } = this.plan;
    const [one, two] = this.walks;
    const current = one.complete && two.parts > 0 ? two : one;
    const weight = two.parts > 0 ? secondWalkWeight[precision] : 0;
    const share = (walk: Walk) => (walk.parts > 0 ? walk.doneWithShares / walk.parts : 0);
    return {
      share: (share(one) + weight * share(two)) / (1 + weight),
      walk: current === two ? 2 : 1,
      done: (states / current.parts) * current.doneWithShares,
      states,
      lowerBound: this.lowerBound(precision),
      precision,
    };
  }

  /** Never above what ln Z will be, and never falling. */
  private lowerBound(precision: PartitionPlan['precision']): number {
    const bound = this.found.value - slack[precision];
    this.lowest = bound > this.lowest ? bound : this.lowest;
    return this.lowest;
  }
}
