/** Inpainting and denoising: a picture is painted over, the machine as it stands fills it in, and is judged. */
import { formatCount, formatMany } from '../../chart/numbers';
import { ReadOut } from '../../chart/ReadOut';
import { Segments } from '../../chart/Segments';
import { Term } from '../../chart/Term';
import { NumberBox } from '../../controls/NumberBox';
import { useLab } from '../../controls/useLab';
import type { RunSummary } from '../../engine/frame';
import type { InpaintingMode, InpaintingResult, MeanOverRows } from '../../engine/study';
import type { NumberRange } from '../../settings';
import type { LabStore } from '../../state/store';
import { StudyBar } from '../study/StudyBar';
import { useKept } from '../useKept';
import { askOf, firstDraft, openCount } from './draft';
import { Filling } from './Filling';
import { Original } from './Original';
import { methodOf, modeWords, setWords, verdictOf } from './words';
import '../views.css';
import './inpainting.css';

interface Props {
  readonly store: LabStore;
}

const sweepsSpec: NumberRange = {
  label: 'sweeps',
  unit: '',
  min: 2,
  max: 5000,
  integer: true,
  scale: 'log',
};
const noiseSpec: NumberRange = {
  label: 'noise',
  unit: '%',
  min: 0,
  max: 45,
  integer: false,
  scale: 'linear',
};
const modes = (Object.keys(modeWords) as InpaintingMode[]).map((value) => ({
  value,
  label: modeWords[value],
}));

export function Inpainting({ store }: Props) {
  const summary = useLab(store, (state) => state.summary);
  if (!summary) return <p className="soft">A machine is needed first.</p>;
  const { visible, shape, trainingRows, heldOutRows } = summary;
  const key = [visible, shape.rows, shape.columns, trainingRows, heldOutRows].join();
  return <Bench key={key} of={key} store={store} summary={summary} />;
}

interface BenchProps extends Props {
  /** Sizes of the rows that the draft fits. */
  readonly of: string;
  readonly summary: RunSummary;
}

function Bench({ store, of, summary }: BenchProps) {
  const [draft, setDraft] = useKept(store, `inpainting ${of}`, () =>
    firstDraft(summary.visible, summary.heldOutRows, summary.shape),
  );
  const result = useLab(store, ({ studies }) => studies.inpainting.result);
  const nothing = openCount(draft) === 0;
  return (
    <div className="study-view steady inpainting">
      <p className="figure-caption">
        A machine that has learned p(v) can say what is missing: hold what is known fast and look at{' '}
        <Term name="posterior">what is left open</Term>. Noise is undone the same way, with each pixel trusted
        only so far.
      </p>
      <StudyBar
        store={store}
        kind="inpainting"
        start="Fill in"
        ask={() => askOf(draft)}
        {...(nothing && { unavailable: 'Paint over something first, or add noise.' })}
      >
        <Segments
          label="Mode"
          options={modes}
          value={draft.mode}
          onChange={(mode) => setDraft((before) => ({ ...before, mode }))}
        />
        {draft.mode !== 'meanField' && (
          <NumberBox
            spec={sweepsSpec}
            value={draft.sweeps}
            onChange={(sweeps) => setDraft((before) => ({ ...before, sweeps }))}
          />
        )}
        <NumberBox
          spec={noiseSpec}
          value={draft.noise}
          onChange={(noise) => setDraft((before) => ({ ...before, noise }))}
        />
      </StudyBar>
      <Verdict result={result} />
      <div className="inpainting-pair">
        <Original store={store} summary={summary} draft={draft} onDraft={setDraft} />
        <div className="inpainting-right">
          <Filling store={store} />
        </div>
        <Numbers result={result} />
      </div>
    </div>
  );
}

