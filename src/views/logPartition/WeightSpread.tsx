/** How the weights of AIS grow and spread on the way from the base to the model. */
import { useCallback } from 'react';
import { LineChart } from '../../chart/LineChart';
import type { LineChartData, Series } from '../../chart/paintLineChart';
import type { AisEstimate } from '../../engine/study';
import type { LabState, LabStore } from '../../state/store';
import { useChanges } from '../followLab';

interface Props {
  readonly store: LabStore;
}

const seriesOf = (
  label: string,
  { path: { beta, mean, deviation } }: AisEstimate,
  what: 'mean' | 'deviation',
  dash?: readonly number[],
): Series => ({
  label,
  colour: 'model',
  ...(dash && { dash }),
  points: {
    length: beta.length,
    x: beta,
    y: what === 'mean' ? mean : deviation,
    ...(what === 'mean' && {
      low: mean.map((x, n) => x - deviation[n]!),
      high: mean.map((x, n) => x + deviation[n]!),
    }),
  },
});

function chartOf({ studies }: LabState, what: 'mean' | 'deviation'): LineChartData {
  const { forward, reverse } = studies.annealing.result ?? {};
  const series = [
    ...(forward ? [seriesOf('up', forward, what)] : []),
    ...(reverse ? [seriesOf('down', reverse, what, [5, 3])] : []),
  ];
  const axis = { unit: 'β', decimals: 2, digits: 3, span: [0, 1], waiting: 'AIS has not run yet' } as const;
  return { ...axis, series: series.length > 0 ? series : [{ label: 'up', points: none }] };
}
const none = { length: 0, x: new Float64Array(), y: new Float64Array() };

const annealed = ({ studies }: LabState) => [studies.annealing.result];

export function WeightSpread({ store }: Props) {
  const subscribe = useChanges(store, annealed);
  const mean = useCallback(() => chartOf(store.getState(), 'mean'), [store]);
  const deviation = useCallback(() => chartOf(store.getState(), 'deviation'), [store]);
  return (
    <div className="lnz-charts">
      <LineChart
        compact
        label="Weights of AIS along β"
        title="ln w along β, mean ± deviation"
        height={132}
        read={mean}
        subscribe={subscribe}
      />
      <LineChart
        compact
        label="Spread of the weights along β"
        title="Deviation of ln w over the chains"
        height={132}
        read={deviation}
        subscribe={subscribe}
      />
    </div>
  );
}
