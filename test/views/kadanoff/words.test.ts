import { describe, expect, it } from 'vitest';
import { flowChart, hottestDrawn } from '../../../src/views/kadanoff/flowChart';
import {
  middle,
  wordedFlow,
  wordedLocality,
  wordedPicture,
  wordedSamples,
  wordedUnit,
} from '../../../src/views/kadanoff/words';
import { latticeResult, layerOf, side } from './results';

describe('wordedSamples', () => {
  it('wordedSamples(…) says what agrees within three errors, and by how much the rest does not', () => {
    expect(wordedSamples(latticeResult())).toBe(
      'Samples beside the data: energy and specific heat agree; |magnetisation| is 0.080 too high.',
    );
  });
  it('wordedSamples(…) warns of short chains, and leaves out a heat of several temperatures', () => {
    const result = latticeResult();
    const words = wordedSamples({
      ...result,
      ask: { ...result.ask, spread: 2 },
      machine: { ...result.machine, energy: { value: -1.4, error: 0.01 } },
      sampling: { ...result.sampling, settled: false },
    });
    expect(words).toContain('energy is 0.240 too low');
    expect(words).not.toContain('heat');
    expect(words).toContain('too short');
  });
});

describe('wordedLocality', () => {
  it('wordedLocality(…) sets a layer beside chance', () => {
    const words = wordedLocality(layerOf(), 'Layer 2');
    expect(words).toContain('Layer 2: weights lie closer together than those of noise');
    expect(words).toContain('locality 0.61 where chance does ± 0.080');
  });
  it('wordedLocality(…) does not call noise local, nor what is flatter', () => {
    expect(wordedLocality(layerOf({ locality: { value: 0.2, chance: 0.08 } }), 'Fields')).toContain(
      'no more local than noise',
    );
    expect(wordedLocality(layerOf({ locality: { value: -0.3, chance: 0.08 } }), 'Fields')).toContain(
      'farther apart',
    );
    expect(wordedLocality(layerOf({ locality: { value: NaN, chance: NaN } }), 'Fields')).toBe(
      'Fields has no weights yet.',
    );
  });
});

describe('middle', () => {
  it('middle(…) is the median of what are numbers', () => {
    expect(middle(Float64Array.of(5, Number.NaN, 1, 3))).toBe(3);
    expect(middle(Float64Array.of(10, 2, 4, 3))).toBe(3.5);
    expect(middle(Float64Array.of(Number.NaN))).toBeNaN();
  });
});

describe('wordedFlow', () => {
  const ending = (values: readonly number[], spread = 1) => {
    const result = latticeResult();
    return wordedFlow({
      ...result,
      ask: { ...result.ask, spread },
      flow: values.map((value) => ({
        start: 2,
        temperatures: [{ value, low: value - 0.1, high: value + 0.1 }],
      })),
    });
  };
  it('wordedFlow(…) says where starts met, and whether the data’s T and Tc lie there', () => {
    expect(ending([2.4, 2.55])).toBe(
      'All starts have come to one temperature, T = 2.47. The data’s T = 2.50 lies within the errors of it; Tc = 2.269 does not.',
    );
    expect(ending([2.3, 2.45])).toContain(
      'The data’s T = 2.50 and Tc = 2.269 both lie within the errors of it.',
    );
    expect(ending([3.1, 3.2])).toContain('Neither the data’s T = 2.50 nor Tc = 2.269 lies within');
    expect(ending([2.2, 2.25])).toContain(
      'Tc = 2.269 lies within the errors of it; the data’s T = 2.50 does not.',
    );
  });
  it('wordedFlow(…) says that starts are still under way', () => {
    expect(ending([1.4, 4])).toBe(
      'After 2 steps the starts stand between T = 1.40 and 4.00, still on their way. The data’s T = 2.50 and Tc = 2.269 both lie between.',
    );
    expect(ending([1.4, Number.POSITIVE_INFINITY])).toContain('between T = 1.40 and 8 or more');
  });
  it('wordedFlow(…) of nine temperatures asks about Tc alone', () => {
    expect(ending([2.24, 2.31], 2.5)).toContain(
      'The machine learnt nine temperatures; Tc = 2.269 lies within the errors of it.',
    );
    expect(ending([1.9, 2.0], 2.5)).toContain('Tc = 2.269 does not lie within the errors of it.');
  });
});

describe('wordedUnit', () => {
  it('wordedUnit(…) says where a unit looks and which block it follows', () => {
    expect(wordedUnit(layerOf(), 1, side, 2)).toBe(
      'Unit 2: centre at column 4, row 3, reaches 0.5 steps, carried by 1.5 sites. It follows the block at column 2, row 2 with correlation -0.80: the one that holds its centre.'.replace(
        '-',
        '−',
      ),
    );
    expect(wordedUnit(layerOf(), 2, side, 2)).toContain('not the one that holds its centre');
    expect(wordedUnit(layerOf(), 4, side, 2)).toBe('Unit 5 has no weights.');
    expect(wordedUnit(layerOf(), 0, side, undefined)).toMatch(/1\.2 sites\.$/);
  });
});

describe('wordedPicture', () => {
  it('wordedPicture(…) says how much is up and how far the layers agree with the blocks', () => {
    const alike = [
      { layer: 'layer 1', share: 0.875 },
      { layer: 'layer 2', share: Number.NaN },
    ];
    expect(wordedPicture(2, 8, 0.25, alike)).toBe(
      'Picture 3 of 8: 25 % of the spins are up; layer 1 agrees with the blocks on 88 % of the sites.',
    );
  });
});

describe('flowChart', () => {
  it('flowChart(…) is a curve a start over its steps, with Tc and the temperature of the data', () => {
    const { series } = flowChart(latticeResult());
    expect(series.map(({ label }) => label)).toEqual(['from 1.0', 'from 6.0', 'Tc', 'T of the data']);
    expect([...series[1]!.points.x]).toEqual([0, 1, 2]);
    expect([...series[1]!.points.y]).toEqual([6, 4.275, 2.55]);
    expect([...series[2]!.points.y]).toEqual(new Array(3).fill(2.269185314213022));
    expect([...series[3]!.points.y]).toEqual([2.5, 2.5, 2.5]);
  });
  it('flowChart(…) draws what has no order at the top, and one level for two that are one', () => {
    const result = latticeResult();
    const { series } = flowChart({
      ...result,
      ask: { ...result.ask, temperature: 2.269 },
      flow: [
        {
          start: 3,
          temperatures: [{ value: Number.POSITIVE_INFINITY, low: 40, high: Number.POSITIVE_INFINITY }],
        },
      ],
    });
    expect(series[0]!.points.y[0]).toBe(hottestDrawn);
    expect(series.map(({ label }) => label)).toEqual(['from 3.0', 'Tc']);
  });
  it('flowChart(…) waits', () => {
    const chart = flowChart(undefined);
    expect(chart.series[0]!.points).toHaveLength(0);
    expect(chart.waiting).toContain('compared');
  });
});
