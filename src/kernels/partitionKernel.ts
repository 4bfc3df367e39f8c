/**
 * The kernel's interface over what an implementation does chunk by chunk: a whole job is its parts one after the
 * other, so that parts done anywhere and merged come to the same bits.
 */
import type {
  Parameters,
  PartitionJob,
  PartitionKernel,
  PartitionOptions,
  PartitionPart,
  PartitionPlan,
  PartitionResult,
  PartJob,
  Precision,
} from './contract';
import { checkEnumerable, enumeratesHidden } from './partitionLimits';
import {
  chunksInPart,
  energyOf,
  joinAll,
  joinParts,
  logOfScaled,
  meansOf,
  type PartSums,
  packSums,
  unpackSums,
} from './partitionParts';

/** A copy of a model, ready to be walked over. */
export interface Walk {
  readonly precision: Precision;
  /** A power of two. */
  readonly chunks: number;
  /** Before the chunks of a part, which come in order. */
  open(): void;
  chunk(chunk: number): void;
  /** After the last chunk of a part. */
  close(): PartSums;
  /** ln Z from the sums of all parts, nats. */
  logPartition(sums: PartSums): number;
}

/** What is enumerated, and which moments were asked for. */
interface Plan extends PartitionPlan {
  readonly layers: { readonly enumerated: number; readonly other: number; readonly hiddenFirst: boolean };
}

/** A kernel over `load`, which copies a model and may use what it knows of the one before. */
export function partitionKernel(
  load: (model: Parameters, options: PartitionOptions) => Walk,
): PartitionKernel {
  /** Stands for the last call: whatever is not its own is over. */
  let current: object | undefined;
  const open = (model: Parameters, options: PartitionOptions = {}) => {
    checkEnumerable(model);
    const token = {};
    current = token;
    const walk = load(model, options);
    const check = () => {
      if (current !== token) throw new Error('this job is over: the kernel has begun another one');
    };
    return { walk, plan: planOf(walk, model), check };
  };
  return {
    begin(model, options) {
      const { walk, plan, check } = open(model, options);
      return new WholeJob(walk, plan, check);
    },
    plan(model, options) {
      const { precision, states, parts, chunksPerPart } = open(model, options).plan;
      return { precision, states, parts, chunksPerPart };
    },
    beginPart(model, options, part) {
      const { walk, plan, check } = open(model, options);
      if (!(Number.isInteger(part) && part >= 0 && part < plan.parts))
        throw new RangeError(`invalid part: ${part}; expected one of ${plan.parts}, from 0`);
      return new OnePart(walk, plan, part, check);
    },
    merge(model, options, parts) {
      const { walk, plan } = open(model, options);
      return resultOf(walk, plan, joinAll(parts, plan.parts));
    },
  };
}

function planOf({ precision, chunks }: Walk, model: Parameters): Plan {
  const hiddenFirst = enumeratesHidden(model);
  const enumerated = Math.min(model.visible, model.hidden);
  const layers = { enumerated, other: Math.max(model.visible, model.hidden), hiddenFirst };
  const chunksPerPart = chunksInPart(chunks);
  return { precision, states: 2 ** enumerated, parts: chunks / chunksPerPart, chunksPerPart, layers };
}

function resultOf(walk: Walk, { precision, states, layers }: Plan, whole: PartitionPart): PartitionResult {
  const sums = unpackSums(whole.sums);
  const logPartition = walk.logPartition(sums);
  return {
    logPartition,
    precision,
    states,
    ...(sums.means.length > 0 && { means: meansOf(sums, layers) }),
    ...(sums.energies.length > 0 && { energy: energyOf(sums, logPartition) }),
  };
}

class OnePart implements PartJob {
  readonly chunks: number;
  done = 0;
  private found: PartitionPart | undefined;

  constructor(
    private readonly walk: Walk,
    plan: PartitionPlan,
    private readonly part: number,
    private readonly check: () => void,
  ) {
    this.chunks = plan.chunksPerPart;
    walk.open();
  }

  advance(count: number): boolean {
    this.check();
    const { walk, part, chunks } = this;
    const end = Math.min(chunks, this.done + count);
    for (; this.done < end; this.done++) walk.chunk(part * chunks + this.done);
    if (this.done === chunks && !this.found) {
      const sums = walk.close();
      const logSum = logOfScaled(sums.mantissa, sums.exponent);
      this.found = { part, count: 1, logSum, sums: packSums(sums) };
    }
    return this.done === chunks;
  }

  result(): PartitionPart {
    if (!this.found) throw new Error(`unfinished: ${this.done} of ${this.chunks} chunks are done`);
    return this.found;
  }
}

class WholeJob implements PartitionJob {
  readonly precision: Precision;
  readonly chunks: number;
  private joined: PartitionPart | undefined;
  private part: OnePart;
  private found: PartitionResult | undefined;

  constructor(
    private readonly walk: Walk,
    private readonly plan: Plan,
    private readonly check: () => void,
  ) {
    this.precision = plan.precision;
    this.chunks = plan.parts * plan.chunksPerPart;
    this.part = new OnePart(walk, plan, 0, check);
  }

  get done(): number {
    if (this.found) return this.chunks;
    return (this.joined?.count ?? 0) * this.plan.chunksPerPart + this.part.done;
  }

  advance(count: number): boolean {
    this.check();
    const end = this.done + count;
    while (!this.found && this.done < end) {
      if (this.part.advance(end - this.done)) this.closePart();
    }
    return this.found !== undefined;
  }

  private closePart(): void {
    const { walk, plan, joined, check } = this;
    const part = this.part.result();
    const whole = joined ? joinParts(joined, part) : part;
    this.joined = whole;
    if (whole.count === plan.parts) this.found = resultOf(walk, plan, whole);
    else this.part = new OnePart(walk, plan, whole.count, check);
  }

  result(): PartitionResult {
    if (!this.found) throw new Error(`unfinished: ${this.done} of ${this.chunks} chunks are done`);
    return this.found;
  }
}
