import { describe, expect, it } from 'vitest';
import { effectiveSampleSize, evenBetas, fittedBase, intervalOf } from '../../../src/core/annealing';
import { logPartition } from '../../../src/core/partition';
import { createRbm } from '../../../src/core/rbm';
import {
  type AnnealingPart,
  annealingPart,
  annealingRanges,
  baseOf,
  type ChainRange,
  checkAnnealing,
  mergeAnnealing,
  mostBetas,
  mostChains,
  worked,
} from '../../../src/engine/studies/annealing';
import { exactStarts } from '../../../src/engine/studies/exactStarts';
import type { Tools } from '../../../src/engine/studies/task';
import type { AnnealingAsk, Material, Subject } from '../../../src/engine/study';
import type { AnnealingJob } from '../../../src/kernels/contract';
import { createPlainAnnealing } from '../../../src/kernels/plainAnnealing';
import { createPlainPartitionKernel } from '../../../src/kernels/plainPartition';
import { syntheticRows } from '../../kernels/syntheticRows';
import { rugged } from '../../oracle/rugged';
import { meanAndError } from '../../oracle/statistics';
import { realKernels } from '../realKernels';

const plainTools = {
  createAnnealing: createPlainAnnealing,
  createPartition: createPlainPartitionKernel,
  now: () => 0,
} as Partial<Tools> as Tools;

const rbm = rugged(7, 5, 2, 1);
const subject = { run: 1, update: 3, parameters: rbm, seed: 41 } as Partial<Subject> as Subject;
const material = { run: 1, training: syntheticRows(60, 7) } as Partial<Material> as Material;
const ask: AnnealingAsk = { base: 'data', chains: 90, betas: 80, reverse: true };

/** Runs a task to its end: what it returns, and what it yielded on the way. */
function finish<Result>(task: Generator<number | undefined, Result>): {
  result: Result;
  yields: (number | undefined)[];
} {
  const yields = [];
  for (;;) {
    const { done, value } = task.next();
    if (done) return { result: value, yields };
    yields.push(value);
  }
}

const forwardPart = (range: ChainRange, one = ask, tools = plainTools): AnnealingPart =>
  finish(annealingPart({ ask: one, direction: 'forward', ...range }, subject, material, tools)).result;

function reversePart(range: ChainRange, one = ask): AnnealingPart {
  const { starts } = finish(exactStarts({ ask: one, ...range }, subject, material, plainTools)).result;
  return finish(
    annealingPart({ ask: one, direction: 'reverse', ...range, starts }, subject, material, plainTools),
  ).result;
}

describe('checkAnnealing', () => {
  it('checkAnnealing(ask) refuses in words what can’t be annealed', () => {
    const check = (more: Partial<AnnealingAsk>) => () => checkAnnealing({ ...ask, ...more });
    for (const chains of [0, -1, 2.5, mostChains + 1, Number.NaN])
      expect(check({ chains })).toThrow(
        `invalid chains: ${chains}; expected a whole number from 1 to ${mostChains}`,
      );
    for (const betas of [1, 0, mostBetas + 1, Number.NaN])
      expect(check({ betas })).toThrow(
        `invalid betas: ${betas}; expected a whole number from 2 to ${mostBetas}`,
      );
    expect(check({ chains: mostChains, betas: mostBetas })).not.toThrow();
    expect(check({ chains: 1, betas: 2 })).not.toThrow();
  });
});

