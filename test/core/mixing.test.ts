import { describe, expect, it } from 'vitest';
import {
  autocorrelation,
  type ChainValues,
  integratedTime,
  occupancy,
  pooledMoments,
  splitRHat,
} from '../../src/core/mixing';
import { fillNormals, fillUniforms } from '../../src/core/random';
import { clampedFreeEnergy, createRbm, type Rbm, sampleHidden, sampleVisible } from '../../src/core/rbm';
import {
  modelDistribution,
  relaxationTime,
  secondEigenvalue,
  stateOf,
  sweepDistribution,
} from '../../src/core/sweep';
import { pick } from '../oracle/statistics';

/** x_{t+1} = φ x_t + √(1 − φ²) noise, started in its stationary distribution: ρ_t = φᵗ, τ = (1 + φ)/(1 − φ). */
function autoregressive(phi: number, chains: number, length: number, seed = 3): ChainValues {
  const values = new Float64Array(chains * length);
  for (let chain = 0; chain < chains; chain++) {
    const noise = fillNormals(seed, { purpose: 'ising', row: chain }, new Float64Array(length));
    let x = noise[0];
    for (let t = 0; t < length; t++) {
      if (t > 0) x = phi * x + Math.sqrt(1 - phi * phi) * noise[t];
      values[chain * length + t] = x;
    }
  }
  return { chains, length, values };
}
const shifted = ({ chains, length, values }: ChainValues, by: (chain: number) => number): ChainValues => ({
  chains,
  length,
  values: Float64Array.from(values, (x, n) => x + by(Math.floor(n / length))),
});
const constant = (values: readonly number[], length: number): ChainValues => ({
  chains: values.length,
  length,
  values: values.flatMap((x) => Array.from({ length }, () => x)),
});

describe('autocorrelation', () => {
  const series = autoregressive(0.8, 8, 20_000);
  it('autocorrelation(AR(1)) falls as φᵗ', () => {
    const rho = autocorrelation(series, 0, 12);
    expect(rho[0]).toBeCloseTo(1, 12);
    rho.forEach((r, t) => {
      expect(Math.abs(r - 0.8 ** t)).toBeLessThan(0.03);
    });
  });
  it('autocorrelation(series, from, to) gives the same lags as from 0', () => {
    expect([...autocorrelation(series, 3, 6)]).toEqual([...autocorrelation(series, 0, 6).subarray(3)]);
  });
  it('autocorrelation divides by the pairs that a lag leaves', () => {
    const one = { chains: 1, length: 4, values: [1, -1, 1, -1] };
    expect([...autocorrelation(one, 0, 4)]).toEqual([1, -1, 1, -1]);
  });
  it('autocorrelation of separated chains stays high at every lag', () => {
    const apart = shifted(autoregressive(0, 2, 4000), (chain) => 6 * chain);
    // ρ = 9/(1 + 9): the variance between the chains over all of it
    expect(autocorrelation(apart, 900, 901)[0]).toBeCloseTo(0.9, 1);
  });
  it('autocorrelation of what never moves is not a number, however its mean is rounded', () => {
    expect([...autocorrelation(constant([0.1, 0.1, 0.1], 700), 0, 3)]).toEqual([NaN, NaN, NaN]);
  });
  it('pooledMoments counts all chains together', () => {
    expect(pooledMoments({ chains: 2, length: 2, values: [1, 3, 5, 7] })).toEqual({ mean: 4, variance: 5 });
  });
});

