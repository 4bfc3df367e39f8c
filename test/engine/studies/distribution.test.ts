import { describe, expect, it } from 'vitest';
import { barsAndStripes } from '../../../src/core/data/barsAndStripes';
import { descend, flipRises } from '../../../src/core/descent';
import { klDivergence, totalVariation } from '../../../src/core/divergence';
import { basins, freeEnergies, level } from '../../../src/core/landscape';
import { logPartition } from '../../../src/core/partition';
import { fillNormals } from '../../../src/core/random';
import { clampedFreeEnergy, createRbm, type Rbm } from '../../../src/core/rbm';
import { type Rows, row, rowsFrom } from '../../../src/core/rows';
import { empiricalDistribution, modelDistribution } from '../../../src/core/sweep';
import { distribution } from '../../../src/engine/studies/distribution';
import type { Tools } from '../../../src/engine/studies/task';
import type { DistributionAsk, DistributionResult, Material, Subject } from '../../../src/engine/study';
import { createPlainEvaluator } from '../../../src/kernels/plainEvaluator';
import { createPlainPartitionKernel } from '../../../src/kernels/plainPartition';
import { bits } from '../../oracle/enumeration';
import { exactCase, goldenRbm, rbmOf, rowsOf } from '../../oracle/fixtures';
import { rugged } from '../../oracle/rugged';

const tools = {
  createEvaluator: createPlainEvaluator,
  createPartition: createPlainPartitionKernel,
  now: () => 0,
} as Partial<Tools> as Tools;

interface Answer {
  readonly result: DistributionResult;
  /** What the task said on its way. */
  readonly yields: readonly (number | undefined)[];
}
function study(rbm: Rbm, training: Rows, ask: DistributionAsk = {}, seed = 5, others = tools): Answer {
  const subject = { run: 1, update: 70, parameters: rbm, seed } as Partial<Subject> as Subject;
  const material = { run: 1, training } as Partial<Material> as Material;
  const task = distribution(ask, subject, material, others);
  const yields = [];
  for (;;) {
    const { done, value } = task.next();
    if (done) return { result: value, yields };
    yields.push(value);
  }
}
/** Each hidden unit holds two visible ones to the same value: 2^pairs minima, all equally low but for rounding. */
function pairedUp(pairs: number): Rbm {
  const rbm = createRbm(2 * pairs, pairs);
  rbm.a.fill(-6);
  rbm.b.fill(-20);
  for (let i = 0; i < 2 * pairs; i++) rbm.W[i * pairs + (i >> 1)] = 16;
  return rbm;
}
const sumOf = (x: ArrayLike<number>) => Array.from(x).reduce((sum, y) => sum + y, 0);