function Verdict({ result }: { readonly result: InpaintingResult | undefined }) {
  const verdict = result && verdictOf(result);
  return (
    <div className="study-verdict" role="status" aria-label="What came out" data-kind={verdict?.kind}>
      {verdict ? verdict.text : <span className="soft">Nothing is filled in yet.</span>}
      {result?.convergence && (
        <span className="soft">
          {result.convergence.converged
            ? ` Mean field settled after ${formatMany(result.convergence.iterations, 'iteration')}.`
            : ` Mean field did not settle within ${formatMany(result.convergence.iterations, 'iteration')}: take the picture with care.`}
        </span>
      )}
    </div>
  );
}

function Numbers({ result }: { readonly result: InpaintingResult | undefined }) {
  const { open, guesses, overRows } = result ?? {};
  const counted = (share: number | undefined) =>
    share === undefined || !open
      ? ''
      : `${formatCount(Math.round(share * open.length))} of ${formatCount(open.length)}`;
  const one = (name: string, shown: string, value: number | undefined) => (
    <ReadOut name={name} shown={shown} value={value} method="exact" detail={counted(value)} />
  );
  return (
    <div className="inpainting-numbers">
      <section aria-label="This picture">
        <h3>This picture</h3>
        <div className="read-outs">
          {one('Recovered', 'Recovered', result?.recovered)}
          {result?.exact && one('Exact marginals', 'Exact marginals', result.exact.recovered)}
          {result?.exact && result.mode !== 'annealed' && (
            <ReadOut name="Largest error" value={result.exact.largestError} method="exact" />
          )}
          {one('Usual value', 'Usual value', guesses?.baseRate)}
          {one('All off', 'All off', guesses?.allOff)}
          {guesses?.asSeen !== undefined && one('As seen', 'As seen', guesses.asSeen)}
        </div>
      </section>
      <section aria-label="Many rows">
        <h3>
          {overRows ? formatMany(overRows.rows, `${setWords[overRows.set]} row`) : 'Many rows'}
          {overRows && overRows.rows < overRows.ofRows && (
            <span className="soft"> of {formatCount(overRows.ofRows)}, evenly spread</span>
          )}
        </h3>
        <ManyRows result={result} />
      </section>
      <p className="figure-caption">
        Shares of the open pixels that come out right. Usual value: each pixel as it is in most training rows.
        All off: most pixels are. A machine is worth something only above those, and with noise above what is
        seen. Exact marginals: what the machine itself says, by enumeration, where that is small enough;
        largest error: how far the estimate of any pixel is from it. Over many rows: mean and ± 3 standard
        errors, with the same pixels painted over in each.
      </p>
    </div>
  );
}

function ManyRows({ result }: { readonly result: InpaintingResult | undefined }) {
  const { overRows, mode } = result ?? {};
  const over = (name: string, shown: string, mean: MeanOverRows | undefined, method: string) => (
    <ReadOut
      name={name}
      shown={shown}
      value={mean?.value}
      method={method}
      {...(mean &&
        Number.isFinite(mean.error) && {
          low: mean.value - 3 * mean.error,
          high: mean.value + 3 * mean.error,
        })}
    />
  );
  const asSeen = overRows?.guesses.asSeen;
  const counted = 'mean over rows';
  return (
    <div className="read-outs">
      {over('Recovered, many rows', 'Recovered', overRows?.recovered, mode ? methodOf(mode) : counted)}
      {over('Usual value, many rows', 'Usual value', overRows?.guesses.baseRate, counted)}
      {over('All off, many rows', 'All off', overRows?.guesses.allOff, counted)}
      {asSeen && over('As seen, many rows', 'As seen', asSeen, counted)}
      {over('Gain', asSeen ? 'Gain over as seen' : 'Gain over the usual', overRows?.gain, counted)}
      {overRows !== undefined && mode === 'meanField' && (
        <ReadOut
          name="Not settled"
          value={overRows.unconverged}
          method="exact"
          digits={0}
          detail={`of ${formatMany(overRows.rows, 'row')}`}
        />
      )}
    </div>
  );
}
