/** What features are worth: the table of accuracies over several seeds, row by row as it comes out. */
import { formatCount, formatMany, formatValue } from '../../chart/numbers';
import { ReadOut } from '../../chart/ReadOut';
import { Term } from '../../chart/Term';
import { NumberBox } from '../../controls/NumberBox';
import { useLab } from '../../controls/useLab';
import { meanWithError } from '../../core/classifier';
import { defaultFeatures, type FeatureRow, type FeaturesAsk } from '../../engine/study';
import type { NumberRange } from '../../settings';
import type { LabState, LabStore } from '../../state/store';
import { StudyBar } from '../study/StudyBar';
import { useKept } from '../useKept';
import { accuracyScale } from './accuracyScale';
import { FieldRow } from './FieldRow';
import { LayerSizes, unitsSpec } from './LayerSizes';
import { epochsSpec, rateSpec, seedSpec, tuningSpec } from './specs';
import { differenceWords, featureName } from './words';
import '../views.css';
import './stack.css';

interface Props {
  readonly store: LabStore;
  /** What the form says at first. */
  readonly begin?: FeaturesAsk;
}

const seedsSpec: NumberRange = { label: 'seeds', unit: '', min: 1, max: 20, integer: true, scale: 'linear' };

const whyNot = ({ summary }: LabState): string | undefined => {
  if (!summary) return 'Data are needed first.';
  return summary.labels === undefined
    ? 'These data have no labels: there is nothing to name, so nothing to be right about.'
    : undefined;
};

export function Features({ store, begin }: Props) {
  // what a lesson begins with is kept apart from what was typed in the lab
  const key = begin ? 'features of a lesson' : 'features';
  const [ask, setAsk] = useKept<FeaturesAsk>(store, key, () => begin ?? defaultFeatures);
  const change = (changes: Partial<FeaturesAsk>) => setAsk((before) => ({ ...before, ...changes }));
  const unavailable = useLab(store, whyNot);
  const result = useLab(store, (state) => state.studies.features.result);
  const progress = useLab(store, (state) => state.studies.features.progress);
  const running = useLab(store, (state) => state.studies.features.mode === 'running');
  const asked = useLab(store, (state) => state.studies.features.asked);
  const rows = (running ? progress?.rows : undefined) ?? (running ? undefined : result?.rows);
  const about = running ? asked : result?.ask;
  return (
    <section className="stack-part" aria-label="What features are worth">
      <h3>What features are worth</h3>
      <p className="figure-caption">
        A <Term name="softmax">softmax</Term> learns to name the rows: from the pixels, from the hidden
        probabilities of one machine, from those of a stack, and with the whole stack fine-tuned. The last row
        is the same net without the stack’s weights to start from. The machines learn without labels; the
        softmax and fine-tuning use them.
      </p>
      <StudyBar
        store={store}
        kind="features"
        start="Measure accuracies"
        ask={() => ask}
        {...(unavailable && { unavailable })}
        about=""
      >
        <FieldRow name="Hidden units">
          <NumberBox
            spec={unitsSpec('single layer')}
            value={ask.hidden}
            onChange={(hidden) => change({ hidden })}
          />
          <LayerSizes
            label="layers of the stack"
            prefix="stack layer"
            from={1}
            sizes={ask.stack}
            onChange={(stack) => change({ stack })}
          />
        </FieldRow>
        <FieldRow name="Learning">
          <NumberBox
            spec={{ ...epochsSpec, label: 'epochs a layer' }}
            value={ask.epochs}
            onChange={(epochs) => change({ epochs })}
          />
          <NumberBox
            spec={{ ...rateSpec, label: 'rate of layers' }}
            value={ask.learningRate}
            onChange={(learningRate) => change({ learningRate })}
          />
          <NumberBox
            spec={{ ...tuningSpec, label: 'epochs of fine-tuning', unit: '' }}
            value={ask.fineTuningEpochs}
            onChange={(fineTuningEpochs) => change({ fineTuningEpochs })}
          />
        </FieldRow>
        <FieldRow name="Repeats">
          <NumberBox spec={seedsSpec} value={ask.seeds} onChange={(seeds) => change({ seeds })} />
          <NumberBox
            spec={{ ...seedSpec, label: 'first seed' }}
            value={ask.seed}
            onChange={(seed) => change({ seed })}
          />
        </FieldRow>
      </StudyBar>
      {rows && about ? (
        <>
          <AccuracyTable rows={rows} ask={about} judged={result?.judged ?? 'heldOut'} />
          {result && !running && <Remarks result={result} />}
        </>
      ) : (
        <p className="soft">{running ? 'The first numbers come in a moment.' : 'Nothing measured yet.'}</p>
      )}
    </section>
  );
}

