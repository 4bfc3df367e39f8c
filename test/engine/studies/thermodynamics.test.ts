import { describe, expect, it } from 'vitest';
import { createRbm, type Rbm } from '../../../src/core/rbm';
import { thermodynamics as averaged } from '../../../src/core/thermodynamics';
import type { Tools } from '../../../src/engine/studies/task';
import { thermodynamics } from '../../../src/engine/studies/thermodynamics';
import type { Material, Subject, ThermodynamicsAsk, ThermodynamicsResult } from '../../../src/engine/study';
import type { PartitionKernel, PartitionOptions } from '../../../src/kernels/contract';
import { createPlainAnnealing } from '../../../src/kernels/plainAnnealing';
import { createPlainPartitionKernel } from '../../../src/kernels/plainPartition';
import { exactCase, exactCases, excess, goldenRbm, rbmOf } from '../../oracle/fixtures';
import { sideBySide } from '../../oracle/machines';
import { realKernels } from '../realKernels';

const names = ['logPartition', 'U', 'S', 'C'] as const;
const askOf = (changes: Partial<ThermodynamicsAsk> = {}): ThermodynamicsAsk => ({
  from: 0,
  to: 4,
  points: 17,
  at: 1,
  visibleUnit: 0,
  hiddenUnit: 0,
  chains: 50,
  betas: 200,
  ...changes,
});
/** The plain kernels, or those given, and a clock that passes a second at each look. */
function toolsWith(createPartition: () => PartitionKernel = createPlainPartitionKernel): Tools {
  let seconds = 0;
  const now = () => 1000 * seconds++;
  return { createPartition, createAnnealing: createPlainAnnealing, now } as Partial<Tools> as Tools;
}

interface Answer {
  readonly result: ThermodynamicsResult;
  readonly said: readonly number[];
}
function study(rbm: Rbm, ask = askOf(), tools = toolsWith(), seed = 5): Answer {
  const subject = { run: 1, update: 70, parameters: rbm, seed } as Partial<Subject> as Subject;
  const work = thermodynamics(ask, subject, { run: 1 } as Partial<Material> as Material, tools);
  const said: number[] = [];
  for (;;) {
    const { done, value } = work.next();
    if (done) return { result: value, said };
    if (value !== undefined) said.push(value);
  }
}
/** A kernel that counts what it is asked for. */
function counting(begun: PartitionOptions[]): () => PartitionKernel {
  return () => {
    const kernel = createPlainPartitionKernel();
    return {
      ...kernel,
      begin: (model, options = {}) => {
        begun.push(options);
        return kernel.begin(model, options);
      },
    };
  };
}

