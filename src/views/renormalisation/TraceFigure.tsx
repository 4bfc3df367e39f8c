/**
 * The trace condition and learning: δ(v) = ln Σ_h e^{T(v,h)} of the machine in training against the lattice that its
 * data are drawn from, and the smallest machine that has the target's Z and not its p.
 */
import { useId, useRef } from 'react';
import { Figure } from '../../chart/Figure';
import { LineChart } from '../../chart/LineChart';
import { formatCount, formatValue } from '../../chart/numbers';
import { Picture } from '../../chart/Picture';
import { paintWaiting } from '../../chart/paintWaiting';
import { ReadOut } from '../../chart/ReadOut';
import { Segments } from '../../chart/Segments';
import { Term } from '../../chart/Term';
import type { Paint } from '../../chart/usePainter';
import { withIndices } from '../../chart/withIndices';
import { Button } from '../../controls/Button';
import { useLab } from '../../controls/useLab';
import type { Settings } from '../../settings';
import type { LabState, LabStore } from '../../state/store';
import { setText, useChanges, useWants } from '../followLab';
import { paintEnergies, reachOf } from './paintEnergies';
import { knowsTarget, rankedStates, type Trace } from './trace';
import { useTrace } from './useTrace';
import { kindTitles } from './words';
import '../views.css';
import './renormalisation.css';

interface Props {
  readonly store: LabStore;
  /** The lab's machine alone, without the choice of another. */
  readonly only?: 'lab';
  /** Also what the caption says of how it ends: what a prediction is about. */
  readonly revealed?: boolean;
}

const subjects = [
  { value: 'lab', label: 'The lab’s machine' },
  { value: 'counterexample', label: '1×1 counterexample' },
] as const;

/**
 * A 3×3 torus: 512 states, and H(v) of each is known. With the exact gradient KL(p‖p_λ) falls from about 2 nats below
 * 0.02 within 3,000 updates.
 */
export const knownLattice: Partial<Settings> = {
  dataSet: 'ising',
  isingSide: 3,
  isingTemperature: 3,
  isingSamples: 10_000,
  hiddenUnits: 18,
  algorithm: 'exact',
  batchSize: 1000,
  learningRate: 0.2,
  momentum: 0.5,
  weightDecay: 0,
  speed: 1000,
};

const none = (): (() => void) => () => {};
const watchedHistory = ({ traceHistory, frame }: LabState) => [traceHistory, frame];

export function TraceFigure({ store, only, revealed = true }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const { subject, shifted } = useLab(store, (state) => state.renormalisationFigures.trace);
  const known = useLab(store, knowsTarget);
  const trace = useTrace(store);
  useWants(store, place, { weights: true });
  const { setTrace, change } = store.getState();
  const ofLab = subject === 'lab';
  return (
    <div ref={place} className="renormalisation trace-figure">
      <div className="renormalisation-head">
        {!only && (
          <Segments
            label="Machine"
            options={subjects}
            value={subject}
            onChange={(value) => setTrace({ subject: value })}
          />
        )}
        <label className="matching">
          <input
            type="checkbox"
            checked={shifted}
            onChange={(event) => setTrace({ shifted: event.target.checked })}
          />
          Shift H by a constant until ΔF = 0
        </label>
      </div>
      {ofLab && !known && (
        <p className="machine-note">
          H(v) must be known for every state. That of a small Ising lattice is.
          <Button kind="go" onClick={() => change(knownLattice)}>
            Train on a 3×3 lattice
          </Button>
        </p>
      )}
      <div className="renormalisation-pair">
        <ResidualPicture trace={trace} subject={subject} />
        {ofLab ? <SpreadChart store={store} /> : <CounterWords />}
      </div>
      <TraceNumbers trace={trace} />
      <p className="figure-caption">{withIndices(captionOf(subject, trace, revealed))}</p>
    </div>
  );
}

function captionOf(subject: 'lab' | 'counterexample', trace: Trace | undefined, revealed: boolean): string {
  if (subject === 'counterexample')
    return 'Z is 2 on both sides, so ΔF = 0, whatever is shifted. Yet δ is not flat, and KL is not 0: knowing Z is not knowing p.';
  if (!trace) return 'δ appears with the first weights of a machine that learns from a lattice of 3×3 spins.';
  if (!revealed)
    return 'δ against H(v) of the lattice that the data are drawn from. It would be flat if p_λ were p.';
  return 'Training flattens δ: that is the trace condition, approximately satisfied, and the spread says how nearly. It does not get quite flat: the machine learns from samples, not from p.';
}

