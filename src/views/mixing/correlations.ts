/** What chains remember, as a chart. */
import type { LineChartData } from '../../chart/paintLineChart';
import type { MixingResult } from '../../engine/study';

/** What is forgotten after a few sweeps would be pressed into a corner by a hundred lags of noise. */
function lagsWorthShowing({
  every,
  energyTime,
  slowestUnitTime,
  energyAutocorrelation,
}: MixingResult): number {
  const longest = Math.max(...[energyTime, slowestUnitTime].map(({ value }) => (value > 0 ? value : 0)));
  return Math.min(energyAutocorrelation.length, Math.max(20, Math.ceil((5 * longest) / every)));
}

/** Curves of what is remembered, over a band that independent values would stay in. */
export function correlationChart(result: MixingResult | undefined): LineChartData {
  const lags = result ? lagsWorthShowing(result) : 0;
  const x = Float64Array.from({ length: lags }, (_, lag) => lag * (result?.every ?? 1));
  const curve = (values: Float64Array | undefined) => {
    const known = values && !Number.isNaN(values[0]) ? values.subarray(0, lags) : new Float64Array(0);
    return { length: known.length, x: x.subarray(0, known.length), y: known };
  };
  const [energy, units] = [curve(result?.energyAutocorrelation), curve(result?.unitAutocorrelation)];
  const noise = result?.noise ?? 0;
  const band = {
    length: energy.length + units.length > 0 ? lags : 0,
    x,
    y: new Float64Array(lags),
    low: new Float64Array(lags).fill(-noise),
    high: new Float64Array(lags).fill(noise),
  };
  return {
    series: [
      { label: 'F_c', points: energy },
      { label: 'units', points: units, dash: [5, 3], colour: 'model' },
      { label: '', points: band, dash: [2, 4], colour: 'soft' },
    ],
    unit: 'sweeps',
    digits: 3,
    waiting: result ? 'nothing moves' : 'what is remembered, after the chains have run',
  };
}
