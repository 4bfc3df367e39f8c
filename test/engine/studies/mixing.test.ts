import { describe, expect, it } from 'vitest';
import { descend } from '../../../src/core/descent';
import { autocorrelation, integratedTime, splitRHat } from '../../../src/core/mixing';
import { clampedFreeEnergy, createRbm, type Rbm } from '../../../src/core/rbm';
import { type Rows, row, rowsFrom } from '../../../src/core/rows';
import { modelDistribution, stateOf, sweepDistribution } from '../../../src/core/sweep';
import { mixing } from '../../../src/engine/studies/mixing';
import { chainSeed, planOf, runChains, startingStates } from '../../../src/engine/studies/mixingChains';
import type { Tools } from '../../../src/engine/studies/task';
import type { Material, MixingAsk, MixingResult, Subject } from '../../../src/engine/study';
import { createPlainEvaluator } from '../../../src/kernels/plainEvaluator';
import { goldenRbm } from '../../oracle/fixtures';
import { realKernels } from '../realKernels';

let clock = 0;
const tools = { createEvaluator: createPlainEvaluator, now: () => clock++ } as Partial<Tools> as Tools;
const fast = { ...tools, ...realKernels() } as Partial<Tools> as Tools;
const subjectOf = (rbm: Rbm, seed = 5, update = 70) =>
  ({ run: 1, update, parameters: rbm, seed }) as Partial<Subject> as Subject;
const materialOf = (training: Rows) => ({ run: 1, training }) as Partial<Material> as Material;
const ask = (changes: Partial<MixingAsk> = {}): MixingAsk => ({
  chains: 8,
  sweeps: 400,
  start: 'data',
  beta: 1,
  ...changes,
});

function study(rbm: Rbm, training: Rows, asked: MixingAsk, using = tools, seed = 5) {
  const task = mixing(asked, subjectOf(rbm, seed), materialOf(training), using);
  const yields: number[] = [];
  for (;;) {
    const { done, value } = task.next();
    if (done) return { result: value, yields };
    if (value !== undefined) yields.push(value);
  }
}
const patterns = rowsFrom([
  [0, 0, 0, 0, 0],
  [1, 1, 1, 1, 1],
  [1, 0, 0, 0, 0],
]);
/** All units on together or off together; a barrier of about `weight` nats between. */
const twoModes = (weight: number): Rbm =>
  createRbm(5, 3, {
    W: new Float64Array(15).fill(weight),
    a: new Float64Array(5).fill(-1.5 * weight),
    b: new Float64Array(3).fill(-2.5 * weight),
  });
const loose = goldenRbm({ nv: 5, nh: 3, scale: 0.4 });

