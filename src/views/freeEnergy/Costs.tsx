/** What F_c(v) and F cost, in terms and in time, on every machine that the reader tries. */
import { useEffect, useRef } from 'react';
import { formatCount, formatMany } from '../../chart/numbers';
import { useLab } from '../../controls/useLab';
import { clampedFreeEnergy } from '../../core/rbm';
import { type Cost, freeEnergyOf, recordCost } from '../../state/freeEnergySlice';
import type { LabState, LabStore } from '../../state/store';
import { useWants } from '../followLab';
import { mostEnumerated, statesOf } from '../logPartition/stateWords';
import { StudyBar } from '../study/StudyBar';
import { weigh } from './clampedTerms';
import { secondsOf, wordsOfTime } from './timed';
import './freeEnergy.css';

export function Costs({ store }: { readonly store: LabStore }) {
  const box = useRef<HTMLDivElement>(null);
  useWants(store, box, { weights: true });
  useClampedTime(store);
  useSumTime(store);
  const costs = useLab(store, (state) => freeEnergyOf(state).costs);
  const hidden = useLab(store, (state) => state.summary?.hidden);
  const units = useLab(store, ({ summary }) => summary && Math.min(summary.visible, summary.hidden));
  const beyond =
    units !== undefined && units > mostEnumerated
      ? `The smaller layer has ${formatMany(units, 'unit')}; up to ${mostEnumerated} can be gone through.`
      : undefined;
  return (
    <div className="free-energy" ref={box}>
      <StudyBar
        store={store}
        kind="enumeration"
        start="Sum F in full"
        ask={() => ({ moments: false })}
        {...(beyond && { unavailable: beyond })}
      />
      <div className="cost-scroll">
        <table className="cost-table">
          <caption className="visually-hidden">Terms and times by hidden units</caption>
          <thead>
            <tr>
              <th scope="col">Units</th>
              <th scope="col" data-symbol="Fc">
                Terms of F<sub>c</sub>(v)
              </th>
              <th scope="col">Time, measured</th>
              <th scope="col" data-symbol="F">
                Terms of F
              </th>
              <th scope="col">Time for all of them</th>
            </tr>
          </thead>
          <tbody>
            {costs.map((cost) => (
              <Row key={`${cost.visible} ${cost.hidden}`} cost={cost} now={cost.hidden === hidden} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="figure-caption">
        F<sub>c</sub> is timed on the page’s own thread, in plain code. F is summed by the lab’s fast kernels
        on all its workers: “reckoned” is a piece of the sum, timed here, times the number of pieces;
        “measured” is the whole sum, done.
      </p>
    </div>
  );
}

function Row({ cost, now }: { readonly cost: Cost; readonly now: boolean }) {
  const { visible, hidden, clampedSeconds, reckonedSeconds, measuredSeconds } = cost;
  const of = `${hidden} hidden units`;
  return (
    <tr {...(now && { 'data-now': '' })}>
      <th scope="row">
        {visible} + {hidden}
      </th>
      <td>
        <output aria-label={`Terms of F_c, ${of}`} data-value={visible + hidden} data-method="exact">
          {formatCount(visible + hidden)}
        </output>
      </td>
      <td>
        {clampedSeconds === undefined ? (
          '…'
        ) : (
          <output aria-label={`Time of F_c, ${of}`} data-value={clampedSeconds} data-method="measured">
            {wordsOfTime(clampedSeconds)}
          </output>
        )}
      </td>
      <td>
        <output
          aria-label={`Terms of F, ${of}`}
          data-value={2 ** Math.min(visible, hidden)}
          data-method="exact"
        >
          {statesOf(Math.min(visible, hidden))}
        </output>
      </td>
      <td>
        {measuredSeconds !== undefined && (
          <>
            <output aria-label={`Time of F, ${of}`} data-value={measuredSeconds} data-method="measured">
              {wordsOfTime(measuredSeconds)}
            </output>
            <small>measured</small>
          </>
        )}
        {measuredSeconds === undefined && reckonedSeconds !== undefined && (
          <>
            <output aria-label={`Time of F, ${of}`} data-value={reckonedSeconds} data-method="reckoned">
              ≈ {wordsOfTime(reckonedSeconds)}
            </output>
            <small>reckoned</small>
          </>
        )}
        {measuredSeconds === undefined && reckonedSeconds === undefined && 'being timed …'}
      </td>
    </tr>
  );
}

/** Times F_c once for each machine that comes, at rest, when its parameters are there. */
function useClampedTime(store: LabStore) {
  useEffect(() => {
    let timed: number | undefined;
    const look = (state: LabState) => {
      const { summary, frame } = state;
      if (!summary || !frame || timed === summary.run) return;
      const weighed = weigh(state, freeEnergyOf(state).sample);
      if (!weighed) return;
      timed = summary.run;
      const clampedSeconds = secondsOf(() => clampedFreeEnergy(weighed.rbm, weighed.v));
      recordCost(store, { visible: summary.visible, hidden: summary.hidden, clampedSeconds });
    };
    look(store.getState());
    return store.subscribe(
      (state) => state.frame,
      () => look(store.getState()),
    );
  }, [store]);
}

/** Has the sum of each machine that comes timed, and writes down what comes of it, and of whole sums. */
function useSumTime(store: LabStore) {
  const run = useLab(store, (state) => state.summary?.run);
  const estimate = useLab(store, ({ studies }) => studies.estimate);
  const enumeration = useLab(store, ({ studies }) => studies.enumeration);
  useEffect(() => {
    if (run !== undefined) store.getState().ask('estimate', {});
  }, [store, run]);
  useEffect(() => {
    const { summary } = store.getState();
    if (!summary || estimate.about?.run !== summary.run || !estimate.result) return;
    const { seconds, workersAtRest } = estimate.result;
    const { visible, hidden } = summary;
    recordCost(store, { visible, hidden, reckonedSeconds: seconds / workersAtRest });
  }, [store, estimate]);
  useEffect(() => {
    const { summary } = store.getState();
    if (!summary || enumeration.about?.run !== summary.run || !enumeration.result) return;
    const { visible, hidden } = summary;
    recordCost(store, { visible, hidden, measuredSeconds: enumeration.result.seconds });
  }, [store, enumeration]);
}
