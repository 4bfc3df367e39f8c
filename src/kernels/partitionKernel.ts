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
import { checkEnumerable } from './partitionLimits';
import { chunksInPart, joinAll, joinParts, logOfScaled } from './partitionParts';

/** A copy of a model, ready to be walked over. `Sums` are a part's numbers, as in `PartitionPart`. */
export interface Walks {
  readonly precision: Precision;
  readonly states: number;
  /** Of one walk: a power of two. */
  readonly chunks: number;
  /** Whether means or energy were asked for. */
  readonly moments: boolean;
  /** Before the chunks of a part, which come in order; the second walk gets what `first` made. */
  open(walk: 1 | 2, first?: Float64Array): void;
  chunk(walk: 1 | 2, chunk: number): void;
  /** After the last chunk of a part: its sums. */
  close(walk: 1 | 2): Float64Array;
  /** What the second walk needs, from the sums of all of the first. */
  first(sums: Float64Array): Float64Array;
  /** From the sums of all of both walks. */
  result(first: Float64Array, second?: Float64Array): PartitionResult;
}

/** A kernel over `load`, which copies a model and may use what it knows of the one before. */
export function partitionKernel(
  load: (model: Parameters, options: PartitionOptions) => Walks,
): PartitionKernel {
  /** Stands for the last call: whatever is not its own is over. */
  let current: object | undefined;
  const open = (model: Parameters, options: PartitionOptions = {}) => {
    checkEnumerable(model);
    const token = {};
    current = token;
    const walks = load(model, options);
    const check = () => {
      if (current !== token) throw new Error('this job is over: the kernel has begun another one');
    };
    return { walks, plan: planOf(walks), check };
  };
  return {
    begin(model, options) {
      const { walks, plan, check } = open(model, options);
      return new WholeJob(walks, plan, check);
    },
    plan: (model, options) => open(model, options).plan,
    beginPart(model, options, walk, part, first) {
      const { walks, plan, check } = open(model, options);
      const parts = walk === 1 ? plan.firstParts : plan.secondParts;
      if (!(Number.isInteger(part) && part >= 0 && part < parts))
        throw new RangeError(`invalid part: ${part}; expected one of the ${parts} of walk ${walk}`);
      if (walk === 2 && !first)
        throw new TypeError('invalid first: the second walk starts from the first one');
      return new OnePart(walks, plan, walk, part, check, first);
    },
    mergeFirst(model, options, parts) {
      const { walks, plan } = open(model, options);
      return walks.first(joinAll(parts, 1, plan.firstParts).sums);
    },
    merge(model, options, first, second) {
      const { walks, plan } = open(model, options);
      const sums = joinAll(first, 1, plan.firstParts).sums;
      if (plan.secondParts === 0) return walks.result(sums);
      return walks.result(sums, joinAll(second, 2, plan.secondParts).sums);
    },
  };
}

function planOf({ precision, states, chunks, moments }: Walks): PartitionPlan {
  const chunksPerPart = chunksInPart(chunks);
  const parts = chunks / chunksPerPart;
  return { precision, states, firstParts: parts, secondParts: moments ? parts : 0, chunksPerPart };
}

class OnePart implements PartJob {
  readonly chunks: number;
  done = 0;
  private found: PartitionPart | undefined;

  constructor(
    private readonly walks: Walks,
    plan: PartitionPlan,
    private readonly walk: 1 | 2,
    private readonly part: number,
    private readonly check: () => void,
    first?: Float64Array,
  ) {
    this.chunks = plan.chunksPerPart;
    walks.open(walk, first);
  }

  advance(count: number): boolean {
    this.check();
    const { walks, walk, part, chunks } = this;
    const end = Math.min(chunks, this.done + count);
    for (; this.done < end; this.done++) walks.chunk(walk, part * chunks + this.done);
    if (this.done < chunks) return false;
    if (!this.found) {
      const sums = walks.close(walk);
      const logSum = walk === 1 ? logOfScaled(sums[0], sums[1]) : Number.NaN;
      this.found = { walk, part, count: 1, logSum, sums };
    }
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
  private readonly joined: [PartitionPart?, PartitionPart?] = [];
  private first: Float64Array | undefined;
  private part: OnePart;
  private partsDone = 0;
  private found: PartitionResult | undefined;

  constructor(
    private readonly walks: Walks,
    private readonly plan: PartitionPlan,
    private readonly check: () => void,
  ) {
    this.precision = plan.precision;
    this.chunks = (plan.firstParts + plan.secondParts) * plan.chunksPerPart;
    this.part = this.open();
  }

  get done(): number {
    return this.found ? this.chunks : this.partsDone * this.plan.chunksPerPart + this.part.done;
  }

  advance(count: number): boolean {
    this.check();
    const end = this.done + count;
    while (!this.found && this.done < end) {
      if (this.part.advance(end - this.done)) this.closePart();
    }
    return this.found !== undefined;
  }

  private get walk(): 1 | 2 {
    return this.partsDone < this.plan.firstParts ? 1 : 2;
  }

  private open(): OnePart {
    const { walks, plan, walk, partsDone, check, first } = this;
    const part = walk === 1 ? partsDone : partsDone - plan.firstParts;
    return new OnePart(walks, plan, walk, part, check, first);
  }

  private closePart(): void {
    const { walks, plan, joined, walk } = this;
    const part = this.part.result();
    const before = joined[walk - 1];
    joined[walk - 1] = before ? joinParts(before, part) : part;
    this.partsDone++;
    const [first, second] = joined;
    if (this.partsDone === plan.firstParts + plan.secondParts) {
      this.found = walks.result(first!.sums, second?.sums);
      return;
    }
    if (this.partsDone === plan.firstParts) this.first = walks.first(first!.sums);
    this.part = this.open();
  }

  result(): PartitionResult {
    if (!this.found) throw new Error(`unfinished: ${this.done} of ${this.chunks} chunks are done`);
    return this.found;
  }
}