describe('mixing', () => {
  it('mixing refuses what makes no sense, in words', () => {
    const refused: [Partial<MixingAsk>, string][] = [
      [{ chains: 1 }, 'invalid chains: 1; expected a whole number from 2 to 64'],
      [{ chains: 0 }, 'invalid chains: 0; expected a whole number from 2 to 64'],
      [{ chains: 65 }, 'invalid chains: 65; expected a whole number from 2 to 64'],
      [{ chains: Number.NaN }, 'invalid chains: NaN; expected a whole number from 2 to 64'],
      [{ sweeps: 15 }, 'invalid sweeps: 15; expected a whole number from 16 to 100000'],
      [{ sweeps: 20.5 }, 'invalid sweeps: 20.5; expected a whole number from 16 to 100000'],
      [{ beta: -0.1 }, 'invalid beta: -0.1; expected 0..4'],
      [{ beta: Number.NaN }, 'invalid beta: NaN; expected 0..4'],
      [{ start: 'middle' as 'data' }, 'invalid start: middle; expected data or random'],
    ];
    for (const [changes, words] of refused)
      expect(() => study(loose, patterns, ask(changes))).toThrow(new RangeError(words));
  });

  it('mixing of a loose machine: R̂ near 1, nobody stuck, samples worth nearly their number', () => {
    const { result } = study(loose, patterns, ask({ sweeps: 800 }));
    expect(result.rHat).toBeLessThan(1.02);
    expect(result.worstUnitRHat).toBeLessThan(1.03);
    expect(result.stuck).toEqual([]);
    expect(result.energyTime.value).toBeLessThan(1.5);
    expect(result.effectiveSamples).toBeGreaterThan(4000);
    expect(result).toMatchObject({ update: 70, warmUp: 0, every: 1, kept: 800, movingUnits: 5 });
  });

  it('mixing of two deep modes: every chain stuck where it began, R̂ beyond all bounds', () => {
    const { result } = study(twoModes(12), patterns, ask());
    expect(result.modes.map(({ bits }) => [...bits])).toEqual([
      [0, 0, 0, 0, 0],
      [1, 1, 1, 1, 1],
    ]);
    expect(result.stuck).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(result.worstUnitRHat).toBeGreaterThan(2);
    expect(result.slowestUnitTime.settled).toBe(false);
    expect(result.slowestUnitTime.high).toBe(Infinity);
    // rows 0, 0, 0, 1, 1, 1, 2, 2 of the three: six chains below, three of them at the pattern with one unit on
    const below = result.occupancy.filter((_, n) => n % 2 === 0);
    expect([...below]).toEqual([128, 128, 128, 0, 0, 0, 128, 128]);
    expect(result.modes[0]!.share).toBeCloseTo(5 / 8, 12);
  });

  it('mixing has the autocorrelation of F_c that the sweep’s own operator predicts', () => {
    const rbm = twoModes(1.6);
    const { result } = study(rbm, patterns, ask({ sweeps: 4000, chains: 16 }), fast);
    const p = modelDistribution(rbm);
    const f = p.map((_, s) => clampedFreeEnergy(rbm, stateOf(s, 5)));
    const mean = p.reduce((sum, ps, s) => sum + ps * f[s]!, 0);
    let q: Float64Array = p.map((ps, s) => ps * (f[s]! - mean));
    const products = Array.from({ length: 8 }, () => {
      const product = q.reduce((sum, qs, s) => sum + qs * (f[s]! - mean), 0);
      q = sweepDistribution(rbm, q);
      return product;
    });
    products.forEach((product, lag) => {
      expect(Math.abs(result.energyAutocorrelation[lag]! - product / products[0]!)).toBeLessThan(0.03);
    });
    expect(result.noise).toBeCloseTo(2 / Math.sqrt(64_000), 12);
  });

  it('mixing keeps F_c of every chain at every sweep, and says what core says of it', () => {
    const asked = ask({ sweeps: 120, chains: 5 });
    const { result } = study(twoModes(2), patterns, asked);
    expect([result.points, result.stride, result.traces.length]).toEqual([120, 1, 600]);
    const series = { chains: 5, length: 120, values: result.traces };
    expect(result.rHat).toBeCloseTo(splitRHat(series), 12);
    const time = integratedTime(autocorrelation(series, 0, 60), 600);
    expect(result.energyTime.value).toBeCloseTo(time.time, 12);
    expect(result.effectiveSamples).toBeCloseTo(600 / time.time, 9);
    expect(result.energyAutocorrelation).toEqual(autocorrelation(series, 0, 30));
  });

  it('mixing gives the same bits for the same subject, others for another seed or update', () => {
    const once = study(twoModes(2), patterns, ask()).result;
    expect(study(twoModes(2), patterns, ask()).result).toEqual(once);
    expect(study(twoModes(2), patterns, ask(), tools, 6).result.traces).not.toEqual(once.traces);
    expect(chainSeed(subjectOf(loose))).not.toBe(chainSeed(subjectOf(loose, 5, 71)));
    expect(Number.isSafeInteger(chainSeed(subjectOf(loose, 2 ** 53 - 1)))).toBe(true);
  });

  it('mixing at β = 0 is noise: every unit by a coin, one mode, nothing to remember', () => {
    const { result } = study(twoModes(12), patterns, ask({ beta: 0, sweeps: 200 }));
    expect(result.rHat).toBeNaN(); // F_c is the same for all states
    expect(result.energyTime.value).toBeNaN();
    expect(result.effectiveSamples).toBeNaN();
    expect(result.slowestUnitTime.value).toBeLessThan(1.6);
    expect(result.modesFound).toBe(1);
    expect(result.stuck).toEqual([]);
  });

  it('mixing of a machine whose units never move says so', () => {
    const frozen = createRbm(3, 2, { a: [50, -50, 50] });
    const { result } = study(frozen, rowsFrom([[1, 0, 1]]), ask({ sweeps: 32 }));
    expect(result).toMatchObject({
      movingUnits: 0,
      slowestUnit: -1,
      worstUnit: -1,
      modesFound: 1,
      stuck: [],
    });
    expect([result.rHat, result.worstUnitRHat, result.slowestUnitTime.value]).toEqual([NaN, NaN, NaN]);
    expect(result.unitAutocorrelation.every(Number.isNaN)).toBe(true);
  });

  it('mixing refuses a machine that has run away', () => {
    const lost = createRbm(3, 1, { W: [1, NaN, 0] });
    expect(() => study(lost, rowsFrom([[1, 0, 1]]), ask())).toThrow(/not finite/);
  });

  it('mixing of thinned values leaves open how much is hidden between two of them', () => {
    const { result } = study(createRbm(4, 1), rowsFrom([[1, 0, 1, 0]]), ask({ sweeps: 9000, chains: 2 }));
    expect(result.every).toBe(3);
    const { value, low, high } = result.slowestUnitTime;
    expect(low).toBeLessThan(2);
    expect(low).toBeGreaterThanOrEqual(1);
    // a coin's time is 1, and more than three standard errors from 3
    expect(value).toBeLessThan(2);
    expect([value >= low, high >= 3]).toEqual([true, true]);
  });

  it('mixing works without a hidden unit, and with a single visible one', () => {
    expect(study(createRbm(1, 0), rowsFrom([[1]]), ask({ sweeps: 16, chains: 2 })).result.looks).toBe(16);
  });

  it('mixing yields how far it is, never backwards', () => {
    const { yields: shares } = study(loose, patterns, ask({ sweeps: 100 }));
    expect(shares.length).toBeGreaterThan(100);
    expect(shares.every((share, n) => share >= (shares[n - 1] ?? 0) && share <= 1)).toBe(true);
  });

  it('mixing on the fast kernels agrees with the plain one on a stuck machine', () => {
    const [plain, wasm] = [tools, fast].map((using) => study(twoModes(12), patterns, ask(), using).result);
    expect(wasm!.stuck).toEqual(plain!.stuck);
    expect(wasm!.modes).toEqual(plain!.modes);
  });
});

