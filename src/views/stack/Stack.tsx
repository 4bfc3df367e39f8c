/** A stack of machines: trained layer on layer, measured, run from the top down, and unrolled into a classifier. */
import { useCallback } from 'react';
import { LineChart } from '../../chart/LineChart';
import { formatCount } from '../../chart/numbers';
import type { LineChartData } from '../../chart/paintLineChart';
import { Segments } from '../../chart/Segments';
import { Term } from '../../chart/Term';
import { withIndices } from '../../chart/withIndices';
import { useLab } from '../../controls/useLab';
import type { LayerMeasurements, StackResult } from '../../engine/study';
import type { LabState, LabStore } from '../../state/store';
import { useChanges } from '../followLab';
import { useKept } from '../useKept';
import { Classifier } from './Classifier';
import { Features } from './Features';
import { Layers } from './Layers';
import { Samples } from './Samples';
import { type Form, StackForm } from './StackForm';
import { stageWords } from './words';
import '../views.css';
import './stack.css';

interface Props {
  readonly store: LabStore;
}

interface StackProps extends Props {
  /** A lesson shows the layers and their pictures alone, or what the classifier on top comes to. */
  readonly brief?: boolean | 'classifier';
  /** What the form says at first, where that isn't the usual. */
  readonly begin?: Partial<Form>;
}

/** While a stack is trained what there is of it; else the last one. */
function shownOf({ studies, summary }: LabState) {
  const { mode, progress, result } = studies.stack;
  if (mode === 'running' && progress && progress.measurements.length > 0 && summary)
    return { measurements: progress.measurements, fields: progress.fields, shape: summary.shape };
  return mode === 'running' ? undefined : result;
}

const parts = [
  { value: 'layers', label: 'Layers' },
  { value: 'pictures', label: 'Pictures' },
  { value: 'classifier', label: 'Classifier' },
  { value: 'features', label: 'Features' },
] as const;
type Part = (typeof parts)[number]['value'];

export function Stack({ store, brief = false, begin }: StackProps) {
  if (!brief) return <WholeStack store={store} />;
  return <BriefStack store={store} brief={brief} {...(begin && { begin })} />;
}

/** The layers, and the pictures below them; or the classifier. */
function BriefStack({ store, brief, begin }: StackProps) {
  const result = useDone(store);
  return (
    <div className="study-view stack" data-brief>
      <StackForm store={store} {...(begin && { begin })} />
      <StackStatus store={store} />
      {brief === 'classifier' ? (
        <Outcome store={store} part="classifier" />
      ) : (
        <>
          <LayersNow store={store} />
          {result && <Samples store={store} result={result} />}
        </>
      )}
    </div>
  );
}

/** One part at a time: each fits a page, all of them would be several. */
function WholeStack({ store }: Props) {
  const [part, setPart] = useKept<Part>(store, 'part of the stack', () => 'layers');
  return (
    <div className="study-view stack">
      <p className="figure-caption">
        A <Term name="stack">stack</Term>: what one machine’s hidden units do with the data is the data of the
        next. Each layer has an ln Z of its own; together they make pictures from the top down, and read
        upwards they are a net that learns to name what it sees.
      </p>
      <Segments label="Part of the stack" options={parts} value={part} onChange={setPart} />
      {part === 'features' ? (
        <Features store={store} />
      ) : (
        <>
          <StackForm store={store} />
          <StackStatus store={store} />
          {part === 'layers' ? <LayersNow store={store} equalised /> : <Outcome store={store} part={part} />}
        </>
      )}
    </div>
  );
}

/** The last stack, unless another is in training. */
const useDone = (store: LabStore): StackResult | undefined =>
  useLab(store, ({ studies: { stack } }) => (stack.mode === 'running' ? undefined : stack.result));

function StackStatus({ store }: Props) {
  const { mode, progress, result } = useLab(store, ({ studies }) => studies.stack);
  const words = result ? summed(result) : idle;
  return (
    <p className="stack-status" role="status" aria-label="What the stack is doing">
      {mode !== 'running' ? words : progress ? stageWords(progress) : 'Begins …'}
    </p>
  );
}

