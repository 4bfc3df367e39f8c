import { describe, expect, it } from 'vitest';
import { countActivity, countDecided } from '../../src/core/activity';

describe('countActivity', () => {
  it('countActivity(activity) names dead and saturated units', () => {
    const activity = Float32Array.of(0.005, 0.5, 0.995);
    expect(countActivity(activity)).toMatchObject({ dead: [0], saturated: [2] });
    expect(countActivity(activity).mean).toBeCloseTo(0.5, 6);
  });
  it('countActivity(activity) draws the line at 1 % and 99 %, the bounds themselves excluded', () => {
    const { dead, saturated } = countActivity(Float64Array.of(0.01, 0.0099, 0.99, 0.9901));
    expect([dead, saturated]).toEqual([[1], [3]]);
  });
  it('countActivity(activity) counts nothing that is not a number', () => {
    expect(countActivity(Float32Array.of(Number.NaN))).toMatchObject({ dead: [], saturated: [] });
  });
});

describe('countDecided', () => {
  it('countDecided(means) counts what lies beyond either bound', () => {
    expect(countDecided([0, 0.0099, 0.01, 0.5, 0.99, 0.991, 1, Number.NaN])).toBe(4);
    expect(countDecided([])).toBe(0);
  });
});
