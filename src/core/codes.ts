/**
 * Codes of samples: which hidden units a sample switches on, and the samples that share a code as clusters, judged
 * by their labels.
 */
import { permutation } from './random';

/** Samples with the same binary code. */
export interface CodeCluster {
  /** 1 where p(h|v) is above ½, [hidden]. */
  readonly code: Uint8Array;
  /** Numbers of the samples, ascending. */
  readonly members: readonly number[];
}

/** Clusters of equal codes of p(h|v), [samples × hidden], the largest first, those of a size by their first member. */
export function codeClusters(means: ArrayLike<number>, samples: number, hidden: number): CodeCluster[] {
  const found = new Map<string, { readonly code: Uint8Array; readonly members: number[] }>();
  for (let n = 0; n < samples; n++) {
    const code = Uint8Array.from({ length: hidden }, (_, j) => Number(means[n * hidden + j] > 0.5));
    const key = code.join('');
    const cluster = found.get(key);
    if (cluster) cluster.members.push(n);
    else found.set(key, { code, members: [n] });
  }
  return [...found.values()].sort(
    (one, other) => other.members.length - one.members.length || one.members[0] - other.members[0],
  );
}

/** The label that most members bear, the first in case of a tie, and how many do. */
export function usualLabel(members: readonly number[], labelOf: ArrayLike<number>) {
  const counts = new Map<number, number>();
  for (const n of members) counts.set(labelOf[n], (counts.get(labelOf[n]) ?? 0) + 1);
  let [label, count] = [-1, 0];
  for (const [candidate, times] of counts) if (times > count) [label, count] = [candidate, times];
  return { label, count };
}

/**
 * The share of samples that bear their cluster's usual label, 0..1, over the clusters given: purity (Manning,
 * Raghavan & Schütze 2008, section 16.3). NaN without samples.
 */
export function purity(clusters: readonly CodeCluster[], labelOf: ArrayLike<number>): number {
  let [right, all] = [0, 0];
  for (const { members } of clusters) {
    right += usualLabel(members, labelOf).count;
    all += members.length;
  }
  return right / all;
}

/**
 * The purity that clusters of these sizes get by chance: mean and standard deviation over `draws` shufflings of all
 * samples' labels. Small clusters are pure by chance alone, so a purity means little without it.
 */
export function purityByChance(
  clusters: readonly CodeCluster[],
  labelOf: ArrayLike<number>,
  draws: number,
  seed: number,
): { readonly mean: number; readonly deviation: number } {
  const purities = Array.from({ length: draws }, (_, draw) => {
    const order = permutation(seed, { purpose: 'labelShuffle', update: draw }, labelOf.length);
    return purity(
      clusters,
      Uint32Array.from(order, (n) => labelOf[n]),
    );
  });
  const mean = purities.reduce((sum, x) => sum + x, 0) / draws;
  const squares = purities.reduce((sum, x) => sum + (x - mean) * (x - mean), 0);
  return { mean, deviation: Math.sqrt(squares / (draws - 1)) };
}