describe('up to 16 visible units', () => {
  const reference = exactCase('wide');
  const rbm = rbmOf(reference);
  const rows = rowsOf(reference);
  const { result } = study(rbm, rows);

  it('distribution of a reference case has its ln Z and likelihoods', () => {
    expect(result.logPartition).toBeCloseTo(reference.lnZ, 11);
    reference.data.forEach((bits, n) => {
      const state = sumOf(bits.map((bit, i) => bit * 2 ** i));
      expect(Math.log(result.whole!.p[state])).toBeCloseTo(reference.logLikelihood[n], 10);
    });
  });
  it('distribution sets p(v) beside q(v) and says how far they are apart', () => {
    const [p, q] = [modelDistribution(rbm), empiricalDistribution(rows)];
    const { whole } = result;
    for (const [s, probability] of whole!.p.entries()) expect(probability).toBeCloseTo(p[s], 13);
    expect(whole!.q).toEqual(q);
    expect(whole!.klDataModel).toBeCloseTo(klDivergence(q, p), 10);
    expect(whole!.klModelData).toBe(Infinity);
    expect(whole!.totalVariation).toBeCloseTo(totalVariation(p, q), 12);
  });
  it('distribution ranks the states and names the most probable ones', () => {
    const { ranked, p } = result.whole!;
    for (let k = 1; k < ranked.length; k++)
      expect(p[ranked[k]]).toBeLessThanOrEqual(p[ranked[k - 1]] + 1e-12);
    expect(result.states.map(({ state }) => state)).toEqual(Array.from(ranked.subarray(0, 64)));
    expect(result.states[0].logProbability).toBeCloseTo(Math.log(Math.max(...p)), 12);
  });
  it('distribution shares p and q out over the basins', () => {
    const machine = rugged(7, 5, 5, 4);
    const data = rowsFrom([0, 1, 2, 3, 4].map((n) => [1, 0, n & 1, 1, (n >> 1) & 1, 0, 1]));
    const answer = study(machine, data).result;
    const { minima, basinOf } = basins(freeEnergies(machine));
    const { p, q } = answer.whole!;
    expect(minima.length).toBeGreaterThan(1);
    expect(answer.minimaFound).toBe(minima.length);
    expect(sumOf(answer.minima.map(({ basin }) => basin!))).toBeCloseTo(1, 12);
    answer.minima.forEach((minimum, k) => {
      const inside = (x: Float64Array) => sumOf(x.filter((_, s) => basinOf[s] === k));
      expect(minimum.state).toBe(minima[k]);
      expect(minimum.minimum).toBe(true);
      expect(minimum.basin).toBeCloseTo(inside(p), 12);
      expect(minimum.rows).toBeCloseTo(inside(q), 12);
      expect(minimum.freeEnergy).toBeCloseTo(clampedFreeEnergy(machine, minimum.bits), 11);
    });
    expect(answer.states.filter(({ minimum }) => minimum).length).toBeGreaterThan(0);
    expect(answer.states.some(({ minimum }) => !minimum)).toBe(true);
  });
  it('distribution of 16 × 16 yields every quarter of a million exponentials', () => {
    const { result: whole, yields } = study(
      goldenRbm({ nv: 16, nh: 16, scale: 1 }),
      barsAndStripes(4).training,
    );
    expect(sumOf(whole.whole!.p)).toBeCloseTo(1, 11);
    expect(yields.length).toBeGreaterThanOrEqual(5);
    expect(yields.every((share) => share! > 0 && share! < 1)).toBe(true);
    expect([...yields].sort((x, y) => x! - y!)).toEqual(yields);
    expect(whole.minima.length).toBeLessThanOrEqual(64);
  });
  it('distribution names 64 minima at most, and counts them all', () => {
    const { minima, minimaFound } = study(pairedUp(7), rowsFrom([new Uint8Array(14)])).result;
    expect(minimaFound).toBe(128);
    expect(minima).toHaveLength(64);
  });
  it('distribution({ edited }) is about the edited model and carries its number', () => {
    const edited = createRbm(rbm.visible, rbm.hidden, { ...rbm, a: rbm.a.map((x) => x + 1) });
    const answer = study(rbm, rows, { edited, edit: 17 }).result;
    expect(answer.edit).toBe(17);
    expect(answer.logPartition).toBeCloseTo(logPartition(edited), 10);
    expect(answer.parameters.a).toEqual(edited.a);
    expect(result.edit).toBeUndefined();
    expect(result.parameters).toEqual(rbm);
    expect(result.parameters.W).not.toBe(rbm.W);
  });
  it('distribution refuses a model of another width, and one that is not finite', () => {
    const other = { ...createRbm(3, 2) };
    expect(() => study(rbm, rows, { edited: other })).toThrow(
      `invalid model: 3 visible units; expected ${rbm.visible}, as the data has`,
    );
    const diverged = createRbm(rbm.visible, rbm.hidden, { ...rbm, b: rbm.b.map(() => NaN) });
    expect(() => study(diverged, rows)).toThrow('not finite numbers');
  });
});

