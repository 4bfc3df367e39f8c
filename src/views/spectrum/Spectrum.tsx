/** The weights' spectrum: what has grown out of the noise, how its tail falls, and which hidden units are idle. */
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Figure } from '../../chart/Figure';
import { formatCount, formatMany, formatProbability, formatValue } from '../../chart/numbers';
import { Picture, stepByKey } from '../../chart/Picture';
import { paintWaiting } from '../../chart/paintWaiting';
import { ReadOut } from '../../chart/ReadOut';
import { Term } from '../../chart/Term';
import type { Theme } from '../../chart/theme';
import type { Context, Paint, Size } from '../../chart/usePainter';
import { useLab } from '../../controls/useLab';
import type { SpectrumResult } from '../../engine/study';
import { keptValues } from '../../state/spectrumHistory';
import type { LabState, LabStore } from '../../state/store';
import { setText, useChanges } from '../followLab';
import { StudyBar } from '../study/StudyBar';
import { type DensityData, paintDensity, paintTail } from './paintDensity';
import { curveAt, paintScree, paintSingularCurves, screeAt } from './paintSingularValues';
import { wordedSpikes, wordedTail, wordedValue } from './words';
import '../views.css';
import './spectrum.css';

interface Props {
  readonly store: LabStore;
}

const resultOf = ({ studies }: LabState) => studies.spectrum.result;
const watched = ({ studies, spectrumHistory }: LabState) => [studies.spectrum.result, spectrumHistory];

/** Followed while it is looked at; the road sees to it that large machines are asked seldom. */
function useFollowing(store: LabStore) {
  const ready = useLab(store, (state) => state.summary !== undefined);
  useEffect(() => {
    if (ready) store.getState().follow('spectrum', {});
  }, [store, ready]);
  useEffect(() => () => store.getState().stop('spectrum'), [store]);
}

export function Spectrum({ store }: Props) {
  useFollowing(store);
  const result = useLab(store, resultOf);
  const [lit, setLit] = useState<number>();
  return (
    <div className="study-view spectrum">
      <div className="spectrum-lead">
        <p className="figure-caption">
          Learning shows in the <Term name="singularValue">singular values</Term> of W: directions grow out of
          the noise that it began with, one after the other.
        </p>
        <StudyBar store={store} kind="spectrum" />
      </div>
      <div className="spectrum-pair">
        <Part
          {...{ store, result, lit, setLit }}
          name="Singular values along training"
          title="Singular values along training"
          note={
            result && result.singularValues.length <= keptValues ? 'all of them' : `the largest ${keptValues}`
          }
          caption={result && historyCaption(store.getState(), result, lit)}
          paint={paintHistory}
          at={(x, y, size) => curveAt({ history: store.getState().spectrumHistory }, size, x, y)}
        />
        <Part
          {...{ store, result, lit, setLit }}
          name="All singular values"
          title="All, largest first"
          note="now"
          caption={result && wordedSpikes(result)}
          paint={(context, _, now, k, size, theme) =>
            paintScree(context, { ...screeData(now), ...(k !== undefined && { lit: k }) }, size, theme)
          }
          at={(x, _, size) => result && screeAt(screeData(result), size, x)}
        />
        <Part
          {...{ store, result, lit, setLit }}
          name="Spectral density"
          title={<Term name="spectralDensity">Spectral density</Term>}
          note={
            <>
              line: <Term name="marchenkoPastur">Marchenko-Pastur</Term>
            </>
          }
          caption="Bars: the eigenvalues of WᵀW/N. Line: noise of the same variance, up to its edge."
          paint={(context, _, now, k, size, theme) => paintDensity(context, densityData(now, k), size, theme)}
        />
        <Part
          {...{ store, result, lit, setLit }}
          name="Tail of the spectrum"
          title={<Term name="powerLawTail">Power-law tail</Term>}
          note="share at or above λ"
          caption={result && wordedTail(result)}
          paint={(context, _, now, k, size, theme) => paintTail(context, densityData(now, k), size, theme)}
        />
      </div>
      <div className="spectrum-numbers">
        <Numbers result={result} />
        <IdleUnits store={store} result={result} />
      </div>
    </div>
  );
}

/** σ = √(λ N), with N units in the larger layer. */
const screeData = ({ singularValues, marchenkoPastur }: SpectrumResult) => {
  const larger = singularValues.length / marchenkoPastur.ratio;
  return { values: singularValues, edge: Math.sqrt(marchenkoPastur.upper * larger) };
};
const densityData = ({ eigenvalues, marchenkoPastur, tail }: SpectrumResult, lit?: number): DensityData => ({
  eigenvalues,
  law: marchenkoPastur,
  ...(tail && { tail }),
  ...(lit !== undefined && { lit }),
});

function paintHistory(
  context: Context,
  { spectrumHistory: history }: LabState,
  _: SpectrumResult,
  lit: number | undefined,
  size: Size,
  theme: Theme,
) {
  if (history.length === 0) return paintWaiting(context, 'followed while this view is open', size, theme);
  paintSingularCurves(context, { history, ...(lit !== undefined && { lit }) }, size, theme);
}