/** δ by state, the likeliest first; its axis only grows within a run, so that one sees it flatten. */
function ResidualPicture({
  trace,
  subject,
}: {
  readonly trace: Trace | undefined;
  readonly subject: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const id = useId();
  const axis = useRef({ of: '', reach: 1 });
  const paint: Paint = (context, size, theme) => {
    if (!trace) return paintWaiting(context, 'comes with a machine whose target is known', size, theme);
    const { map, p } = trace;
    const of = `${subject} ${trace.run} ${trace.shift === 0}`;
    const needed = reachOf(map.residual);
    axis.current = { of, reach: axis.current.of === of ? Math.max(axis.current.reach, needed) : needed };
    const order = rankedStates(p);
    const values = Float64Array.from(order, (v) => map.residual[v]!);
    const few = values.length <= 4;
    const marks = few
      ? Array.from(order, (v, rank) => ({ value: rank, label: String(v) }))
      : [1, 100, 200, 300, 400, 500]
          .filter((rank) => rank <= values.length)
          .map((rank) => ({ value: rank - 1, label: String(rank) }));
    paintEnergies(
      context,
      {
        values,
        units: Math.round(Math.log2(values.length)),
        reach: axis.current.reach,
        chosen: undefined,
        spread: { mean: map.meanResidual, deviation: trace.spread },
        places: { marks, unit: few ? 'v' : 'rank by p' },
      },
      size,
      theme,
    );
  };
  const words = trace
    ? `${formatCount(trace.p.length)} states, mean ${formatValue(trace.map.meanResidual, 3)} and spread ${formatValue(trace.spread, 3)} nats over p`
    : 'not known';
  return (
    <Figure
      name="δ(v) of the machine"
      className="state-figure"
      picture={canvas}
      title={<Term name="traceCondition">δ(v) of the machine</Term>}
      note="nats"
      legend={<span className="legend">dashes: mean over p · band: spread</span>}
    >
      <Picture
        name="δ(v) of the machine"
        canvas={canvas}
        paint={paint}
        subscribe={none}
        descriptionId={id}
        description={(element) => setText(element, words)}
      />
    </Figure>
  );
}

function SpreadChart({ store }: Pick<Props, 'store'>) {
  return (
    <LineChart
      label="Spread of δ along training"
      title="Spread of δ, and KL"
      note="nats"
      height={150}
      subscribe={useChanges(store, watchedHistory)}
      read={(most) => {
        const { traceHistory: history, summary } = store.getState();
        const ofRun = history?.run === summary?.run ? history : undefined;
        const points = (curve: 'spread' | 'divergence') => {
          const drawn = ofRun?.[curve].points(0, Number.POSITIVE_INFINITY, most);
          return drawn
            ? { length: drawn.length, x: drawn.update, y: drawn.mean, low: drawn.min, high: drawn.max }
            : { length: 0, x: new Float64Array(0), y: new Float64Array(0) };
        };
        return {
          series: [
            { label: 'spread', points: points('spread') },
            { label: 'KL', points: points('divergence'), dash: [5, 3] },
          ],
          unit: 'updates',
          digits: 3,
          waiting: 'followed while this figure is open',
        };
      }}
    />
  );
}

function CounterWords() {
  return (
    <div className="counter-words">
      <p>
        One visible and one hidden unit: a = ln ¼, b = ln ½, w = ln 2. The target is H = 0, a fair coin with Z
        = 1 + 1.
      </p>
      <p>
        Off: e⁰(1 + ½) = 3/2. On: ¼(1 + ½ · 2) = ½. The sum is 2 again. But p<sub>λ</sub> = (¾, ¼), and KL =
        −½ ln ¾ = 0.1438.
      </p>
    </div>
  );
}

function TraceNumbers({ trace }: { readonly trace: Trace | undefined }) {
  const { map, kind, spread, shift } = trace ?? {};
  return (
    <div className="energy-numbers">
      <section aria-label="How flat">
        <h3>How flat</h3>
        <div className="read-outs">
          <ReadOut
            bare
            name="Spread of δ over p"
            term="traceCondition"
            value={spread}
            method="exact"
            digits={4}
            unit="nats"
          />
          <ReadOut
            bare
            name="Half the squared spread"
            shown="½ spread², near KL where small"
            value={spread === undefined ? undefined : spread ** 2 / 2}
            method="exact"
            digits={5}
          />
          <ReadOut
            bare
            name="Mean of δ over p"
            value={map?.meanResidual}
            method="exact"
            digits={4}
            unit="nats"
          />
          <ReadOut bare name="Constant added to H" value={shift} method="exact" digits={4} unit="nats" />
        </div>
      </section>
      <section aria-label="Identities of the machine">
        <h3>
          <Term name="variationalRg">Two ways</Term> to ΔF and KL
        </h3>
        <div className="read-outs">
          <ReadOut
            bare
            name="ΔF from the sums"
            shown="ΔF = ln Z − ln Z_λ"
            value={map?.freeEnergyDifference}
            method="exact"
            digits={6}
          />
          <ReadOut
            bare
            name="ΔF from δ"
            shown="−ln ⟨e^δ⟩ₚ"
            value={map?.freeEnergyDifferenceFromResidual}
            method="exact"
            digits={6}
          />
          <ReadOut
            bare
            name="KL from p"
            shown="KL = Σ p ln (p / p_λ)"
            value={map?.klDivergence}
            method="exact"
            digits={6}
          />
          <ReadOut
            bare
            name="KL from δ"
            shown="ln ⟨e^δ⟩ₚ − ⟨δ⟩ₚ"
            value={map?.klDivergenceFromResidual}
            method="exact"
            digits={6}
          />
        </div>
      </section>
      {kind && (
        <p className="map-kind" role="status" aria-label="Which case of δ" data-kind={kind}>
          <strong>{kindTitles[kind]}.</strong>{' '}
          {withIndices(
            `Spread ${formatValue(spread, 4)} nats: p_λ and p differ by KL = ${formatValue(map!.klDivergence, 5)} nats.`,
          )}
        </p>
      )}
    </div>
  );
}