describe('integratedTime', () => {
  for (const phi of [0, 0.5, 0.8, 0.95])
    it(`integratedTime finds (1 + φ)/(1 − φ) of AR(1) at φ = ${phi} within its own error`, () => {
      const series = autoregressive(phi, 8, 20_000, 11);
      const exact = (1 + phi) / (1 - phi);
      const { time, deviation, settled } = integratedTime(autocorrelation(series, 0, 1000), 160_000);
      expect(settled).toBe(true);
      expect(Math.abs(time - exact)).toBeLessThan(3 * deviation + 1e-9);
      expect(deviation).toBeLessThan(0.1 * exact);
    });
  it('integratedTime says how far off it is: ± deviation holds about two times in three', () => {
    const runs = Array.from({ length: 60 }, (_, seed) =>
      integratedTime(autocorrelation(autoregressive(0.6, 2, 2500, seed), 0, 80), 5000),
    );
    const within = runs.filter(({ time, deviation }) => Math.abs(time - 4) < deviation).length;
    expect(within).toBeGreaterThan(30);
    expect(within).toBeLessThan(52);
  });
  it('integratedTime adds pairs until one isn’t positive, by hand', () => {
    // pairs 1.4, 0.3, −0.1: τ = −1 + 2 (1.4 + 0.3)
    const { time, window, deviation, settled } = integratedTime([1, 0.4, 0.2, 0.1, 0.1, -0.2, 9, 9], 100);
    expect(time).toBeCloseTo(2.4, 12);
    expect(window).toBe(3);
    expect(deviation).toBeCloseTo(2.4 * Math.sqrt(14 / 100), 12);
    expect(settled).toBe(true);
  });
  it('integratedTime counts no pair higher than the one before', () => {
    // pairs 1.2, 0.2, 0.6 (counted 0.2), 0
    expect(integratedTime([1, 0.2, 0.1, 0.1, 0.3, 0.3, 0, 0], 100).time).toBeCloseTo(2.2, 12);
  });
  it('integratedTime is not settled where the lags end first', () => {
    expect(integratedTime(new Array(50).fill(1), 1000)).toMatchObject({ time: 99, settled: false });
    expect(integratedTime([1], 10)).toMatchObject({ time: 1, settled: false });
  });
  it('integratedTime is 1 at least, and not a number where nothing moved', () => {
    expect(integratedTime([1, -0.2, -0.1, 0], 100)).toMatchObject({ time: 1, settled: true });
    expect(integratedTime([NaN, NaN, NaN], 100)).toMatchObject({ time: NaN, settled: false });
  });
});

describe('splitRHat', () => {
  it('splitRHat of independent values is close to 1', () => {
    const rHat = splitRHat(autoregressive(0, 8, 4000));
    expect(rHat).toBeGreaterThan(0.999);
    expect(rHat).toBeLessThan(1.002);
  });
  it('splitRHat is large where two chains sit apart', () => {
    // within 1, between the halves 12 = 3·36/9…: √(1 + 36·4/(4·3)) by hand
    const rHat = splitRHat(shifted(autoregressive(0, 2, 4000), (chain) => 6 * chain));
    expect(rHat).toBeCloseTo(Math.sqrt(1 + 12), 1);
  });
  it('splitRHat sees a chain that drifts, since it is split', () => {
    const drift = { chains: 2, length: 400, values: Float64Array.from({ length: 800 }, (_, n) => n % 400) };
    expect(splitRHat(drift)).toBeGreaterThan(1.8);
  });
  it('splitRHat is the formula, by hand, without the middle value', () => {
    // halves (0 2) (1 3) (4 4) (6 8): means 1 2 4 7, variances 2 2 0 2; W = 1.5, variance of the means 7
    const values = [0, 2, 99, 1, 3, 4, 4, -99, 6, 8];
    expect(splitRHat({ chains: 2, length: 5, values })).toBeCloseTo(Math.sqrt(0.5 + 7 / 1.5), 12);
  });
  it('splitRHat of chains that never move is infinite where they differ, else not a number', () => {
    expect(splitRHat(constant([1, 2], 20))).toBe(Infinity);
    expect(splitRHat(constant([0.1, 0.1], 21))).toBeNaN();
  });
});

