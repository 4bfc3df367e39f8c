/**
 * UMAP (McInnes, Healy & Melville 2018) by the library umap-js, epoch by epoch; fetched when it is first wanted.
 * Its random numbers come from here, so the same seed gives the same picture on the same engine; it uses functions
 * whose last bits differ between engines.
 */
import { UMAP } from 'umap-js';
import type { Neighbours } from '../../core/nearestNeighbours';
import { uniformSequence } from '../../core/random';

export interface UmapOptions {
  readonly seed: number;
  readonly neighbours: number;
  readonly minDistance: number;
  readonly epochs: number;
}

/**
 * Positions of `count` points with `width` coordinates, row-major: x and y in turn, [count × 2]. `near` has as many
 * neighbours as the options say, each point itself first. Yields the epochs done; the positions then are in `out`.
 */
export function* umapPositions(
  points: ArrayLike<number>,
  count: number,
  width: number,
  near: Neighbours,
  { seed, neighbours, minDistance, epochs }: UmapOptions,
  out: Float32Array,
): Generator<number, void> {
  const rows = (values: ArrayLike<number>, length: number) =>
    Array.from({ length: count }, (_, n) => Array.from({ length }, (_, j) => values[n * length + j]));
  const umap = new UMAP({
    nNeighbors: neighbours,
    minDist: minDistance,
    nEpochs: epochs,
    random: uniformSequence(seed, { purpose: 'projection' }),
  });
  umap.setPrecomputedKNN(rows(near.indices, neighbours), rows(near.distances, neighbours));
  umap.initializeFit(rows(points, width));
  for (let epoch = 1; epoch <= epochs; epoch++) {
    umap.step();
    umap.getEmbedding().forEach(([x, y], n) => {
      out[2 * n] = x;
      out[2 * n + 1] = y;
    });
    yield epoch;
  }
}
