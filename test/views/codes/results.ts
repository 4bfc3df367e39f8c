/** Codes made up by hand: five samples of 2 × 3 pixels under three hidden units, two of them with one code. */
import type { CodesResult } from '../../../src/engine/study';

export function codesResult(changes: Partial<CodesResult> = {}): CodesResult {
  return {
    ...{ update: 1741, stacked: false, depth: 1, hidden: 3, points: 5, ofRows: 1797 },
    training: Uint8Array.of(1, 1, 1, 0, 0),
    row: Uint32Array.of(0, 7, 300, 4, 90),
    pictures: Uint8Array.from('100000010000001000000100000010', Number),
    labelNames: ['0', '3', '7'],
    labelOf: Uint8Array.of(0, 0, 1, 2, 1),
    pca: {
      positions: Float32Array.of(-1, 0, -1, 0.5, 0, 0, 2, 1, 0, -1.5),
      variances: [1.2, 0.7],
      total: 2.5,
    },
    umap: {
      positions: Float32Array.of(4, 4, 5, 4, 0, 0, 9, 1, 0, 8),
      ...{ neighbours: 4, minDistance: 0.1, epochs: 300 },
    },
    clusters: {
      ...{ distinct: 3, shared: 2, sharing: 4, purity: 0.75 },
      byChance: { mean: 0.61, deviation: 0.03, draws: 200 },
      largest: [
        {
          ...{ label: 0, purity: 1 },
          code: Uint8Array.of(1, 0, 1),
          members: Uint32Array.of(0, 1),
          mean: Float32Array.of(0.5, 0.5, 0, 0, 0, 0),
        },
        {
          ...{ label: 1, purity: 0.5 },
          code: Uint8Array.of(0, 0, 0),
          members: Uint32Array.of(2, 3),
          mean: Float32Array.of(0, 0, 0.5, 0.5, 0, 0),
        },
      ],
    },
    ...changes,
  };
}

/** The same from data without labels. */
export function unlabelledCodes(): CodesResult {
  const { labelNames: _, labelOf: __, clusters, ...rest } = codesResult();
  const { purity: ___, byChance: ____, largest, ...counts } = clusters;
  return {
    ...rest,
    clusters: { ...counts, largest: largest.map(({ code, members, mean }) => ({ code, members, mean })) },
  };
}