describe('above 16 visible units', () => {
  const visible = 17;
  const rbm = rugged(visible, 7, 9, 2);
  const patterns = Array.from({ length: 300 }, (_, n) =>
    Uint8Array.from({ length: visible }, (_unit, i) => ((n * 2654435761) >> i) & 1),
  );
  const rows = rowsFrom(patterns);
  const { result } = study(rbm, rows);

  it('distribution names minima that have no lower neighbour, lowest first', () => {
    expect(result.whole).toBeUndefined();
    expect(result.minimaFound).toBeGreaterThan(2);
    result.minima.forEach((minimum, k) => {
      expect(Math.min(...flipRises(rbm, minimum.bits))).toBeGreaterThanOrEqual(-level);
      expect(minimum.freeEnergy).toBe(clampedFreeEnergy(rbm, minimum.bits));
      if (k > 0) expect(minimum.freeEnergy).toBeGreaterThanOrEqual(result.minima[k - 1].freeEnergy);
    });
  });
  it('distribution finds the very lowest state there is', () => {
    let lowest = Infinity;
    for (let s = 0; s < 2 ** visible; s++)
      lowest = Math.min(lowest, clampedFreeEnergy(rbm, bits(s, visible)));
    expect(result.states[0].freeEnergy).toBe(lowest);
  });
  it('distribution says what share of rows and of chains flows down to each minimum', () => {
    expect(result.search).toEqual({ rows: 256, chains: 64, sweeps: 64 });
    expect(sumOf(result.minima.map((minimum) => minimum.rows))).toBeCloseTo(1, 9);
    expect(sumOf(result.minima.map((minimum) => minimum.chains!))).toBeCloseTo(1, 9);
    const looked = Array.from({ length: 256 }, (_, n) => row(rows, Math.floor((n * 300) / 256)));
    const first = result.minima[0];
    const share = looked.filter((v) => descend(rbm, v).join('') === first.bits.join('')).length / 256;
    expect(first.rows).toBeCloseTo(share, 12);
  });
  it('distribution names each state once, says which are minima, and ln p by the exact ln Z', () => {
    const logZ = logPartition(rbm);
    expect(result.logPartition).toBeCloseTo(logZ, 10);
    expect(new Set(result.states.map(({ state }) => state)).size).toBe(result.states.length);
    for (const one of result.states) {
      expect(one.minimum).toBe(descend(rbm, one.bits).join('') === one.bits.join(''));
      expect(one.logProbability).toBeCloseTo(-one.freeEnergy - logZ, 10);
      expect(one.state).toBe(sumOf(Array.from(one.bits, (bit, i) => bit * 2 ** i)));
    }
  });
  it('distribution names states that only the chains passed', () => {
    const ofRows = new Set(patterns.map((bits) => bits.join('')));
    expect(result.states.some(({ bits, minimum }) => !minimum && !ofRows.has(bits.join('')))).toBe(true);
  });
  it('distribution names 64 minima at most, and counts all that it finds', () => {
    const rows20 = rowsFrom(
      Array.from({ length: 256 }, (_, n) =>
        Uint8Array.from({ length: 20 }, (_unit, i) => (n >> (i >> 1)) & 1),
      ),
    );
    const { minima, minimaFound } = study(pairedUp(10), rows20).result;
    expect(minimaFound).toBeGreaterThanOrEqual(256);
    expect(minima).toHaveLength(64);
  });
  it('distribution starts each chain elsewhere and sweeps it on ticks that no chain on show has', () => {
    const ticks: number[] = [];
    const starts = new Set<string>();
    const still = {
      ...tools,
      createEvaluator: () => ({
        setModel: () => {},
        sweepChains: (chains: Uint8Array, count: number, { tick }: { tick: number }) => {
          ticks.push(tick);
          for (let n = 0; n < count; n++)
            starts.add(row({ count, width: visible, bytes: chains }, n).join(''));
        },
      }),
    } as unknown as Tools;
    study(rbm, rows, {}, 5, still);
    expect(starts.size).toBe(64);
    expect(new Set(ticks).size).toBe(64);
    expect(Math.min(...ticks)).toBe(2 ** 31);
  });
  it('distribution gives the same answer for the same seed, and another walk for another', () => {
    expect(study(rbm, rows).result).toEqual(result);
    const other = study(rbm, rows, {}, 6).result;
    expect(other.minima.map(({ chains }) => chains)).not.toEqual(result.minima.map(({ chains }) => chains));
  });
  it('distribution of wide layers looks from fewer places and says why there is no ln Z', () => {
    const wide = createRbm(300, 40, {
      W: fillNormals(3, { purpose: 'initialWeights' }, new Float64Array(12000)),
    });
    const data = rowsFrom([new Uint8Array(300), new Uint8Array(300).fill(1)]);
    const { result: found, yields } = study(wide, data);
    expect(found.logPartition).toBeUndefined();
    expect(found.whyNoLogPartition).toBe('the smaller layer has 40 units; up to 20 are enumerated here');
    expect(found.search).toEqual({ rows: 2, chains: 21, sweeps: 64 });
    expect(found.states[0].state).toBe(-1);
    expect(found.states[0].logProbability).toBeUndefined();
    // 21 chains of 64 sweeps over 300 × 41 products are 31 pieces of 2^19; 64 states are looked at one by one
    expect(yields.filter((share) => share === undefined).length).toBeGreaterThan(64 + 30);
  });
});
