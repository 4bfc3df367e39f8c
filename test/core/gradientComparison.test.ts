import { describe, expect, it } from 'vitest';
import type { Gradient } from '../../src/core/gradient';
import {
  angleBetween,
  biasOf,
  biasOfMean,
  compareGradients,
  compareMean,
  errorsBeside,
  length,
  lengthOfMean,
  parameterGroups,
  vectorOf,
} from '../../src/core/gradientComparison';
import { fillNormals } from '../../src/core/random';

const vector = (...values: number[]) => Float64Array.from(values);
const gradientOf = (W: number[], a: number[], b: number[]): Gradient => ({
  W: vector(...W),
  a: vector(...a),
  b: vector(...b),
});
const example = gradientOf([3, 0, 0, 4, 0, 0], [0, 2], [1, 0, 0]);

/** `count` draws of a mean with normal noise of standard deviation `noise` in every number. */
function drawsOf(mean: Gradient, noise: number, count: number, seed: number): Gradient[] {
  return Array.from({ length: count }, (_, n) => {
    const normals = fillNormals(
      seed,
      { purpose: 'initialWeights', row: n },
      new Float64Array(vectorOf(mean, 'all').length),
    );
    const numbers = vectorOf(mean, 'all').map((x, i) => x + noise * normals[i]);
    const [W, a] = [mean.W.length, mean.a.length];
    return { W: numbers.slice(0, W), a: numbers.slice(W, W + a), b: numbers.slice(W + a) };
  });
}

describe('length', () => {
  it('length is √Σ x², also where the squares would overflow or vanish', () => {
    expect(length([3, -4])).toBe(5);
    expect(length([3e200, 4e200])).toBeCloseTo(5e200, -187);
    expect(length([3e-200, 4e-200]) * 1e200).toBeCloseTo(5, 13);
    expect(length([])).toBe(0);
    expect(length([0, Infinity])).toBe(Infinity);
    expect(length([1, NaN])).toBeNaN();
  });
});

describe('angleBetween', () => {
  it('angleBetween is in degrees, whatever the lengths', () => {
    expect(angleBetween([1, 0], [0, 7])).toBeCloseTo(90, 12);
    expect(angleBetween([2, 0], [5, 5])).toBeCloseTo(45, 12);
    expect(angleBetween([1e-200, 0], [5, -5])).toBeCloseTo(45, 12);
    expect(angleBetween([1, 0], [-1, Math.sqrt(3)])).toBeCloseTo(120, 12);
  });

  it('angleBetween keeps its digits near 0 and 180, where acos has none left', () => {
    for (const small of [1e-3, 1e-7, 1e-10]) {
      const turned = [Math.cos(small), Math.sin(small)];
      expect((angleBetween([1, 0], turned) * Math.PI) / 180 / small).toBeCloseTo(1, 5);
      expect(180 - angleBetween([-1, 0], turned)).toBeCloseTo((small * 180) / Math.PI, 13);
    }
    expect(angleBetween([1, 2, 3], [2, 4, 6])).toBe(0);
    expect(angleBetween([1, 2, 3], [-2, -4, -6])).toBe(180);
  });

  it('angleBetween is no number where a vector is zero', () => {
    expect(angleBetween([0, 0], [1, 2])).toBeNaN();
    expect(angleBetween([1, 2], [0, 0])).toBeNaN();
    expect(angleBetween([], [])).toBeNaN();
  });
});

describe('compareGradients', () => {
  it('compareGradients looks at each group by itself, and at all together', () => {
    const exact = gradientOf([3, 0, 0, 0, 0, 0], [0, 4], [0, 0, 2]);
    const { all, W, a, b } = compareGradients(example, exact);
    expect(W.angle).toBeCloseTo((Math.atan2(4, 3) * 180) / Math.PI, 12);
    expect(W.ratio).toBeCloseTo(5 / 3, 14);
    expect(a).toEqual({ angle: 0, ratio: 0.5 });
    expect(b.angle).toBeCloseTo(90, 12);
    expect(b.ratio).toBe(0.5);
    const cosine = (9 + 8) / (Math.sqrt(9 + 16 + 4 + 1) * Math.sqrt(9 + 16 + 4));
    expect(all.angle).toBeCloseTo((Math.acos(cosine) * 180) / Math.PI, 10);
    expect(all.ratio).toBeCloseTo(Math.sqrt(30 / 29), 14);
  });

  it('compareGradients says so where a group of the exact gradient, or of both, is zero', () => {
    const exact = gradientOf([3, 0, 0, 0, 0, 0], [0, 0], [0, 0, 0]);
    const estimate = gradientOf([3, 0, 0, 0, 0, 0], [0, 1], [0, 0, 0]);
    const { a, b } = compareGradients(estimate, exact);
    expect(a).toEqual({ angle: NaN, ratio: Infinity });
    expect(b).toEqual({ angle: NaN, ratio: NaN });
    expect(compareGradients(exact, estimate).a).toEqual({ angle: NaN, ratio: 0 });
  });

  it('biasOf is the Frobenius norm of what W differs by', () => {
    expect(biasOf(example, gradientOf([0, 0, 0, 0, 0, 0], [9, 9], [9, 9, 9]))).toEqual({ value: 5 });
  });
});

