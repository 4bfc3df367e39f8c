/** Lattices that go through the machine again and again: which temperature they come to look like. */
import { useCallback } from 'react';
import { LineChart } from '../../chart/LineChart';
import { formatCount, formatValue } from '../../chart/numbers';
import { Term } from '../../chart/Term';
import type { LatticeMachineResult } from '../../engine/study';
import type { LabStore } from '../../state/store';
import { useChanges } from '../followLab';
import { watched } from './Fields';
import { flowChart, hottestDrawn } from './flowChart';

interface Props {
  readonly store: LabStore;
  readonly result: LatticeMachineResult | undefined;
}

export function Flow({ store, result }: Props) {
  const read = useCallback(() => flowChart(result), [result]);
  return (
    <section className="kadanoff-flow" aria-label="Flow of temperature">
      <LineChart
        label="Flow of temperature"
        title={<Term name="temperatureFlow">Flow v → h → v</Term>}
        note="effective temperature, J/k"
        height={240}
        read={read}
        subscribe={useChanges(store, watched)}
      />
      <ul className="visually-hidden" aria-label="Where the flow came to">
        {result?.flow.map(({ start, temperatures }) => {
          const end = temperatures.at(-1)!;
          return (
            <li key={start}>
              <output
                aria-label={`Flow from T = ${formatValue(start, 1)}`}
                aria-live="off"
                data-value={String(end.value)}
                data-low={String(end.low)}
                data-high={String(end.high)}
                data-method="Monte Carlo"
              >
                {`≈ ${formatValue(end.value, 2)} after ${result.ask.steps} steps`}
              </output>
            </li>
          );
        })}
      </ul>
      <p className="figure-caption">
        {result && `${formatCount(result.flowPictures)} lattices each. `}The{' '}
        <Term name="effectiveTemperature">thermometer</Term> reads their energy; {hottestDrawn} stands for all
        above. A step is a Gibbs sweep, so in the long run the flow can only end where the machine itself is
        at rest. Renormalisation flows away from T<sub>c</sub>; Iso, Shiba & Yokoo (2018) saw machines that
        had learnt many temperatures flow towards it.
      </p>
    </section>
  );
}
