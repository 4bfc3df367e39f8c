import { describe, expect, it } from 'vitest';
import { sampleWeights, weightLimit } from '../../src/views/weightScale';

describe('weightLimit', () => {
  it('weightLimit(W) is symmetric, round, and within it lie 99.5 % of the weights', () => {
    const W = Float32Array.from({ length: 5000 }, (_, i) => (i % 2 ? -1 : 1) * (i / 1000));
    const limit = weightLimit(W);
    expect(limit).toBe(5);
    expect(W.filter((w) => Math.abs(w) <= limit).length / W.length).toBeGreaterThanOrEqual(0.995);
    expect(weightLimit(W.map((w) => -w))).toBe(limit);
  });
  it('weightLimit(W) is not led by one weight that ran away', () => {
    const W = new Float32Array(2000).fill(0.5);
    W[77] = 900;
    expect(weightLimit(W)).toBe(0.5);
  });
  it('weightLimit(W) keeps untrained weights pale, and bears nothing but NaN', () => {
    expect(weightLimit(new Float32Array(64))).toBe(0.1);
    expect(weightLimit(Float32Array.of(Number.NaN, Infinity))).toBe(0.1);
    expect(weightLimit(new Float32Array(0))).toBe(0.1);
  });
  it('sampleWeights(W) looks at 8,192 weights at most, from all rows and columns', () => {
    const [visible, hidden] = [784, 1024];
    const W = Float32Array.from({ length: visible * hidden }, (_, k) => k);
    const sample = sampleWeights(W);
    expect(sample.length).toBeLessThanOrEqual(8192);
    expect(new Set(sample.map((k) => k % hidden)).size).toBe(hidden);
    expect(new Set(sample.map((k) => Math.floor(k / hidden))).size).toBe(visible);
  });
});
