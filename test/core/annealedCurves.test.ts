import { describe, expect, it } from 'vitest';
import { annealedPoints, freeEnergyOfChance, ladderThrough } from '../../src/core/annealedCurves';
import { annealedRbm, annealingStep, logBasePartition, sampleBase } from '../../src/core/annealing';
import { logPartition } from '../../src/core/partition';
import { atInverseTemperature, type Rbm } from '../../src/core/rbm';
import { thermodynamics } from '../../src/core/thermodynamics';
import { goldenRbm } from '../oracle/fixtures';

const rbm = goldenRbm({ nv: 5, nh: 4, scale: 1.5 });
const points = Float64Array.from({ length: 21 }, (_, n) => n / 10);
const names = ['logPartition', 'U', 'S', 'C'] as const;

/** ln w of chains 0 … chains − 1 at every rung, by the steps of `core/annealing`. */
function chainsAlong(machine: Rbm, betas: Float64Array, seed: number, chains: number): Float64Array[] {
  const base = new Float64Array(machine.visible);
  const states = Array.from({ length: chains }, (_, chain) => sampleBase(base, seed, chain));
  const found = [new Float64Array(chains).fill(logBasePartition(base, machine.hidden))];
  for (let rung = 1; rung < betas.length; rung++) {
    const [before, after] = [betas[rung - 1], betas[rung]].map((beta) => annealedRbm(machine, base, beta));
    const last = found[rung - 1];
    found.push(
      last.map(
        (x, chain) =>
          x + annealingStep(before, after, states[chain], { seed, direction: 'forward', chain, rung }),
      ),
    );
  }
  return found;
}

describe('ladderThrough', () => {
  it('ladderThrough passes just before, at and just after each β, in steps that are no longer than asked', () => {
    const { betas, step, around } = ladderThrough([0, 0.73, 2], 11);
    expect(step).toBe(2 ** -8);
    expect([betas[0], betas.at(-1)]).toEqual([0, 2 + step]);
    for (let k = 1; k < betas.length; k++) {
      expect(betas[k]).toBeGreaterThan(betas[k - 1]);
      expect(betas[k] - betas[k - 1]).toBeLessThan(0.2 + 1e-12);
    }
    expect(around.slice(1).map((three) => three.map((k) => betas[k]))).toEqual([
      [0.73 - step, 0.73, 0.73 + step],
      [2 - step, 2, 2 + step],
    ]);
  });
  it('ladderThrough keeps neighbours as near with few rungs as with many', () => {
    for (const count of [2, 1000, 20_000]) expect(ladderThrough([1, 4], count).step).toBe(2 ** -8);
    expect(ladderThrough([0.01, 0.064], 100).step).toBe(0.001);
  });
  it('ladderThrough never goes below 0', () => {
    const { betas, around } = ladderThrough([0.001, 2], 11);
    expect(around[0].map((k) => betas[k])).toEqual([0, 0.001, 0.001 + 2 ** -8]);
  });
});

