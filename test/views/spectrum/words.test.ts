import { describe, expect, it } from 'vitest';
import { wordedSpikes, wordedTail, wordedValue } from '../../../src/views/spectrum/words';
import { spectrumResult } from './results';

const law = spectrumResult().marchenkoPastur;

describe('wordedSpikes', () => {
  it('wordedSpikes(result) says how many directions were learned', () => {
    expect(wordedSpikes(spectrumResult())).toBe(
      '2 of 12 eigenvalues stand out of the noise: directions that were learned.',
    );
    const one = spectrumResult({ marchenkoPastur: { ...law, spikes: 1 } });
    expect(wordedSpikes(one)).toContain('1 of 12 eigenvalues stands out');
    const none = spectrumResult({ marchenkoPastur: { ...law, spikes: 0 } });
    expect(wordedSpikes(none)).toMatch(/^No eigenvalue stands out/);
  });
});

describe('wordedTail', () => {
  it('wordedTail(small layer) is indicative only', () => {
    expect(wordedTail(spectrumResult())).toMatch(/^Indicative only: with 12 eigenvalues/);
    expect(wordedTail(spectrumResult({ indicative: false }))).toBe(
      'Of the 8 eigenvalues in the tail the share beyond any value is within 0.17 of the fit’s.',
    );
  });
  it('wordedTail(no tail) says why there is none', () => {
    const { tail, ...without } = spectrumResult();
    expect(tail).toBeDefined();
    expect(wordedTail(without)).toBe('12 eigenvalues: too few that differ for a tail.');
  });
});

describe('wordedValue', () => {
  it('wordedValue(result, k) says the value, where it came from, and on which side of the noise', () => {
    expect(wordedValue(spectrumResult(), 0, { update: 10, value: 0.314 })).toBe(
      'σ₁ = 8.485, 0.31 at update 10; out of the noise.',
    );
    expect(wordedValue(spectrumResult(), 11, undefined)).toBe('σ₁₂ = 0.310; within the noise.');
  });
});
