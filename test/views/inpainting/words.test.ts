import { describe, expect, it } from 'vitest';
import {
  openMask,
  panelsOf,
  recoveredChart,
  rowWords,
  stageWords,
  verdictOf,
} from '../../../src/views/inpainting/words';
import { inpaintingResult } from './results';

const result = inpaintingResult();
const withGain = (value: number, error: number) =>
  inpaintingResult({ overRows: { ...result.overRows, gain: { value, error } } });

describe('words of a filling', () => {
  it('verdictOf(result) names the share, the guess, and the gain over many rows', () => {
    expect(verdictOf(result)).toEqual({
      kind: 'good',
      text: '67\u00a0% of the 3 pixels that were painted over come out right; guessing each pixel’s usual value gets 50\u00a0%. Over 359 held-out rows: 7.0 points better than that guess.',
    });
  });
  it('verdictOf(result) claims nothing within three standard errors, and says when it is worse', () => {
    expect(verdictOf(withGain(0.014, 0.005))).toMatchObject({
      kind: 'unsure',
      text: expect.stringContaining('no difference to that guess beyond chance'),
    });
    expect(verdictOf(withGain(-0.03, 0.005))).toMatchObject({
      kind: 'bad',
      text: expect.stringContaining('3.0 points worse than that guess'),
    });
    const noisy = inpaintingResult({ flip: 0.1, guesses: { ...result.guesses, asSeen: 0.9 } });
    expect(verdictOf(noisy).text).toMatch(
      /leaving them as they are seen gets 90.%.*7.0 points better than leaving them/,
    );
    // a single row has no error, and so no verdict
    expect(verdictOf(withGain(0.4, Number.NaN)).kind).toBe('unsure');
  });
  it('stageWords(…) counts sweeps and pixels, and β where it changes', () => {
    expect(stageWords(result, result.stages[1]!)).toBe('Sweep 40 of 40: 2 of 3 open pixels right.');
    const cold = inpaintingResult({ mode: 'annealed' });
    expect(stageWords(cold, { ...cold.stages[0]!, beta: 0.1 })).toMatch(/^Sweep 0 of 40, β 0.10: 1 of 3/);
    expect(stageWords(inpaintingResult({ mode: 'meanField' }), result.stages[1]!)).toMatch(/^Iteration 40/);
  });
  it('rowWords(…) counts from one', () => {
    expect(rowWords(result)).toBe('held-out row 13');
  });
  it('openMask(…) is what is painted over, with noise everything', () => {
    expect(openMask(result).join('')).toBe('000111');
    expect(openMask({ ...result, flip: 0.1 }).join('')).toBe('111111');
  });
  it('panelsOf(…) has a sample only where there is chance at β 1, and the truth where it is known', () => {
    const titles = (mode: typeof result.mode, truth?: Uint8Array) =>
      panelsOf({ ...result, mode }, result.stages[1]!, truth).map(({ title }) => title);
    expect(titles('stochastic', result.truth)).toEqual(['sample now', 'mean so far', 'the truth']);
    expect(titles('meanField', result.truth)).toEqual(['magnetisations', 'the truth']);
    expect(titles('annealed')).toEqual(['the state now']);
  });
  it('recoveredChart(result, stage) has the curves by sweep, the guess across, and the stage’s cursor', () => {
    const chart = recoveredChart(result, 1);
    expect(chart.series.map(({ label }) => label)).toEqual(['mean', 'sample']);
    expect([...chart.series[0]!.points.x]).toEqual([0, 40]);
    expect([...chart.series[0]!.points.y]).toEqual([1 / 3, 2 / 3]);
    expect(chart).toMatchObject({ rest: 40, levels: [{ value: 0.5 }], unit: 'sweeps' });
    const noisy = inpaintingResult({ guesses: { ...result.guesses, asSeen: 0.9 } });
    expect(recoveredChart(noisy, 0).levels).toEqual([{ label: 'as seen', value: 0.9 }]);
    expect(recoveredChart(undefined, 0).series[0]!.points.length).toBe(0);
    expect(recoveredChart(inpaintingResult({ mode: 'annealed' }), 0).series).toHaveLength(1);
  });
});
