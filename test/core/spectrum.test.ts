import { describe, expect, it } from 'vitest';
import { fillNormals, fillUniforms } from '../../src/core/random';
import { singularValues } from '../../src/core/singularValues';
import {
  correlationEigenvalues,
  entryMoments,
  marchenkoPastur,
  marchenkoPasturDensity,
  noiseEdge,
  powerLawTail,
} from '../../src/core/spectrum';

const uniforms = (length: number, row: number) =>
  fillUniforms(4, { purpose: 'ising', row }, new Float64Array(length));

/** ∫ f by the midpoint rule, with x = lower + width sin²: the density has a root at either end. */
function integral(f: (x: number) => number, lower: number, upper: number, steps = 4000): number {
  let sum = 0;
  for (let k = 0; k < steps; k++) {
    const angle = ((k + 0.5) * Math.PI) / (2 * steps);
    const x = lower + (upper - lower) * Math.sin(angle) ** 2;
    sum += f(x) * (upper - lower) * 2 * Math.sin(angle) * Math.cos(angle) * (Math.PI / (2 * steps));
  }
  return sum;
}

describe('marchenkoPastur', () => {
  for (const ratio of [0.04, 0.3, 1]) {
    const law = marchenkoPastur(0.7, ratio);
    const density = (x: number) => marchenkoPasturDensity(law, x);
    it(`marchenkoPasturDensity at ratio ${ratio} integrates to 1, with mean σ² and variance ratio σ⁴`, () => {
      expect(integral(density, law.lower, law.upper)).toBeCloseTo(1, 6);
      expect(integral((x) => x * density(x), law.lower, law.upper)).toBeCloseTo(0.7, 6);
      const square = integral((x) => x * x * density(x), law.lower, law.upper);
      expect(square - 0.49).toBeCloseTo(ratio * 0.49, 6);
    });
  }
  it('marchenkoPasturDensity is 0 at the edges and beyond', () => {
    const law = marchenkoPastur(1, 0.25);
    expect([law.lower, law.upper]).toEqual([0.25, 2.25]);
    expect([0, 0.2, 0.25, 2.25, 3, NaN].map((x) => marchenkoPasturDensity(law, x))).toEqual([
      0, 0, 0, 0, 0, 0,
    ]);
    expect(marchenkoPasturDensity(law, 1)).toBeGreaterThan(0.4);
  });
  it('marchenkoPastur is what the eigenvalues of noise follow, share by share', () => {
    const [visible, hidden] = [600, 150];
    const W = fillNormals(2, { purpose: 'initialWeights' }, new Float64Array(visible * hidden)).map(
      (x) => 0.1 + 0.5 * x,
    );
    const work = singularValues(
      W.map((x) => x - 0.1),
      visible,
      hidden,
    );
    let step = work.next();
    while (!step.done) step = work.next();
    const eigenvalues = correlationEigenvalues(step.value, visible);
    const { mean, variance } = entryMoments(W);
    expect([mean, variance].map((x) => x.toFixed(2))).toEqual(['0.10', '0.25']);
    const law = marchenkoPastur(variance, hidden / visible);
    expect(eigenvalues[0]).toBeGreaterThan(law.lower - 0.01);
    expect(eigenvalues[149]).toBeLessThan(law.upper + 0.02);
    eigenvalues.forEach((value, n) => {
      const below =
        value <= law.lower ? 0 : integral((x) => marchenkoPasturDensity(law, x), law.lower, value);
      if (value < law.upper) expect(Math.abs(below - n / 150)).toBeLessThan(0.02);
    });
  });
});

describe('correlationEigenvalues', () => {
  it('correlationEigenvalues(σ, N) are σ²/N, ascending', () => {
    expect([...correlationEigenvalues(Float64Array.of(4, 2, 0), 8)]).toEqual([0, 0.5, 2]);
  });
});

describe('entryMoments', () => {
  it('entryMoments takes the variance about the mean', () => {
    expect(entryMoments([1, 3, 5, 7])).toEqual({ mean: 4, variance: 5 });
    expect(entryMoments([])).toEqual({ mean: 0, variance: 0 });
  });
});

