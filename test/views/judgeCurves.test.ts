import { describe, expect, it } from 'vitest';
import { Curve } from '../../src/state/curves';
import { judgeCurves, wordedGap, wordedJudgement } from '../../src/views/judgeCurves';

const curveOf = (value: (t: number) => number, count = 100) => {
  const curve = new Curve();
  for (let t = 0; t < count; t++) curve.push(t, value(t));
  return curve;
};
const hill = (t: number) => -20 - Math.abs(t - 40) / 10;
const better = {
  reconstructionError: curveOf((t) => 1 - t / 200),
  pseudoLikelihood: curveOf((t) => -20 + t / 50),
};

describe('judgeCurves', () => {
  it('judgeCurves(curves) finds where the likelihood was best and how far it fell', () => {
    const judged = judgeCurves({ logLikelihood: curveOf(hill), ...better });
    expect(judged?.bestUpdate).toBe(40);
    expect(judged?.fall).toBeCloseTo(5.9, 10);
    expect(judged).toMatchObject({ reconstructionImproved: true, pseudoLikelihoodImproved: true });
  });
  it('judgeCurves(curves) keeps still while the likelihood rises or wavers', () => {
    expect(judgeCurves({ logLikelihood: curveOf((t) => -20 + t / 10), ...better })).toBeUndefined();
    expect(judgeCurves({ logLikelihood: curveOf((t) => -20 + Math.sin(t) / 10), ...better })).toBeUndefined();
    const noisy = curveOf((t) => -25 + Math.min(t, 50) / 10 - (t > 90 ? 0.45 : 0));
    expect(judgeCurves({ logLikelihood: noisy, ...better })).toBeUndefined();
    expect(judgeCurves({ logLikelihood: curveOf((t) => -20 - 5 * t, 2), ...better })).toBeUndefined();
  });
  it('judgeCurves(curves) tells substitutes that got worse from those that improved', () => {
    const worse = { reconstructionError: curveOf((t) => t), pseudoLikelihood: curveOf((t) => -t) };
    expect(judgeCurves({ logLikelihood: curveOf(hill), ...worse })).toMatchObject({
      reconstructionImproved: false,
      pseudoLikelihoodImproved: false,
    });
    const unknown = { reconstructionError: new Curve(), pseudoLikelihood: new Curve() };
    expect(judgeCurves({ logLikelihood: curveOf(hill), ...unknown })?.reconstructionImproved).toBe(false);
  });
  it('wordedJudgement(judged) names only what improved', () => {
    const judged = {
      fall: 5.9,
      bestUpdate: 1200,
      reconstructionImproved: true,
      pseudoLikelihoodImproved: false,
    };
    expect(wordedJudgement(judged)).toBe(
      'The likelihood fell by 5.90 nats after update 1,200, while the reconstruction error went on improving.',
    );
    expect(wordedJudgement({ ...judged, pseudoLikelihoodImproved: true })).toContain('both of these');
    expect(
      wordedJudgement({ ...judged, reconstructionImproved: false, pseudoLikelihoodImproved: true }),
    ).toContain('while the pseudo-likelihood');
    expect(wordedJudgement({ ...judged, reconstructionImproved: false })).toBe(
      'The likelihood fell by 5.90 nats after update 1,200.',
    );
  });
  it('wordedGap(gap) tells a small gap from a large one, and from none', () => {
    expect(wordedGap(0.65)).toContain('not yet overfitting');
    expect(wordedGap(7)).toContain('by heart');
    expect(wordedGap(undefined, 0)).toContain('nothing is held out');
    expect(wordedGap(undefined, 359)).toContain('not known');
  });
});
