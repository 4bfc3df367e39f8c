import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Tools } from '../../../src/engine/studies/task';
import { verification } from '../../../src/engine/studies/verification';
import { largestDeviation, made } from '../../../src/engine/studies/verification/check';
import type { Check, Material, Subject, VerificationProgress } from '../../../src/engine/study';
import type { Parameters } from '../../../src/kernels/contract';
import { realKernels } from '../realKernels';

const tools: Tools = { ...realKernels(), now: () => performance.now() };

function verified(with_: Tools) {
  const work = verification({}, {} as Subject, {} as Material, with_);
  const news: VerificationProgress[] = [];
  for (;;) {
    const step = work.next();
    if (step.done) return { ...step.value, news };
    if (step.value) news.push(step.value);
  }
}
const failed = (checks: readonly Check[]) => checks.filter(({ passes }) => !passes);
const groupsOf = (checks: readonly Check[]) => [...new Set(checks.map(({ group }) => group))];

/** The same model with one weight off by a little: what a wrong kernel would compute. */
const nudged = (model: Parameters, by: number): Parameters => {
  const W = Float64Array.from(model.W);
  W[0] += by;
  return { ...model, W };
};

describe('verification', () => {
  const sound = verified(tools);

  it('verification passes every check with the kernels of the page', () => {
    expect(failed(sound.checks)).toEqual([]);
    expect(sound.passed).toBe(sound.checks.length);
    expect(sound.checks.length).toBeGreaterThan(150);
  });

  it('verification holds every value of the Ising and Kadanoff references', () => {
    const of = (group: string) => sound.checks.filter((check) => check.group === group);
    // 15 lattices of four numbers, 12 by two ways, 12 rings, 4 decimations of two, 6 without end
    expect(of('Ising lattices')).toHaveLength(60 + 24 + 12 + 8 + 6);
    expect(of('Renormalisation')).toHaveLength(4 * 8);
    const held = (file: string) =>
      readFileSync(new URL(`../../../src/engine/studies/verification/${file}`, import.meta.url), 'utf8');
    for (const file of ['ising.json', 'kadanoff.json'])
      expect(held(file)).toBe(readFileSync(new URL(`../../fixtures/${file}`, import.meta.url), 'utf8'));
  });

  it('verification tells of its progress and ends with what it told', () => {
    const { news, checks } = sound;
    expect(news.length).toBeGreaterThan(10);
    for (const { checks: soFar, total } of news) {
      expect(total).toBe(checks.length);
      expect(checks.slice(0, soFar.length)).toEqual(soFar);
    }
  });

  it('verification names no check twice', () => {
    const names = sound.checks.map(({ group, name }) => `${group}: ${name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('verification goes red where the enumeration kernel is off by 1e-9', () => {
    const createPartition: Tools['createPartition'] = () => {
      const kernel = tools.createPartition();
      return { ...kernel, begin: (model, options) => kernel.begin(nudged(model, 1e-9), options) };
    };
    const { checks } = verified({ ...tools, createPartition });
    expect(groupsOf(failed(checks))).toEqual(
      expect.arrayContaining([
        'ln Z',
        'ln Z over β',
        'U, C and S',
        'Means',
        'ln Z, published',
        'Exact gradient',
      ]),
    );
  });

  it('verification goes red where the evaluator is off', () => {
    const createEvaluator: Tools['createEvaluator'] = () => {
      const kernel = tools.createEvaluator();
      const clampedFreeEnergySum: typeof kernel.clampedFreeEnergySum = (...range) =>
        kernel.clampedFreeEnergySum(...range) + 1e-2;
      return {
        ...kernel,
        setRows: kernel.setRows.bind(kernel),
        setModel: kernel.setModel.bind(kernel),
        clampedFreeEnergySum,
      };
    };
    const { checks } = verified({ ...tools, createEvaluator });
    expect(groupsOf(failed(checks))).toEqual(['Clamped free energy', 'Log-likelihood']);
  });

  it('verification goes red where annealing forgets the base', () => {
    const createAnnealing: Tools['createAnnealing'] = () => ({
      begin: (model, options) => {
        const job = tools.createAnnealing().begin(model, options);
        const logWeights = () => job.logWeights().map((x) => x - model.hidden * Math.LN2);
        return { ...job, advance: (steps) => job.advance(steps), logWeights };
      },
    });
    const { checks } = verified({ ...tools, createAnnealing });
    expect(groupsOf(failed(checks))).toEqual(['Annealed importance sampling']);
  });

  it('verification goes red where annealing’s weights say nothing, however wide their interval is', () => {
    const createAnnealing: Tools['createAnnealing'] = () => ({
      begin: (model, options) => {
        const job = tools.createAnnealing().begin(model, options);
        const logWeights = () => job.logWeights().map((x, chain) => (chain === 0 ? x + 6 : x - 20));
        return { ...job, advance: (steps) => job.advance(steps), logWeights };
      },
    });
    const { checks } = verified({ ...tools, createAnnealing });
    expect(groupsOf(failed(checks))).toEqual(['Annealed importance sampling']);
  });

  it('verification goes red where the trainer learns at another rate', () => {
    const createTrainer: Tools['createTrainer'] = (options) =>
      tools.createTrainer({
        ...options,
        rule: { ...options.rule, learningRate: options.rule.learningRate * 1.001 },
      });
    const { checks } = verified({ ...tools, createTrainer });
    expect(groupsOf(failed(checks))).toEqual(['The same run everywhere']);
  });
});

describe('made', () => {
  const pending = { group: 'g', name: 'n', by: 'b', reference: 2, tolerance: 0.5 };

  it('made compares a number with its reference, and NaN never passes', () => {
    expect(made({ ...pending, value: () => 2.5 })).toMatchObject({ difference: 0.5, passes: true });
    expect(made({ ...pending, value: () => 2.6 }).passes).toBe(false);
    expect(made({ ...pending, value: () => Number.NaN }).passes).toBe(false);
  });

  it('made takes the tolerance of an estimate from its interval', () => {
    expect(made({ ...pending, value: () => ({ value: 2.6, tolerance: 1 }) })).toMatchObject({
      tolerance: 1,
      passes: true,
    });
  });

  it('made turns what throws into a check that says why', () => {
    const thrown = made({
      ...pending,
      value: () => {
        throw new Error('no such kernel');
      },
    });
    expect(thrown).toMatchObject({ value: 'no such kernel', passes: false });
  });

  it('made wants texts equal', () => {
    expect(made({ ...pending, reference: 'ab', tolerance: 0, value: () => 'ab' }).passes).toBe(true);
    expect(made({ ...pending, reference: 'ab', tolerance: 0, value: () => 'ac' }).passes).toBe(false);
  });
});

describe('largestDeviation', () => {
  it('largestDeviation is the largest one, and Infinity for NaN or another length', () => {
    expect(largestDeviation([1, 2, 3], [1, 2.5, 3.1])).toBe(0.5);
    expect(largestDeviation([1, Number.NaN], [1, 2])).toBe(Infinity);
    expect(largestDeviation([1], [1, 2])).toBe(Infinity);
    expect(largestDeviation([], [])).toBe(0);
  });
});

it('the reference files of the page are those of the tests', () => {
  for (const name of ['rbm-exact.json', 'golden-family.json']) {
    const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
    expect(read(`../../../src/engine/studies/verification/${name}`)).toBe(read(`../../fixtures/${name}`));
  }
});
