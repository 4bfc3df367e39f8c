import { describe, expect, it } from 'vitest';
import {
  type Annealing,
  type AnnealingPlace,
  anneal,
  annealBack,
  annealedRbm,
  annealingStep,
  effectiveSampleSize,
  evenBetas,
  fittedBase,
  intervalOf,
  logBasePartition,
  reverseIntervalOf,
  sampleBase,
} from '../../src/core/annealing';
import { exactSamples } from '../../src/core/exactSamples';
import { logPartition } from '../../src/core/partition';
import { fillUniforms, type Purpose } from '../../src/core/random';
import { clampedFreeEnergy, type Rbm, sampleHidden, sampleVisible } from '../../src/core/rbm';
import { rowsFrom } from '../../src/core/rows';
import { exactCase, excess, goldenRbm, rbmOf, rowsOf } from '../oracle/fixtures';
import { pydeepLogPartition, pydeepModel, smallModel } from '../oracle/smallModels';
import { meanAndError } from '../oracle/statistics';

/** Coupled strongly enough that few β leave the weights far apart. */
const model = goldenRbm({ nv: 5, nh: 3, scale: 1.5 });
const bases: readonly (readonly [string, Float64Array])[] = [
  ['uniform', new Float64Array(5)],
  ['some data', Float64Array.of(-1.3, 0.4, 2.1, -0.2, 0.9)],
  ['the model’s biases', model.a],
];

/** Weights, not their logarithms, over the truth: their mean is to be 1. */
const relative = (logWeights: Float64Array, logZ: number): number[] =>
  Array.from(logWeights, (x) => Math.exp(x - logZ));

/** How many standard errors the mean of the values lies from `expected`. */
function strayed(values: readonly number[], expected: number): number {
  const { mean, error } = meanAndError(values);
  return Math.abs(mean - expected) / error;
}

describe('evenBetas', () => {
  it('evenBetas(count) goes from 0 to 1 in even steps', () => {
    expect([...evenBetas(5)]).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect([...evenBetas(2)]).toEqual([0, 1]);
  });
  it('evenBetas(count) refuses a ladder of one in words', () => {
    for (const count of [1, 0, -3, 2.5, Number.NaN])
      expect(() => evenBetas(count)).toThrow(`invalid betas: ${count}; expected a whole number from 2`);
  });
});

describe('annealedRbm', () => {
  it('annealedRbm(rbm, base, 0) is the base, whose ln Z is logBasePartition', () => {
    for (const [, base] of bases)
      expect(excess(logBasePartition(base, 3), logPartition(annealedRbm(model, base, 0)))).toBeLessThan(1);
  });
  it('annealedRbm(rbm, base, 1) is the machine', () => {
    expect(annealedRbm(model, bases[1][1], 1)).toEqual(model);
  });
  it('annealedRbm(rbm, base, β) leaves visible biases that base and machine share as they are', () => {
    const half = annealedRbm(model, model.a, 0.5);
    half.a.forEach((bias, i) => {
      expect(bias).toBeCloseTo(model.a[i], 15);
    });
    expect([...half.W]).toEqual(Array.from(model.W, (w) => w / 2));
    expect([...half.b]).toEqual(Array.from(model.b, (bias) => bias / 2));
  });
});

describe('fittedBase', () => {
  it('fittedBase(rows) is finite for units that are never or always on', () => {
    const base = fittedBase(
      rowsFrom([
        [0, 1, 1],
        [0, 1, 0],
        [0, 1, 0],
      ]),
    );
    // (n + ½)/(N + 1): ⅛, ⅞ and ⅜
    [Math.log(1 / 7), Math.log(7), Math.log(3 / 5)].forEach((bias, i) => {
      expect(base[i]).toBeCloseTo(bias, 14);
    });
  });
});

describe('sampleBase', () => {
  it('sampleBase(base, seed, chain) is as often on as the base says, and another for every chain', () => {
    const base = bases[1][1];
    const samples = Array.from({ length: 4000 }, (_, chain) => sampleBase(base, 3, chain));
    base.forEach((bias, i) => {
      const values = samples.map((v) => v[i]);
      expect(strayed(values, 1 / (1 + Math.exp(-bias)))).toBeLessThan(4);
    });
  });
});

