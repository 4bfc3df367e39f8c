/** The left column: data, machine, learning, each control beside its reason. */
import { lazy, Suspense } from 'react';
import { formatCount, formatMany } from '../chart/numbers';
import { Term } from '../chart/Term';
import { Button } from '../controls/Button';
import { SettingsPanel } from '../controls/SettingsPanel';
import { useLab } from '../controls/useLab';
import { settingSpecs } from '../settings';
import type { LabStore } from '../state/store';
import { AlgorithmReport } from '../views/AlgorithmReport';
import type { Connection } from './connect';

const FilePicker = lazy(() => import('./FilePicker').then((file) => ({ default: file.FilePicker })));
const PaintingEditor = lazy(() => import('./PaintingEditor'));

interface Props {
  readonly store: LabStore;
  readonly connection: Connection;
}

export function Controls({ store, connection }: Props) {
  return (
    <>
      <SettingsPanel
        store={store}
        group="data"
        title="Data"
        elsewhere={inOwnPlace}
        reasons={{ dataSet: <DataDescription store={store} /> }}
      >
        <DataDetails store={store} connection={connection} />
        <Preparing store={store} connection={connection} />
      </SettingsPanel>
      <SettingsPanel
        store={store}
        group="machine"
        title="Machine"
        behindMore={['seed']}
        reasons={{ hiddenUnits: <HiddenReason store={store} /> }}
      />
      <SettingsPanel
        store={store}
        group="learning"
        title="Learning"
        below={{ algorithm: <AlgorithmReport store={store} /> }}
        behindMore={[
          'schedule',
          'scheduleTime',
          'weightDecayL1',
          'sparsityTarget',
          'sparsityCost',
          'centering',
        ]}
      />
    </>
  );
}

/** Shown with the file that it is about. */
const inOwnPlace = ['threshold'] as const;

/** What it takes to have data of one's own. */
function DataDetails({ store, connection }: Props) {
  const dataSet = useLab(store, (state) => state.settings.dataSet);
  return (
    <Suspense fallback={<p className="say">…</p>}>
      {dataSet === 'file' && <FilePicker store={store} connection={connection} />}
      {dataSet === 'painted' && <PaintingEditor store={store} />}
    </Suspense>
  );
}

/** Progress of a run whose data takes long to make, and the way out. */
function Preparing({ store, connection }: Props) {
  const preparation = useLab(store, (state) => state.preparation);
  const first = useLab(store, (state) => state.summary === undefined);
  if (!preparation) return null;
  const { done, total } = preparation;
  return (
    <div className="preparing">
      <label>
        <span>
          Drawing {formatCount(done)} of {formatCount(total)}
        </span>
        <progress value={done} max={total} />
      </label>
      {!first && <Button onClick={connection.abandon}>Cancel</Button>}
    </div>
  );
}

/** What the run's data is. */
function DataDescription({ store }: Pick<Props, 'store'>) {
  const description = useLab(store, (state) => state.summary?.description);
  const before = useLab(store, ({ request }) => request?.settings.dataSet);
  const dataSet = useLab(store, ({ settings }) => settings.dataSet);
  // on the first visit nothing goes on yet
  if (before !== undefined && before !== dataSet) return 'The run before goes on until this data is there.';
  return description ?? settingSpecs.dataSet.reason;
}

/** Why ln Z is or isn't exact at this size. */
function HiddenReason({ store }: Pick<Props, 'store'>) {
  const summary = useLab(store, (state) => state.summary);
  if (!summary) return settingSpecs.hiddenUnits.reason;
  const logPartition = <Term name="logPartition">ln Z</Term>;
  if (!summary.exact) {
    return (
      <>
        {logPartition} is not computed: {summary.whyNotExact}.
      </>
    );
  }
  const states = formatMany(2 ** Math.min(summary.visible, summary.hidden), 'state');
  return (
    <>
      {states} to sum: {logPartition} is exact.
    </>
  );
}
