import { expect, test } from 'vitest';
import {
  anneal,
  annealBack,
  annealedRbm,
  evenBetas,
  fittedBase,
  intervalOf,
  logBasePartition,
} from '../../src/core/annealing';
import { fillNormals } from '../../src/core/random';
import { clampedFreeEnergy, type Rbm } from '../../src/core/rbm';
import { row } from '../../src/core/rows';
import type { AnnealingJob, AnnealingKernel, AnnealingOptions } from '../../src/kernels/contract';
import { exactCases, rbmOf, rowsOf } from '../oracle/fixtures';
import { pydeepLogPartition, pydeepModel } from '../oracle/smallModels';
import { randomMachine } from './evaluatorContract';
import { awkwardSizes, syntheticRows } from './syntheticRows';

/** A base with biases of its own, and a ladder that isn't even. */
const baseOf = (units: number): Float64Array =>
  fillNormals(3, { purpose: 'split' }, new Float64Array(units)).map((x) => 0.7 * x);
const betas = Float64Array.of(0, 0.05, 0.2, 0.2, 0.55, 0.8, 1);

function finished(job: AnnealingJob, piece = Number.MAX_SAFE_INTEGER): AnnealingJob {
  while (!job.advance(piece));
  return job;
}

/** What every annealing kernel promises; `tolerance` is absolute, in nats, for inputs of the size of one. */
export function annealingContract(create: () => AnnealingKernel, tolerance: number): void {
  const prepared = (visible: number, hidden: number, more: Partial<AnnealingOptions> = {}) => {
    const rbm = randomMachine(visible, hidden, 0.6);
    const options: AnnealingOptions = { base: baseOf(visible), betas, from: 0, to: 9, seed: 21, ...more };
    return { rbm, options, job: create().begin(rbm, options) };
  };
  /** How many of the pairs agree; chains part for good where a uniform all but equals a probability. */
  const agreeing = (x: Float64Array, y: Float64Array, allowed: number): number =>
    x.reduce((count, value, n) => count + Number(Math.abs(value - y[n]) <= allowed), 0);

  for (const [visible, hidden] of awkwardSizes) {
    const size = `${visible}×${hidden}`;
    const allowed = tolerance * (1 + hidden / 10);

    test(`logWeights() of ${size} are core's, chain by chain`, () => {
      const { rbm, options, job } = prepared(visible, hidden, { from: 0, to: 40 });
      const ours = finished(job).logWeights();
      expect(ours).toHaveLength(40);
      expect(agreeing(ours, anneal(rbm, options, 40), allowed)).toBeGreaterThanOrEqual(39);
    });

    test(`logWeights() of reverse chains of ${size} are core's`, () => {
      const starts = syntheticRows(40, visible);
      const { rbm, options, job } = prepared(visible, hidden, { from: 0, to: 40, starts: starts.bytes });
      const ours = finished(job).logWeights();
      expect(agreeing(ours, annealBack(rbm, options, starts), allowed)).toBeGreaterThanOrEqual(39);
    });

    test(`recorded() of ${size} holds ln p* of the same states at one β over that at the next`, () => {
      const starts = syntheticRows(9, visible);
      const { rbm, options, job } = prepared(visible, hidden, { starts: starts.bytes, record: [5, 6] });
      const record = finished(job).recorded();
      const cooled = annealedRbm(rbm, options.base, betas[5]);
      const logBase = logBasePartition(options.base, hidden);
      for (let n = 0; n < 9; n++) {
        const v = row(starts, n);
        const factor = clampedFreeEnergy(rbm, v) - clampedFreeEnergy(cooled, v);
        expect(Math.abs(record[n] - (factor - logBase))).toBeLessThanOrEqual(allowed);
        expect(record[9 + n]).toBeCloseTo(-logBase, 12);
      }
    });

    test(`advance(steps) of ${size} gives the same bits however it is cut`, () => {
      const more = { from: 3, to: 203, record: [0, 2, 6] };
      const whole = finished(prepared(visible, hidden, more).job);
      const { job } = prepared(visible, hidden, more);
      for (let piece = 1, ended = false; !ended; piece = (piece * 7) % 400) ended = job.advance(piece);
      expect(job.logWeights()).toEqual(whole.logWeights());
      expect(job.recorded()).toEqual(whole.recorded());
      expect(job.states()).toEqual(whole.states());
    });

    test(`begin(model, {from, to}) of ${size} gives a chain the same bits in any range`, () => {
      const all = finished(prepared(visible, hidden, { from: 0, to: 150, record: [3] }).job);
      const part = finished(prepared(visible, hidden, { from: 100, to: 137, record: [3] }).job);
      expect(part.logWeights()).toEqual(all.logWeights().slice(100, 137));
      expect(part.recorded()).toEqual(all.recorded().slice(100, 137));
      expect(part.states()).toEqual(all.states().slice(100 * visible, 137 * visible));
    });
  }

  test('advance(steps) does a step at least, and says when there is nothing left', () => {
    const { job } = prepared(7, 13);
    expect(job.steps).toBe(9 * 6);
    expect(job.done).toBe(0);
    expect(job.advance(0)).toBe(false);
    expect(job.done).toBeGreaterThan(0);
    expect(job.advance(1e9)).toBe(true);
    expect(job.done).toBe(job.steps);
    expect(job.advance(1)).toBe(true);
    expect(job.done).toBe(job.steps);
  });

  test('recorded() begins at ln Z of the base and ends at logWeights()', () => {
    const { options, job } = prepared(7, 13, { record: [0, 6], from: 5, to: 155 });
    const record = finished(job).recorded();
    for (const start of record.subarray(0, 150))
      expect(start).toBeCloseTo(logBasePartition(options.base, 13), 12);
    expect(record.slice(150)).toEqual(job.logWeights());
  });

  test('states() are those of the model once the ladder stays at β = 1', () => {
    const rbm = randomMachine(3, 5, 0.8);
    const long = new Float64Array(40).fill(1);
    long.set(evenBetas(10));
    const job = create().begin(rbm, { base: baseOf(3), betas: long, from: 0, to: 8000, seed: 6 });
    const states = finished(job).states();
    const counts = new Float64Array(8);
    for (let n = 0; n < 8000; n++)
      counts[states[3 * n] + 2 * states[3 * n + 1] + 4 * states[3 * n + 2]] += 1 / 8000;
    const logs = counts.map((_, s) => -clampedFreeEnergy(rbm, [s & 1, (s >> 1) & 1, s >> 2]));
    const logZ = Math.log(logs.reduce((sum, x) => sum + Math.exp(x), 0));
    logs.forEach((x, s) => {
      const p = Math.exp(x - logZ);
      expect(Math.abs(counts[s] - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / 8000));
    });
  });

  test('begin(model, options) copies both, and takes other random numbers with another seed', () => {
    const { rbm, options, job } = prepared(7, 13);
    const expected = finished(job).logWeights();
    const again = prepared(7, 13);
    again.rbm.W.fill(5);
    again.options.base.fill(2);
    expect(finished(again.job).logWeights()).toEqual(expected);
    for (const seed of [22, 21 + 2 ** 32])
      expect(finished(create().begin(rbm, { ...options, seed })).logWeights()).not.toEqual(expected);
  });

  test('begin(model, options) keeps precise with inputs far beyond the range of e^x', () => {
    const rbm = randomMachine(7, 13, 300);
    const options = { base: baseOf(7), betas: evenBetas(30), from: 0, to: 30, seed: 2 };
    const ours = finished(create().begin(rbm, options)).logWeights();
    const scale = Math.max(...ours.map(Math.abs));
    expect(agreeing(ours, anneal(rbm, options, 30), tolerance * scale)).toBeGreaterThanOrEqual(29);
  });

  test('begin(model, options) finds ln Z of the reference cases within its interval', () => {
    for (const one of exactCases.filter(({ name }) => name !== 'extreme')) {
      const options = { base: fittedBase(rowsOf(one)), betas: evenBetas(100), from: 0, to: 40, seed: 8 };
      const { low, high } = intervalOf(finished(create().begin(rbmOf(one), options)).logWeights());
      const slack = tolerance * Math.max(1, Math.abs(one.lnZ));
      expect(low - slack, one.name).toBeLessThanOrEqual(one.lnZ);
      expect(high + slack, one.name).toBeGreaterThanOrEqual(one.lnZ);
    }
  });

  test('begin(model, options) finds PyDeep’s ln Z from a uniform base, and not from its own biases', () => {
    const estimate = (rbm: Rbm, base: Float64Array, ladder: number) => {
      const options = { base, betas: evenBetas(ladder), from: 0, to: 100, seed: 3 };
      return intervalOf(finished(create().begin(rbm, options)).logWeights());
    };
    const rbm = pydeepModel();
    const { low, high } = estimate(rbm, new Float64Array(4), 1000);
    expect(low).toBeLessThan(pydeepLogPartition);
    expect(high).toBeGreaterThan(pydeepLogPartition);
    const silent = estimate(rbm, rbm.a, 100);
    expect(Math.abs(silent.value - pydeepLogPartition + Math.log(8))).toBeLessThan(1e-6 + 60 * tolerance);
    expect(silent.high - silent.low).toBeLessThan(1e-5);
  });

  test('begin(model, options) refuses in words what can’t be annealed', () => {
    const begin = (more: Partial<AnnealingOptions>) => () => prepared(7, 13, more);
    expect(begin({ betas: Float64Array.of(1) })).toThrow('invalid betas: 1; expected two at least, 0 and 1');
    for (const wrong of [
      [0, 0.5],
      [0.1, 1],
      [0, 0.6, 0.5, 1],
      [0, Number.NaN, 1],
    ])
      expect(begin({ betas: Float64Array.from(wrong) })).toThrow(RangeError);
    expect(() => prepared(7, 0)).toThrow('invalid hidden: 0; expected at least one unit');
    expect(begin({ from: 4, to: 4 })).toThrow('invalid chains: 4..4; expected at least one');
    expect(begin({ from: 0, to: Number.NaN })).toThrow(RangeError);
    expect(begin({ base: new Float64Array(6) })).toThrow(TypeError);
    expect(begin({ base: new Float64Array(7).fill(Infinity) })).toThrow(RangeError);
    expect(begin({ starts: new Uint8Array(62) })).toThrow(TypeError);
    for (const record of [[7], [-1], [3, 3], [4, 2]]) expect(begin({ record })).toThrow(RangeError);
  });
}
