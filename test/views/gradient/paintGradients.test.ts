import { describe, expect, it } from 'vitest';
import { matrixBoxes, paintGradients, sharedLimit } from '../../../src/views/gradient/paintGradients';
import { fakeContext, fakeRaster, theme } from '../../chart/fakeContext';

const size = { width: 734, height: 96 };

describe('sharedLimit', () => {
  it('sharedLimit is one for all, rounded up, whatever the sign', () => {
    expect(sharedLimit([Float32Array.from([0.1, -0.5]), Float32Array.from([0.2, 0.3])])).toBe(0.5);
    expect(sharedLimit([Float32Array.from([0.1, -0.1]), Float32Array.from([0.2, -0.733])])).toBe(0.74);
  });

  it('sharedLimit leaves the largest half per cent beyond the end of the scale', () => {
    const values = new Float32Array(1000).fill(0.25);
    values[7] = 90;
    expect(sharedLimit([values])).toBe(0.25);
  });

  it('sharedLimit stays above zero where there is nothing, or no number', () => {
    expect(sharedLimit([])).toBe(1e-6);
    expect(sharedLimit([new Float32Array(4), Float32Array.from([NaN])])).toBe(1e-6);
  });
});

describe('matrixBoxes', () => {
  it('matrixBoxes shares the width, with room for titles above', () => {
    const boxes = matrixBoxes(3, size);
    expect(boxes.map(({ width }) => Math.round(width))).toEqual([235, 235, 235]);
    expect(boxes[2]!.x + boxes[2]!.width).toBeCloseTo(734, 9);
    expect(boxes.every(({ y, height }) => y === 18 && height === 78)).toBe(true);
  });
});

describe('paintGradients', () => {
  const estimate = Float32Array.from([1, -1, 0, 0.5, 0, 0]);
  const exact = Float32Array.from([1, 1, 1, 1, 1, 1]);
  const data = {
    matrices: [
      { title: 'estimate', values: estimate },
      { title: 'exact', values: exact },
    ],
    visible: 3,
    hidden: 2,
    limit: 1,
  };

  it('paintGradients paints each in its box under its title', () => {
    const { context, named, texts } = fakeContext();
    const { raster, commits } = fakeRaster();
    paintGradients(context, data, size, theme, raster);
    expect(texts()).toEqual(['estimate', 'exact']);
    expect(commits()).toBe(2);
    const places = named('drawImage').map(({ args }) => args.slice(5));
    expect(places).toEqual(matrixBoxes(2, size).map(({ x, y, width, height }) => [x, y, width, height]));
  });

  it('paintGradients uses one scale: the same value has the same colour in both, a row a hidden unit', () => {
    const painted: Uint32Array[] = [];
    const { raster, pixels } = fakeRaster();
    const keeping = {
      ...raster,
      commit: () => {
        painted.push(pixels().slice());
        return raster.commit();
      },
    };
    paintGradients(fakeContext().context, data, size, theme, keeping);
    const [first, second] = painted;
    expect(first![0]).toBe(second![0]);
    expect(first![0]).toBe(theme.signed[255]);
    // W[0 * 2 + 1] = −1 joins visible 0 to hidden 1: second row, first column
    expect(first![3]).toBe(theme.signed[1]);
    expect(first![1]).toBe(theme.signed[128]);
  });
});