describe('annealingStep', () => {
  it('annealingStep(before, after, v) weighs the state as it came, then sweeps at the new β', () => {
    const before = annealedRbm(model, model.a, 0.2);
    const after = annealedRbm(model, model.a, 0.7);
    const place: AnnealingPlace = { seed: 12, direction: 'forward', chain: 6, rung: 4 };
    const v = Uint8Array.of(1, 0, 0, 1, 1);
    const start = v.slice();
    const factor = annealingStep(before, after, v, place);
    expect(factor).toBe(clampedFreeEnergy(before, start) - clampedFreeEnergy(after, start));
    const at = (purpose: Purpose, units: number) =>
      fillUniforms(12, { purpose, update: 4, row: 6, sweep: 0 }, new Float64Array(units));
    const h = sampleHidden(after, start, at('annealingHidden', 3));
    expect(v).toEqual(sampleVisible(after, h, at('annealingVisible', 5)));
  });
  it('annealingStep(…) takes other random numbers in reverse', () => {
    const ends = (direction: 'forward' | 'reverse') =>
      Array.from({ length: 40 }, (_, chain) => {
        const v = Uint8Array.of(1, 0, 0, 1, 1);
        annealingStep(model, model, v, { seed: 1, direction, chain, rung: 1 });
        return v.join('');
      });
    expect(ends('forward')).not.toEqual(ends('reverse'));
  });
});

describe('anneal and annealBack', () => {
  const logZ = logPartition(model);

  for (const [name, base] of bases)
    for (const betas of [2, 4]) {
      const annealing: Annealing = { base, betas: evenBetas(betas), seed: 31 };
      it(`anneal(…) from ${name} by ${betas} β has weights whose mean is Z`, () => {
        expect(strayed(relative(anneal(model, annealing, 20_000), logZ), 1)).toBeLessThan(4);
      });
      it(`annealBack(…) to ${name} by ${betas} β from exact samples has weights whose mean is 1/Z`, () => {
        const weights = annealBack(model, annealing, exactSamples(model, 20_000, 5));
        expect(strayed(relative(weights, -logZ), 1)).toBeLessThan(4);
      });
    }

  it('anneal(…) is too low and annealBack(…) from exact samples too high, on average', () => {
    const runs = Array.from({ length: 300 }, (_, seed) => {
      const annealing = { base: new Float64Array(5), betas: evenBetas(4), seed };
      return {
        forward: intervalOf(anneal(model, annealing, 4)).value,
        reverse: reverseIntervalOf(annealBack(model, annealing, exactSamples(model, 4, seed))).value,
      };
    });
    const forward = meanAndError(runs.map((run) => run.forward));
    const reverse = meanAndError(runs.map((run) => run.reverse));
    expect(forward.mean + 3 * forward.error).toBeLessThan(logZ);
    expect(reverse.mean - 3 * reverse.error).toBeGreaterThan(logZ);
  });

  it('anneal(…) gives each chain the weight it has in any number of chains, and another with another seed', () => {
    const annealing = { base: new Float64Array(5), betas: evenBetas(7), seed: 2 ** 40 + 1 };
    const [few, many] = [anneal(model, annealing, 3), anneal(model, annealing, 8)];
    expect(few).toEqual(many.slice(0, 3));
    expect(new Set(many).size).toBe(8);
    expect(anneal(model, { ...annealing, seed: 1 }, 3)).not.toEqual(few);
  });

  it('anneal(…) changes neither machine nor base, and annealBack(…) not its samples', () => {
    const [rbm, base] = [smallModel(3), new Float64Array(smallModel(3).visible).fill(0.3)];
    const samples = exactSamples(rbm, 6, 1);
    const kept = samples.bytes.slice();
    anneal(rbm, { base, betas: evenBetas(5), seed: 1 }, 6);
    annealBack(rbm, { base, betas: evenBetas(5), seed: 1 }, samples);
    expect(rbm).toEqual(smallModel(3));
    expect(base.every((bias) => bias === 0.3)).toBe(true);
    expect(samples.bytes).toEqual(kept);
  });

  it('anneal(…) from the machine’s own biases is exact where nothing couples', () => {
    const zero = exactCase('zero');
    const rbm = rbmOf(zero);
    const weights = anneal(rbm, { base: rbm.a, betas: evenBetas(3), seed: 1 }, 5);
    for (const weight of weights) expect(excess(weight, zero.lnZ)).toBeLessThan(1);
  });

  it('anneal(…) stays finite where e^x would overflow', () => {
    const extreme = exactCase('extreme');
    const base = fittedBase(rowsOf(extreme));
    const { value } = intervalOf(anneal(rbmOf(extreme), { base, betas: evenBetas(200), seed: 1 }, 20));
    expect(Number.isFinite(value)).toBe(true);
    expect(value).toBeLessThan(extreme.lnZ + 1);
  });
});

