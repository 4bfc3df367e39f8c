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
      return resultOf(walk, plan, unpackSums(joinAll(parts, plan.parts).sums));
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

function resultOf(walk: Walk, { precision, states, layers }: Plan, sums: PartSums): PartitionResult {
  const logPartition = walk.logPartition(sums);
  return {
    logPartition,
    precision,
    states,
    ...(sums.means.length > 0 && { means: meansOf(sums, layers) }),
    ...(sums.energies.length > 0 && { energy: energyOf(sums, logPartition) }),
  };
}

function packed(sums: PartSums, part: number): PartitionPart {
  const logSum = logOfScaled(sums.mantissa, sums.exponent);
  return { part, count: 1, logSum, sums: packSums(sums) };
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
    if (this.done < chunks) return false;
    this.found ??= packed(walk.close(), part);
    return true;
  }

  result(): PartitionPart {
    if (!this.found) throw new Error(`unfinished: ${this.done} of ${this.chunks} chunks are done`);
    return this.found;
  }
}

class WholeJob implements PartitionJob {
  readonly precision: Precision;
  readonly chunks: number;
  done = 0;
  private joined: PartitionPart | undefined;
  private found: PartitionResult | undefined;

  constructor(
    private readonly walk: Walk,
    private readonly plan: Plan,
    private readonly check: () => void,
  ) {
    this.precision = plan.precision;
    this.chunks = plan.parts * plan.chunksPerPart;
  }

  advance(count: number): boolean {
    this.check();
    const { walk, chunks } = this;
    const { chunksPerPart } = this.plan;
    const end = Math.min(chunks, this.done + count);
    while (this.done < end) {
      if (this.done % chunksPerPart === 0) walk.open();
      walk.chunk(this.done++);
      if (this.done % chunksPerPart === 0) this.closePart();
    }
    return this.done === chunks;
  }

  private closePart(): void {
    const { walk, plan, joined } = this;
    const sums = walk.close();
    if (plan.parts === 1) {
      // nothing to pack and to join: it counts where a small model is enumerated after every update
      this.found = resultOf(walk, plan, sums);
      return;
    }
    const part = packed(sums, joined?.count ?? 0);
    this.joined = joined ? joinParts(joined, part) : part;
    if (this.done === this.chunks) this.found = resultOf(walk, plan, unpackSums(this.joined.sums));
  }

  result(): PartitionResult {
    if (!this.found) throw new Error(`unfinished: ${this.done} of ${this.chunks} chunks are done`);
    return this.found;
  }
}