describe('errorsBeside', () => {
  it('errorsBeside(draws) is the quantile of Student’s t that leaves out as much as three of a normal one', () => {
    // scipy.stats.t.ppf(norm.cdf(3), draws − 1)
    expect(errorsBeside(16) / 3.58642322).toBeCloseTo(1, 2);
    expect(errorsBeside(31) / 3.27033388).toBeCloseTo(1, 3);
    expect(errorsBeside(1e9)).toBeCloseTo(3, 7);
  });
});

describe('lengthOfMean', () => {
  it('lengthOfMean leaves the square of the noise out', () => {
    const mean = vector(0.3, -0.4, 0, 0, 0, 0, 0, 0, 0, 0);
    let [squares, plain] = [0, 0];
    const trials = 400;
    for (let seed = 0; seed < trials; seed++) {
      const draws = drawsOf({ W: mean, a: vector(), b: vector() }, 1, 8, seed).map(({ W }) => W);
      const sum = mean.map((_, n) => draws.reduce((total, draw) => total + draw[n], 0) / 8);
      plain += length(sum) ** 2 / trials;
      const { value, between } = lengthOfMean(draws);
      squares += value ** 2 / trials;
      expect(between![0]).toBeLessThanOrEqual(value);
      expect(between![1]).toBeGreaterThanOrEqual(value);
    }
    // 10 numbers with a variance of 1/8 each on top; clipped at zero, the other is a little high itself
    expect(plain).toBeGreaterThan(1.3);
    expect(squares).toBeLessThan(0.45);
  });

  it('lengthOfMean of equal draws is their length, with nothing on either side', () => {
    const { value, between } = lengthOfMean([vector(3, 4), vector(3, 4), vector(3, 4), vector(3, 4)]);
    expect(value).toBeCloseTo(5, 14);
    expect(between![0]).toBeCloseTo(5, 7);
    expect(between![1]).toBeCloseTo(5, 7);
  });

  it('lengthOfMean refuses two draws: there is no error to be had from them', () => {
    expect(() => lengthOfMean([vector(1), vector(2)])).toThrow(
      new RangeError('invalid draws: 2; expected at least 3'),
    );
  });
});

describe('compareMean', () => {
  const exact = gradientOf([1, 0.5, -0.2, 0.3, 0, 0], [0.4, -0.1], [0.2, 0.2, 0.1]);
  const biased = gradientOf([0.7, 0.6, -0.1, 0.1, 0.1, 0], [0.3, 0], [0.1, 0.3, 0]);
  const inside = (x: number, [low, high]: readonly [number, number]) => x >= low && x <= high;

  it('compareMean and biasOfMean hold the truth within their intervals, nearly always', () => {
    const truth = compareGradients(biased, exact);
    const bias = biasOf(biased, exact).value;
    let held = 0;
    const trials = 400;
    for (let seed = 0; seed < trials; seed++) {
      const draws = drawsOf(biased, 0.05, 16, seed);
      const found = compareMean(draws, exact);
      for (const group of parameterGroups) {
        held += Number(inside(truth[group].angle, found[group].angleBetween!));
        held += Number(inside(truth[group].ratio, found[group].ratioBetween!));
      }
      held += Number(inside(bias, biasOfMean(draws, exact).between!));
    }
    expect(held / (9 * trials)).toBeGreaterThan(0.99);
    expect(held / (9 * trials)).toBeLessThan(1);
  });

  it('compareMean counts the noise along the exact gradient too: at 90° it alone moves the angle', () => {
    const east = gradientOf([1, 0, 0, 0, 0, 0], [0, 0], [0, 0, 0]);
    const north = gradientOf([0, 1, 0, 0, 0, 0], [0, 0], [0, 0, 0]);
    let held = 0;
    for (let seed = 0; seed < 100; seed++) {
      const { angleBetween } = compareMean(drawsOf(north, 0.05, 16, seed), east).W;
      held += Number(inside(90, angleBetween!));
    }
    expect(held).toBeGreaterThan(95);
  });

  it('compareMean takes no noise for an angle, nor biasOfMean for a bias', () => {
    let [zeros, low] = [0, 0];
    for (let seed = 0; seed < 100; seed++) {
      const draws = drawsOf(exact, 0.3, 16, seed);
      zeros += Number(biasOfMean(draws, exact).between![0] === 0);
      low += Number(compareMean(draws, exact).all.angleBetween![0] === 0);
    }
    expect(zeros).toBeGreaterThan(95);
    expect(low).toBeGreaterThan(95);
  });

  it('compareMean of draws without noise is compareGradients', () => {
    const draws = [biased, biased, biased, biased];
    const plain = compareGradients(biased, exact);
    for (const group of parameterGroups) {
      expect(compareMean(draws, exact)[group].angle).toBeCloseTo(plain[group].angle, 6);
      expect(compareMean(draws, exact)[group].ratio).toBeCloseTo(plain[group].ratio, 12);
    }
  });

  it('compareMean has no angle to a gradient that is zero, and one above 90 where the mean points away', () => {
    const nothing = gradientOf([0, 0, 0, 0, 0, 0], [0, 0], [0, 0, 0]);
    expect(compareMean([biased, biased, biased], nothing).W).toMatchObject({ angle: NaN, ratio: Infinity });
    const away = gradientOf([-1, 0.5, 0, 0, 0, 0], [0, 0], [0, 0, 0]);
    const towards = gradientOf([1, 0, 0, 0, 0, 0], [0, 0], [0, 0, 0]);
    expect(compareMean([away, away, away], towards).W.angle).toBeCloseTo(
      180 - (Math.atan(0.5) * 180) / Math.PI,
      6,
    );
  });
});
