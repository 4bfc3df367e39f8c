import { describe, expect, it } from 'vitest';
import type { ThermodynamicCurve, ThermodynamicsResult } from '../../src/engine/study';
import { mostEnumerated, planFor } from '../../src/views/thermodynamics/plan';
import { curveOf, nearestPoint, readingsAt, wordsAbout } from '../../src/views/thermodynamics/readings';

const beta = Float64Array.of(0, 0.5, 1, 1.5, 2);
const curve = (from: number): ThermodynamicCurve => ({ value: beta.map((x) => from + x) });
const at = (value: number) => ({ value, low: value, high: value });
const result: ThermodynamicsResult = {
  method: 'exact',
  detail: '2⁴ states, f64',
  beta,
  curves: { logPartition: curve(10), U: curve(20), S: curve(30), C: curve(40) },
  at: { beta: 0.7, logPartition: at(1), U: at(2), S: at(3), C: at(4) },
  identities: [],
  remark: '',
  seconds: 0.1,
};

describe('readingsAt', () => {
  it('readingsAt(result, β) is what was found at this very β', () => {
    expect(readingsAt(result, 0.7)).toBe(result.at);
  });
  it('readingsAt(result, β) is otherwise of the nearest β on the curves, and says which', () => {
    const { beta: read, logPartition, U, S, C } = readingsAt(result, 1.3);
    expect(read).toBe(1.5);
    expect([logPartition, U, S, C]).toEqual([at(11.5), at(21.5), at(31.5), at(41.5)]);
  });
  it('readingsAt(result, β) keeps the interval of an estimate', () => {
    const U = { value: beta, low: beta.map((x) => x - 1), high: beta.map((x) => x + 2) };
    const estimate = readingsAt({ ...result, method: 'AIS', curves: { ...result.curves, U } }, 2);
    expect(estimate.U).toEqual({ value: 2, low: 1, high: 4 });
  });
});

describe('nearestPoint', () => {
  it('nearestPoint(β, at) finds the neighbour, and the ends beyond them', () => {
    expect([-1, 0.24, 0.26, 1.9, 7].map((x) => nearestPoint(beta, x))).toEqual([0, 0, 1, 4, 4]);
  });
});

describe('curveOf', () => {
  it('curveOf(result, quantity, label, β) is a curve over β whose cursor rests on a point of it', () => {
    const { series, rest, unit } = curveOf(result, 'S', 'S', 0.7);
    expect(unit).toBe('β');
    expect(rest).toBe(0.5);
    expect(series[0]!.label).toBe('S');
    expect([...series[0]!.points.y]).toEqual([30, 30.5, 31, 31.5, 32]);
    expect(series[0]!.points.low).toBeUndefined();
  });
  it('curveOf(result, …) brings the interval of an estimate along, in the colour of estimates', () => {
    const C = { value: beta, low: beta.map((x) => x - 1), high: beta.map((x) => x + 2) };
    const estimate = { ...result, method: 'AIS', curves: { ...result.curves, C } } as const;
    const { points, colour } = curveOf(estimate, 'C', 'C', 1).series[0]!;
    expect([colour, curveOf(result, 'C', 'C', 1).series[0]!.colour]).toEqual(['model', 'ink']);
    expect([points.low![2], points.high![2]]).toEqual([0, 3]);
  });
  it('curveOf(result, …) draws an interval that is open as far as any number reaches', () => {
    const C = {
      value: beta,
      low: Float64Array.of(-1, 0, -Infinity, 1, -Infinity),
      high: Float64Array.of(1, 2, Infinity, 3, 4),
    };
    const estimate = { ...result, method: 'AIS', curves: { ...result.curves, C } } as const;
    const { points } = curveOf(estimate, 'C', 'C', 1).series[0]!;
    expect([...points.low!]).toEqual([-1, 0, -1, 1, -1]);
    expect([...points.high!]).toEqual([1, 2, 4, 3, 4]);
  });
  it('curveOf(undefined, …) has no points, and no place to rest', () => {
    const { series, rest } = curveOf(undefined, 'U', 'U', 1);
    expect(series[0]!.points.length).toBe(0);
    expect(rest).toBeUndefined();
  });
});

describe('wordsAbout', () => {
  const withHeat = (...heat: number[]): ThermodynamicsResult => ({
    ...result,
    curves: { ...result.curves, C: { value: Float64Array.from(heat) } },
  });
  it('wordsAbout(result, readings) says where C is highest and how many states matter', () => {
    expect(wordsAbout(withHeat(0, 3, 9, 4, 1), { ...result.at, S: at(Math.log(23)) })).toBe(
      'C is highest at β = 1.00: there this machine settles into its modes, as matter does at a phase transition. At β = 0.70 about 23 joint states matter.',
    );
  });
  it('wordsAbout(result, readings) claims no peak where C still grows, or is 0', () => {
    expect(wordsAbout(withHeat(0, 1, 2, 3, 4), result.at)).toContain('C still grows at β = 2.00');
    expect(wordsAbout(withHeat(0, 0, 0, 0, 0), result.at)).toBe('At β = 0.70 about 20 joint states matter.');
  });
  it('wordsAbout(result, readings) leaves large counts as powers, and names an estimate', () => {
    expect(wordsAbout(withHeat(0, 1, 0, 0, 0), { ...result.at, S: at(35.692) })).toContain(
      'about 3.2 × 10¹⁵ joint states matter.',
    );
    const words = wordsAbout({ ...withHeat(0, 1, 0, 0, 0), method: 'AIS' }, { ...result.at, S: at(524.6) });
    expect(words).toContain('C is highest at β = 0.50 by this estimate:');
    expect(words).toContain('about 10²²⁸ joint states matter by this estimate.');
  });
});

describe('planFor', () => {
  it('planFor(visible, hidden) follows small machines, waits for a button above, and anneals beyond 20 units', () => {
    const roads = [
      [16, 16],
      [64, 16],
      [12, 64],
      [784, 12],
      [64, 20],
      [784, 20],
      [784, 21],
      [21, 784],
    ].map(([visible, hidden]) => planFor(visible!, hidden!));
    expect(roads).toEqual([
      { road: 'live', points: 81 },
      { road: 'live', points: 41 },
      { road: 'live', points: 81 },
      { road: 'live', points: 41 },
      { road: 'asked', points: 81 },
      { road: 'asked', points: 21 },
      { road: 'AIS', points: 41 },
      { road: 'AIS', points: 41 },
    ]);
    expect(mostEnumerated).toBe(20);
  });
  it('planFor(visible, hidden) reads β = 1 off the curves', () => {
    for (const points of [81, 41, 21]) expect((points - 1) % 4).toBe(0);
  });
});
