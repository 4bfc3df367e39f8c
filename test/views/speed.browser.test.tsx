import { expect, it } from 'vitest';
import { createRaster } from '../../src/chart/raster';
import { colourRoles, makeTheme } from '../../src/chart/theme';
import { paintActivations } from '../../src/views/paintActivations';
import { histogram } from '../../src/views/paintWeightHistogram';
import { paintWeightMatrix } from '../../src/views/paintWeightMatrix';
import { paintWeightTiles } from '../../src/views/paintWeightTiles';
import { sampleWeights, weightLimit } from '../../src/views/weightScale';
import { fields, uniforms } from '../gallery/frames';

const shape = { rows: 28, columns: 28 };
const [visible, hidden] = [784, 500];
const W = fields({ ...shape, hidden }, visible, uniforms(3));
const theme = makeTheme(colourRoles, 'sans-serif');
const size = { width: 760, height: 260 };

/** Median time of a call, warm, ms. */
function median(work: () => void): number {
  for (let i = 0; i < 5; i++) work();
  const times = Array.from({ length: 15 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[7]!;
}

function context() {
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  return canvas.getContext('2d')!;
}

// four times what an idle machine needs (see src/views/README.md), since this one may be shared
const patience = 4;

it('paintWeightTiles(…) paints 500 tiles of 28 × 28 in 8 ms', () => {
  const [target, raster] = [context(), createRaster()];
  const data = { W, visible, hidden, shape, first: 0, count: hidden, limit: 2 };
  const time = median(() => paintWeightTiles(target, data, size, theme, raster));
  expect(time).toBeLessThan(8 * patience);
});
it('paintWeightMatrix(…) paints 784 × 500 weights in 8 ms', () => {
  const [target, raster] = [context(), createRaster()];
  const time = median(() => paintWeightMatrix(target, { W, visible, hidden, limit: 2 }, size, theme, raster));
  expect(time).toBeLessThan(8 * patience);
});
it('weightLimit(W) and a histogram of 784 × 500 weights take 2 ms', () => {
  const time = median(() => {
    weightLimit(W);
    histogram(sampleWeights(W), 3, 81);
  });
  expect(time).toBeLessThan(2 * patience);
});
it('paintActivations(…) paints 64 samples of 1,024 units in 4 ms', () => {
  const [target, raster] = [context(), createRaster()];
  const next = uniforms(5);
  const data = {
    means: Float32Array.from({ length: 64 * 1024 }, next),
    activity: Float32Array.from({ length: 1024 }, next),
    samples: 64,
    hidden: 1024,
  };
  const time = median(() => paintActivations(target, data, size, theme, raster));
  expect(time).toBeLessThan(4 * patience);
});
