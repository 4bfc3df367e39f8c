import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  annealedBeta,
  annealedFrom,
  annealedTo,
  type Evidence,
  PosteriorChain,
  posteriorOf,
  randomlyKnown,
  recoveredShare,
  wholePicture,
  withNoise,
} from '../../src/core/inpainting';
import { StationarySearch } from '../../src/core/meanField';
import { atInverseTemperature, createRbm, type Rbm } from '../../src/core/rbm';
import { bits, jointStates, numberOf, slowMarginal } from '../oracle/enumeration';
import { goldenRbm } from '../oracle/fixtures';
import { machines } from '../oracle/machines';
import { totalVariation } from '../oracle/statistics';

/** p(v) · p(what is seen | v) for every v, made to sum to 1: Bayes' rule as it is written, over all pictures. */
function slowPosterior(rbm: Rbm, { seen, known, flip }: Evidence): Float64Array {
  const weights = slowMarginal(rbm).map((p, number) => {
    const v = bits(number, rbm.visible);
    return v.reduce((product, on, i) => {
      if (!known[i]) return product;
      return product * (on === seen[i] ? 1 - flip : flip);
    }, p);
  });
  const sum = weights.reduce((all, x) => all + x, 0);
  return weights.map((x) => x / sum);
}

/** The largest difference between the posterior's probabilities and Bayes' rule, over all whole pictures. */
function worstDifference(rbm: Rbm, evidence: Evidence): number {
  const posterior = posteriorOf(rbm, evidence);
  const truth = slowPosterior(rbm, evidence);
  const p = slowMarginal(posterior.rbm);
  let worst = 0;
  p.forEach((found, number) => {
    const whole = wholePicture(evidence, posterior, bits(number, posterior.open.length));
    worst = Math.max(worst, Math.abs(found - truth[numberOf(whole)]));
  });
  return worst;
}

const rbm = goldenRbm({ nv: 6, nh: 3, scale: 1.1 });
const masked: Evidence = { seen: [1, 0, 1, 1, 0, 1], known: [1, 1, 0, 0, 1, 0], flip: 0 };
const noisy: Evidence = { seen: [1, 0, 1, 1, 0, 1], known: [1, 1, 1, 0, 1, 1], flip: 0.15 };