describe('the autocorrelation of a real machine', () => {
  // all units like to be on together, or off together: two modes of different depth
  const rbm = createRbm(5, 3, {
    W: Float64Array.from({ length: 15 }, (_, n) => 1.8 + 0.1 * (n % 4)),
    a: [-2.9, -2.6, -3.1, -2.8, -2.7],
    b: [-4.4, -4.9, -4.5],
  });
  const [chains, length] = [8, 12_000];
  const heights = Float64Array.from({ length: 32 }, (_, s) => clampedFreeEnergy(rbm, stateOf(s, 5)));
  const p = modelDistribution(rbm);

  /** ρ_t of F_c exactly: ⟨f Tᵗ f⟩ under p. */
  function exactCorrelations(lags: number): number[] {
    const mean = p.reduce((sum, ps, s) => sum + ps * heights[s], 0);
    const f = heights.map((x) => x - mean);
    let q: Float64Array = p.map((ps, s) => ps * f[s]);
    const products: number[] = [];
    for (let t = 0; t < lags; t++) {
      products.push(q.reduce((sum, qs, s) => sum + qs * f[s], 0));
      q = sweepDistribution(rbm, q);
    }
    return products.map((x) => x / products[0]);
  }
  /** F_c along chains that begin at exact samples. */
  function sampledHeights(model: Rbm): ChainValues {
    const values = new Float64Array(chains * length);
    const [u, w] = [new Float64Array(model.hidden), new Float64Array(model.visible)];
    const starts = fillUniforms(5, { purpose: 'exactSample' }, new Float64Array(chains));
    for (let row = 0; row < chains; row++) {
      let v = stateOf(pick(p, starts[row]), model.visible);
      for (let update = 0; update < length; update++) {
        values[row * length + update] = clampedFreeEnergy(model, v);
        const h = sampleHidden(model, v, fillUniforms(5, { purpose: 'mixingHidden', update, row }, u));
        v = sampleVisible(model, h, fillUniforms(5, { purpose: 'mixingVisible', update, row }, w));
      }
    }
    return { chains, length, values };
  }
  const exact = exactCorrelations(400);
  const eigenvalue = secondEigenvalue(rbm);
  const sampled = sampledHeights(rbm);
  const rho = autocorrelation(sampled, 0, 400);
  const exactTime = 1 + 2 * exact.slice(1).reduce((sum, r) => sum + r, 0);
  /** Standard error of ρ_t at long lags (Bartlett 1946): √(Σ_s ρ_s² / N). */
  const error = Math.sqrt(exact.reduce((sum, r, t) => sum + (t > 0 ? 2 : 1) * r * r, 0) / (chains * length));

  it('autocorrelation(chains of a machine) is ⟨f Tᵗ f⟩, within Monte-Carlo error', () => {
    exact.slice(0, 60).forEach((r, t) => {
      expect(Math.abs(rho[t] - r)).toBeLessThan(4 * error);
    });
    expect(error).toBeLessThan(0.02);
  });
  it('autocorrelation(chains of a machine) decays with the sweep’s second eigenvalue', () => {
    const lag = Math.round(relaxationTime(eigenvalue));
    expect(lag).toBeGreaterThan(3);
    expect(exact[300] / exact[299]).toBeCloseTo(eigenvalue, 6);
    // from one relaxation time to the next it falls by e
    expect(rho[2 * lag] / rho[lag]).toBeGreaterThan(eigenvalue ** lag - 0.15);
    expect(rho[2 * lag] / rho[lag]).toBeLessThan(eigenvalue ** lag + 0.15);
  });
  it('integratedTime of a machine’s F_c is the exact one within three deviations', () => {
    const { time, deviation, settled } = integratedTime(rho, chains * length);
    expect(settled).toBe(true);
    expect(Math.abs(time - exactTime)).toBeLessThan(3 * deviation);
    expect(deviation).toBeLessThan(0.1 * exactTime);
  });
});

describe('occupancy', () => {
  it('occupancy counts visits by chain and mode, most visited first', () => {
    const { modes, visits, stuck } = occupancy([
      ['a', 'a', 'b'],
      ['b', 'b', 'b'],
      ['c', 'b', 'a'],
    ]);
    expect(modes).toEqual(['b', 'a', 'c']);
    expect([...visits]).toEqual([1, 2, 0, 3, 0, 0, 1, 1, 1]);
    // the others are there a third of the time: three looks in a row are chance
    expect(stuck).toEqual([]);
  });
  it('occupancy calls a chain stuck where the others say that staying so long is no chance', () => {
    const moving = [0, 1, 2, 0, 1, 2];
    const staying = [0, 0, 0, 0, 0, 0];
    expect(occupancy([moving, moving, staying]).stuck).toEqual([2]);
    expect(occupancy([moving.slice(0, 3), moving.slice(0, 3), staying.slice(0, 3)]).stuck).toEqual([]);
    // one mode that holds nearly everything
    const nearly = [...Array(127).fill(0), 1];
    expect(occupancy([nearly, nearly, Array(128).fill(0)]).stuck).toEqual([]);
    expect(occupancy([staying]).stuck).toEqual([]);
  });
  it('occupancy calls nobody stuck where there is one mode only, or one look', () => {
    expect(
      occupancy([
        ['a', 'a'],
        ['a', 'a'],
      ]).stuck,
    ).toEqual([]);
    expect(occupancy([['a'], ['b']]).stuck).toEqual([]);
    expect(
      occupancy([
        ['a', 'a'],
        ['b', 'b'],
      ]).stuck,
    ).toEqual([0, 1]);
  });
  it('occupancy of nothing is empty', () => {
    expect(occupancy([])).toEqual({ modes: [], visits: new Float64Array(0), stuck: [] });
  });
});
