import { describe, expect, it } from 'vitest';
import type { EnergySet } from '../../../src/state/renormalisationSlice';
import { readingOf } from '../../../src/views/renormalisation/reading';
import { kindTitles, wordedKind } from '../../../src/views/renormalisation/words';
import { kadanoffCases } from '../../core/renormalisation/fixtures';
import { excess, largestExcess } from '../../oracle/fixtures';

const list = (values: readonly number[]) => ({ values, source: { kind: 'pasted' } as const });
const set = (H: number[], K: number[], more: Partial<EnergySet> = {}): EnergySet => ({
  H: list(H),
  K: list(K),
  matched: false,
  ...more,
});
const H = [0.4, -1.3, 2.2, 0.1];
const flat = [1.7, 1.7, 1.7, 1.7];
const uneven = [1.7, -0.2, 0.6, 0];
const other = list([0.3, -0.9]);

describe('readingOf', () => {
  it.each(kadanoffCases.map((one, n) => [n, one] as const))(
    'readingOf(case %i) is the reference',
    (_, one) => {
      const { construction, map } = readingOf(set(one.H, one.K));
      const scale = Math.max(...one.H.map(Math.abs), ...one.K.map(Math.abs));
      expect(excess(construction.logZRg, one.lnZRG, scale)).toBeLessThan(1);
      expect(excess(map.klDivergence, one.klPToPTilde, scale)).toBeLessThan(1);
      expect(excess(map.klDivergenceFromResidual, one.klPToPTilde, scale)).toBeLessThan(1);
      expect(largestExcess(map.residual, one.traceConditionLogResidual, scale)).toBeLessThan(1);
      expect(Math.abs(map.freeEnergyDifference)).toBeLessThan(1e-11);
    },
  );
  it('readingOf(the same set) is the same object', () => {
    const now = set(H, uneven);
    expect(readingOf(now)).toBe(readingOf(now));
    expect(readingOf({ ...now })).not.toBe(readingOf(now));
  });
  it.each([
    ['exact', set(H, flat)],
    ['exact', set(H, flat, { H2: other, matched: true })],
    ['flat', set(H, flat, { H2: other })],
    ['equalZ', set(H, uneven)],
    ['equalZ', set(H, uneven, { H2: other, matched: true })],
    ['neither', set(H, uneven, { H2: other })],
  ] as const)('readingOf(…) tells %s from the other cases', (kind, now) => {
    const reading = readingOf(now);
    expect(reading.kind).toBe(kind);
    expect(kindTitles[kind].length).toBeGreaterThan(5);
    expect(wordedKind(reading)).toMatch(/\.$/);
  });
  it('readingOf(energies near the limit) still finds a flat δ flat', () => {
    const large = H.map((x) => 400 * x);
    expect(readingOf(set(large, flat)).kind).toBe('exact');
    expect(readingOf(set(large, flat, { H2: other })).kind).toBe('flat');
  });
  it('readingOf(…) counts units of both layers', () => {
    expect(readingOf(set(H, flat, { H2: list([1]) }))).toMatchObject({ units: 2, hiddenUnits: 0 });
    expect(readingOf(set(H, flat))).toMatchObject({ units: 2, hiddenUnits: 2 });
  });
});
