import { describe, expect, it } from 'vitest';
import { logPartition, logProbability } from '../../../src/core/partition';
import { clampedFreeEnergy, createRbm } from '../../../src/core/rbm';
import type { Frame, RunSummary } from '../../../src/engine/frame';
import { createLabStore } from '../../../src/state/store';
import {
  clampedTerms,
  logPartitionNow,
  machineOf,
  sampleOf,
  weigh,
} from '../../../src/views/freeEnergy/clampedTerms';

const rbm = createRbm(3, 2, { W: [0.5, -1, 2, 0.25, -0.75, 1.5], a: [0.3, -0.6, 0.9], b: [-0.2, 0.4] });
const summary = {
  run: 4,
  visible: 3,
  hidden: 2,
  shape: { rows: 1, columns: 3 },
  samples: Uint8Array.from([1, 0, 1, 0, 1, 1]),
  sampleCount: 2,
} as RunSummary;
const weights = {
  W: Float32Array.from(rbm.W),
  a: Float32Array.from(rbm.a),
  b: Float32Array.from(rbm.b),
};

describe('clampedTerms()', () => {
  it('gives a term for each unit, which together are minus F_c', () => {
    const v = [1, 0, 1];
    const terms = clampedTerms(rbm, v);
    expect([...terms.visible]).toEqual([0.3, -0, 0.9]);
    expect([...terms.inputs]).toEqual([0.5 - 0.75 - 0.2, -1 + 1.5 + 0.4]);
    expect(terms.hidden[1]).toBeCloseTo(Math.log(1 + Math.exp(0.9)), 12);
    expect(terms.visibleSum).toBeCloseTo(1.2, 12);
    expect(terms.freeEnergy).toBeCloseTo(clampedFreeEnergy(rbm, v), 12);
    expect(terms.freeEnergy).toBeCloseTo(-terms.visibleSum - terms.hiddenSum, 12);
  });

  it('gives with F the log-likelihood of the sample: ℓ = −F_c + F', () => {
    const v = [0, 1, 1];
    const F = -logPartition(rbm);
    expect(-clampedTerms(rbm, v).freeEnergy + F).toBeCloseTo(logProbability(rbm, v), 12);
  });
});

describe('machineOf()', () => {
  it('copies the parameters of the newest frame', () => {
    const machine = machineOf({ summary, weights })!;
    expect([...machine.W]).toEqual([...weights.W]);
    weights.W[0] = 9;
    expect(machine.W[0]).toBe(0.5);
    weights.W[0] = 0.5;
  });

  it('gives none before they have come, or where they are another machine’s', () => {
    expect(machineOf({ summary, weights: undefined })).toBeUndefined();
    expect(machineOf({ summary: { ...summary, hidden: 5 }, weights })).toBeUndefined();
  });
});

describe('weigh()', () => {
  it('weighs the sample that is asked for', () => {
    const state = { ...createLabStore().getState(), summary, weights };
    expect([...weigh(state, 1)!.v]).toEqual([0, 1, 1]);
    expect(weigh(state, 1)!.freeEnergy).toBeCloseTo(clampedFreeEnergy(machineOf(state)!, [0, 1, 1]), 12);
    expect(weigh(state, 2)).toBeUndefined();
    expect(sampleOf(summary, 2)).toBeUndefined();
    expect(sampleOf(undefined, 0)).toBeUndefined();
  });
});

describe('logPartitionNow()', () => {
  const state = (changes: object, reading: object = {}) => ({
    ...createLabStore().getState(),
    frame: {
      playing: false,
      update: 7,
      readings: { logPartition: { value: 3.5, method: 'exact', update: 7, detail: '', ...reading } },
      ...changes,
    } as unknown as Frame,
  });

  it('gives the ln Z of this very update', () => {
    expect(logPartitionNow(state({}))).toBe(3.5);
  });

  it('gives none while the machine trains, of another update, or where it is not exact', () => {
    expect(logPartitionNow(state({ playing: true }))).toBeUndefined();
    expect(logPartitionNow(state({ update: 8 }))).toBeUndefined();
    expect(logPartitionNow(state({}, { method: 'not computed' }))).toBeUndefined();
    expect(logPartitionNow(createLabStore().getState())).toBeUndefined();
  });
});
