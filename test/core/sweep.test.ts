import { describe, expect, it } from 'vitest';
import { exactGradient } from '../../src/core/gradient';
import { createRbm, hiddenMean, visibleMean } from '../../src/core/rbm';
import { rowsFrom } from '../../src/core/rows';
import {
  empiricalDistribution,
  expectedContrastiveGradient,
  halfStep,
  modelDistribution,
  relaxationTime,
  secondEigenvalue,
  stateOf,
  sweepDistribution,
} from '../../src/core/sweep';
import { bits, slowMarginal } from '../oracle/enumeration';
import {
  distinctBars,
  exactCases,
  excess,
  goldenCases,
  goldenRbm,
  largestExcess,
  rbmOf,
  rowsOf,
} from '../oracle/fixtures';

const rbm = goldenRbm({ nv: 4, nh: 3, scale: 1.7 });
const sumOf = (x: Float64Array) => x.reduce((sum, y) => sum + y, 0);
const norm = (x: Float64Array) => Math.sqrt(x.reduce((sum, y) => sum + y * y, 0));
/** p(state | means) of independent units. */
const productOf = (state: Uint8Array, means: Float64Array) =>
  state.reduce((product, bit, i) => product * (bit ? means[i] : 1 - means[i]), 1);

describe('distributions', () => {
  it('empiricalDistribution counts states by number', () => {
    const q = empiricalDistribution(
      rowsFrom([
        [1, 0, 1],
        [0, 1, 0],
        [1, 0, 1],
        [0, 0, 0],
      ]),
    );
    expect(Array.from(q)).toEqual([0.25, 0, 0.25, 0, 0, 0.5, 0, 0]);
  });
  it('stateOf(number) has unit 0 as its lowest digit', () => {
    expect(Array.from(stateOf(0b0110, 4))).toEqual([0, 1, 1, 0]);
  });
  it('modelDistribution is the marginal of the joint distribution', () => {
    const slow = slowMarginal(rbm);
    modelDistribution(rbm).forEach((p, s) => {
      expect(p).toBeCloseTo(slow[s], 14);
    });
  });
});

describe('sweepDistribution', () => {
  it('halfStep is Σ_v q(v) p(h|v), entry by entry', () => {
    const q = empiricalDistribution(
      rowsFrom([
        [1, 0, 1, 1],
        [0, 0, 1, 0],
        [1, 0, 1, 1],
      ]),
    );
    halfStep(rbm, q).forEach((r, t) => {
      let sum = 0;
      q.forEach((qs, s) => {
        sum += qs * productOf(bits(t, 3), hiddenMean(rbm, bits(s, 4)));
      });
      expect(r).toBeCloseTo(sum, 14);
    });
  });
  it('sweepDistribution goes up with p(h|v) and down with p(v|h)', () => {
    const q = new Float64Array(16);
    q[11] = 1;
    const swept = sweepDistribution(rbm, q);
    swept.forEach((x, s) => {
      let sum = 0;
      for (let t = 0; t < 8; t++)
        sum +=
          productOf(bits(t, 3), hiddenMean(rbm, bits(11, 4))) *
          productOf(bits(s, 4), visibleMean(rbm, bits(t, 3)));
      expect(x).toBeCloseTo(sum, 14);
    });
    expect(sumOf(swept)).toBeCloseTo(1, 14);
  });
  it('sweepDistribution leaves the model’s own distribution where it is', () => {
    for (const one of exactCases.filter(({ visible, hidden }) => visible + hidden <= 20)) {
      const p = modelDistribution(rbmOf(one));
      expect(largestExcess(sweepDistribution(rbmOf(one), p), p)).toBeLessThanOrEqual(1);
    }
  });
  it('halfStep refuses a model above 22 units', () => {
    expect(() => halfStep(createRbm(12, 11), new Float64Array(1))).toThrow(
      new RangeError('invalid model: 12 + 11 units; expected at most 22 together'),
    );
  });
});