function historyCaption({ spectrumHistory: history }: LabState, result: SpectrumResult, lit?: number) {
  if (lit === undefined || lit >= result.singularValues.length)
    return `Followed while this view is open: ${formatMany(history.length, 'time')} so far.`;
  const first =
    history.length > 1 ? { update: history.updateAt(0), value: history.valuesAt(0)[lit] } : undefined;
  return wordedValue(result, lit, first);
}

interface PartProps extends Props {
  readonly result: SpectrumResult | undefined;
  /** The singular value that is lit in all pictures, 0 the largest. */
  readonly lit: number | undefined;
  readonly setLit: (k: number | undefined) => void;
  readonly name: string;
  readonly title: ReactNode;
  readonly note: ReactNode;
  readonly caption: string | undefined;
  readonly paint: (
    context: Context,
    state: LabState,
    result: SpectrumResult,
    lit: number | undefined,
    size: Size,
    theme: Theme,
  ) => void;
  /** The singular value at a place in px. */
  readonly at?: (x: number, y: number, size: Size) => number | undefined;
}

/** One of the four pictures, read value by value. */
function Part(props: PartProps) {
  const { store, result, lit, setLit, name, title, note, caption, at } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const id = useId();
  const paint: Paint = (context, size, theme) => {
    const state = store.getState();
    const now = resultOf(state);
    if (now) props.paint(context, state, now, lit, size, theme);
    else paintWaiting(context, 'comes with the first updates', size, theme);
  };
  const count = result?.singularValues.length ?? 0;
  const chosen = lit !== undefined && lit < count ? lit : undefined;
  const reader = {
    label: `Singular value in ${name}`,
    count,
    chosen,
    text: chosen === undefined || !result ? 'none chosen' : wordedValue(result, chosen, undefined),
    point: () => {},
    leave: () => {},
    pick: (x: number, y: number, size: Size) => {
      const k = at?.(x, y, size);
      setLit(k === lit ? undefined : k);
    },
    move: (key: string) => stepByKey(key, chosen, count, 1),
    choose: setLit,
  };
  return (
    <Figure
      name={name}
      className="spectrum-part"
      picture={canvas}
      title={title}
      note={note}
      caption={caption}
    >
      <Picture
        name={name}
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={(element) => setText(element, caption ?? '')}
        {...(count > 0 && { reader })}
      />
    </Figure>
  );
}

function Numbers({ result }: { readonly result: SpectrumResult | undefined }) {
  const { tail, marchenkoPastur, singularValues } = result ?? {};
  return (
    <div className="read-outs">
      <ReadOut
        name="Largest singular value"
        term="singularValue"
        value={singularValues?.[0]}
        method="exact"
      />
      <ReadOut
        name="Spikes"
        term="marchenkoPastur"
        value={marchenkoPastur?.spikes}
        method="exact"
        digits={0}
        detail={`above ${formatValue(marchenkoPastur?.spikesFrom, 4)}`}
      />
      <ReadOut
        name="Tail exponent α"
        term="powerLawTail"
        value={tail?.exponent}
        method="fit"
        digits={2}
        {...(tail && {
          low: Math.max(1, tail.exponent - 3 * tail.deviation),
          high: tail.exponent + 3 * tail.deviation,
          detail: fitDetail(result!, tail),
        })}
      />
      <ReadOut
        name="Saturation"
        term="saturation"
        value={result?.saturation}
        method={result && result.rows < result.ofRows ? 'Monte Carlo' : 'exact'}
        detail={result ? `${formatCount(result.rows)} of ${formatCount(result.ofRows)} rows` : ''}
      />
    </div>
  );
}

/** "indicative only, ± 0.07, 15 of 16 values" */
const fitDetail = (
  { indicative, eigenvalues }: SpectrumResult,
  { deviation, count }: { readonly deviation: number; readonly count: number },
) =>
  `${indicative ? 'indicative only, ' : ''}± ${formatValue(deviation)}, ${formatCount(count)} of ${formatCount(eigenvalues.length)} values`;

/** Units of a list that have a button each. */
const most = 24;

function IdleUnits({ store, result }: Props & { readonly result: SpectrumResult | undefined }) {
  const selected = useLab(store, (state) => state.selected?.unit);
  const list = (units: readonly number[]) =>
    units.length === 0 ? (
      <span className="soft">none</span>
    ) : (
      <>
        {units.slice(0, most).map((unit) => (
          <button
            key={unit}
            type="button"
            className="unit-button"
            aria-pressed={unit === selected}
            aria-label={`Unit ${unit + 1}, mean activity ${formatProbability(result!.activity[unit]!)}`}
            onClick={() => store.getState().setSelected(unit === selected ? undefined : { unit })}
          >
            {unit + 1}
          </button>
        ))}
        {units.length > most && <span className="soft">and {formatCount(units.length - most)} more</span>}
      </>
    );
  return (
    <section className="spectrum-idle" aria-label="Idle units">
      <p>
        <Term name="deadUnit">Dead</Term> {result ? list(result.dead) : '–'}
      </p>
      <p>
        <Term name="saturatedUnit">Always on</Term> {result ? list(result.saturated) : '–'}
      </p>
      <p className="figure-caption">
        Hidden units that say next to nothing about a sample; choosing one lights it in every view.
      </p>
    </section>
  );
}
