/**
 * Gibbs sampling for learning: contrastive divergence starts at the data, persistent chains never start again.
 * Every uniform is addressed by purpose, sweep, update and row, so that neither k, nor the batch size, nor the
 * number of chains shifts the others.
 */
import { addStatistics, zeroMeans } from './gradient';
import type { ModelMeans } from './partition';
import { fillUniforms, type Purpose } from './random';
import { hiddenMean, type Rbm, sample, sampleHidden, sampleVisible } from './rbm';
import { type Rows, row } from './rows';

/** Where in a run the random numbers of an update are taken. */
export interface UpdatePlace {
  readonly seed: number;
  /** Updates completed before this one. */
  readonly update: number;
}

/**
 * The negative phase of CD-k (Hinton 2002): k sweeps from every row, then the means of v_k p(h|v_k)ᵀ.
 * The first hidden sample and those between are drawn; the last is taken as its probability.
 */
export function contrastiveMeans(
  rbm: Rbm,
  batch: Rows,
  k: number,
  { seed, update }: UpdatePlace,
): ModelMeans {
  const means = zeroMeans(rbm);
  const uniforms = uniformsOf(rbm, seed, update);
  for (let n = 0; n < batch.count; n++) {
    let v: Uint8Array = row(batch, n);
    for (let sweep = 1; sweep <= k; sweep++) {
      const h = sampleHidden(rbm, v, uniforms.hidden('hiddenSample', sweep - 1, n));
      v = sampleVisible(rbm, h, uniforms.visible('visibleSample', sweep, n));
    }
    addStatistics(means, v, hiddenMean(rbm, v), 1 / batch.count);
  }
  return means;
}

/** Chains that go on from update to update; each keeps its hidden sample. */
export interface Chains {
  /** Hidden states, one chain a row. */
  readonly h: Rows;
}

/**
 * `count` chains: those of `before`, as far as they reach, then new ones, which start at v ~ Bernoulli(½) and
 * h ~ p(h|v). A chain's start depends on its number alone.
 */
export function startChains(rbm: Rbm, seed: number, count: number, before?: Chains): Chains {
  const { visible, hidden } = rbm;
  const bytes = new Uint8Array(count * hidden);
  const kept = Math.min(count, before?.h.count ?? 0);
  if (before) bytes.set(before.h.bytes.subarray(0, kept * hidden));
  const uniforms = uniformsOf(rbm, seed, 0);
  const half = new Float64Array(visible).fill(0.5);
  for (let n = kept; n < count; n++) {
    const v = sample(half, uniforms.visible('persistentStart', 0, n));
    sampleHidden(
      rbm,
      v,
      uniforms.hidden('persistentHidden', 0, n),
      bytes.subarray(n * hidden, (n + 1) * hidden),
    );
  }
  return { h: { count, width: hidden, bytes } };
}

/**
 * The negative phase of PCD-k (Tieleman 2008): k sweeps of every chain, in place, then the means of v_k p(h|v_k)ᵀ.
 */
export function persistentMeans(
  rbm: Rbm,
  chains: Chains,
  k: number,
  { seed, update }: UpdatePlace,
): ModelMeans {
  const means = zeroMeans(rbm);
  const uniforms = uniformsOf(rbm, seed, update);
  for (let n = 0; n < chains.h.count; n++) {
    const h = row(chains.h, n);
    let v: Uint8Array = new Uint8Array(rbm.visible);
    for (let sweep = 1; sweep <= k; sweep++) {
      v = sampleVisible(rbm, h, uniforms.visible('persistentVisible', sweep, n), v);
      sampleHidden(rbm, v, uniforms.hidden('persistentHidden', sweep, n), h);
    }
    addStatistics(means, v, hiddenMean(rbm, v), 1 / chains.h.count);
  }
  return means;
}

/** The uniforms of either layer at one update; each call overwrites what the last one for that layer gave. */
function uniformsOf({ visible, hidden }: Rbm, seed: number, update: number) {
  const forVisible = new Float64Array(visible);
  const forHidden = new Float64Array(hidden);
  return {
    visible: (purpose: Purpose, sweep: number, row: number) =>
      fillUniforms(seed, { purpose, sweep, update, row }, forVisible),
    hidden: (purpose: Purpose, sweep: number, row: number) =>
      fillUniforms(seed, { purpose, sweep, update, row }, forHidden),
  };
}
