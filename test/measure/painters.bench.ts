/** `npm run bench:painters`: what painting costs at 784 × 500 and 1,024 units; goals in src/views/README.md. */
import { bench, describe } from 'vitest';
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

function context() {
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  return canvas.getContext('2d')!;
}

const target = context();
const raster = createRaster();
const next = uniforms(5);
const activations = {
  means: Float32Array.from({ length: 64 * 1024 }, next),
  activity: Float32Array.from({ length: 1024 }, next),
  samples: 64,
  hidden: 1024,
};

describe('painting', () => {
  bench('500 tiles of 28 × 28', () => {
    paintWeightTiles(
      target,
      { W, visible, hidden, shape, first: 0, count: hidden, limit: 2 },
      size,
      theme,
      raster,
    );
  });
  bench('a matrix of 784 × 500', () => {
    paintWeightMatrix(target, { W, visible, hidden, limit: 2 }, size, theme, raster);
  });
  bench('the scale and a histogram of 784 × 500 weights', () => {
    weightLimit(W);
    histogram(sampleWeights(W), 3, 81);
  });
  bench('activations of 64 samples × 1,024 units', () => {
    paintActivations(target, activations, size, theme, raster);
  });
});
