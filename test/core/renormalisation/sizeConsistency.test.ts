import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StationarySearch } from '../../../src/core/meanField';
import { LogSum, logPartition } from '../../../src/core/partition';
import { createRbm, energy } from '../../../src/core/rbm';
import {
  copies,
  mostProbableState,
  sideBySide,
  sizeTable,
  truncatedLogPartition,
} from '../../../src/core/renormalisation/sizeConsistency';
import { thermodynamics } from '../../../src/core/thermodynamics';
import { bits } from '../../oracle/enumeration';
import { excess } from '../../oracle/fixtures';
import { rugged, ruggedMachines } from '../../oracle/rugged';

const one = rugged(3, 2, 4);
const other = rugged(2, 4, 5);

describe('sideBySide', () => {
  it('sideBySide(one, other) has the sum of both energies in every state', () => {
    const both = sideBySide(one, other);
    expect([both.visible, both.hidden]).toEqual([5, 6]);
    const [v, w, h, g] = [
      [1, 0, 1],
      [0, 1],
      [1, 1],
      [0, 1, 1, 0],
    ];
    const sum = energy(one, v, h) + energy(other, w, g);
    expect(excess(energy(both, [...v, ...w], [...h, ...g]), sum, 10)).toBeLessThan(1);
  });
  it('sideBySide(one, other) adds ln Z, U, C and S exactly', () => {
    const [ofOne, ofOther, ofBoth] = [one, other, sideBySide(one, other)].map((rbm) => thermodynamics(rbm));
    for (const quantity of ['logPartition', 'U', 'C', 'S'] as const)
      expect(excess(ofBoth[quantity], ofOne[quantity] + ofOther[quantity], 100), quantity).toBeLessThan(1);
  });
  for (const expansion of ['meanField', 'tap2'] as const)
    it(`sideBySide(one, other) adds the ln Z of ${expansion} exactly`, () => {
      const mild = [rugged(3, 2, 4, 0.5), rugged(2, 4, 5, 0.5)];
      const search = (rbm: typeof one) => new StationarySearch(rbm, expansion).run();
      const parts = mild.map(search);
      const whole = search(sideBySide(mild[0], mild[1]));
      expect([...parts, whole].every(({ converged }) => converged)).toBe(true);
      const sum = parts[0].logPartition() + parts[1].logPartition();
      expect(Math.abs(whole.logPartition() - sum)).toBeLessThan(1e-11);
    });
  it('copies(rbm, N) are N of it, and at least one', () => {
    const three = copies(one, 3);
    expect([three.visible, three.hidden]).toEqual([9, 6]);
    expect(excess(logPartition(three), 3 * logPartition(one))).toBeLessThan(1);
    expect(copies(one, 1)).toEqual(one);
    for (const count of [0, 1.5, NaN]) expect(() => copies(one, count)).toThrow(RangeError);
  });
});

describe('truncatedLogPartition', () => {
  it('mostProbableState(rbm) is the first of those that tie, all off where nothing speaks for a unit', () => {
    expect(mostProbableState(createRbm(3, 2))).toEqual({ v: new Uint8Array(3), h: new Uint8Array(2) });
    // on together or off together, at 0 both
    const tie = createRbm(2, 1, { W: [2, 1], b: [-3] });
    expect(mostProbableState(tie)).toEqual({ v: new Uint8Array(2), h: new Uint8Array(1) });
  });
  it('mostProbableState(rbm) has the least energy of all', () => {
    fc.assert(
      fc.property(ruggedMachines, (rbm) => {
        const { v, h } = mostProbableState(rbm);
        const least = energy(rbm, v, h);
        for (let s = 0; s < Math.min(512, 2 ** (rbm.visible + rbm.hidden)); s++) {
          const state = bits(s * 37, rbm.visible + rbm.hidden);
          const found = energy(rbm, state.slice(0, rbm.visible), state.slice(rbm.visible));
          expect(found).toBeGreaterThanOrEqual(least - 1e-9);
        }
      }),
      { numRuns: 40 },
    );
  });
  it('truncatedLogPartition(rbm) sums exactly the states within two flips', () => {
    for (const rbm of [one, other, rugged(1, 1, 3), rugged(4, 4, 8), createRbm(2, 0, { a: [1, -2] })]) {
      const units = rbm.visible + rbm.hidden;
      const { v, h } = mostProbableState(rbm);
      const reference = [...v, ...h];
      const sum = new LogSum();
      for (let s = 0; s < 2 ** units; s++) {
        const state = bits(s, units);
        const flips = reference.filter((bit, n) => bit !== state[n]).length;
        if (flips <= 2) sum.add(-energy(rbm, state.slice(0, rbm.visible), state.slice(rbm.visible)));
      }
      expect(excess(truncatedLogPartition(rbm), sum.value, 100)).toBeLessThan(1);
    }
  });
  it('truncatedLogPartition(rbm) is ln Z for two units and below it for more', () => {
    const two = rugged(1, 1, 9);
    expect(excess(truncatedLogPartition(two), logPartition(two))).toBeLessThan(1);
    expect(truncatedLogPartition(one)).toBeLessThan(logPartition(one));
  });
});

describe('sizeTable', () => {
  const rbm = rugged(3, 2, 6, 0.7);
  const rows = sizeTable(rbm, 6);
  it('sizeTable(rbm, N).exact is what enumeration of the copies finds', () => {
    for (const { copies: count, exact } of rows.slice(0, 4))
      expect(excess(exact, logPartition(copies(rbm, count)))).toBeLessThan(1);
  });
  it('sizeTable(rbm, N) adds for mean field and TAP-2', () => {
    expect(rows.map(({ copies: count }) => count)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const row of rows) {
      expect(row.converged).toBe(true);
      expect(Math.abs(row.meanField - row.copies * rows[0].meanField)).toBeLessThan(1e-10);
      expect(Math.abs(row.tap2 - row.copies * rows[0].tap2)).toBeLessThan(1e-10);
    }
  });
  it('sizeTable(rbm, N).truncated loses more per copy the more copies there are', () => {
    const lost = rows.map(({ exact, truncated, copies: count }) => (exact - truncated) / count);
    expect(lost[0]).toBeGreaterThan(0);
    for (let n = 1; n < lost.length; n++) expect(lost[n]).toBeGreaterThan(lost[n - 1]);
    expect(lost[5]).toBeGreaterThan(2 * lost[0]);
  });
});
