import { describe, expect, it } from 'vitest';
import { logPartition, modelMeans } from '../../../src/core/partition';
import type { Rbm } from '../../../src/core/rbm';
import {
  Enumeration,
  type EnumerationAnswer,
  type EnumerationStep,
  enumerationPart,
} from '../../../src/engine/studies/enumeration';
import type { Tools } from '../../../src/engine/studies/task';
import type { Material, Subject } from '../../../src/engine/study';
import type { PartitionOptions, PartitionResult } from '../../../src/kernels/contract';
import { partitionKernel, type Walk } from '../../../src/kernels/partitionKernel';
import { enumerate, normalModel } from '../../kernels/partitionModels';
import { realKernels } from '../realKernels';

const subjectOf = (parameters: Rbm) => ({ parameters }) as unknown as Subject;

const none = new Float64Array(0);
/** 8 parts of 64 chunks, whose sums round differently in every order. ln Z is ln of Σ 1/(c + 3) over chunks c. */
const toyWalk = (_: unknown, { energy = false }: PartitionOptions): Walk => {
  let mantissa = 0;
  const sums = () => ({ exponent: 0, rows: none, energies: energy ? Float64Array.of(mantissa, 1, 2) : none });
  return {
    precision: 'f64',
    chunks: 512,
    open: () => {
      mantissa = 0;
    },
    chunk: (chunk) => {
      mantissa += 1 / (chunk + 3);
    },
    close: () => ({ ...sums(), mantissa, means: none }),
    logPartition: (whole) => Math.log(whole.mantissa) + whole.exponent * Math.LN2,
  };
};
const toyModel = normalModel(17, 16, 0);
const subject = subjectOf(toyModel);
const whole = (options: PartitionOptions) => enumerate(partitionKernel(toyWalk), toyModel, options);

interface Bench {
  /** ms; every look at the clock moves it on by `tick`. */
  time: number;
  tick: number;
  kernels: number;
}
function toyTools(): Tools & Bench {
  const bench = {
    time: 0,
    tick: 0,
    kernels: 0,
    now: () => {
      bench.time += bench.tick;
      return bench.time;
    },
    createPartition: () => {
      bench.kernels++;
      return partitionKernel(toyWalk);
    },
  };
  return bench as unknown as Tools & Bench;
}

function workOn(step: EnumerationStep, subject: Subject, tools: Tools): EnumerationAnswer {
  const task = enumerationPart(step, subject, {} as Material, tools);
  for (;;) {
    const { done, value } = task.next();
    if (done) return value;
  }
}

/** Steps a book to its end with so many workers; `pick` chooses which of those under way comes back. */
function finish(
  book: Enumeration,
  { workers, pick }: { workers: number; pick: (out: number) => number },
  onProgress = () => {},
): PartitionResult {
  const hands = Array.from({ length: workers }, toyTools);
  const out: EnumerationStep[] = [];
  for (let n = 0; !book.result; n++) {
    while (out.length < workers) {
      const step = book.next();
      if (!step) break;
      out.push(step);
    }
    const [step] = out.splice(pick(out.length), 1);
    book.accept(workOn(step, subject, hands[n % workers]));
    onProgress();
  }
  expect(book.next()).toBeUndefined();
  return book.result;
}
const last = { workers: 3, pick: (out: number) => out - 1 };

