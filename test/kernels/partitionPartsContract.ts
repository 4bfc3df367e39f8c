/** What every ln Z kernel promises of parts: whoever did which, and when, the result has the bits of one job. */
import { describe, expect, test } from 'vitest';
import { sigmoid, softplus } from '../../src/core/elementary';
import type {
  PartitionKernel,
  PartitionOptions,
  PartitionPart,
  PartitionResult,
  Precision,
} from '../../src/kernels/contract';
import { joinParts } from '../../src/kernels/partitionParts';
import { enumerate, largestDifference, normalModel } from './partitionModels';

type Shape = readonly [number, number];
type Model = ReturnType<typeof normalModel>;

function onePart(
  kernel: PartitionKernel,
  model: Model,
  options: PartitionOptions,
  part: number,
): PartitionPart {
  const job = kernel.beginPart(model, options, part);
  while (!job.advance(17));
  return job.result();
}

/** All parts, done in an order that jumps about, by two kernels in turn; in order of part. */
function allParts(
  kernels: readonly PartitionKernel[],
  model: Model,
  options: PartitionOptions,
  parts: number,
): PartitionPart[] {
  const order = Array.from({ length: parts }, (_, n) => n);
  order.sort((x, y) => ((x * 7) % 5) - ((y * 7) % 5) || y - x);
  const found = order.map((part, n) => onePart(kernels[n % kernels.length], model, options, part));
  return found.sort((x, y) => x.part - y.part);
}

