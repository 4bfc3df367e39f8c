/** Two to four methods on one seed, one data set and one axis: who learns, and who only seems to. */
import { LineChart } from '../../chart/LineChart';
import { formatCount } from '../../chart/numbers';
import { Segments } from '../../chart/Segments';
import { Term } from '../../chart/Term';
import { Button } from '../../controls/Button';
import { NumberBox } from '../../controls/NumberBox';
import { useLab } from '../../controls/useLab';
import { specOf } from '../../settings';
import { type Comparison, comparisonLength } from '../../state/comparisonSlice';
import { mostContenders } from '../../state/contender';
import type { LabState, LabStore } from '../../state/store';
import { useChanges } from '../followLab';
import { ContenderCard } from './ContenderCard';
import { type CompareMeasure, compareChart, lessonOf, namesOf } from './curves';
import './compare.css';

const lengthSpec = {
  label: 'Updates',
  unit: '',
  min: comparisonLength.fewest,
  max: comparisonLength.most,
  integer: true,
  scale: 'log',
} as const;
const axes = [
  { value: 'updates', label: 'Updates' },
  { value: 'seconds', label: 'Seconds' },
] as const;

const watched = (state: LabState) => [state.comparison];

export function Compare({ store }: { readonly store: LabStore }) {
  const comparison = useLab(store, (state) => state.comparison);
  const subscribe = useChanges(store, watched);
  const chart = (measure: CompareMeasure, digits: number) => ({
    read: () => compareChart(store.getState().comparison, measure, digits),
    subscribe,
  });
  return (
    <div className="compare">
      <ComparisonBar store={store} comparison={comparison} />
      <div className="contenders">
        {comparison.contenders.map((_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a contender is its place
          <ContenderCard key={index} store={store} comparison={comparison} index={index} />
        ))}
      </div>
      <LineChart
        label="Log-likelihood of each method"
        title={<Term name="logLikelihood">Log-likelihood, exact</Term>}
        note={<Term name="nat">nats per sample</Term>}
        height={156}
        {...chart('logLikelihood', 2)}
      />
      <div className="chart-pair">
        <LineChart
          label="Reconstruction error of each method"
          title={<Term name="reconstructionError">Reconstruction error</Term>}
          height={88}
          compact
          {...chart('reconstructionError', 4)}
        />
        <LineChart
          label="Pseudo-likelihood of each method"
          title={<Term name="pseudoLikelihood">Pseudo-likelihood</Term>}
          height={88}
          compact
          {...chart('pseudoLikelihood', 2)}
        />
      </div>
      <p className="figure-caption">{lessonOf(comparison)}</p>
    </div>
  );
}

interface BarProps {
  readonly store: LabStore;
  readonly comparison: Comparison;
}

function ComparisonBar({ store, comparison }: BarProps) {
  const { compare, stopComparing, addContender, setComparisonLength, setComparisonAxis } = store.getState();
  const { running, contenders, length, axis } = comparison;
  return (
    <div className="comparison-bar">
      {running ? (
        <Button kind="go" onClick={stopComparing}>
          Stop
        </Button>
      ) : (
        <Button kind="go" onClick={compare}>
          Compare
        </Button>
      )}
      <NumberBox spec={lengthSpec} value={length} onChange={setComparisonLength} />
      <Segments label="Axis" options={axes} value={axis} onChange={setComparisonAxis} />
      <Button onClick={addContender} disabled={contenders.length >= mostContenders || running}>
        Add method
      </Button>
      <ComparedOn store={store} comparison={comparison} />
    </div>
  );
}

/** What a comparison takes from the lab, as far as it is named here. */
const started = ['dataSet', 'hiddenUnits', 'seed'] as const;

/** What the curves are about: settings may have moved on since. */
function ComparedOn({ store, comparison }: BarProps) {
  const settings = useLab(store, (state) => state.settings);
  const { asked, rows, running } = comparison;
  const about = asked?.settings ?? settings;
  const spec = specOf('dataSet');
  const data = spec.kind === 'choice' && spec.options.find(({ value }) => value === about.dataSet)?.label;
  const names = namesOf(comparison).length;
  const moved = asked && !running && started.some((name) => asked.settings[name] !== settings[name]);
  return (
    <span className="soft">
      {names} methods on {data}
      {rows !== undefined && `, ${formatCount(rows)} rows`}, {about.hiddenUnits} hidden units, seed{' '}
      {about.seed}
      {moved && '; the settings have changed since'}
    </span>
  );
}
