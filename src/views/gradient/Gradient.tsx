/** The gradient's truth: how far an estimate lies from the exact gradient, how much of it is bias, and why. */
import { type ReactNode, useId, useRef, useState } from 'react';
import { Figure } from '../../chart/Figure';
import { Legend } from '../../chart/Legend';
import { LineChart } from '../../chart/LineChart';
import { formatSigned } from '../../chart/numbers';
import { Picture } from '../../chart/Picture';
import type { LineChartData } from '../../chart/paintLineChart';
import { paintWaiting } from '../../chart/paintWaiting';
import { ReadOut } from '../../chart/ReadOut';
import { createRaster } from '../../chart/raster';
import { Term } from '../../chart/Term';
import type { Paint } from '../../chart/usePainter';
import { useLab } from '../../controls/useLab';
import type { GradientResult } from '../../engine/study';
import type { LabState, LabStore } from '../../state/store';
import { useChanges, useReadable } from '../followLab';
import { StudyBar } from '../study/StudyBar';
import { angleChart, biasChart, eigenvalueChart, ratioChart } from './history';
import { Panel } from './Panel';
import { type Arrow, paintArrows } from './paintArrows';
import { type GradientMatrix, paintGradients, sharedLimit } from './paintGradients';
import { useFollowing } from './useFollowing';
import { wordedAngles, wordedBias, wordedForgetting } from './words';
import '../views.css';
import './gradient.css';

interface Props {
  readonly store: LabStore;
}
interface ResultProps extends Props {
  readonly result: GradientResult | undefined;
}

const watched = ({ studies, summary }: LabState) => [studies.gradient.result, summary];
const resultOf = ({ studies }: LabState) => studies.gradient.result;

/** `brief` leaves out the matrices: in a lesson the numbers and their curves say enough. */
export function Gradient({ store, brief = false }: Props & { readonly brief?: boolean }) {
  useFollowing(store);
  const result = useLab(store, resultOf);
  return (
    <div className="study-view gradient">
      <div className="gradient-lead">
        <p className="figure-caption">
          Each update follows an estimate of the <Term name="exactGradient">exact gradient</Term>. It errs by
          noise, which averages out, and by <Term name="gradientBias">bias</Term> that stays.
        </p>
        <StudyBar store={store} kind="gradient" />
      </div>
      <div className="gradient-top">
        <Dial store={store} result={result} />
        <Panel
          when="this update"
          title={<Term name="gradientEstimate">This update</Term>}
          {...thisUpdate(result)}
        />
        <Panel
          when="on average"
          title={<Term name="expectedGradient">On average</Term>}
          {...onAverage(result)}
        />
      </div>
      <Numbers result={result} />
      {!brief && <Matrices store={store} result={result} />}
      <History store={store} sweeps={!result?.whyNoSweep} />
    </div>
  );
}

const waiting = 'comes with the first updates';

function thisUpdate(result: GradientResult | undefined) {
  const { estimate, whyNoEstimate } = result ?? {};
  return estimate
    ? { method: 'exact', detail: estimate.detail, against: estimate.against }
    : { why: whyNoEstimate ? `not affordable: ${whyNoEstimate}` : waiting };
}

function onAverage(result: GradientResult | undefined) {
  const { expected, whyNoExpected, whyNoEstimate } = result ?? {};
  if (expected) return expected;
  if (whyNoEstimate) return { why: `not affordable: ${whyNoEstimate}` };
  return { why: whyNoExpected ?? waiting };
}

function arrowsOf(result: GradientResult | undefined): readonly Arrow[] {
  const { estimate, expected } = result ?? {};
  return [
    ...(estimate ? [{ ...estimate.against.all, colour: 'soft' as const }] : []),
    ...(expected ? [{ ...expected.against.all, colour: 'model' as const, dash: [5, 3] }] : []),
  ];
}

/** The angles as one sees them. */
function Dial({ store, result }: ResultProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const id = useId();
  const paint: Paint = (context, size, theme) => {
    const arrows = arrowsOf(resultOf(store.getState()));
    if (arrows.length === 0) return paintWaiting(context, 'nothing to compare', size, theme);
    paintArrows(context, arrows, size, theme);
  };
  return (
    <div className="gradient-dial">
      <Picture
        name="Angles to the exact gradient"
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={(element) => {
          if (element) element.textContent = result ? wordedAngles(result) : '';
        }}
      />
    </div>
  );
}