describe('up to 20 units in the smaller layer', () => {
  for (const one of exactCases)
    it(`thermodynamics of "${one.name}" has its ln Z, U, C and S, and identities that agree`, () => {
      const { result } = study(rbmOf(one), askOf({ points: 3 }));
      const { at, identities } = result;
      expect(result.method).toBe('exact');
      expect(excess(at.logPartition.value, one.lnZ)).toBeLessThanOrEqual(1);
      expect(excess(at.U.value, one.U)).toBeLessThanOrEqual(1);
      expect(excess(at.C.value, one.C)).toBeLessThanOrEqual(1);
      expect(excess(at.S.value, one.S, Math.abs(one.lnZ))).toBeLessThanOrEqual(1);
      expect(identities.map(({ name }) => name)).toEqual(['U', 'C', 'S', 'v', 'h', 'vh']);
      for (const { difference } of identities) expect(difference).toBeLessThan(1e-8);
      expect(at.beta).toBe(1);
      for (const name of names)
        expect([at[name].low, at[name].high]).toEqual([at[name].value, at[name].value]);
    });

  it('thermodynamics gives curves at the β that were asked for, like core', () => {
    const rbm = rbmOf(exactCase('wide'));
    const { beta, curves } = study(rbm, askOf({ from: 0.5, to: 2.5, points: 5 })).result;
    expect([...beta]).toEqual([0.5, 1, 1.5, 2, 2.5]);
    beta.forEach((x, n) => {
      const exact = averaged(rbm, x);
      for (const name of names) expect(curves[name].value[n]).toBeCloseTo(exact[name], 10);
    });
    expect(curves.U.low).toBeUndefined();
  });

  it('thermodynamics at β = 0 counts states, and its identities hold there too', () => {
    const { result } = study(rbmOf(exactCase('square')), askOf({ at: 0 }));
    expect(result.at.S.value).toBeCloseTo(8 * Math.LN2, 12);
    expect(result.at.C.value).toBe(0);
    expect(result.curves.C.value[0]).toBe(0);
    for (const { difference } of result.identities) expect(difference).toBeLessThan(1e-8);
  });

  it('thermodynamics names the units that were nudged, from 1, and forms the numbers of these', () => {
    const one = exactCase('wide');
    const { identities } = study(rbmOf(one), askOf({ visibleUnit: 6, hiddenUnit: 2 })).result;
    const [, , , v, h, vh] = identities;
    expect(v!.rightValue).toBeCloseTo(one.meanVisible[6]!, 12);
    expect(h!.rightValue).toBeCloseTo(one.meanHidden[2]!, 12);
    expect(vh!.rightValue).toBeCloseTo(one.meanVisibleHidden[6]![2]!, 12);
    expect(vh!.leftValue).not.toBe(vh!.rightValue);
    expect(vh!.left).toContain('W_{7,3}');
    expect([v!.left, h!.right]).toEqual([expect.stringContaining('a_{7}'), expect.stringContaining('h_{3}')]);
  });

  it('thermodynamics sums −Σ p ln p over joint states, over layers, or says why not', () => {
    const summed = (visible: number, hidden: number) => {
      const { identities, remark } = study(createRbm(visible, hidden), askOf({ points: 2 })).result;
      return [identities.some(({ name }) => name === 'S'), remark];
    };
    expect(summed(12, 8)).toEqual([true, '−Σ p ln p goes through all 2²⁰ joint states.']);
    expect(summed(30, 3)).toEqual([true, expect.stringContaining('2³ states of the smaller layer')]);
  });

  it('thermodynamics keeps the curves of a model: another β costs only the identities', () => {
    const rbm = goldenRbm({ nv: 6, nh: 5, scale: 1 });
    const begun: PartitionOptions[] = [];
    const first = study(rbm, askOf(), toolsWith(counting(begun))).result;
    const whole = begun.length;
    const again = study(createRbm(6, 5, rbm), askOf({ at: 1.3 }), toolsWith(counting(begun))).result;
    expect(begun.length - whole).toBe(whole - 17 - 1);
    expect(again.curves).toEqual(first.curves);
    expect(study(rbm, askOf({ points: 9 })).result.curves.U.value).toHaveLength(9);
    study(rbm);
    const moved = createRbm(6, 5, { ...rbm, b: rbm.b.map((x, j) => (j === 3 ? x + 1e-9 : x)) });
    expect(study(moved, askOf({ at: 1.3 })).result.curves).not.toEqual(first.curves);
  });

  it('thermodynamics asks for float64 always, and for moments only where it needs them', () => {
    const begun: PartitionOptions[] = [];
    study(goldenRbm({ nv: 4, nh: 3, scale: 1 }), askOf(), toolsWith(counting(begun)));
    expect(new Set(begun.map(({ precision }) => precision))).toEqual(new Set(['f64']));
    expect(begun.filter(({ energy }) => !energy)).toHaveLength(16);
    expect(begun.filter(({ energy }) => energy)).toHaveLength(17 + 1 + 1 + 6);
  });

  it('thermodynamics says how far it is, never less than before', () => {
    const { said: shares } = study(goldenRbm({ nv: 12, nh: 11, scale: 0.8 }), askOf({ points: 7 }));
    expect(shares).toEqual([...shares].sort((x, y) => x - y));
    expect(shares[0]).toBeGreaterThan(0);
    expect(shares.at(-1)).toBeGreaterThan(0.9);
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  });
});

describe('with the kernels of the page', () => {
  it('thermodynamics finds what the plain kernels find', () => {
    const rbm = goldenRbm({ nv: 20, nh: 11, scale: 0.9 });
    const [fast, plain] = [toolsWith(realKernels().createPartition), toolsWith()].map(
      (tools) => study(createRbm(20, 11, rbm), askOf({ points: 3, at: 1.7 }), tools).result,
    );
    expect(fast!.detail).toBe('2¹¹ states, f64');
    for (const name of names) expect(fast!.at[name].value).toBeCloseTo(plain!.at[name].value, 9);
    for (const { name, difference } of fast!.identities)
      expect([name, difference < 1e-7]).toEqual([name, true]);
  });
  it('thermodynamics goes on beyond the range of float64', () => {
    const { detail, at } = study(
      rbmOf(exactCase('extreme')),
      askOf(),
      toolsWith(realKernels().createPartition),
    ).result;
    expect(detail).toBe('2⁵ states, log-sum-exp');
    expect(at.U.value).toBeCloseTo(exactCase('extreme').U, 8);
  });
});

