/** ln Z of the machine as it stands: exact as far as enumeration goes, estimated beyond, all side by side. */
import { useMemo } from 'react';
import { Button } from '../../controls/Button';
import { useLab } from '../../controls/useLab';
import type { AnnealingAsk } from '../../engine/study';
import type { LabState, LabStore } from '../../state/store';
import { ComparisonTable } from './ComparisonTable';
import { EstimatesPanel, SilentFailure, useAnnealingForm } from './EstimatesPanel';
import { ExactPanel } from './ExactPanel';
import { estimateRows } from './estimateRows';
import { judgeEstimates } from './judgeEstimates';
import { mostEnumerated } from './stateWords';
import { WeightSpread } from './WeightSpread';
import '../../chart/readOut.css';
import './logPartition.css';

interface Props {
  readonly store: LabStore;
}

/** An enumeration that takes longer is asked for by itself, s; before it is timed, one of more units. */
const soon = 20;
const soonUnits = 22;

/** The running measurement of ln Z, where the machine rests: otherwise it is about another update each time. */
const liveAtRest = ({ frame }: LabState) =>
  frame && !frame.playing && frame.readings.logPartition.update === frame.update
    ? frame.readings.logPartition
    : undefined;

export function LogPartition({ store }: Props) {
  const [form, change] = useAnnealingForm(store);
  return (
    <div className="lnz">
      <p className="lnz-why">
        Every probability that the machine gives needs ln Z, a sum over all its states. Up to {mostEnumerated}{' '}
        units in the smaller layer it can be had exactly. Beyond, it is estimated, and an estimate is worth
        what its error says.
      </p>
      <div className="lnz-panels">
        <ExactPanel store={store} />
        <EstimatesPanel store={store} form={form} onChange={change} />
      </div>
      {form.base === 'model' && <SilentFailure />}
      <Comparison store={store} compare={() => compare(store, form)} />
      <WeightSpread store={store} />
    </div>
  );
}

/** Every method about one and the same machine. */
function compare(store: LabStore, form: AnnealingAsk) {
  const { ask, studies, summary } = store.getState();
  const cost = studies.estimate.result;
  const units = summary ? Math.min(summary.visible, summary.hidden) : Number.POSITIVE_INFINITY;
  // moments that are on show stay on show
  const moments = studies.enumeration.result?.energy !== undefined;
  const seconds = cost && (moments ? cost.secondsWithMoments : cost.seconds) / cost.workers;
  const brief = seconds === undefined ? units <= soonUnits : cost!.possible && seconds < soon;
  if (brief && studies.enumeration.mode !== 'running') ask('enumeration', { moments });
  ask('annealing', form);
  ask('approximations', {});
}

function Comparison({ store, compare }: Props & { readonly compare: () => void }) {
  const studies = useLab(store, (state) => state.studies);
  const live = useLab(store, liveAtRest);
  const rows = useMemo(() => estimateRows(studies, live), [studies, live]);
  const judgements = useMemo(
    () => judgeEstimates(rows, studies.annealing.result),
    [rows, studies.annealing.result],
  );
  return (
    <section className="lnz-comparison" aria-label="All methods">
      <header className="lnz-line">
        <h3>All methods, one machine</h3>
        <Button onClick={compare}>Compare all now</Button>
      </header>
      {rows.length > 0 ? (
        <ComparisonTable rows={rows} />
      ) : (
        <p className="lnz-cost">Nothing computed yet: compare all, or begin with one.</p>
      )}
      <div role="status" aria-label="What the estimates say of each other">
        {judgements.map(({ kind, text }) => (
          <p key={text} className={`lnz-judgement ${kind}`}>
            {text}
          </p>
        ))}
      </div>
    </section>
  );
}
