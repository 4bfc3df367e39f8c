/** One method of a comparison: what it is, and how far it has come. */
import { formatCount } from '../../chart/numbers';
import { ReadOut } from '../../chart/ReadOut';
import { Choice } from '../../controls/Choice';
import { NumberBox } from '../../controls/NumberBox';
import { isShown } from '../../controls/Setting';
import { type Settings, settingSpecs, specOf } from '../../settings';
import type { Comparison, ContenderRun } from '../../state/comparisonSlice';
import { type Contender, type ContenderSetting, fewestContenders } from '../../state/contender';
import type { LabStore } from '../../state/store';
import { bestOf, dashes, namesOf } from './curves';

interface Props {
  readonly store: LabStore;
  readonly comparison: Comparison;
  readonly index: number;
}

/** The numbers that can be changed in place; what has no meaning for the algorithm is not shown. */
const fields: readonly ContenderSetting[] = [
  'gibbsSteps',
  'chainCount',
  'ladderSize',
  'learningRate',
  'weightDecay',
];
const shortLabels: Partial<Record<ContenderSetting, string>> = {
  gibbsSteps: 'k',
  chainCount: 'Chains',
  learningRate: 'Rate',
  weightDecay: 'L2',
};

export function ContenderCard({ store, comparison, index }: Props) {
  const contender = comparison.contenders[index]!;
  const name = namesOf(comparison)[index]!;
  const { changeContender, removeContender } = store.getState();
  const change = (changes: Partial<Contender>) => changeContender(index, changes);
  return (
    <section className="contender" aria-label={`Method ${index + 1}: ${name}`}>
      <div className="row">
        <header>
          <svg className="dash" viewBox="0 0 34 4" aria-hidden="true">
            <line x1="0" x2="34" y1="2" y2="2" strokeDasharray={dashes[index]!.join(' ')} />
          </svg>
          <h3>{name}</h3>
        </header>
        <fieldset disabled={comparison.running}>
          <legend className="visually-hidden">What {name} does</legend>
          <Choice
            label="Algorithm"
            value={contender.algorithm}
            options={settingSpecs.algorithm.options}
            onChange={(algorithm) => change({ algorithm: algorithm as Settings['algorithm'] })}
          />
          {fields
            .filter((field) => isShown(contender, field))
            .map((field) => (
              <ContenderNumber key={field} name={field} value={Number(contender[field])} onChange={change} />
            ))}
        </fieldset>
        {comparison.contenders.length > fewestContenders && (
          <button
            type="button"
            className="quiet"
            aria-label={`Remove ${name}`}
            disabled={comparison.running}
            onClick={() => removeContender(index)}
          >
            ×
          </button>
        )}
      </div>
      <Standing run={comparison.runs[index]!} rows={comparison.rows} name={name} />
    </section>
  );
}

interface NumberProps {
  readonly name: ContenderSetting;
  readonly value: number;
  readonly onChange: (changes: Partial<Contender>) => void;
}

function ContenderNumber({ name, value, onChange }: NumberProps) {
  const spec = specOf(name);
  if (spec.kind !== 'number') return null;
  const short = { ...spec, label: shortLabels[name] ?? spec.label, unit: '' };
  return <NumberBox spec={short} value={value} onChange={(next) => onChange({ [name]: next })} />;
}

/** How far it has come, and with what; or why it came nowhere. */
function Standing({ run, rows, name }: ResultsProps) {
  const { state, why } = run;
  return (
    <>
      {state === 'failed' && <p className="soft failed">Stopped: {why?.replace(/\.$/, '')}.</p>}
      {(state !== 'failed' || run.points.length > 0) && (
        <div className="row">
          <span className="soft at">{stateOf(run)}</span>
          <Results run={run} rows={rows} name={name} />
        </div>
      )}
    </>
  );
}

function stateOf({ state, points }: ContenderRun): string {
  const at = points.at(-1)?.update;
  const updates = at === undefined ? '' : `${formatCount(at)} updates`;
  if (state === 'stopped') return `stopped at ${updates || 'the start'}`;
  return state === 'waiting' ? '' : updates;
}

interface ResultsProps {
  readonly run: ContenderRun;
  readonly rows: number | undefined;
  readonly name: string;
}

/** Where the likelihood stands and where it was best: the mean, and the sum that papers quote. */
function Results({ run, rows, name }: ResultsProps) {
  const last = run.points.at(-1);
  const best = bestOf(run.points);
  const summed = (mean: number | undefined) =>
    mean === undefined || rows === undefined ? undefined : mean * rows;
  return (
    <div className="read-outs">
      <ReadOut
        bare
        name={`Log-likelihood of ${name}`}
        shown="Now"
        value={last?.logLikelihood}
        method="exact"
        digits={3}
      />
      <ReadOut
        bare
        name={`Best log-likelihood of ${name}`}
        shown={best ? `Best, at ${formatCount(best.update)}` : 'Best'}
        value={best?.logLikelihood}
        method="exact"
        digits={3}
      />
      <ReadOut
        bare
        name={`Summed log-likelihood of ${name}`}
        shown={rows === undefined ? 'Sum' : `Sum over ${formatCount(rows)} rows`}
        value={summed(last?.logLikelihood)}
        method="exact"
        digits={1}
      />
    </div>
  );
}