describe('expectedContrastiveGradient', () => {
  for (const one of exactCases.filter(({ expectedCdGradient }) => expectedCdGradient))
    it(`expectedContrastiveGradient gives the reference of "${one.name}" for every k`, () => {
      for (const [k, reference] of Object.entries(one.expectedCdGradient!)) {
        const { W, a, b } = expectedContrastiveGradient(rbmOf(one), rowsOf(one), Number(k));
        expect(largestExcess(W, reference.W.flat())).toBeLessThanOrEqual(1);
        expect(largestExcess(a, reference.a)).toBeLessThanOrEqual(1);
        expect(largestExcess(b, reference.b)).toBeLessThanOrEqual(1);
      }
    });
  for (const one of goldenCases.filter(({ expected_CD }) => expected_CD))
    it(`expectedContrastiveGradient has the golden bias of "${one.name}"`, () => {
      const model = goldenRbm(one);
      const rows = distinctBars(Math.sqrt(one.nv));
      const exact = exactGradient(model, rows).W;
      for (const [k, reference] of Object.entries(one.expected_CD!)) {
        const { W } = expectedContrastiveGradient(model, rows, Number(k));
        const bias = W.map((x, n) => x - exact[n]);
        expect(excess(W[0], reference.W00)).toBeLessThanOrEqual(1);
        expect(excess(norm(W), reference.fro)).toBeLessThanOrEqual(1);
        expect(excess(norm(bias), reference.bias_fro)).toBeLessThanOrEqual(1);
        expect(excess(Math.max(...bias.map(Math.abs)), reference.max_bias)).toBeLessThanOrEqual(1);
      }
    });
  it('expectedContrastiveGradient refuses a model too large to enumerate, before it allocates', () => {
    const rows = rowsFrom([new Uint8Array(64)]);
    expect(() => expectedContrastiveGradient(createRbm(64, 16), rows, 1)).toThrow('64 + 16 units');
  });
  // published.md, "Exact bias of CD", to the digits given there.
  it('expectedContrastiveGradient loses its bias on the 9×5 model as k grows', () => {
    const model = goldenRbm({ nv: 9, nh: 5, scale: 1 });
    const rows = distinctBars(3);
    const exact = exactGradient(model, rows).W;
    expect(exact[0]).toBeCloseTo(-0.3997780932, 10);
    const published = [
      { k: 1, W00: -0.2442002791, bias: 0.789278 },
      { k: 2, W00: -0.35759223, bias: 0.203069 },
      { k: 5, W00: -0.3991412066, bias: 0.00299 },
      { k: 10, W00: -0.3997775523, bias: 3e-6 },
    ];
    for (const { k, W00, bias } of published) {
      const { W } = expectedContrastiveGradient(model, rows, k);
      expect(W[0]).toBeCloseTo(W00, 8);
      expect(norm(W.map((x, n) => x - exact[n]))).toBeCloseTo(bias, 6);
    }
  });
});

describe('secondEigenvalue', () => {
  it('secondEigenvalue and relaxationTime give the reference of every case', () => {
    for (const one of exactCases.filter(({ gibbs }) => gibbs)) {
      const eigenvalue = secondEigenvalue(rbmOf(one));
      expect(excess(eigenvalue, one.gibbs!.secondEigenvalue)).toBeLessThanOrEqual(1);
      expect(excess(relaxationTime(eigenvalue), one.gibbs!.relaxationTimeSweeps)).toBeLessThanOrEqual(1);
    }
  });
  it('secondEigenvalue gives the golden values', () => {
    for (const one of goldenCases.filter(({ kernel_lambda2 }) => kernel_lambda2))
      expect(secondEigenvalue(goldenRbm(one))).toBeCloseTo(one.kernel_lambda2!, 10);
  });
  it('secondEigenvalue is 0 without weights, and close to 1 where chains are stuck', () => {
    expect(secondEigenvalue(createRbm(3, 2, { a: [1, 2, 3] }))).toBe(0);
    const stuck = createRbm(2, 2, { W: [30, 30, 30, 30], a: [-30, -30], b: [-30, -30] });
    expect(secondEigenvalue(stuck)).toBeGreaterThan(0.999);
  });
  it('relaxationTime is 0 at 0 and infinite at 1', () => {
    expect(relaxationTime(0)).toBe(0);
    expect(relaxationTime(1)).toBe(Infinity);
    expect(relaxationTime(Math.exp(-0.5))).toBeCloseTo(2, 13);
  });
});
