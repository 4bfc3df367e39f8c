/** Numbers and curves: the likelihood itself, and beside it what is usually looked at instead. */
import { type ReactNode, useRef } from 'react';
import type { GlossaryName } from '../chart/glossary';
import { LineChart } from '../chart/LineChart';
import { formatValue } from '../chart/numbers';
import type { Level, LineChartData, Points, Series } from '../chart/paintLineChart';
import { Term } from '../chart/Term';
import type { MeasureName, Method, Reading } from '../engine/frame';
import type { CurvePoints } from '../state/curves';
import type { LabState, LabStore } from '../state/store';
import { setText, useReadable, useWriting } from './followLab';
import { judgeCurves, wordedGap, wordedJudgement } from './judgeCurves';
import '../chart/readOut.css';
import './measurements.css';

interface Row {
  readonly name: string;
  readonly term: GlossaryName;
  readonly digits: number;
  /** Shows how even an exact value was obtained, not only that it is exact. */
  readonly detailed?: boolean;
  readonly read: (state: LabState) => Reading | undefined;
}

const measured = (name: MeasureName) => (state: LabState) => state.frame?.readings[name];

const likelihoodRows: readonly Row[] = [
  { name: 'Log-likelihood', term: 'logLikelihood', digits: 2, read: measured('logLikelihood') },
  { name: 'Held-out log-likelihood', term: 'heldOut', digits: 2, read: measured('heldOutLogLikelihood') },
  { name: 'ln Z', term: 'logPartition', digits: 3, detailed: true, read: measured('logPartition') },
  { name: 'KL to the data', term: 'kullbackLeibler', digits: 3, read: divergence },
];
const substituteRows: readonly Row[] = [
  {
    name: 'Reconstruction error',
    term: 'reconstructionError',
    digits: 4,
    read: measured('reconstructionError'),
  },
  { name: 'Pseudo-likelihood', term: 'pseudoLikelihood', digits: 2, read: measured('pseudoLikelihood') },
];
const energyRows: readonly Row[] = [
  { name: 'Clamped, training', term: 'clampedFreeEnergy', digits: 2, read: measured('freeEnergy') },
  { name: 'Clamped, held out', term: 'clampedFreeEnergy', digits: 2, read: measured('heldOutFreeEnergy') },
];

/** KL(data ‖ model) = best possible − log-likelihood; clipped at 0, where rounding may take it below. */
function divergence({ frame, summary }: LabState): Reading | undefined {
  const likelihood = frame?.readings.logLikelihood;
  if (!likelihood) return undefined;
  if (summary?.bestPossible === undefined || likelihood.value === undefined) {
    const detail = likelihood.value === undefined ? likelihood.detail : 'the data’s own entropy is not known';
    return { method: 'not computed', detail, update: likelihood.update };
  }
  return { ...likelihood, value: Math.max(0, summary.bestPossible - likelihood.value) };
}

const pointsOf = ({ length, raw, update, min, mean, max }: CurvePoints): Points => ({
  length,
  x: update,
  y: mean,
  ...(!raw && { low: min, high: max }),
});

const curve = (state: LabState, name: MeasureName, most: number, series: Omit<Series, 'points'>): Series => ({
  ...series,
  points: pointsOf(state.curves[name].points(0, Number.POSITIVE_INFINITY, most)),
});

/** The axis of a measure's chart, and what stands there while there is nothing to draw. */
function axis({ curves, frame }: LabState, name: MeasureName) {
  const span = curves[name].span;
  const none = frame?.readings[name].method === 'not computed';
  return {
    unit: 'updates',
    ...(span && { span }),
    waiting: none ? 'not computed; ln Z says why' : 'nothing measured yet',
  };
}

function likelihoodChart(state: LabState, most: number): LineChartData {
  const { summary } = state;
  const levels: Level[] = [];
  if (summary) levels.push({ label: 'base rate', value: summary.baseRate });
  if (summary?.bestPossible !== undefined)
    levels.push({ label: 'best possible', value: summary.bestPossible });
  const training = curve(state, 'logLikelihood', most, { label: 'training' });
  const heldOut = curve(state, 'heldOutLogLikelihood', most, { label: 'held out', dash: [5, 3] });
  return {
    ...axis(state, 'logLikelihood'),
    series: heldOut.points.length > 0 ? [training, heldOut] : [training],
    levels,
  };
}

const singleChart =
  (name: MeasureName, label: string, digits: number) =>
  (state: LabState, most: number): LineChartData => ({
    ...axis(state, name),
    digits,
    series: [curve(state, name, most, { label })],
  });

const reconstructionChart = singleChart('reconstructionError', 'error', 4);
const pseudoLikelihoodChart = singleChart('pseudoLikelihood', 'nats', 2);

function energyChart(state: LabState, most: number): LineChartData {
  const training = curve(state, 'freeEnergy', most, { label: 'training' });
  const heldOut = curve(state, 'heldOutFreeEnergy', most, { label: 'held out', dash: [5, 3] });
  return {
    ...axis(state, 'freeEnergy'),
    series: heldOut.points.length > 0 ? [training, heldOut] : [training],
  };
}

