import { describe, expect, it } from 'vitest';
import { codeClusters, purity, purityByChance, usualLabel } from '../../src/core/codes';

const means = [
  [0.9, 0.1, 0.6],
  [0.2, 0.3, 0.5],
  [0.7, 0.4, 0.51],
  [0, 0, 0],
  [1, 0.49, 1],
  [0.6, 0.6, 0.6],
].flat();
const clusters = codeClusters(means, 6, 3);

describe('codeClusters', () => {
  it('codeClusters(means) gathers samples with the same units above ½, the largest first', () => {
    expect(clusters.map(({ code, members }) => [code.join(''), members.join()])).toEqual([
      ['101', '0,2,4'],
      ['000', '1,3'],
      ['111', '5'],
    ]);
  });
  it('codeClusters of no samples are none', () => {
    expect(codeClusters([], 0, 3)).toEqual([]);
  });
});

describe('purity', () => {
  const labels = [7, 4, 7, 4, 9, 9];
  it('usualLabel(members) is the label that most bear, the first of equals', () => {
    expect(usualLabel([0, 2, 4], labels)).toEqual({ label: 7, count: 2 });
    expect(usualLabel([4, 0], labels)).toEqual({ label: 9, count: 1 });
    expect(usualLabel([], labels)).toEqual({ label: -1, count: 0 });
  });
  it('purity(clusters) is the share of samples with the usual label of theirs', () => {
    expect(purity(clusters, labels)).toBeCloseTo(5 / 6, 14);
    expect(purity(clusters.slice(0, 1), labels)).toBeCloseTo(2 / 3, 14);
    expect(purity([], labels)).toBeNaN();
  });
  it('purity of clusters of one is one, whatever their labels', () => {
    const alone = labels.map((_, n) => ({ code: new Uint8Array(1), members: [n] }));
    expect(purity(alone, labels)).toBe(1);
    expect(purityByChance(alone, labels, 5, 1)).toEqual({ mean: 1, deviation: 0 });
  });
  it('purityByChance of pairs comes to what counting all orders gives', () => {
    // two pairs from labels a a b b: both pairs pure in 1 of 3 pairings, else half pure: mean (1 + 2 · ½)/3
    const pairs = [
      { code: new Uint8Array(1), members: [0, 1] },
      { code: new Uint8Array(1), members: [2, 3] },
    ];
    const { mean, deviation } = purityByChance(pairs, [0, 0, 1, 1], 3000, 2);
    expect(deviation).toBeCloseTo(Math.sqrt(2) / 6, 1);
    expect(Math.abs(mean - 2 / 3)).toBeLessThan((4 * deviation) / Math.sqrt(3000));
  });
  it('purityByChance is a function of its seed', () => {
    const of = (seed: number) => purityByChance(clusters, labels, 20, seed).mean;
    expect(of(3)).toBe(of(3));
    expect(of(3)).not.toBe(of(4));
  });
});
