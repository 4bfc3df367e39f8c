/** ln Z by going through every state: what it would take, how far it is, and what came of it. */
import { useEffect, useState } from 'react';
import { formatDuration } from '../../chart/duration';
import { formatCount, formatValue } from '../../chart/numbers';
import { ReadOut } from '../../chart/ReadOut';
import { Segments } from '../../chart/Segments';
import { Term } from '../../chart/Term';
import { Button } from '../../controls/Button';
import { useLab } from '../../controls/useLab';
import type { EnumerationProgress, EstimateResult } from '../../engine/study';
import type { LabStore } from '../../state/store';
import { StudyAbout, StudyProgress } from '../study/StudyBar';
import { digitsThatHold } from './digitsThatHold';
import { mostEnumerated, roughly, statesOf } from './stateWords';

interface Props {
  readonly store: LabStore;
}

export function ExactPanel({ store }: Props) {
  const units = useLab(store, ({ summary }) => summary && Math.min(summary.visible, summary.hidden));
  const run = useLab(store, ({ summary }) => summary?.run);
  const estimate = useLab(store, ({ studies }) => studies.estimate.result);
  const mode = useLab(store, ({ studies }) => studies.enumeration.mode);
  const progress = useLab(store, ({ studies }) => studies.enumeration.progress);
  const [moments, setMoments] = useState(false);

  // what it takes depends on the machine's size and the range of its weights
  useEffect(() => {
    if (run !== undefined) store.getState().ask('estimate', {});
  }, [store, run]);

  if (units === undefined) return <section className="lnz-panel" aria-label="Exact" />;
  const start = (resume?: boolean) =>
    store.getState().ask('enumeration', { moments, ...(resume && { resume }) });
  const running = mode === 'running';
  const left = mode === 'stopped' ? progress : undefined;
  return (
    <section className="lnz-panel" aria-label="Exact">
      <h3>
        <Term name="enumeration">Exact</Term>
      </h3>
      {units > mostEnumerated ? (
        <TooMany units={units} estimate={estimate} />
      ) : (
        <>
          <Cost store={store} units={units} estimate={estimate} moments={moments} />
          <label className="check">
            <input
              type="checkbox"
              checked={moments}
              disabled={running}
              onChange={(event) => setMoments(event.target.checked)}
            />
            also U, C and S, and the means{timesAsLong(estimate)}
          </label>
          <div className="lnz-line">
            <span>Training meanwhile</span>
            <Meanwhile store={store} />
          </div>
          {running ? (
            <StudyProgress store={store} kind="enumeration" />
          ) : (
            <div className="lnz-line">
              {left && (
                <Button kind="go" onClick={() => start(true)}>{`Resume at ${percent(left.share)}`}</Button>
              )}
              <Button kind={left ? 'plain' : 'go'} onClick={() => start()}>
                {left ? 'Start anew' : 'Compute ln Z'}
              </Button>
              <StudyAbout store={store} kind="enumeration" />
            </div>
          )}
          {progress && <Progress progress={progress} stopped={left !== undefined} />}
        </>
      )}
      <Refusal store={store} />
      {!progress && <Result store={store} />}
    </section>
  );
}

const percent = (share: number) => `${Math.floor(100 * share)} %`;

/** Below this, s, starting a worker takes most of the time, and a ratio of times says nothing. */
const briefly = 0.5;

const timesAsLong = (estimate: EstimateResult | undefined): string =>
  estimate && estimate.secondsWithMoments >= briefly
    ? `: ${(estimate.secondsWithMoments / estimate.seconds).toFixed(1)} × the time`
    : '';

interface CostProps extends Props {
  readonly units: number;
  readonly estimate: EstimateResult | undefined;
  readonly moments: boolean;
}