describe('planOf', () => {
  it('planOf({start: random}) leaves a tenth of the sweeps uncounted', () => {
    expect(planOf(ask({ start: 'random', sweeps: 1001 }), loose)).toMatchObject({ warmUp: 101, kept: 900 });
  });
  it('planOf keeps memory bounded: at most 4,096 states and 500 points of a chain', () => {
    const plan = planOf(ask({ sweeps: 100_000 }), loose);
    expect(plan).toMatchObject({ every: 25, kept: 4000, stride: 200, points: 500 });
  });
  it('planOf looks at fewer states of a large machine, at two of each chain at least', () => {
    const none = new Float32Array(0);
    const large = { visible: 784, hidden: 500, W: none, a: none, b: none };
    expect(planOf(ask(), large).looks).toBe(2);
    expect(planOf(ask({ sweeps: 1000 }), createRbm(64, 16)).looks).toBe(128);
    expect(planOf(ask({ sweeps: 16 }), loose).looks).toBe(16);
  });
});

describe('runChains', () => {
  const drive = (asked: MixingAsk, rbm: Rbm) => {
    const plan = planOf(asked, rbm);
    const work = runChains(asked, plan, rbm, subjectOf(rbm), materialOf(patterns), createPlainEvaluator());
    for (;;) {
      const { done, value } = work.next();
      if (done) return { plan, history: value };
    }
  };
  it('runChains counts no state of the warm-up, and looks from the first counted one to the last', () => {
    const { plan, history } = drive(ask({ start: 'random', sweeps: 50, chains: 3 }), twoModes(2));
    expect(plan).toMatchObject({ warmUp: 5, kept: 45, points: 50 });
    const [first, last] = [history.looks[0]!, history.looks.at(-1)!];
    const height = (states: Uint8Array, chain: number) =>
      clampedFreeEnergy(twoModes(2), states.subarray(chain * 5, (chain + 1) * 5));
    for (let chain = 0; chain < 3; chain++) {
      expect(history.heights[chain * 45]).toBeCloseTo(height(first, chain), 10);
      expect(history.heights[chain * 45 + 44]).toBeCloseTo(height(last, chain), 10);
      for (let t = 0; t < 45; t++)
        expect(history.heights[chain * 45 + t]).toBe(history.traces[chain * 50 + t + 5]);
    }
    expect(history.units.recorded).toBe(45);
  });
  it('runChains thins evenly where there are more sweeps than it keeps', () => {
    const { plan, history } = drive(
      ask({ sweeps: 9000, chains: 2 }),
      createRbm(5, 1, { W: [1, 2, 0, 1, -1] }),
    );
    expect(plan).toMatchObject({ every: 3, kept: 3000, stride: 18, points: 500 });
    for (let n = 1; n <= 500; n++) expect(history.heights[6 * n - 1]).toBe(history.traces[n - 1]);
    expect(history.units.recorded).toBe(3000);
  });
});

describe('startingStates', () => {
  it('startingStates({start: data}) takes rows from all over the data, some twice where there are few', () => {
    const states = startingStates(ask({ chains: 4 }), subjectOf(loose), patterns);
    expect([...states]).toEqual([0, 0, 1, 2].flatMap((n) => [...row(patterns, n)]));
  });
  it('startingStates({start: random}) tosses a coin for each unit of each chain', () => {
    const wide = createRbm(500, 1);
    const states = startingStates(ask({ chains: 40, start: 'random' }), subjectOf(wide), patterns);
    const mean = states.reduce((sum, bit) => sum + bit, 0) / states.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan((4 * 0.5) / Math.sqrt(20_000));
    expect(states.subarray(0, 500)).not.toEqual(states.subarray(500, 1000));
  });
});

describe('the modes', () => {
  it('mixing names modes that descent itself ends in, with the visits of every chain', () => {
    const rbm = goldenRbm({ nv: 7, nh: 4, scale: 2 });
    const seven = rowsFrom([[1, 0, 1, 0, 1, 1, 0]]);
    const result: MixingResult = study(rbm, seven, ask({ sweeps: 300, chains: 4 })).result;
    for (const { bits } of result.modes) expect([...descend(rbm, bits)]).toEqual([...bits]);
    const visits = result.occupancy.reduce((sum, count) => sum + count, 0);
    expect(visits).toBe(4 * result.looks);
    expect(result.modes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    const shares = result.modes.map(({ share }) => share);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
  });
});
