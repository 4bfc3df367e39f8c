import { describe, expect, it } from 'vitest';
import { correlationChart } from '../../../src/views/mixing/correlations';
import { mixingResult } from './results';

const long = Float64Array.from({ length: 200 }, (_, lag) => 0.5 ** lag);
const settled = (value: number) => ({ value, low: value, high: value, settled: true });

describe('correlationChart', () => {
  it('correlationChart(result) counts lags in sweeps and lays the band of noise below', () => {
    const { series } = correlationChart(mixingResult({ every: 3 }));
    expect([...series[0]!.points.x.subarray(0, 3)]).toEqual([0, 3, 6]);
    expect(series[1]!.points.y[1]).toBe(0.9);
    const band = series[2]!;
    expect([band.label, band.points.low![0], band.points.high![12]]).toEqual(['', -0.141, 0.141]);
  });
  it('correlationChart(result) ends soon after the slowest has forgotten', () => {
    const changes = { energyAutocorrelation: long, unitAutocorrelation: long };
    const lags = (slowest: number) =>
      correlationChart(mixingResult({ ...changes, slowestUnitTime: settled(slowest) })).series[0]!.points
        .length;
    expect([lags(2), lags(10), lags(1000)]).toEqual([20, 50, 200]);
  });
  it('correlationChart(nothing moves) has no curve and no band, and says so', () => {
    const nothing = new Float64Array(13).fill(Number.NaN);
    const result = mixingResult({ energyAutocorrelation: nothing, unitAutocorrelation: nothing });
    const { series, waiting } = correlationChart(result);
    expect(series.map(({ points }) => points.length)).toEqual([0, 0, 0]);
    expect(waiting).toBe('nothing moves');
    expect(correlationChart(undefined).waiting).toContain('after the chains have run');
  });
});