describe('annealingRanges', () => {
  it('annealingRanges(chains, workers) covers every chain once, in order', () => {
    for (const [chains, workers] of [
      [100, 2],
      [1, 4],
      [3, 2],
      [10_000, 8],
      [257, 1],
    ]) {
      const ranges = annealingRanges(chains, workers);
      expect(ranges[0].from).toBe(0);
      expect(ranges[ranges.length - 1].to).toBe(chains);
      ranges.forEach(({ from, to }, n) => {
        expect(to).toBeGreaterThan(from);
        if (n > 0) expect(from).toBe(ranges[n - 1].to);
      });
    }
  });
  it('annealingRanges(chains, workers) gives every worker a part, and none more than a hundred chains', () => {
    expect(annealingRanges(100, 2)).toEqual([
      { from: 0, to: 50 },
      { from: 50, to: 100 },
    ]);
    expect(annealingRanges(100, 1)).toHaveLength(1);
    expect(annealingRanges(2, 4)).toHaveLength(2);
    for (const { from, to } of annealingRanges(1234, 3)) expect(to - from).toBeLessThanOrEqual(100);
  });
});

describe('baseOf', () => {
  it('baseOf(base, …) is fitted to the training rows, uniform, or the model’s own', () => {
    expect(baseOf('data', subject, material)).toEqual(fittedBase(material.training));
    expect(baseOf('uniform', subject, material)).toEqual(new Float64Array(7));
    expect(baseOf('model', subject, material)).toEqual(rbm.a);
    expect(() => baseOf('x' as never, subject, material)).toThrow('invalid base: x');
  });
});

describe('worked', () => {
  /** A job whose steps take `cost` ms each, and twenty times that from the middle on, by a clock of its own. */
  function slowingJob(cost: number, steps: number) {
    const clock = { time: 0, last: 0 };
    const job = {
      steps,
      done: 0,
      advance(count: number) {
        const more = Math.min(count, steps - job.done);
        clock.last = more * (job.done < steps / 2 ? cost : 20 * cost);
        clock.time += clock.last;
        job.done += more;
        return job.done === steps;
      },
    };
    return { job: job as Partial<AnnealingJob> as AnnealingJob, clock };
  }
  it('worked(job) pauses every few ms whatever a step takes, and says how far it is', () => {
    for (const cost of [0.001, 0.02, 0.1]) {
      const { job, clock } = slowingJob(cost, Math.ceil(60 / cost));
      const pieces: number[] = [];
      const shares: number[] = [];
      for (const share of worked(job, () => clock.time)) {
        pieces.push(clock.last);
        shares.push(share);
      }
      expect(Math.max(...pieces.slice(0, 6))).toBeLessThan(8);
      // once it has noticed
      expect(Math.max(...pieces.slice(-20))).toBeLessThan(8);
      expect(pieces.length).toBeLessThan(1000);
      expect(shares[shares.length - 1]).toBe(1);
    }
  });
});

