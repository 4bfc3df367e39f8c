import { describe, expect, it } from 'vitest';
import { sequentialIndex } from '../../src/chart/colours';
import { activationAt, paintActivations } from '../../src/views/paintActivations';
import { fakeContext, fakeRaster, theme } from '../chart/fakeContext';

const [samples, hidden] = [7, 3];
const means = Float32Array.from({ length: samples * hidden }, (_, k) => k / 20);
const activity = Float32Array.of(0.005, 0.5, 0.995);
const data = { means, activity, samples, hidden };
const size = { width: 766, height: 90 };

describe('paintActivations', () => {
  it('paintActivations(…) puts units in rows and samples in columns', () => {
    const { raster, pixels } = fakeRaster();
    paintActivations(fakeContext().context, data, size, theme, raster);
    expect([raster.width, raster.height]).toEqual([samples, hidden]);
    for (let n = 0; n < samples; n++)
      for (let j = 0; j < hidden; j++)
        expect(pixels()[j * samples + n]).toBe(theme.probability[sequentialIndex(means[n * hidden + j])]);
  });
  it('paintActivations(…) shows the mean of the units that share a line', () => {
    const { raster, pixels } = fakeRaster();
    const crowd = {
      means: Float32Array.of(0, 1, 0.25, 0.25),
      activity: new Float32Array(4),
      samples: 1,
      hidden: 4,
    };
    paintActivations(fakeContext().context, crowd, { width: 100, height: 2 }, theme, raster);
    expect([...pixels()]).toEqual([0.5, 0.25].map((mean) => theme.probability[sequentialIndex(mean)]));
  });
  it('paintActivations(…) marks dead and saturated units in the warning colour, over the other bars', () => {
    const { context, named } = fakeContext();
    paintActivations(context, data, size, theme, fakeRaster().raster);
    const bars = named('fillRect').map(({ args, fillStyle }) => ({ y: args[1] as number, fillStyle }));
    const marked = bars
      .filter(({ fillStyle }) => fillStyle === theme.warn)
      .map(({ y }) => Math.floor(y / 30));
    expect(marked).toEqual([0, 2]);
    const colours = bars.map((bar) => bar.fillStyle);
    expect(colours.lastIndexOf(theme.soft)).toBeLessThan(colours.indexOf(theme.warn));
  });
  it('paintActivations(…) frames the lit unit and sample', () => {
    const { context, named } = fakeContext();
    paintActivations(context, { ...data, litUnit: 1, litSample: 3 }, size, theme, fakeRaster().raster);
    expect(named('strokeRect').map(({ args }) => args.slice(0, 2))).toEqual([
      [1, 30],
      [300.5, 0.5],
    ]);
  });
});

describe('activationAt', () => {
  it('activationAt(…) finds unit and sample, over the bars the unit alone', () => {
    expect(activationAt(data, size, 350, 45)).toEqual({ unit: 1, sample: 3 });
    expect(activationAt(data, size, 740, 80)).toEqual({ unit: 2 });
    expect(activationAt(data, size, 350, 95)).toBeUndefined();
  });
});
