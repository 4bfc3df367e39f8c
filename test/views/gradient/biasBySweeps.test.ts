import { describe, expect, it } from 'vitest';
import { exactGradient } from '../../../src/core/gradient';
import { length } from '../../../src/core/gradientComparison';
import { createRbm } from '../../../src/core/rbm';
import { rowsFrom } from '../../../src/core/rows';
import { relaxationTime, secondEigenvalue } from '../../../src/core/sweep';
import { biasBySweeps, sweepsFor } from '../../../src/views/gradient/biasBySweeps';
import { distinctBars, goldenCases, goldenRbm } from '../../oracle/fixtures';

const golden = goldenCases.find(({ nv, nh, expected_CD }) => nv === 9 && nh === 5 && expected_CD)!;
const model = goldenRbm(golden);
const rows = distinctBars(3);

describe('biasBySweeps()', () => {
  it('has the golden bias of the 9×5 machine at every k that there is a reference for', () => {
    const { relativeBias } = biasBySweeps(model, rows, 10);
    const references = Object.entries(golden.expected_CD!).filter(([k]) => Number(k) <= 10);
    expect(references.length).toBeGreaterThanOrEqual(4);
    const whole = length(exactGradient(model, rows).W);
    for (const [k, { bias_fro }] of references)
      expect(relativeBias[Number(k) - 1]! * whole).toBeCloseTo(bias_fro, 9);
  });

  it('falls by λ₂ a sweep in the end', () => {
    const { relativeBias, secondEigenvalue: lambda, relaxationTime: time } = biasBySweeps(model, rows, 12);
    expect(lambda).toBeCloseTo(secondEigenvalue(model), 10);
    expect(time).toBe(relaxationTime(lambda));
    expect(relativeBias[11]! / relativeBias[10]!).toBeCloseTo(lambda, 2);
  });

  it('knows no share of a gradient that is zero, and refuses a machine above 14 units', () => {
    const still = createRbm(1, 1);
    const even = rowsFrom([[0], [1]]);
    expect(biasBySweeps(still, even, 2).relativeBias).toEqual(Float64Array.of(Number.NaN, Number.NaN));
    expect(() => biasBySweeps(createRbm(9, 6), rows, 2)).toThrow(
      new RangeError('invalid model: 9 + 6 units; expected at most 14 together'),
    );
  });
});

describe('sweepsFor()', () => {
  it('is the least k that is good enough, undefined where none is', () => {
    const found = {
      relativeBias: Float64Array.of(0.9, 0.3, 0.05, 0.01),
      secondEigenvalue: 0,
      relaxationTime: 0,
    };
    expect(sweepsFor(0.05, found)).toBe(3);
    expect(sweepsFor(0.9, found)).toBe(1);
    expect(sweepsFor(0.001, found)).toBeUndefined();
  });
});