/** As far as they are. */
function LayersNow({ store, equalised = false }: Props & { readonly equalised?: boolean }) {
  useLab(store, ({ studies }) => studies.stack);
  const [equal, setEqual] = useKept(store, 'equal free energies', () => false);
  const shown = shownOf(store.getState());
  if (!shown) return null;
  return (
    <>
      {equalised && <Equalise equal={equal} setEqual={setEqual} measurements={shown.measurements} />}
      <Layers {...shown} equal={equalised && equal} />
    </>
  );
}

/** What a stack is for, once all of it has learned. */
function Outcome({ store, part }: Props & { readonly part: 'pictures' | 'classifier' }) {
  const result = useDone(store);
  if (!result) return <p className="soft">This part comes once all layers have learned.</p>;
  if (part === 'classifier') return <Classifier store={store} result={result} />;
  return (
    <div className="stack-pair">
      <Samples store={store} result={result} />
      <Course store={store} />
    </div>
  );
}

const idle = 'No stack has been trained on these data yet.';
const summed = ({ layers, seconds }: StackResult) =>
  `A stack of ${layers.map(({ hidden }) => formatCount(hidden)).join('-')} hidden units, in ${formatCount(Math.max(1, Math.round(seconds)))} s.`;

interface EqualiseProps {
  readonly equal: boolean;
  readonly setEqual: (equal: boolean) => void;
  readonly measurements: readonly LayerMeasurements[];
}

function Equalise({ equal, setEqual, measurements }: EqualiseProps) {
  const known = measurements.every(({ logPartition }) => logPartition);
  return (
    <div className="stack-equal">
      <label className="stack-check">
        <input type="checkbox" checked={equal} onChange={(event) => setEqual(event.target.checked)} />
        equal free energies
      </label>
      <p className="figure-caption" role="note" aria-label="What equal free energies change">
        {equal
          ? withIndices(
              `Each layer’s energy is raised by a constant, so that ln Z, and F = −ln Z, is that of layer 1.${known ? '' : ' Layers whose ln Z is not known yet are as they were.'} What changes: where energy is counted from, so ln Z and F_c. What stays: every weight, every probability, ℓ, and every picture, since a constant cancels between the weight of a state and Z. Equal free energies are free to have, and say nothing about how well the layers fit.`,
            )
          : 'Each layer’s ln Z comes out as it does: sizes and weights differ, and nothing in learning asks the layers to agree.'}
      </p>
    </div>
  );
}

const watched = ({ studies }: LabState) => [studies.stack.result];
const colours = ['data', 'model', 'accent', 'neg', 'soft'] as const;
const dashes = [[], [6, 3], [2, 3], [9, 3, 2, 3], [1, 4]] as const;

function courseChart(result: StackResult | undefined): LineChartData {
  const series = (result?.measurements ?? []).flatMap(({ history }, k) => {
    const length = history.epochs.length;
    if (length === 0) return [];
    const x = Float64Array.from(history.epochs);
    const y = Float64Array.from(history.reconstructionError);
    return [{ label: `layer ${k + 1}`, points: { length, x, y }, colour: colours[k]!, dash: dashes[k]! }];
  });
  return {
    series:
      series.length > 0
        ? series
        : [{ label: '', points: { length: 0, x: new Float64Array(0), y: new Float64Array(0) } }],
    unit: 'epochs',
    digits: 4,
    waiting: 'no layer was trained here',
  };
}

function Course({ store }: Props) {
  const read = useCallback(() => courseChart(store.getState().studies.stack.result), [store]);
  return (
    <LineChart
      label="Reconstruction error of each layer"
      title={<Term name="reconstructionError">Reconstruction error</Term>}
      note="on its own rows"
      height={176}
      read={read}
      subscribe={useChanges(store, watched)}
    />
  );
}