export function partitionPartsContract(
  create: () => PartitionKernel,
  manyParts: Partial<Record<Precision, Shape>>,
): void {
  describe.each(Object.entries(manyParts) as [Precision, Shape][])('in parts, in %s', (precision, shape) => {
    const model = normalModel(...shape, 0.07, 5);

    /** ln Z alone, which two tests look at: by parts, and as one job. */
    let plain: { parts: PartitionPart[]; whole: PartitionResult } | undefined;
    const bothWays = (kernels: readonly PartitionKernel[], options: PartitionOptions) => ({
      parts: allParts(kernels, model, options, kernels[0].plan(model, options).parts),
      whole: enumerate(create(), model, options),
    });

    test.each([{}, { means: true }, { energy: true }])(
      'merge(parts) gives the bits that begin gives with %o, whoever did which part in whatever order',
      (asked) => {
        const options = { precision, ...asked };
        const kernels = [create(), create()];
        const plan = kernels[0].plan(model, options);
        expect(plan.precision).toBe(precision);
        expect(plan.parts).toBeGreaterThan(1);
        const { parts, whole } = bothWays(kernels, options);
        expect(kernels[0].merge(model, options, parts)).toEqual(whole);
        expect(kernels[1].merge(model, options, [parts.reduce(joinParts)])).toEqual(whole);
        if (Object.keys(asked).length === 0) plain = { parts, whole };
      },
    );

    test('begin(model) joins parts of very different weight as closed forms say', () => {
      const apart = normalModel(...shape, 1, 6);
      apart.W.fill(0);
      // the last units number the parts
      const [v, h] = [apart.a, apart.b].map((biases) => {
        for (let n = 1; n <= 4; n++) biases[biases.length - n] *= n * (n % 2 ? 12 : -9);
        return biases.map(sigmoid);
      });
      const { logPartition, means, energy } = enumerate(create(), apart, { precision, energy: true });
      const units = [...apart.a, ...apart.b];
      const sum = (of: (x: number) => number) => units.reduce((total, x) => total + of(x), 0);
      const tolerance = precision === 'f32' ? 3e-6 : 1e-10;
      expect(Math.abs(logPartition - sum(softplus))).toBeLessThan(tolerance);
      expect(Math.abs(energy!.U + sum((x) => x * sigmoid(x)))).toBeLessThan(100 * tolerance);
      expect(Math.abs(energy!.C - sum((x) => x * x * sigmoid(x) * sigmoid(-x)))).toBeLessThan(
        100 * tolerance,
      );
      const vh = new Float64Array(v.length * h.length).map(
        (_, n) => v[Math.floor(n / h.length)] * h[n % h.length],
      );
      expect(largestDifference(means!.v, v)).toBeLessThan(tolerance);
      expect(largestDifference(means!.h, h)).toBeLessThan(tolerance);
      expect(largestDifference(means!.vh, vh)).toBeLessThan(tolerance);
    });

    test('logSum of the parts adds up to ln Z, and no part alone exceeds it', () => {
      plain ??= bothWays([create(), create()], { precision });
      const { logPartition } = plain.whole;
      const sums = plain.parts.map(({ logSum }) => logSum);
      const total = Math.log(sums.reduce((sum, x) => sum + Math.exp(x - logPartition), 0));
      expect(Math.abs(total)).toBeLessThan(precision === 'f32' ? 1e-6 : 1e-11);
      for (const sum of sums) expect(sum).toBeLessThan(logPartition);
    });
  });

  test('plan(model) depends on the shape alone, where the precision is the same', () => {
    const kernel = create();
    const plan = kernel.plan(normalModel(64, 26, 0.01), {});
    expect(plan).toEqual(kernel.plan(normalModel(26, 64, 0.02, 9), {}));
    expect(plan).toEqual(kernel.plan(normalModel(64, 26, 0.02, 9), { energy: true }));
    expect(plan.states).toBe(2 ** 26);
    expect(plan.parts).toBeGreaterThanOrEqual(8);
    expect(kernel.plan(normalModel(3, 5, 1), {})).toMatchObject({ states: 8, parts: 1, chunksPerPart: 1 });
  });

  test('plan(model) cuts 36 units into some thousand parts, in numbers beyond 2^31', () => {
    for (const [visible, hidden] of [
      [36, 36],
      [36, 1000],
    ] as const) {
      const plan = create().plan(normalModel(visible, hidden, 0.01));
      expect(plan.states).toBe(2 ** 36);
      expect(plan.parts).toBeGreaterThanOrEqual(1000);
      expect(plan.parts).toBeLessThanOrEqual(5000);
    }
  });

  test('beginPart(last) of 36 units sums its share of all states', () => {
    const kernel = create();
    const model = normalModel(36, 36, 0);
    const { parts, chunksPerPart } = kernel.plan(model);
    const job = kernel.beginPart(model, {}, parts - 1);
    expect(job.chunks).toBe(chunksPerPart);
    if (chunksPerPart > 10_000) return expect(job.advance(2)).toBe(false);
    job.advance(job.chunks);
    expect(job.result().logSum).toBeCloseTo(72 * Math.LN2 - Math.log(parts), 9);
  });

  test('beginPart(part) of a model whose numbers have changed in place sees the new ones', () => {
    const kernel = create();
    const model = normalModel(6, 4, 1);
    const before = onePart(kernel, model, {}, 0);
    model.W[3] += 1;
    const after = onePart(kernel, model, {}, 0);
    expect(after.logSum).not.toBe(before.logSum);
    expect(after).toEqual(onePart(create(), model, {}, 0));
    expect(onePart(kernel, model, { precision: 'f64' }, 0)).toEqual(
      onePart(create(), model, { precision: 'f64' }, 0),
    );
  });

  test('beginPart(next) ends the part before it, and begin the same', () => {
    const kernel = create();
    const model = normalModel(4, 3, 1);
    const part = kernel.beginPart(model, {}, 0);
    const whole = kernel.begin(model);
    expect(() => part.advance(1)).toThrow(/begun another/);
    kernel.plan(normalModel(3, 3, 1));
    expect(() => whole.advance(1)).toThrow(/begun another/);
  });

  test('beginPart and merge refuse in words what is not there', () => {
    const kernel = create();
    const model = normalModel(5, 4, 1);
    expect(() => kernel.beginPart(model, {}, 1)).toThrow('invalid part: 1; expected one of 1, from 0');
    expect(() => kernel.beginPart(model, {}, 0.5)).toThrow(RangeError);
    expect(() => kernel.beginPart(model, {}, -1)).toThrow(RangeError);
    expect(() => kernel.beginPart(model, {}, Number.NaN)).toThrow(RangeError);
    const part = onePart(kernel, model, {}, 0);
    expect(() => kernel.merge(model, {}, [])).toThrow('invalid parts: 0 from 0; expected 1 from 0');
    expect(() => kernel.merge(model, {}, [part, part])).toThrow('invalid part: 0; expected 1');
    const second = { ...part, part: 1 };
    expect(() => kernel.merge(model, {}, [second])).toThrow('invalid parts: 1 from 1; expected 1 from 0');
    const job = kernel.beginPart(normalModel(20, 14, 1), {}, 0);
    job.advance(0);
    expect(() => job.result()).toThrow(/unfinished: 0 of \d+ chunks/);
    expect(() => kernel.plan(normalModel(37, 40, 0))).toThrow('invalid smaller layer: 37 units');
  });
}