describe('noiseEdge', () => {
  const largest = (rows: number, columns: number, row: number) => {
    const W = fillNormals(5, { purpose: 'initialWeights', row }, new Float64Array(rows * columns));
    const work = singularValues(W, rows, columns);
    for (let step = work.next(); ; step = work.next()) if (step.done) return step.value[0]! ** 2 / rows;
  };
  it('noiseEdge lies above the largest eigenvalue of noise in about 99 of 100 matrices, the law’s own edge not', () => {
    const all = Array.from({ length: 400 }, (_, row) => largest(24, 12, row));
    const above = (edge: number) => all.filter((value) => value > edge).length;
    expect(above(noiseEdge(1, 12, 24))).toBeLessThan(9);
    expect(above(noiseEdge(1, 12, 24) - 0.25)).toBeGreaterThan(8);
    expect(above(marchenkoPastur(1, 0.5).upper)).toBeGreaterThan(20);
  });
  it('noiseEdge goes with the variance, and to the law’s own edge in large layers', () => {
    expect(noiseEdge(0.01, 12, 24)).toBeCloseTo(0.01 * noiseEdge(1, 12, 24), 14);
    expect(noiseEdge(1, 5e7, 1e8)).toBeCloseTo(marchenkoPastur(1, 0.5).upper, 4);
  });
});

describe('powerLawTail', () => {
  const pareto = (count: number, exponent: number, from: number, row: number) =>
    uniforms(count, row)
      .map((u) => from * (1 - u) ** (-1 / (exponent - 1)))
      .sort();

  for (const exponent of [1.8, 2.5, 4])
    it(`powerLawTail(Pareto values) finds the exponent ${exponent} within three deviations`, () => {
      const tail = powerLawTail(pareto(1500, exponent, 0.3, Math.round(10 * exponent)))!;
      expect(Math.abs(tail.exponent - exponent)).toBeLessThan(3 * tail.deviation);
      expect(tail.deviation).toBeCloseTo((tail.exponent - 1) / Math.sqrt(tail.count), 12);
      expect(tail.count).toBeGreaterThan(500);
      expect(tail.distance).toBeLessThan(0.03);
    });
  it('powerLawTail finds where a tail begins behind a flat body', () => {
    const body = uniforms(800, 50);
    const values = Float64Array.from([...body, ...pareto(800, 2.5, 1, 51)]).sort();
    const tail = powerLawTail(values)!;
    expect(tail.from).toBeGreaterThan(0.85);
    expect(tail.from).toBeLessThan(2);
    expect(Math.abs(tail.exponent - 2.5)).toBeLessThan(3 * tail.deviation);
    expect(tail.count).toBe(values.filter((x) => x >= tail.from).length);
  });
  it('powerLawTail is the most likely exponent and the distance, by hand', () => {
    // 8 values: no other start leaves a tail
    const values = Float64Array.from([1, 2, 2, 3, 4, 6, 8, 16]);
    const tail = powerLawTail(values)!;
    const sum = values.reduce((total, x) => total + Math.log(x), 0);
    expect(tail.exponent).toBeCloseTo(1 + 8 / sum, 12);
    expect([tail.from, tail.count]).toEqual([1, 8]);
    const fitted = (x: number) => 1 - x ** (1 - tail.exponent);
    const gaps = [...values].flatMap((x, n) => [fitted(x) - n / 8, (n + 1) / 8 - fitted(x)]);
    expect(tail.distance).toBeCloseTo(Math.max(...gaps), 12);
  });
  it('powerLawTail measures the distance above a step as well as below', () => {
    // seven values close together and one far off: the empirical share runs ahead of the fit
    const values = Float64Array.of(1, 1.01, 1.02, 1.03, 1.04, 1.05, 1.06, 50);
    const tail = powerLawTail(values)!;
    expect(tail.distance).toBeCloseTo(7 / 8 - (1 - 1.06 ** (1 - tail.exponent)), 12);
  });
  it('powerLawTail begins at the first of equal values', () => {
    const tail = powerLawTail(Float64Array.from([1, 5, 5, 5, 6, 7, 9, 12, 20, 40, 80]))!;
    expect([1, 5, 6]).toContain(tail.from);
    expect(tail.count).toBe({ 1: 11, 5: 10, 6: 7 }[tail.from]);
  });
  it('powerLawTail leaves zeros out, and is undefined below eight values or where all are equal', () => {
    const values = [0, 1e-18, 1, 2, 2.5, 3, 4, 6, 8, 16];
    expect(powerLawTail(Float64Array.from(values))?.count).toBe(8);
    expect(powerLawTail(Float64Array.from(values.slice(0, 9)))).toBeUndefined();
    expect(powerLawTail(new Float64Array(20).fill(3))).toBeUndefined();
    expect(powerLawTail(new Float64Array(20))).toBeUndefined();
    expect(powerLawTail(new Float64Array(0))).toBeUndefined();
  });
});