interface TableProps {
  readonly rows: readonly FeatureRow[];
  readonly ask: FeaturesAsk;
  readonly judged: 'heldOut' | 'training';
}

function AccuracyTable({ rows, ask, judged }: TableProps) {
  const scale = accuracyScale(rows.flatMap(({ accuracies }) => accuracies));
  return (
    <table className="stack-accuracies">
      <caption className="visually-hidden">Accuracies by way to classify</caption>
      <thead>
        <tr>
          <th scope="col">Classifier</th>
          <th scope="col">
            Accuracy ± <Term name="standardError">standard error</Term>
          </th>
          <th scope="col" className="stack-axis">
            <span>{formatValue(scale.low, 0)} %</span>
            <span>{formatValue(scale.high, 0)} %</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <AccuracyRow key={row.kind} row={row} ask={ask} judged={judged} scale={scale} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends Omit<TableProps, 'rows'> {
  readonly row: FeatureRow;
  readonly scale: ReturnType<typeof accuracyScale>;
}

function AccuracyRow({ row: { kind, accuracies }, ask, judged, scale }: RowProps) {
  const name = featureName(kind, ask);
  const count = accuracies.length;
  const { mean, error } = meanWithError(accuracies);
  const method = judged === 'heldOut' ? 'held-out rows' : 'training rows';
  return (
    <tr data-symbol={kind}>
      <th scope="row">{name}</th>
      <td>
        <ReadOut
          bare
          name={`Accuracy: ${name}`}
          shown=""
          method={method}
          digits={2}
          value={count > 0 ? 100 * mean : undefined}
          unit={
            <>
              %{' '}
              <span className="soft" data-error={Number.isNaN(error) ? undefined : 100 * error}>
                ± {formatValue(100 * error)}, {formatMany(count, 'seed')}
              </span>
            </>
          }
        />
      </td>
      <td className="stack-axis-cell">
        {count > 0 && <Marks {...{ accuracies, mean, error, scale, kind }} />}
      </td>
    </tr>
  );
}

interface MarksProps {
  readonly accuracies: readonly number[];
  readonly mean: number;
  readonly error: number;
  readonly scale: RowProps['scale'];
  readonly kind: FeatureRow['kind'];
}

/** A dot for each seed, the mean, and a bar of one standard error to either side. */
function Marks({ accuracies, mean, error, scale, kind }: MarksProps) {
  const at = (share: number) => 100 * scale.place(100 * share);
  const reach = Number.isNaN(error) ? 0 : error;
  return (
    <svg
      className="stack-marks"
      data-kind={kind}
      viewBox="0 0 100 16"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect
        x={at(mean - reach)}
        y="5"
        width={Math.max(0.3, at(mean + reach) - at(mean - reach))}
        height="6"
      />
      {accuracies.map((share, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a seed is its place
        <line key={n} className="seed" x1={at(share)} x2={at(share)} y1="4" y2="12" />
      ))}
      <line className="mean" x1={at(mean)} x2={at(mean)} y1="1" y2="15" />
    </svg>
  );
}

function Remarks({
  result,
}: {
  readonly result: NonNullable<ReturnType<LabStore['getState']>['studies']['features']['result']>;
}) {
  const { rows, ask, judgedRows, trainingRows, judged, seconds } = result;
  const of = (kind: FeatureRow['kind']) => rows.find((row) => row.kind === kind)!.accuracies;
  const beside = (one: FeatureRow['kind'], other: FeatureRow['kind']) =>
    meanWithError(of(one).map((share, n) => share - of(other)[n]!));
  const tuned = meanWithError(of('fineTuned')).mean;
  const luck = 100 * Math.sqrt((tuned * (1 - tuned)) / judgedRows);
  const held =
    judged === 'heldOut'
      ? `${formatCount(judgedRows)} held-out rows judge all of them; another draw of as many would move each number by about ±${formatValue(luck, 1)} points, all of them together.`
      : 'No rows are held out: these are the accuracies on the rows learned from, and say nothing about others.';
  return (
    <p className="figure-caption stack-remarks">
      {differenceWords(beside('layer', 'pixels'), ['One layer', 'the pixels'])}{' '}
      {differenceWords(beside('fineTuned', 'random'), [
        'The fine-tuned stack',
        'the net from a random start',
      ])}{' '}
      Differences are seed by seed. {held} Learned from {formatMany(trainingRows, 'row')} in{' '}
      {formatMany(ask.seeds, 'run')}, {formatValue(seconds, 0)} s.
    </p>
  );
}