describe('Enumeration', () => {
  it('next() and accept(answer) come to what one kernel finds, bit for bit, in whatever order', () => {
    for (const moments of [false, true]) {
      const expected = whole({ energy: moments });
      expect(finish(new Enumeration(moments), { workers: 1, pick: () => 0 })).toEqual(expected);
      expect(finish(new Enumeration(moments), last)).toEqual(expected);
      expect(finish(new Enumeration(moments), { workers: 5, pick: (out) => ((7 * out) % 3) % out })).toEqual(
        expected,
      );
    }
  });

  it('progress() rises to 1, its bound too, and the bound never exceeds ln Z', () => {
    const book = new Enumeration(true);
    expect(book.progress()).toBeUndefined();
    const seen: NonNullable<ReturnType<Enumeration['progress']>>[] = [];
    finish(book, last, () => seen.push(book.progress()!));
    const exact = whole({}).logPartition;
    expect(seen[0]).toMatchObject({ share: 0, done: 0, states: 2 ** 16, precision: 'f64' });
    expect(seen[0].lowerBound).toBe(Number.NEGATIVE_INFINITY);
    seen.forEach(({ share, lowerBound }, n) => {
      // what rounding in another order may do to ln Z is left off
      expect(lowerBound).toBeLessThan(exact - 5e-10);
      if (n > 0) expect(share).toBeGreaterThanOrEqual(seen[n - 1].share);
      if (n > 0) expect(lowerBound).toBeGreaterThanOrEqual(seen[n - 1].lowerBound);
    });
    expect(seen.at(-1)).toMatchObject({ share: 1, done: 2 ** 16 });
    expect(exact - seen.at(-1)!.lowerBound).toBeLessThan(1e-8);
  });

  it('heard(step, share) counts what is under way, and only that', () => {
    const book = new Enumeration(false);
    const tools = toyTools();
    book.accept(workOn(book.next()!, subject, tools));
    const step = book.next()!;
    book.heard(step, 0.5);
    expect(book.progress()).toMatchObject({ share: 0.5 / 8, done: 2 ** 16 / 16 });
    book.accept(workOn(step, subject, tools));
    book.heard(step, 0.5);
    expect(book.progress()!.share).toBe(1 / 8);
  });

  it('giveBack(step) has it done by somebody else, first of all', () => {
    const book = new Enumeration(true);
    const tools = toyTools();
    const plan = book.next()!;
    expect(book.next()).toBeUndefined();
    book.giveBack(plan);
    expect(book.next()).toEqual(plan);
    book.accept(workOn(plan, subject, tools));
    const [one, two] = [book.next()!, book.next()!];
    expect(one).toMatchObject({ kind: 'part', part: 0 });
    book.giveBack(two);
    book.giveBack(one);
    book.giveBack(one);
    expect(book.next()).toEqual(one);
    expect(book.next()).toEqual(two);
    expect(book.next()).toMatchObject({ part: 2 });
  });

  it('a book that was left goes on where it was, and what comes late is not counted twice', () => {
    const book = new Enumeration(false);
    const tools = toyTools();
    book.accept(workOn(book.next()!, subject, tools));
    const under = [book.next()!, book.next()!, book.next()!];
    book.accept(workOn(under[1], subject, tools));
    const late = workOn(under[0], subject, tools);
    for (const step of [under[0], under[2]]) book.giveBack(step);
    book.accept(late);
    expect(book.progress()!.share).toBe(1 / 8);
    const parts: number[] = [];
    for (let step = book.next(); step?.kind === 'part'; step = book.next()) {
      parts.push(step.part);
      book.accept(workOn(step, subject, tools));
      book.accept(workOn(step, subject, tools));
    }
    expect(parts).toEqual([0, 2, 3, 4, 5, 6, 7]);
    const left = book.progress()!;
    expect(left.share).toBe(1);
    expect(left.lowerBound).toBeLessThan(whole({}).logPartition);
  });

  it('next() has all merged when every part is there, and not before', () => {
    const book = new Enumeration(true);
    const tools = toyTools();
    book.accept(workOn(book.next()!, subject, tools));
    const steps = Array.from({ length: 8 }, () => book.next()!);
    expect(book.next()).toBeUndefined();
    for (const step of steps.slice(1)) book.accept(workOn(step, subject, tools));
    expect(book.next()).toBeUndefined();
    book.accept(workOn(steps[0], subject, tools));
    const merging = book.next()!;
    expect(merging.kind).toBe('merge');
    expect(book.next()).toBeUndefined();
    book.accept(workOn(merging, subject, tools));
    expect(book.result!.energy).toBeDefined();
  });
});

describe('enumerationPart', () => {
  it('enumerationPart keeps one kernel for a worker, and another while it has two steps at once', () => {
    const tools = toyTools();
    const step = { kind: 'part', moments: false, part: 0 } as const;
    workOn(step, subject, tools);
    workOn({ ...step, part: 1 }, subject, tools);
    expect(tools.kernels).toBe(1);
    const one = enumerationPart(step, subject, {} as Material, tools);
    one.next();
    const other = workOn({ ...step, part: 2 }, subject, tools);
    expect(tools.kernels).toBe(2);
    let state = one.next();
    while (!state.done) state = one.next();
    expect((state.value as { part: { part: number } }).part.part).toBe(0);
    expect((other as { part: { part: number } }).part.part).toBe(2);
  });

  it('enumerationPart says how far a part is, a chunk at first, more once it knows how fast they go', () => {
    const tools = toyTools();
    tools.tick = 0.5;
    const task = enumerationPart({ kind: 'part', moments: false, part: 0 }, subject, {} as Material, tools);
    const shares: number[] = [];
    for (let step = task.next(); !step.done; step = task.next()) shares.push(step.value!);
    expect(shares[0]).toBe(1 / 64);
    expect(shares.every((share, n) => n === 0 || share > shares[n - 1])).toBe(true);
    expect(shares.length).toBeLessThan(63);
  });

  it('enumerationPart that is given up leaves its worker’s kernel to the next', () => {
    const tools = toyTools();
    const step = { kind: 'part', moments: false, part: 0 } as const;
    const left = enumerationPart(step, subject, {} as Material, tools);
    left.next();
    left.return(undefined as never);
    workOn(step, subject, tools);
    expect(tools.kernels).toBe(1);
  });

  it('enumerationPart refuses in words a model that can’t be enumerated', () => {
    const large = subjectOf(normalModel(37, 37, 0));
    expect(() => workOn({ kind: 'plan', moments: false }, large, toyTools())).toThrow(
      'invalid smaller layer: 37 units; expected 0..36',
    );
  });

  it('enumerationPart finds through the page’s kernels what core finds, in f32 and to its error', () => {
    const small = normalModel(20, 13, 0.5);
    const tools = { ...realKernels(), now: () => performance.now() } as unknown as Tools;
    const book = new Enumeration(true);
    while (!book.result) book.accept(workOn(book.next()!, subjectOf(small), tools));
    expect(book.result.precision).toBe('f32');
    expect(Math.abs(book.result.logPartition - logPartition(small))).toBeLessThan(3e-7);
    const { vh } = modelMeans(small);
    book.result.means!.vh.forEach((x, n) => {
      expect(Math.abs(x - vh[n])).toBeLessThan(1e-6);
    });
    expect(book.result.energy!.S).toBeCloseTo(book.result.logPartition + book.result.energy!.U, 5);
  });
});

it('enumerationPart refuses a machine that has run away, in words', () => {
  const model = normalModel(3, 2, 1);
  model.W[1] = Number.NaN;
  const step = { kind: 'plan', moments: false } as const;
  const work = enumerationPart(step, subjectOf(model), {} as Material, toyTools());
  expect(() => work.next()).toThrow(/not finite numbers/);
});