/** What is left after averaging, and how slowly chains forget, which is why. */
function Numbers({ result }: { readonly result: GradientResult | undefined }) {
  const { expected, sweep } = result ?? {};
  const bias = (name: 'bias' | 'relativeBias') => {
    const { value, between } = expected?.[name] ?? {};
    return {
      value: value === undefined || Number.isNaN(value) ? undefined : value,
      method: expected?.method ?? 'not computed',
      ...(between && { low: between[0], high: between[1] }),
    };
  };
  return (
    <div className="gradient-numbers">
      <section aria-label="Bias">
        <ReadOut name="Bias of W" term="gradientBias" {...bias('bias')} />
        <ReadOut name="Relative bias" term="relativeBias" {...bias('relativeBias')} />
      </section>
      <section aria-label="The Gibbs sweep">
        <ReadOut
          name="λ₂ of the sweep"
          term="secondEigenvalue"
          value={sweep?.secondEigenvalue}
          method="exact"
          digits={4}
        />
        <ReadOut
          name="Relaxation time"
          term="relaxationTime"
          value={sweep?.relaxationTime}
          method="exact"
          digits={1}
          unit="sweeps"
        />
        <p className="figure-caption">
          {result && (result.whyNoSweep ? `Not computed: ${result.whyNoSweep}.` : wordedForgetting(result))}
        </p>
      </section>
      <p className="figure-caption gradient-judgement">{result && wordedBias(result)}</p>
    </div>
  );
}

/** The gradients of W that there are, in the order in which they are compared. */
function matricesOf(result: GradientResult | undefined): readonly GradientMatrix[] {
  const { matrices } = result ?? {};
  if (!matrices) return [];
  const { estimate, exact, bias } = matrices;
  return [
    { title: 'estimate', values: estimate },
    { title: 'exact, same batch', values: exact },
    ...(bias ? [{ title: 'bias, all rows', values: bias }] : []),
  ];
}

function Matrices({ store, result }: ResultProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [raster] = useState(createRaster);
  const id = useId();
  const shown = matricesOf(result);
  const limit = sharedLimit(shown.map(({ values }) => values));
  const paint: Paint = (context, size, theme) => {
    const { summary } = store.getState();
    const matrices = matricesOf(resultOf(store.getState()));
    const fits = summary && matrices[0]?.values.length === summary.visible * summary.hidden;
    if (!fits) return paintWaiting(context, 'no exact gradient to show', size, theme);
    const { visible, hidden } = summary;
    paintGradients(context, { matrices, visible, hidden, limit }, size, theme, raster);
  };
  const digits = Math.max(0, Math.ceil(1 - Math.log10(limit)));
  return (
    <Figure
      name="Gradients of W"
      className="gradient-matrices"
      picture={canvas}
      title="The gradient of W"
      legend={
        shown.length > 0 && (
          <Legend scale="signed" low={formatSigned(-limit, digits)} high={formatSigned(limit, digits)} />
        )
      }
      caption="A row per hidden unit, a column per pixel; one scale."
    >
      <Picture
        name="Gradients of W"
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={(element) => {
          if (element) element.textContent = shown.map(({ title }) => title).join(', ');
        }}
      />
    </Figure>
  );
}

interface CurveProps extends Props {
  readonly label: string;
  readonly title: ReactNode;
  readonly make: (state: LabState, most: number) => LineChartData;
}

function HistoryCurve({ store, label, title, make }: CurveProps) {
  return (
    <LineChart
      label={label}
      title={title}
      height={96}
      compact
      read={(most) => make(store.getState(), most)}
      subscribe={useReadable(store, 250)}
    />
  );
}

/** `sweeps`: with the curve of λ₂, which is to be had of small machines alone. */
function History({ store, sweeps }: Props & { readonly sweeps: boolean }) {
  return (
    <section className="gradient-history" aria-label="Along training">
      <HistoryCurve
        store={store}
        label="Angle curve"
        title={<Term name="gradientAngle">Angle, degrees</Term>}
        make={angleChart}
      />
      <HistoryCurve
        store={store}
        label="Length ratio curve"
        title={<Term name="lengthRatio">Length ratio</Term>}
        make={ratioChart}
      />
      <HistoryCurve
        store={store}
        label="Relative bias curve"
        title={<Term name="relativeBias">Relative bias</Term>}
        make={biasChart}
      />
      {sweeps && (
        <HistoryCurve
          store={store}
          label="λ₂ curve"
          title={<Term name="secondEigenvalue">λ₂ of the sweep</Term>}
          make={eigenvalueChart}
        />
      )}
    </section>
  );
}
