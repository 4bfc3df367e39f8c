import { describe, expect, it } from 'vitest';
import { verdictOf } from '../../../src/views/mixing/words';
import { mixingResult } from './results';

const fine = {
  stuck: [],
  rHat: 1.002,
  worstUnitRHat: 1.004,
  slowestUnitTime: { value: 3, low: 2, high: 4, settled: true },
};

describe('verdictOf', () => {
  it('verdictOf(result) counts the stuck chains, says that they disagree, and what helps', () => {
    const { text, kind, helps } = verdictOf(mixingResult());
    expect(text).toContain('1 of 4 chains never left the mode it began in.');
    expect(text).toContain('The chains disagree (R̂ up to 2.34)');
    expect(kind).toBe('bad');
    for (const help of ['Gibbs steps k', 'PCD', 'Parallel tempering', 'weight decay', 'lower β'])
      expect(helps.join()).toContain(help);
  });
  it('verdictOf(result) has its grammar right for several and for all', () => {
    expect(verdictOf(mixingResult({ stuck: [0, 2] })).text).toContain(
      '2 of 4 chains never left the mode they',
    );
    expect(verdictOf(mixingResult({ stuck: [0, 1, 2, 3] })).text).toMatch(/^None of the 4 chains ever left/);
  });
  it('verdictOf(few looks) claims no more than was seen', () => {
    expect(verdictOf(mixingResult({ looks: 2, stuck: [0, 2] })).text).toMatch(
      /^2 of 4 chains were in the mode they began in at each of 2 looks\./,
    );
  });
  it('verdictOf(chains that agree) is good and needs no help', () => {
    expect(verdictOf(mixingResult(fine))).toEqual({
      kind: 'good',
      text: 'Every chain left the mode it began in; together they saw 3 modes. All chains tell the same story.',
      helps: [],
    });
  });
  it('verdictOf(one mode) doesn’t know of others', () => {
    expect(verdictOf(mixingResult({ ...fine, modesFound: 1 })).text).toMatch(
      /^One mode only was found; whether there are others/,
    );
  });
  it('verdictOf(R̂ between 1.01 and 1.1) is unsure, and so are chains that are too short', () => {
    const nearly = verdictOf(mixingResult({ ...fine, rHat: 1.05 }));
    expect([nearly.kind, nearly.helps.length]).toEqual(['unsure', 0]);
    expect(nearly.text).toContain('nearly agree (R̂ up to 1.050)');
    const short = verdictOf(
      mixingResult({ ...fine, slowestUnitTime: { value: 20, low: 9, high: Infinity, settled: false } }),
    );
    expect(short.kind).toBe('unsure');
    expect(short.text).toContain('50 sweeps are too few to tell how long they remember');
  });
  it('verdictOf(chains that stand still apart) says R̂ is without bounds', () => {
    expect(verdictOf(mixingResult({ ...fine, worstUnitRHat: Infinity })).text).toContain('R̂ up to ∞');
  });
  it('verdictOf(nothing moves) says so', () => {
    const still = { value: NaN, low: NaN, high: NaN, settled: false };
    const { text, kind } = verdictOf(
      mixingResult({
        stuck: [],
        modesFound: 1,
        rHat: NaN,
        worstUnitRHat: NaN,
        energyTime: still,
        slowestUnitTime: still,
      }),
    );
    expect(text).toContain('No unit ever changed.');
    expect(text).not.toContain('too few');
    expect(kind).toBe('unsure');
  });
  it('verdictOf(F_c that never changes) says why it has no times', () => {
    const still = { value: NaN, low: NaN, high: NaN, settled: false };
    expect(verdictOf(mixingResult({ ...fine, energyTime: still })).text).toContain(
      'F_c is the same all along',
    );
  });
  it('verdictOf(stuck chains of like means) does not call them well', () => {
    const { text, kind } = verdictOf(mixingResult({ ...fine, stuck: [1] }));
    expect(text).toContain(
      'never left the mode it began in. R̂ (up to 1.004) sees no difference between the chains.',
    );
    expect(kind).toBe('bad');
  });
  it('verdictOf(another β) says at which', () => {
    expect(verdictOf(mixingResult({ beta: 0.5 })).text).toMatch(/^At β = 0\.5: 1 of 4 chains/);
    expect(verdictOf(mixingResult()).text).not.toContain('At β');
  });
  it('verdictOf(β below 1) does not propose a lower one', () => {
    expect(verdictOf(mixingResult({ beta: 0.5 })).helps.join()).not.toContain('lower β');
  });
});