describe('PyDeep’s 4 × 4 model', () => {
  const rbm = pydeepModel();
  const run = (base: Float64Array, betas: number, seed: number) =>
    intervalOf(anneal(rbm, { base, betas: evenBetas(betas), seed }, 100));

  it('logPartition(…) of it is the published value', () => {
    expect(excess(logPartition(rbm), pydeepLogPartition)).toBeLessThan(1);
  });
  it('anneal(…) from its own biases by 100 β fails silently: ln Z − ln 8, without variance', () => {
    for (const seed of [1, 2, 3]) {
      const { value, low, high } = run(rbm.a, 100, seed);
      expect(value).toBeCloseTo(pydeepLogPartition - Math.log(8), 5);
      expect(high - low).toBeLessThan(1e-9);
    }
  });
  it('anneal(…) from its own biases is still about ln 8 low at 5,000 β', () => {
    expect(run(rbm.a, 5000, 1).value - pydeepLogPartition).toBeCloseTo(-Math.log(8), 2);
  });
  it('anneal(…) from the uniform base has the published error at 100 β: 0.031', () => {
    const errors = Array.from({ length: 100 }, (_, seed) => {
      return run(new Float64Array(4), 100, seed).value - pydeepLogPartition;
    });
    const rms = Math.sqrt(errors.reduce((sum, x) => sum + x * x, 0) / errors.length);
    // An rms over 100 runs is uncertain by 1/√200 = 7 %, the published one as much: 3 √2 · 7 % = 30 %.
    expect(Math.abs(rms / 0.031 - 1)).toBeLessThan(0.3);
  });
});

/** A step that may be wrong. */
type Step = typeof annealingStep;

/** Sweeps first: the state that is weighed already knows the new β. */
const weightAfterSweep: Step = (before, after, v, place) => {
  annealingStep(after, after, v, place);
  return clampedFreeEnergy(before, v) - clampedFreeEnergy(after, v);
};
/** Sweeps with the parameters of the β it came from. */
const sweepAtOldBeta: Step = (before, after, v, place) => {
  const factor = clampedFreeEnergy(before, v) - clampedFreeEnergy(after, v);
  annealingStep(before, before, v, place);
  return factor;
};

/** `anneal` with another step. */
function annealWith(step: Step, rbm: Rbm, { base, betas, seed }: Annealing, chains: number): Float64Array {
  const ladder = Array.from(betas, (beta) => annealedRbm(rbm, base, beta));
  const logBase = logBasePartition(base, rbm.hidden);
  return Float64Array.from({ length: chains }, (_, chain) => {
    const v = sampleBase(base, seed, chain);
    let logWeight = 0;
    for (let rung = 1; rung < ladder.length; rung++)
      logWeight += step(ladder[rung - 1], ladder[rung], v, { seed, direction: 'forward', chain, rung });
    return logBase + logWeight;
  });
}