describe('above 20 units in the smaller layer', () => {
  const block = goldenRbm({ nv: 4, nh: 3, scale: 0.8 });
  const machine = sideBySide(Array.from({ length: 7 }, () => block));
  const { result, said } = study(machine, askOf({ points: 9, to: 2, at: 0.9, chains: 60 }));

  it('thermodynamics anneals: intervals cover what seven machines side by side add up to', () => {
    expect(result.method).toBe('AIS');
    const within = (interval: { low: number; high: number }, value: number) =>
      interval.low <= value && value <= interval.high;
    for (const name of names) {
      const { value, low, high } = result.curves[name];
      result.beta.forEach((beta, n) => {
        const exact = 7 * averaged(block, beta)[name];
        expect(low![n]).toBeLessThanOrEqual(value[n]!);
        if (n > 0 && name !== 'C') expect(high![n]).toBeGreaterThan(low![n]!);
        const place = { low: low![n]! - 1e-9, high: high![n]! + 1e-9 };
        // the slope of U over half a β is not quite its slope at a place
        const off = name === 'C' ? 0.15 * exact : 0;
        expect([name, beta, within({ low: place.low - off, high: place.high + off }, exact)]).toEqual([
          name,
          beta,
          true,
        ]);
      });
    }
  });

  it('thermodynamics reads its numbers at the very β', () => {
    const exact = averaged(block, 0.9);
    expect(result.at.beta).toBe(0.9);
    expect(result.at.logPartition.low).toBeLessThan(7 * exact.logPartition);
    expect(result.at.logPartition.high).toBeGreaterThan(7 * exact.logPartition);
    expect(Math.abs(result.at.U.value - 7 * exact.U)).toBeLessThan(2);
    expect(result.at.logPartition.value).not.toBe(result.curves.logPartition.value[4]);
  });

  it('thermodynamics claims no identities there, and says how it annealed', () => {
    expect(result.identities).toEqual([]);
    expect(result.remark).toContain('The smaller layer has 21 units');
    expect(result.detail).toMatch(/^60 chains × 2\d\d β$/);
    expect(result.remark).toMatch(/as much as \d+(\.\d)? of the 60 chains/);
    expect(said.at(-1)).toBe(1);
  });

  it('thermodynamics anneals to the same numbers from the same seed, to others from another', () => {
    const ask = askOf({ points: 3, chains: 5, betas: 10 });
    const [one, same, other] = [5, 5, 6].map(
      (seed) => study(machine, ask, toolsWith(), seed).result.curves.logPartition.value[2],
    );
    expect(one).toBe(same);
    expect(one).not.toBe(other);
  });

  it('thermodynamics refuses schedules that can’t be had', () => {
    const refusal = (changes: Partial<ThermodynamicsAsk>) => () => study(machine, askOf(changes));
    expect(refusal({ chains: 1 })).toThrow(
      new RangeError('invalid chains: 1; expected a whole number from 2 to 10000'),
    );
    expect(refusal({ betas: 1 })).toThrow(
      new RangeError('invalid betas: 1; expected a whole number from 2 to 100000'),
    );
  });
});

describe('what can’t be asked', () => {
  const refusal = (changes: Partial<ThermodynamicsAsk>) => () =>
    study(goldenRbm({ nv: 4, nh: 3, scale: 1 }), askOf(changes));
  it('thermodynamics refuses a range, a β or points that are none, in words', () => {
    expect(refusal({ from: 2, to: 2 })).toThrow(
      new RangeError('invalid range of β: 2 to 2; expected 0 ≤ from < to'),
    );
    expect(refusal({ from: -1 })).toThrow(RangeError);
    expect(refusal({ to: NaN })).toThrow(RangeError);
    expect(refusal({ points: 1 })).toThrow(
      new RangeError('invalid points: 1; expected a whole number from 2 to 1000'),
    );
    expect(refusal({ at: -0.5 })).toThrow(new RangeError('invalid β: -0.5; expected a number from 0'));
    expect(refusal({ at: NaN })).toThrow(RangeError);
  });
  it('thermodynamics refuses units that are not there, counted from 1 as on the page', () => {
    expect(refusal({ visibleUnit: 4 })).toThrow(new RangeError('invalid visible unit: 5; expected 1..4'));
    expect(refusal({ hiddenUnit: -1 })).toThrow(new RangeError('invalid hidden unit: 0; expected 1..3'));
    expect(refusal({ hiddenUnit: 0.5 })).toThrow(RangeError);
  });
});