describe('annealedPoints', () => {
  const ladder = ladderThrough(points, 400);
  const right = (rung: number) =>
    new Float64Array(3).fill(logPartition(atInverseTemperature(rbm, ladder.betas[rung])));

  it('annealedPoints of weights that are right give the exact curves', () => {
    const found = annealedPoints(rbm, points, 0.05, ladder, right);
    found.forEach((point, n) => {
      const exact = thermodynamics(rbm, points[n]);
      expect(point.logPartition.value).toBeCloseTo(exact.logPartition, 12);
      expect(point.U.value).toBeCloseTo(exact.U, 3);
      expect(point.S.value).toBeCloseTo(exact.S, 3);
      // a slope over 0.2 in β
      if (n < points.length - 1) expect(Math.abs(point.C.value - exact.C)).toBeLessThan(0.1);
      expect(point.logPartition.high - point.logPartition.low).toBeLessThan(1e-9);
    });
  });
  it('annealedPoints know the machine of chance exactly', () => {
    const [{ logPartition: lnZ, U, S, C }] = annealedPoints(rbm, points, 0.05, ladder, right);
    const exact = thermodynamics(rbm, 0);
    expect(lnZ.value).toBeCloseTo(9 * Math.LN2, 13);
    expect(U.value).toBeCloseTo(exact.U, 13);
    expect(S.value).toBe(lnZ.value);
    expect(C.value + 0).toBe(0);
    expect(freeEnergyOfChance(rbm)).toBeCloseTo(exact.U, 13);
  });
  it('annealedPoints take the slope of U over the reach that is asked for', () => {
    const uneven = Float64Array.of(0, 0.9, 0.99, 1, 1.01, 1.1, 2);
    const fine = ladderThrough(uneven, 400);
    const at = (rung: number) =>
      new Float64Array(2).fill(logPartition(atInverseTemperature(rbm, fine.betas[rung])));
    const [near, wide] = [0.005, 0.05].map(
      (reach) => annealedPoints(rbm, uneven, reach, fine, at)[3].C.value,
    );
    const U = (beta: number) => thermodynamics(rbm, beta).U;
    expect(near).toBeCloseTo(-(U(1.01) - U(0.99)) / 0.02, 2);
    expect(wide).toBeCloseTo(-(U(1.1) - U(0.9)) / 0.2, 3);
    expect(Math.abs(near - wide)).toBeGreaterThan(5e-3);
  });
  it('annealedPoints of chains cover the exact curves: ±3σ in all but a few of 900 intervals', () => {
    const coarse = Float64Array.from({ length: 11 }, (_, n) => n / 5);
    const schedule = ladderThrough(coarse, 200);
    let [outside, all, width] = [0, 0, 0];
    for (let seed = 1; seed <= 30; seed++) {
      const along = chainsAlong(rbm, schedule.betas, seed, 60);
      const found = annealedPoints(rbm, coarse, 0.1, schedule, (rung) => along[rung]);
      found.slice(1).forEach((point, n) => {
        const exact = thermodynamics(rbm, coarse[n + 1]);
        for (const name of ['logPartition', 'U', 'S'] as const) {
          all++;
          width = Math.max(width, point[name].high - point[name].low);
          if (!(point[name].low <= exact[name] && exact[name] <= point[name].high)) outside++;
        }
      });
    }
    expect(all).toBe(900);
    expect(outside).toBeLessThan(0.02 * all);
    expect(width).toBeLessThan(6);
  });
  it('annealedPoints of two even rungs are as wide as they are wrong: U is no chord from β = 0', () => {
    const coarse = Float64Array.from({ length: 11 }, (_, n) => n / 5);
    const schedule = ladderThrough(coarse, 2);
    let outside = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const along = chainsAlong(rbm, schedule.betas, seed, 60);
      const found = annealedPoints(rbm, coarse, 0.1, schedule, (rung) => along[rung]);
      found.slice(1).forEach(({ U }, n) => {
        const exact = thermodynamics(rbm, coarse[n + 1]).U;
        if (!(U.low <= exact && exact <= U.high)) outside++;
      });
    }
    expect(outside).toBeLessThan(10);
  });
  it('annealedPoints say how far C may be off because U bends between its points', () => {
    const coarse = Float64Array.from({ length: 17 }, (_, n) => n / 8);
    const schedule = ladderThrough(coarse, 400);
    const at = (rung: number) =>
      new Float64Array(1e4).fill(logPartition(atInverseTemperature(rbm, schedule.betas[rung])));
    const found = annealedPoints(rbm, coarse, 0.1, schedule, at);
    const off = found
      .slice(2, -2)
      .map(({ C }, n) => Math.abs(C.value - thermodynamics(rbm, coarse[n + 2]).C));
    expect(Math.max(...off)).toBeGreaterThan(0.02);
    const held = found.slice(2, -2).filter(({ C }, n) => {
      const exact = thermodynamics(rbm, coarse[n + 2]).C;
      expect(C.high - C.low).toBeLessThan(2);
      return C.low < exact && exact < C.high;
    });
    // but where the bend changes its sign
    expect(held.length).toBeGreaterThanOrEqual(off.length - 1);
  });
  it('annealedPoints bound nothing where a single chain carries everything, though it agrees with itself', () => {
    const carried = (rung: number) =>
      Float64Array.from({ length: 50 }, (_, chain) => (chain === 0 ? right(rung)[0] : 0));
    const { logPartition: lnZ, U, S, C } = annealedPoints(rbm, points, 0.05, ladder, carried)[20];
    expect(lnZ.low).toBe(-Infinity);
    for (const { low, high } of [U, S, C]) expect([low, high]).toEqual([-Infinity, Infinity]);
  });
  it('annealedPoints of chains that never move, and of those that forget their weights, miss the curves', () => {
    const coarse = Float64Array.of(0, 1, 2);
    const schedule = ladderThrough(coarse, 60);
    const along = chainsAlong(rbm, schedule.betas, 1, 60);
    const forgetful = along.map((x, rung) => x.map((y) => y - rung / 20));
    const U = (logWeights: Float64Array[]) =>
      annealedPoints(rbm, coarse, 0.5, schedule, (rung) => logWeights[rung])[1].U;
    const exact = thermodynamics(rbm, 1).U;
    expect(Math.abs(U(along).value - exact)).toBeLessThan(0.3);
    expect(U(forgetful).low).toBeGreaterThan(exact + 0.5);
  });
  it('annealedPoints doubt chains that all agree: probability 6/M, higher up by 1/β, may be missed by M chains', () => {
    const agreed = (chains: number) =>
      annealedPoints(rbm, points, 0.05, ladder, (rung) => new Float64Array(chains).fill(right(rung)[0]))[20];
    const { U, S } = agreed(50);
    expect(U.high - U.low).toBeCloseTo(12 / (2 * 50), 12);
    expect(S.high - S.low).toBeCloseTo(12 / 50, 12);
    expect(agreed(500).U.high - agreed(500).U.low).toBeCloseTo(12 / (2 * 500), 12);
  });
  it('annealedPoints take each chain’s pull from its weight, not from the logarithm of it', () => {
    const beta = 2;
    const [below, , above] = ladder.around[20];
    // mean 2: pulls −½ and ½
    const spread = Float64Array.from({ length: 12 }, (_, chain) => Math.log(chain % 2 === 0 ? 1 : 3));
    const { U } = annealedPoints(rbm, points, 0.05, ladder, (rung) =>
      rung === above ? spread : new Float64Array(12),
    )[20];
    const error = Math.sqrt((12 * 0.5 ** 2) / 11 / 12) / (ladder.betas[above] - ladder.betas[below]);
    expect(U.value).toBeCloseTo(-Math.log(2) / (ladder.betas[above] - ladder.betas[below]), 9);
    expect(U.high - U.value).toBeCloseTo(3 * Math.hypot(error, 2 / (beta * 12)), 9);
  });
  it('annealedPoints of a single chain bound nothing', () => {
    const one = annealedPoints(rbm, points, 0.05, ladder, (rung) => right(rung).subarray(0, 1))[10];
    for (const name of names) expect([one[name].low, one[name].high]).toEqual([-Infinity, Infinity]);
  });
});
