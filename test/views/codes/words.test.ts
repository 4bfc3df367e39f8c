import { describe, expect, it } from 'vitest';
import {
  axesWords,
  clustersWords,
  codeWords,
  glyphsOf,
  groupWords,
  percent,
  pointWords,
} from '../../../src/views/codes/words';
import { codesResult, unlabelledCodes } from './results';

const result = codesResult();
const { clusters } = result;

describe('words of codes', () => {
  it('glyphsOf(names) takes short names as they are, and letters or numbers for others', () => {
    expect(glyphsOf(['0', '10'])).toEqual(['0', '10']);
    expect(glyphsOf(['left', 'none', 'right'])).toEqual(['A', 'B', 'C']);
    expect(glyphsOf(['', 'a'])).toEqual(['A', 'B']);
    expect(glyphsOf(Array.from({ length: 30 }, (_, n) => `name ${n}`))[29]).toBe('30');
  });
  it('axesWords(…) says how much PCA shows, and what UMAP does not', () => {
    expect(axesWords(result, 'pca')).toContain(
      '48\u00a0% of the variance across, 28\u00a0% up, 76\u00a0% together',
    );
    expect(axesWords(result, 'umap')).toMatch(/its 4 nearest.*distances between clusters.*mean little/);
    const flat = codesResult({ pca: { ...result.pca, variances: [0, 0], total: 0 } });
    expect(axesWords(flat, 'pca')).toBe('PCA: all codes are the same.');
  });
  it('percent(share) keeps a decimal where there would be one digit', () => {
    expect([0.034, 0.0996, 0.5, 1].map(percent)).toEqual([
      '3.4\u00a0%',
      '10\u00a0%',
      '50\u00a0%',
      '100\u00a0%',
    ]);
  });
  it('pointWords(…) names the set, the row from one, and the label where there is one', () => {
    expect(pointWords(result, 1)).toBe('training row 8, shows 0');
    expect(pointWords(result, 3)).toBe('held-out row 5, shows 7');
    expect(pointWords(unlabelledCodes(), 3)).toBe('held-out row 5');
  });
  it('codeWords(code) counts units from one, and at most twelve', () => {
    expect(codeWords(Uint8Array.of(1, 0, 1))).toBe('units 1, 3 on');
    expect(codeWords(Uint8Array.of(0, 1))).toBe('unit 2 on');
    expect(codeWords(new Uint8Array(3))).toBe('no unit on');
    expect(codeWords(new Uint8Array(20).fill(1))).toMatch(/11, 12 and 8 more on$/);
  });
  it('groupWords(…) says size, and the usual label with its share', () => {
    expect(groupWords(clusters.largest[1]!, result.labelNames)).toBe('2 samples, 50\u00a0% show 3');
    expect(groupWords(unlabelledCodes().clusters.largest[0]!, undefined)).toBe('2 samples');
  });
  it('clustersWords(…) gives purity beside chance, and claims nothing that chance explains', () => {
    expect(clustersWords(result)).toBe(
      '5 samples, 3 distinct codes; 4 samples share theirs. 75\u00a0% of those bear their cluster’s usual label; shuffled labels would give 61\u00a0%.',
    );
    const near = codesResult({
      clusters: { ...clusters, byChance: { mean: 0.7, deviation: 0.03, draws: 200 } },
    });
    expect(clustersWords(near)).toMatch(/no difference beyond chance\.$/);
    expect(clustersWords(unlabelledCodes())).toMatch(/no labels, so the clusters can’t be judged/);
    expect(clustersWords(codesResult({ stacked: true, depth: 2 }))).toMatch(
      /^Layer 2 of the stack: 5 samples/,
    );
    const none = codesResult({ clusters: { distinct: 5, shared: 0, sharing: 0, largest: [] } });
    expect(clustersWords(none)).toMatch(/^All 5 samples have codes of their own/);
  });
});