describe('annealingPart and mergeAnnealing', () => {
  const whole = mergeAnnealing(ask, [forwardPart({ from: 0, to: 90 })], undefined, 3);

  it('annealingPart(…) gives the same bits however the chains are split, in any order', () => {
    const parts = [forwardPart({ from: 40, to: 90 }), forwardPart({ from: 0, to: 40 })];
    expect(mergeAnnealing(ask, parts, undefined, 3)).toEqual(whole);
  });

  it('mergeAnnealing(…) holds the interval, the effective sample size and every weight', () => {
    const { forward, reverse, seconds, base } = whole;
    expect({ reverse, seconds, base }).toEqual({ reverse: undefined, seconds: 3, base: 'data' });
    expect(forward).toMatchObject(intervalOf(forward.logWeights));
    expect(forward.effectiveSampleSize).toBe(effectiveSampleSize(forward.logWeights));
    expect(forward).toMatchObject({ method: 'AIS', chains: 90, betas: 80 });
    expect(forward.low).toBeLessThan(logPartition(rbm));
    expect(forward.high).toBeGreaterThan(logPartition(rbm));
  });

  it('mergeAnnealing(…) draws the path from ln Z of the base to the weights', () => {
    const { path, logWeights } = whole.forward;
    expect(path.beta).toHaveLength(60);
    expect([path.beta[0], path.beta[59]]).toEqual([0, 1]);
    const ladder = evenBetas(80);
    expect(path.beta.every((beta) => ladder.includes(beta))).toBe(true);
    expect(path.deviation[0]).toBeLessThan(1e-12);
    const { mean, error } = meanAndError([...logWeights]);
    expect(path.mean[59]).toBeCloseTo(mean, 12);
    expect(path.deviation[59]).toBeCloseTo(error * Math.sqrt(90), 12);
  });

  it('annealingPart(…) records every β of a short ladder', () => {
    const short: AnnealingAsk = { ...ask, betas: 2, chains: 3 };
    const { path } = mergeAnnealing(short, [forwardPart({ from: 0, to: 3 }, short)], undefined, 0).forward;
    expect([...path.beta]).toEqual([0, 1]);
  });

  it('mergeAnnealing(…) puts reverse chains on the scale of ln Z', () => {
    const parts = [reversePart({ from: 50, to: 90 }), reversePart({ from: 0, to: 50 })];
    const reverse = mergeAnnealing(ask, [forwardPart({ from: 0, to: 90 })], { parts, bound: true }, 1)
      .reverse!;
    expect(reverse).toMatchObject({ method: 'reverse AIS', bound: true, chains: 90 });
    const { value, low, high } = intervalOf(reverse.logWeights.map((x) => -x));
    expect(reverse).toMatchObject({ value: -value, low: -high, high: -low });
    expect(reverse.low).toBeLessThan(logPartition(rbm));
    expect(reverse.high).toBeGreaterThan(logPartition(rbm));
    const { path } = reverse;
    const last = path.beta.length - 1;
    expect(path.mean[0]).toBeCloseTo(whole.forward.path.mean[0], 12);
    expect(path.deviation[0]).toBeLessThan(1e-12);
    const { mean, error } = meanAndError([...reverse.logWeights]);
    expect(path.mean[last]).toBeCloseTo(mean, 12);
    expect(path.deviation[last]).toBeCloseTo(error * Math.sqrt(90), 12);
  });

  it('forward and reverse together hold ln Z between them, in the mean of many', () => {
    const rough: AnnealingAsk = { ...ask, betas: 3, chains: 2 };
    const runs = Array.from({ length: 400 }, (_, n) => {
      const range = { from: 2 * n, to: 2 * n + 2 };
      const reverse = { parts: [reversePart(range, rough)], bound: true };
      return mergeAnnealing(rough, [forwardPart(range, rough)], reverse, 0);
    });
    const forward = meanAndError(runs.map((run) => run.forward.value));
    const reverse = meanAndError(runs.map((run) => run.reverse!.value));
    expect(forward.mean + 3 * forward.error).toBeLessThan(logPartition(rbm));
    expect(reverse.mean - 3 * reverse.error).toBeGreaterThan(logPartition(rbm));
  });

  it('annealingPart(…) refuses reverse chains without starts, and asks that make no sense', () => {
    const part = (more: object) => () =>
      finish(
        annealingPart({ ask, direction: 'reverse', from: 0, to: 2, ...more }, subject, material, plainTools),
      );
    expect(part({})).toThrow(TypeError);
    expect(part({ ask: { ...ask, chains: 0 } })).toThrow('invalid chains: 0');
    expect(part({ ask: { ...ask, betas: 1 } })).toThrow('invalid betas: 1');
  });

  it('annealingPart(…) by the wasm kernel leaves the model as it is and finds ln Z', () => {
    const tools: Tools = { ...realKernels(), now: () => performance.now() };
    const before = createRbm(7, 5, rbm);
    const part = forwardPart({ from: 0, to: 90 }, ask, tools);
    expect(rbm).toEqual(before);
    const { value, low, high } = intervalOf(part.logWeights);
    expect(Math.abs(value - whole.forward.value)).toBeLessThan(0.1);
    expect(low).toBeLessThan(logPartition(rbm));
    expect(high).toBeGreaterThan(logPartition(rbm));
  });
});