/** Over small models (100 chains, 30 β, uniform base): how often the 3σ interval holds ln Z, and its median width. */
function coverage(step: Step, models: number): { covered: number; width: number } {
  const intervals = Array.from({ length: models }, (_, n) => {
    const rbm = smallModel(n);
    const annealing = { base: new Float64Array(rbm.visible), betas: evenBetas(30), seed: n };
    const { low, high } = intervalOf(annealWith(step, rbm, annealing, 100));
    const exact = logPartition(rbm);
    return { width: high - low, covers: low <= exact && exact <= high };
  });
  const widths = intervals.map(({ width }) => width).sort((x, y) => x - y);
  return {
    covered: intervals.filter(({ covers }) => covers).length,
    width: (widths[models / 2 - 1] + widths[models / 2]) / 2,
  };
}

describe('the 3σ interval', () => {
  it('annealWith(annealingStep) is anneal', () => {
    const annealing = { base: bases[1][1], betas: evenBetas(9), seed: 4 };
    expect(annealWith(annealingStep, model, annealing, 5)).toEqual(anneal(model, annealing, 5));
  });
  it('intervalOf(anneal(…)) holds ln Z of at least 196 of 200 small models and is at most 0.35 nats wide', () => {
    const { covered, width } = coverage(annealingStep, 200);
    expect(covered).toBeGreaterThanOrEqual(196);
    expect(width).toBeLessThanOrEqual(0.35);
  });
  it('the coverage test sees an annealer that weighs after the sweep', () => {
    expect(coverage(weightAfterSweep, 40).covered).toBeLessThan(30);
  });
  it('the coverage test sees an annealer that sweeps at the old β', () => {
    expect(coverage(sweepAtOldBeta, 40).covered).toBeLessThan(30);
  });
});

describe('intervalOf', () => {
  it('intervalOf(logWeights) is ln of the mean weight ± 3 standard errors', () => {
    // Mean 3, variance 2 of three weights: 3 ± 3 √(1/3 · (1 + 0 + 1)/2).
    const { value, low, high } = intervalOf([Math.log(2), Math.log(3), Math.log(4)]);
    expect(value).toBeCloseTo(Math.log(3), 14);
    expect(low).toBeCloseTo(Math.log(3 - Math.sqrt(3)), 14);
    expect(high).toBeCloseTo(Math.log(3 + Math.sqrt(3)), 14);
  });
  it('intervalOf(logWeights) shifts with weights of any magnitude', () => {
    const near = intervalOf([0, 1, 0.5, 0.7]);
    for (const shift of [-5000, 5000]) {
      const far = intervalOf([shift, shift + 1, shift + 0.5, shift + 0.7]);
      expect(far.value - shift).toBeCloseTo(near.value, 10);
      expect(far.low - shift).toBeCloseTo(near.low, 10);
      expect(far.high - shift).toBeCloseTo(near.high, 10);
    }
  });
  it('intervalOf(logWeights) is open below where the mean minus 3σ is not positive', () => {
    const { value, low, high } = intervalOf([0, 0, 0, 20]);
    expect(low).toBe(-Infinity);
    expect(high).toBeGreaterThan(value);
    expect(intervalOf([-1000, 0, -1000, 0]).low).toBe(-Infinity);
  });
  it('intervalOf([x]) knows nothing of the error', () => {
    expect(intervalOf([7])).toEqual({ value: 7, low: -Infinity, high: Infinity });
  });
  it('reverseIntervalOf(logWeights) turns the interval of 1/Z about', () => {
    const { value, low, high } = intervalOf([1, 2, 2.5, 1.5]);
    expect(reverseIntervalOf([1, 2, 2.5, 1.5])).toEqual({ value: -value, low: -high, high: -low });
    expect(reverseIntervalOf([0, 0, 0, 20]).high).toBe(Infinity);
  });
});

describe('effectiveSampleSize', () => {
  it('effectiveSampleSize(logWeights) goes from 1 to their number', () => {
    expect(effectiveSampleSize([3000, 3000, 3000])).toBeCloseTo(3, 9);
    expect(effectiveSampleSize([-900, 0, -800])).toBe(1);
    // (1 + 2)² / (1 + 4)
    expect(effectiveSampleSize([0, Math.log(2)])).toBeCloseTo(1.8, 14);
  });
});