export function Measurements({ store }: { readonly store: LabStore }) {
  const subscribe = useReadable(store, 250);
  const chart = (make: (state: LabState, most: number) => LineChartData) => ({
    read: (most: number) => make(store.getState(), most),
    subscribe,
  });
  return (
    <div className="measurements">
      <section aria-label="Likelihood">
        <LineChart
          label="Log-likelihood curve"
          title={<Term name="logLikelihood">Log-likelihood</Term>}
          note={
            <>
              <Term name="nat">nats</Term> per sample
            </>
          }
          height={136}
          {...chart(likelihoodChart)}
        />
        <ReadOuts store={store} rows={likelihoodRows} />
      </section>
      <section aria-label="Substitutes for the likelihood">
        <h2>What is usually looked at instead</h2>
        <ReadOuts store={store} rows={substituteRows} />
        <div className="chart-pair">
          <LineChart
            label="Reconstruction error curve"
            title="Reconstruction"
            height={84}
            compact
            {...chart(reconstructionChart)}
          />
          <LineChart
            label="Pseudo-likelihood curve"
            title="Pseudo-likelihood"
            height={84}
            compact
            {...chart(pseudoLikelihoodChart)}
          />
        </div>
        <Words store={store} lines={2} say={(state) => wordedJudgement(judgeCurves(state.curves))} />
      </section>
      <section aria-label="Free energy">
        <LineChart
          label="Free energy curve"
          title={<Term name="clampedFreeEnergy">Free energy</Term>}
          note={<Term name="freeEnergyGap">the gap</Term>}
          height={84}
          {...chart(energyChart)}
        />
        <ReadOuts store={store} rows={energyRows} />
        <Words store={store} say={(state) => wordedGap(gapOf(state), state.summary?.heldOutRows)} />
      </section>
    </div>
  );
}

/** Mean clamped free energy of held-out rows minus that of training rows, nats. */
function gapOf({ frame }: LabState): number | undefined {
  const { freeEnergy, heldOutFreeEnergy } = frame?.readings ?? {};
  if (freeEnergy?.value === undefined || heldOutFreeEnergy?.value === undefined) return undefined;
  return heldOutFreeEnergy.value - freeEnergy.value;
}

interface WordsProps {
  readonly store: LabStore;
  readonly say: (state: LabState) => string;
  /** Room kept for so many lines, so that a longer sentence moves nothing. */
  readonly lines?: number;
}

/** A soft sentence that follows the run. */
function Words({ store, say, lines = 1 }: WordsProps) {
  const line = useRef<HTMLParagraphElement>(null);
  useWriting(store, (state) => setText(line.current, say(state)));
  return <p ref={line} className="figure-caption" style={{ minHeight: `${1.45 * lines}em` }} />;
}

/** Written all at once: numbers that stand together are of one moment. */
function ReadOuts({ store, rows }: { readonly store: LabStore; readonly rows: readonly Row[] }): ReactNode {
  const lines = useRef<(HTMLElement | null)[]>([]);
  useWriting(store, (state) => {
    rows.forEach((row, index) => {
      const line = lines.current[index];
      if (line) writeReading(line, row.read(state), row);
    });
  });
  return (
    <div className="read-outs">
      {rows.map((row, index) => (
        <div
          key={row.name}
          className="read-out"
          ref={(line) => {
            lines.current[index] = line;
          }}
        >
          <span className="read-out-name">
            <Term name={row.term}>{row.name}</Term>
          </span>
          <output aria-label={row.name} aria-live="off">
            –
          </output>
          <span className="badge" />
        </div>
      ))}
    </div>
  );
}

const glossaryOfMethod: Record<Method, string> = {
  exact: 'exact',
  'Monte Carlo': 'monte-carlo',
  'not computed': 'not-computed',
};

/** Value, method and badge of one read-out; what there is none of is taken away, not left standing. */
function writeReading(line: HTMLElement, reading: Reading | undefined, { digits, detailed = false }: Row) {
  const [output, badge] = [line.querySelector('output')!, line.querySelector('.badge')!];
  setText(output, formatValue(reading?.value, digits));
  setAttribute(output, 'data-value', reading?.value === undefined ? undefined : String(reading.value));
  setAttribute(output, 'data-method', reading?.method);
  setAttribute(output, 'data-update', reading && String(reading.update));
  const words = reading ? [reading.method, reading.detail].filter((part) => part !== '') : ['waiting'];
  setText(
    badge,
    reading && reading.method !== 'Monte Carlo' && !detailed ? reading.method : words.join(', '),
  );
  setAttribute(badge, 'title', words.join(', '));
  setAttribute(badge, 'data-method', reading && glossaryOfMethod[reading.method]);
}

function setAttribute(element: Element, name: string, value: string | undefined) {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
