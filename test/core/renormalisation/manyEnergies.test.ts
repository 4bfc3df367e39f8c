import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logPartition } from '../../../src/core/partition';
import { createRbm, energy } from '../../../src/core/rbm';
import {
  energiesWithOneZ,
  exchangeStates,
  flipHidden,
  flipVisible,
  relabelHidden,
  relabelVisible,
} from '../../../src/core/renormalisation/manyEnergies';
import { energiesOfRbm, logPartitionOf } from '../../../src/core/renormalisation/stateEnergies';
import { excess, largestExcess } from '../../oracle/fixtures';
import { rugged, ruggedMachines } from '../../oracle/rugged';
import { normalEnergies } from './fixtures';

describe('relabelling and flipping', () => {
  it('relabelVisible and relabelHidden name units anew and change no energy', () => {
    const rbm = rugged(3, 4, 1);
    const v = relabelVisible(rbm, [2, 0, 1]);
    expect(excess(energy(v, [1, 1, 0], [1, 0, 1, 1]), energy(rbm, [1, 0, 1], [1, 0, 1, 1]))).toBeLessThan(1);
    const h = relabelHidden(rbm, [1, 3, 0, 2]);
    expect(excess(energy(h, [1, 1, 0], [1, 1, 0, 0]), energy(rbm, [1, 1, 0], [0, 1, 0, 1]))).toBeLessThan(1);
  });
  it('relabelVisible refuses what is no order', () => {
    for (const order of [[0, 0], [0], [0, 2], [1, 0, 2]])
      expect(() => relabelVisible(createRbm(2, 1), order)).toThrow(
        new RangeError(`invalid order: ${order.join(' ')}; expected each of 0..1 once`),
      );
  });
  it('flipVisible and flipHidden move every state’s energy by one constant', () => {
    const rbm = rugged(3, 2, 5);
    const { rbm: v, constant: ofV } = flipVisible(rbm, 1);
    const { rbm: h, constant: ofH } = flipHidden(rbm, 0);
    for (const state of [
      [1, 0, 1],
      [0, 1, 1],
      [0, 0, 0],
    ])
      for (const hidden of [
        [1, 0],
        [0, 1],
        [1, 1],
      ]) {
        const opposite = [state[0], 1 - state[1], state[2]];
        expect(energy(v, state, hidden) - ofV).toBeCloseTo(energy(rbm, opposite, hidden), 12);
        expect(energy(h, state, hidden) - ofH).toBeCloseTo(
          energy(rbm, state, [1 - hidden[0], hidden[1]]),
          12,
        );
      }
    expect(logPartition(v) + ofV).toBeCloseTo(logPartition(rbm), 12);
    expect(logPartition(h) + ofH).toBeCloseTo(logPartition(rbm), 12);
  });
  it('flipVisible twice is nothing', () => {
    const rbm = rugged(3, 2, 5);
    const once = flipVisible(rbm, 2);
    const twice = flipVisible(once.rbm, 2);
    expect(once.constant + twice.constant).toBe(0);
    expect(twice.rbm.W).toEqual(rbm.W);
    expect(largestExcess(twice.rbm.b, rbm.b)).toBeLessThan(1);
  });
  it('flipVisible and flipHidden refuse a unit that isn’t there', () => {
    expect(() => flipVisible(createRbm(2, 1), 2)).toThrow(new RangeError('invalid unit: 2; expected 0..1'));
    expect(() => flipHidden(createRbm(2, 1), -1)).toThrow(RangeError);
    expect(() => flipHidden(createRbm(2, 0), 0)).toThrow(RangeError);
  });
  it('exchangeStates moves two energies and leaves the rest', () => {
    expect(Array.from(exchangeStates(Float64Array.of(1, 2, 3, 4), 0, 3))).toEqual([4, 2, 3, 1]);
  });
});

describe('energiesWithOneZ', () => {
  it('energiesWithOneZ(rbm, K) all have the machine’s Z', () => {
    fc.assert(
      fc.property(
        ruggedMachines.filter(({ hidden }) => hidden > 0),
        fc.nat(1000),
        (rbm, seed) => {
          const logZ = logPartition(rbm);
          const changed = energiesWithOneZ(rbm, normalEnergies(rbm.visible, seed));
          for (const one of changed) {
            expect(excess(one.logZ, logZ, 100), one.change).toBeLessThan(1);
            expect(excess(logPartitionOf(one.energies), logZ, 100), one.change).toBeLessThan(1);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
  it('energiesWithOneZ(rbm, K) keeps p by what is done to hidden units and by a constant, and else not', () => {
    const rbm = rugged(4, 3, 11);
    const changed = energiesWithOneZ(rbm, normalEnergies(4, 3));
    expect(Object.fromEntries(changed.map(({ change, keepsP }) => [change, keepsP]))).toEqual({
      relabelVisible: false,
      relabelHidden: true,
      flipVisible: false,
      flipHidden: true,
      exchangeStates: false,
      addEnergies: false,
      addConstant: true,
    });
    for (const { keepsP, totalVariation } of changed)
      if (!keepsP) expect(totalVariation).toBeGreaterThan(1e-3);
  });
  it('energiesWithOneZ(rbm, K) keeps p under relabelling where the units are alike', () => {
    const rbm = createRbm(2, 1, { W: [0.7, 0.7], a: [0.1, 0.1], b: [-0.3] });
    const [relabelled] = energiesWithOneZ(rbm, normalEnergies(2, 1));
    expect(relabelled.keepsP).toBe(true);
    expect(largestExcess(relabelled.energies, energiesOfRbm(rbm))).toBeLessThan(1);
  });
});