describe('posteriorOf', () => {
  it('posteriorOf(rbm, known pixels) is p(v_U | v_K) by enumeration, whatever stands at unknown pixels', () => {
    expect([...posteriorOf(rbm, masked).open]).toEqual([2, 3, 5]);
    expect(worstDifference(rbm, masked)).toBeLessThan(1e-14);
    const other = posteriorOf(rbm, { ...masked, seen: [1, 0, 0, 0, 0, 0] });
    expect(other).toEqual(posteriorOf(rbm, masked));
  });
  it('posteriorOf(rbm, noisy pixels) is Bayes for a binary symmetric channel, by enumeration', () => {
    expect([...posteriorOf(rbm, noisy).open]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(worstDifference(rbm, noisy)).toBeLessThan(1e-14);
  });
  it('posteriorOf(any machine, any evidence) is Bayes’ rule', () => {
    fc.assert(
      fc.property(machines(3), fc.integer({ min: 0, max: 1023 }), fc.boolean(), (machine, number, noise) => {
        const [seen, known] = [bits(number, machine.visible), bits(number >> 5, machine.visible)];
        if (!noise && known.every((k) => k === 1)) return;
        expect(worstDifference(machine, { seen, known, flip: noise ? 0.3 : 0 })).toBeLessThan(1e-12);
      }),
    );
  });
  it('posteriorOf(rbm, nothing known) is the machine itself', () => {
    const free = posteriorOf(rbm, { seen: new Uint8Array(6), known: new Uint8Array(6), flip: 0 });
    expect(free.rbm).toEqual(rbm);
  });
  it('posteriorOf(rbm, evidence that is none) refuses in words', () => {
    expect(() => posteriorOf(rbm, { ...masked, known: new Uint8Array(6).fill(1) })).toThrow(
      'invalid known: every pixel is known; nothing is left to fill in',
    );
    expect(() => posteriorOf(rbm, { ...masked, flip: 0.5 })).toThrow(
      'invalid flip: 0.5; expected 0 or more, below 0.5',
    );
    expect(() => posteriorOf(rbm, { ...masked, flip: Number.NaN })).toThrow('invalid flip: NaN');
    expect(() => posteriorOf(rbm, { ...masked, seen: [1] })).toThrow(
      'invalid evidence: 1 and 6 units; expected 6',
    );
  });
});

/** A machine of which nothing is seen. */
const unseen = (of: Rbm) => ({ rbm: of, seen: new Int8Array(of.visible).fill(-1) });

/** How far the visits of a chain lie from the posterior of `truth`, over what chance does; its states 8 sweeps apart. */
function drift(chained: Rbm, truth: Rbm, beta = 1): number {
  const chain = new PosteriorChain(unseen(chained), { seed: 4, row: 2, set: 0 });
  const counts = new Float64Array(2 ** truth.visible);
  for (let sweep = 0; sweep < 50; sweep++) chain.sweep(beta);
  for (let n = 0; n < 6000; n++) {
    for (let sweep = 0; sweep < 8; sweep++) chain.sweep(beta);
    counts[numberOf(chain.v)]++;
  }
  const { found, floor } = totalVariation(counts, slowMarginal(atInverseTemperature(truth, beta)));
  return found / floor;
}

describe('PosteriorChain', () => {
  it('PosteriorChain.sweep() stays in p(v_U | v_K): visits as exact counts have them', () => {
    const posterior = posteriorOf(rbm, masked).rbm;
    // the distance of 8 counts strays by about 0.3 of its mean
    expect(drift(posterior, posterior)).toBeLessThan(2.2);
  });
  it('PosteriorChain.sweep() stays in the posterior of noise', () => {
    const posterior = posteriorOf(rbm, noisy).rbm;
    expect(drift(posterior, posterior)).toBeLessThan(1.6);
  });
  it('PosteriorChain.sweep(β) stays in the posterior at β', () => {
    const posterior = posteriorOf(rbm, masked).rbm;
    expect(drift(posterior, posterior, 0.5)).toBeLessThan(2.2);
  });
  it('PosteriorChain of a machine that forgets what is known drifts, and the test sees it', () => {
    const posterior = posteriorOf(rbm, masked).rbm;
    expect(drift({ ...posterior, b: rbm.b }, posterior)).toBeGreaterThan(4);
  });
  it('PosteriorChain of a machine that trusts noisy pixels too much drifts, and the test sees it', () => {
    const posterior = posteriorOf(rbm, noisy).rbm;
    expect(drift(posteriorOf(rbm, { ...noisy, flip: 0.1 }).rbm, posterior)).toBeGreaterThan(4);
  });
  it('PosteriorChain’s mean of p(v|h) comes to the exact marginals', () => {
    const posterior = posteriorOf(rbm, masked).rbm;
    const chain = new PosteriorChain(unseen(posterior), { seed: 9, row: 0, set: 0 });
    const sweeps = 20_000;
    const mean = new Float64Array(3);
    for (let n = 0; n < sweeps; n++) {
      chain.sweep();
      chain.means.forEach((p, i) => {
        mean[i] += p / sweeps;
      });
    }
    const exact = new Float64Array(3);
    slowMarginal(posterior).forEach((p, number) => {
      bits(number, 3).forEach((on, i) => {
        exact[i] += on * p;
      });
    });
    // a value has a deviation of at most ½, and a chain this loose forgets within a few sweeps
    for (let i = 0; i < 3; i++) expect(Math.abs(mean[i] - exact[i])).toBeLessThan((3 * 0.5 * 2) / 141);
  });
  it('PosteriorChain starts at what is seen through noise, and elsewhere by coin', () => {
    const { seen, rbm: machine } = posteriorOf(rbm, noisy);
    expect([...seen]).toEqual([1, 0, 1, -1, 0, 1]);
    const starts = [0, 1, 2, 3, 4, 5, 6, 7].map(
      (row) => new PosteriorChain({ rbm: machine, seen }, { seed: 1, row, set: 0 }).v,
    );
    for (const start of starts) expect([...start].filter((_, i) => i !== 3)).toEqual([1, 0, 1, 0, 1]);
    expect(new Set(starts.map((start) => start[3]))).toEqual(new Set([0, 1]));
  });
  it('PosteriorChain is a function of its place, and different in every part of it', () => {
    const posterior = posteriorOf(goldenRbm({ nv: 20, nh: 4, scale: 0.3 }), {
      seen: new Uint8Array(20),
      known: new Uint8Array(20),
      flip: 0,
    }).rbm;
    const after = (place: { seed: number; row: number; set: number }) => {
      const chain = new PosteriorChain(unseen(posterior), place);
      const start = chain.v.join('');
      for (let n = 0; n < 5; n++) chain.sweep();
      return `${start} ${chain.v.join('')}`;
    };
    const base = { seed: 3, row: 1, set: 0 };
    const all = [base, { ...base, seed: 4 }, { ...base, row: 2 }, { ...base, set: 1 }].map(after);
    expect(new Set(all).size).toBe(4);
    expect(after(base)).toBe(all[0]);
  });
});

describe('annealedBeta', () => {
  it('annealedBeta(sweep, sweeps) rises evenly from end to end', () => {
    expect(annealedBeta(1, 50)).toBe(annealedFrom);
    expect(annealedBeta(50, 50)).toBeCloseTo(annealedTo, 14);
    expect(annealedBeta(2, 3)).toBeCloseTo((annealedFrom + annealedTo) / 2, 14);
    expect(annealedBeta(1, 1)).toBe(annealedTo);
  });
  it('annealedBeta leads chains to the joint state of lowest energy', () => {
    const posterior = posteriorOf(goldenRbm({ nv: 8, nh: 3, scale: 1.5 }), {
      seen: [1, 0, 1, 1, 0, 1, 0, 0],
      known: [1, 1, 0, 0, 0, 0, 0, 0],
      flip: 0,
    }).rbm;
    const lowest = jointStates(posterior).reduce((best, state) => (state.E < best.E ? state : best));
    let there = 0;
    for (let row = 0; row < 40; row++) {
      const chain = new PosteriorChain(unseen(posterior), { seed: 1, row, set: 0 });
      for (let sweep = 1; sweep <= 200; sweep++) chain.sweep(annealedBeta(sweep, 200));
      if (chain.v.join() === lowest.v.join()) there++;
    }
    expect(there).toBeGreaterThan(32);
  });
});

describe('mean field in a posterior', () => {
  it('StationarySearch of a posterior without weights finds Bayes’ marginals exactly', () => {
    const free = createRbm(4, 2, { a: [0.4, -1, 0.2, 2], b: [1, -1] });
    const evidence: Evidence = { seen: [1, 1, 0, 0], known: [1, 1, 0, 1], flip: 0.2 };
    const { v } = new StationarySearch(posteriorOf(free, evidence).rbm, 'meanField').run();
    const exact = new Float64Array(4);
    slowPosterior(free, evidence).forEach((p, number) => {
      bits(number, 4).forEach((on, i) => {
        exact[i] += on * p;
      });
    });
    v.forEach((m, i) => {
      expect(m).toBeCloseTo(exact[i], 11);
    });
  });
  it('StationarySearch of a posterior with weak weights is near the exact marginals, with stronger ones less', () => {
    const off = (scale: number) => {
      const posterior = posteriorOf(goldenRbm({ nv: 6, nh: 3, scale }), masked).rbm;
      const { v } = new StationarySearch(posterior, 'meanField').run();
      let worst = 0;
      v.forEach((m, i) => {
        let exact = 0;
        slowMarginal(posterior).forEach((p, number) => {
          exact += bits(number, 3)[i] * p;
        });
        worst = Math.max(worst, Math.abs(m - exact));
      });
      return worst;
    };
    expect(off(0.2)).toBeLessThan(0.005);
    expect(off(1)).toBeGreaterThan(3 * off(0.2));
  });
});

describe('scores and noise', () => {
  it('recoveredShare(estimate, truth, open) counts open units alone, and ½ as off', () => {
    const truth = [1, 0, 1, 0];
    expect(recoveredShare([0.51, 1, 0, 1], truth, Uint32Array.of(0, 1))).toBe(0.5);
    expect(recoveredShare([0.5, 0.5, 0, 0], truth, Uint32Array.of(0, 1))).toBe(0.5);
    expect(recoveredShare([0.5, 0.5, 0, 0], truth, Uint32Array.of(1))).toBe(1);
    expect(recoveredShare([0, 0, 1, 0], truth, Uint32Array.of(1, 2, 3))).toBe(1);
  });
  it('withNoise(picture, flip) turns over that share of pixels, the same ones each time', () => {
    const picture = Uint8Array.from({ length: 10_000 }, (_, i) => Number(i % 3 === 0));
    const place = { seed: 5, row: 8, set: 0 };
    const noise = withNoise(picture, 0.2, place);
    const turned = noise.reduce((sum, on, i) => sum + Number(on !== picture[i]), 0);
    expect(Math.abs(turned - 2000)).toBeLessThan(4 * Math.sqrt(1600));
    expect(withNoise(picture, 0.2, place)).toEqual(noise);
    expect(withNoise(picture, 0.2, { ...place, row: 9 })).not.toEqual(noise);
    expect(withNoise(picture, 0, place)).toEqual(picture);
  });
  it('randomlyKnown(visible, share, seed) leaves out that share', () => {
    const known = randomlyKnown(10_000, 0.3, 5);
    const out = known.reduce((sum, k) => sum + 1 - k, 0);
    expect(Math.abs(out - 3000)).toBeLessThan(4 * Math.sqrt(2100));
  });
});