/** What it would take here, so that long waits are a choice. */
function Cost({ store, units, estimate, moments }: CostProps) {
  const playing = useLab(store, (state) => state.playing);
  const refused = useLab(store, ({ studies }) => studies.estimate.refused);
  const workers = estimate && (playing ? estimate.workers : estimate.workersAtRest);
  const seconds = estimate && (moments ? estimate.secondsWithMoments : estimate.seconds) / workers!;
  return (
    <p className="lnz-cost">
      {statesOf(units)} {units === 0 ? 'state' : 'states'}
      {estimate && `, summed in ${estimate.precision}`}:{' '}
      {seconds === undefined ? (
        (refused ?? 'timing this machine …')
      ) : (
        <>
          {seconds < briefly ? 'less than' : 'about'}{' '}
          <output
            aria-label="Time needed"
            aria-live="off"
            data-value={String(seconds)}
            data-method="timed here"
          >
            {seconds < briefly ? 'a second' : formatDuration(seconds)}
          </output>{' '}
          on {workers === 1 ? 'one worker' : `${workers} workers`}
        </>
      )}
    </p>
  );
}

/** Above the limit: the number of states, and the time that they would take. */
function TooMany({
  units,
  estimate,
}: {
  readonly units: number;
  readonly estimate: EstimateResult | undefined;
}) {
  const seconds = estimate && estimate.seconds / estimate.workersAtRest;
  const time =
    seconds === undefined
      ? ''
      : Number.isFinite(seconds)
        ? `, which would take this computer ${formatDuration(seconds)}`
        : ', which no computer will ever go through';
  return (
    <p className="lnz-refusal">
      The smaller layer has {formatCount(units)} units: {statesOf(units)} states{time}. Up to {mostEnumerated}{' '}
      units can be enumerated. The estimates need no enumeration.
    </p>
  );
}

/** Training and enumeration share the cores. */
function Meanwhile({ store }: Props) {
  const playing = useLab(store, (state) => state.playing);
  return (
    <Segments
      label="Training meanwhile"
      value={playing ? 'goes on' : 'rests'}
      options={[
        { value: 'goes on', label: 'goes on' },
        { value: 'rests', label: 'rests: all cores' },
      ]}
      onChange={(value) => store.getState().setPlaying(value === 'goes on')}
    />
  );
}

function Progress({
  progress,
  stopped,
}: {
  readonly progress: EnumerationProgress;
  readonly stopped: boolean;
}) {
  const { done, states, lowerBound, update } = progress;
  return (
    <>
      <p className="lnz-cost">
        {roughly(done)} of {roughly(states)} states; about update {formatCount(update)}
        {stopped && ', as it was then: resume it whenever you like'}
      </p>
      {Number.isFinite(lowerBound) && <LowerBound value={lowerBound} />}
    </>
  );
}

/** No estimate, so no "≈": ln Z is this or more. */
function LowerBound({ value }: { readonly value: number }) {
  return (
    <div className="read-out">
      <span className="read-out-name">
        <Term name="lowerBound">ln Z is at least</Term>
      </span>
      <output
        aria-label="ln Z is at least"
        aria-live="off"
        data-value={String(value)}
        data-method="lower bound"
      >
        {formatValue(value, 4)}
      </output>
    </div>
  );
}

function Refusal({ store }: Props) {
  const refused = useLab(store, ({ studies }) => studies.enumeration.refused);
  return refused ? (
    <p className="study-refusal" role="alert">
      {refused}
    </p>
  ) : null;
}

function Result({ store }: Props) {
  const result = useLab(store, ({ studies }) => studies.enumeration.result);
  if (!result) return null;
  const { logPartition, precision, seconds, workers, energy } = result;
  const digits = energy ? digitsThatHold(precision, energy.U) : 0;
  const by = `${precision}, ${formatDuration(seconds)} on ${workers === 1 ? 'one worker' : `${workers} workers`}`;
  return (
    <div className="read-outs">
      <ReadOut name="ln Z" term="logPartition" value={logPartition} method="exact" detail={by} digits={6} />
      {energy && (
        <>
          <ReadOut
            name="U"
            term="internalEnergy"
            value={energy.U}
            method="exact"
            unit="nats"
            digits={digits}
          />
          <ReadOut name="C" term="heatCapacity" value={energy.C} method="exact" unit="nats" digits={digits} />
          <ReadOut name="S" term="entropy" value={energy.S} method="exact" unit="nats" digits={digits} />
        </>
      )}
    </div>
  );
}
