/** How well chains mix in the machine as it stands: what they remember, what they are worth, where they sit. */
import { useId, useMemo, useRef, useState } from 'react';
import { Figure } from '../../chart/Figure';
import type { GlossaryName } from '../../chart/glossary';
import { Legend } from '../../chart/Legend';
import { LineChart } from '../../chart/LineChart';
import { formatCount, formatMany, formatValue } from '../../chart/numbers';
import { Picture, stepByKey } from '../../chart/Picture';
import type { LineChartData } from '../../chart/paintLineChart';
import { paintWaiting } from '../../chart/paintWaiting';
import { ReadOut } from '../../chart/ReadOut';
import { createRaster } from '../../chart/raster';
import { Segments } from '../../chart/Segments';
import { Term } from '../../chart/Term';
import type { Paint } from '../../chart/usePainter';
import { NumberBox } from '../../controls/NumberBox';
import { useLab } from '../../controls/useLab';
import type { AutocorrelationTime, MixingAsk, MixingResult } from '../../engine/study';
import type { NumberRange } from '../../settings';
import type { LabState, LabStore } from '../../state/store';
import { setText, useChanges, useWriting } from '../followLab';
import { StudyBar } from '../study/StudyBar';
import { type OccupancyData, occupancyAt, occupancyLayout, paintOccupancy, percent } from './paintOccupancy';
import { paintTraces, traceAt } from './paintTraces';
import { verdictOf } from './words';
import '../views.css';
import './mixing.css';

interface Props {
  readonly store: LabStore;
}
interface PartProps extends Props {
  readonly result: MixingResult | undefined;
  /** The chain that is lit in both pictures. */
  readonly chain: number | undefined;
  readonly onChain: (chain: number | undefined) => void;
}

const chainsSpec: NumberRange = { label: 'chains', unit: '', min: 2, max: 64, integer: true, scale: 'log' };
const sweepsSpec: NumberRange = {
  label: 'sweeps',
  unit: '',
  min: 16,
  max: 100_000,
  integer: true,
  scale: 'log',
};
const betaSpec: NumberRange = { label: 'β', unit: '', min: 0, max: 4, integer: false, scale: 'linear' };
const starts = [
  { value: 'data', label: 'from data' },
  { value: 'random', label: 'from random' },
] as const;

const resultOf = ({ studies }: LabState) => studies.mixing.result;
const watched = ({ studies, summary }: LabState) => [studies.mixing.result, summary];

export function Mixing({ store }: Props) {
  const result = useLab(store, resultOf);
  const [ask, setAsk] = useState<MixingAsk>({ chains: 8, sweeps: 1000, start: 'data', beta: 1 });
  const [chain, setChain] = useState<number>();
  const change = (changes: Partial<MixingAsk>) => setAsk((before) => ({ ...before, ...changes }));
  const ready = useLab(store, (state) => state.summary !== undefined);
  return (
    <div className="mixing">
      <p className="figure-caption">
        Learning compares the data with what the machine dreams, and the dream is only as good as its chains{' '}
        <Term name="mixing">mix</Term>. Here several run side by side on the machine as it stands.
      </p>
      <StudyBar
        store={store}
        kind="mixing"
        start="Run chains"
        ask={() => ask}
        {...(!ready && { unavailable: 'A machine is needed first.' })}
      >
        <NumberBox spec={chainsSpec} value={ask.chains} onChange={(chains) => change({ chains })} />
        <NumberBox spec={sweepsSpec} value={ask.sweeps} onChange={(sweeps) => change({ sweeps })} />
        <Segments label="Start" options={starts} value={ask.start} onChange={(start) => change({ start })} />
        <NumberBox spec={betaSpec} value={ask.beta} onChange={(beta) => change({ beta })} />
      </StudyBar>
      <VerdictWords result={result} />
      <div className="mixing-top">
        <Traces store={store} result={result} chain={chain} onChain={setChain} />
        <Numbers store={store} result={result} />
      </div>
      <div className="mixing-bottom">
        <Correlations store={store} />
        <Modes store={store} result={result} chain={chain} onChain={setChain} />
      </div>
    </div>
  );
}

function VerdictWords({ result }: { readonly result: MixingResult | undefined }) {
  const verdict = useMemo(() => result && verdictOf(result), [result]);
  return (
    <div className="mixing-verdict" role="status" aria-label="What the chains say" data-kind={verdict?.kind}>
      {verdict ? <p>{verdict.text}</p> : <p className="soft">Nothing has run yet.</p>}
      {verdict && verdict.helps.length > 0 && (
        <p className="figure-caption">What helps: {verdict.helps.join(' · ')}.</p>
      )}
    </div>
  );
}

const traceData = (result: MixingResult, litChain: number | undefined) => ({
  ...result,
  ...(litChain !== undefined && { litChain }),
});

function Traces({ store, result, chain, onChain }: PartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const id = useId();
  const paint: Paint = (context, size, theme) => {
    const now = resultOf(store.getState());
    if (now) paintTraces(context, traceData(now, chain), size, theme);
    else paintWaiting(context, 'the chains’ free energies appear when they have run', size, theme);
  };
  const at = (x: number, y: number, size: { width: number; height: number }) =>
    result && traceAt(traceData(result, chain), size, x, y);
  return (
    <Figure
      name="Traces"
      className="mixing-traces"
      picture={canvas}
      title={<Term name="clampedFreeEnergy">Free energy along the chains</Term>}
      note="nats"
      caption={result ? traceCaption(result, chain) : 'A line a chain.'}
    >
      <Picture
        name="Traces"
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={(element) => setText(element, result ? traceCaption(result, chain) : '')}
        {...(result && {
          reader: chainReader('Chain in Traces', result, chain, onChain, at),
        })}
      />
    </Figure>
  );
}

function traceCaption({ chains, warmUp, stuck }: MixingResult, chain: number | undefined): string {
  if (chain !== undefined && chain < chains)
    return `Chain ${chain + 1} of ${chains}${stuck.includes(chain) ? ', stuck in its mode' : ''}.`;
  const grey = warmUp > 0 ? ` The first ${formatMany(warmUp, 'sweep')} (grey) don’t count.` : '';
  const warn = stuck.length > 0 ? ' Stuck ones in the warning colour.' : '';
  return `A line a chain: well mixed ones can’t be told apart.${warn}${grey}`;
}

/** A picture that is read chain by chain. */
function chainReader(
  label: string,
  { chains }: MixingResult,
  chain: number | undefined,
  onChain: (chain: number | undefined) => void,
  at: (x: number, y: number, size: { width: number; height: number }) => number | undefined,
) {
  return {
    label,
    count: chains,
    chosen: chain,
    text: chain === undefined ? 'no chain chosen' : `chain ${chain + 1} of ${chains}`,
    point: () => {},
    leave: () => {},
    pick: (x: number, y: number, size: { width: number; height: number }) => {
      const picked = at(x, y, size);
      onChain(picked === chain ? undefined : picked);
    },
    move: (key: string) => stepByKey(key, chain, chains, 1),
    choose: onChain,
  };
}

const none = { value: undefined, method: 'Monte Carlo' } as const;
const numberOr = (value: number) => (Number.isNaN(value) ? undefined : value);

function timeProps(time: AutocorrelationTime | undefined) {
  if (!time || Number.isNaN(time.value)) return none;
  return { ...none, ...time, ...(!time.settled && { detail: 'a lower bound' }) };
}

function Numbers({ store, result }: Props & { readonly result: MixingResult | undefined }) {
  const about = useLab(store, (state) => state.studies.mixing.about);
  const gradient = useLab(store, (state) => state.studies.gradient.result);
  const exact = gradient && gradient.update === about?.update ? gradient.sweep : undefined;
  const row = (
    name: string,
    term: GlossaryName,
    value: number | undefined,
    detail: string,
    digits: number,
  ) => (
    <ReadOut
      name={name}
      term={term}
      method="Monte Carlo"
      digits={digits}
      value={value === undefined ? undefined : numberOr(value)}
      {...(result && { detail })}
    />
  );
  const states = result ? result.chains * result.kept : 0;
  return (
    <div className="mixing-numbers read-outs">
      <ReadOut
        name="τ of F_c"
        term="autocorrelationTime"
        unit="sweeps"
        digits={1}
        {...timeProps(result?.energyTime)}
      />
      <ReadOut
        name="τ of the slowest unit"
        term="autocorrelationTime"
        unit="sweeps"
        digits={1}
        {...timeProps(result?.slowestUnitTime)}
      />
      {row('Effective samples', 'effectiveSamples', result?.effectiveSamples, `of ${formatCount(states)}`, 0)}
      {row('R̂ of F_c', 'rHat', result?.rHat, `${result?.chains} chains`, 3)}
      {row('Worst R̂ of a unit', 'rHat', result?.worstUnitRHat, worstUnitDetail(result), 3)}
      {exact && result?.beta === 1 && (
        <ReadOut
          name="Relaxation time"
          term="relaxationTime"
          value={exact.relaxationTime}
          method="exact"
          digits={1}
          unit="sweeps"
        />
      )}
    </div>
  );
}

function worstUnitDetail(result: MixingResult | undefined): string {
  if (!result || result.worstUnit < 0) return 'nothing moves';
  return `pixel ${result.worstUnit + 1} of ${formatCount(result.movingUnits)}`;
}

/** What is forgotten after a few sweeps would be pressed into a corner by a hundred lags of noise. */
function lagsWorthShowing({
  every,
  energyTime,
  slowestUnitTime,
  energyAutocorrelation,
}: MixingResult): number {
  const longest = Math.max(...[energyTime, slowestUnitTime].map(({ value }) => (value > 0 ? value : 0)));
  return Math.min(energyAutocorrelation.length, Math.max(20, Math.ceil((5 * longest) / every)));
}

/** Curves of what is remembered, over a band that independent values would stay in. */
export function correlationChart(result: MixingResult | undefined): LineChartData {
  const lags = result ? lagsWorthShowing(result) : 0;
  const x = Float64Array.from({ length: lags }, (_, lag) => lag * (result?.every ?? 1));
  const curve = (values: Float64Array | undefined) => {
    const known = values && !Number.isNaN(values[0]) ? values.subarray(0, lags) : new Float64Array(0);
    return { length: known.length, x: x.subarray(0, known.length), y: known };
  };
  const [energy, units] = [curve(result?.energyAutocorrelation), curve(result?.unitAutocorrelation)];
  const noise = result?.noise ?? 0;
  const band = {
    length: energy.length + units.length > 0 ? lags : 0,
    x,
    y: new Float64Array(lags),
    low: new Float64Array(lags).fill(-noise),
    high: new Float64Array(lags).fill(noise),
  };
  return {
    series: [
      { label: 'F_c', points: energy },
      { label: 'units', points: units, dash: [5, 3], colour: 'model' },
      { label: '', points: band, dash: [2, 4], colour: 'soft' },
    ],
    unit: 'sweeps',
    digits: 3,
    waiting: result ? 'nothing moves' : 'what is remembered, after the chains have run',
  };
}

function Correlations({ store }: Props) {
  return (
    <LineChart
      label="Autocorrelation"
      title={<Term name="autocorrelation">Autocorrelation</Term>}
      note="grey: noise"
      height={188}
      read={() => correlationChart(resultOf(store.getState()))}
      subscribe={useChanges(store, watched)}
    />
  );
}

function occupancyData({ studies, summary }: LabState, chain?: number, mode?: number) {
  const { result } = studies.mixing;
  if (!result || !summary || result.modes[0]?.bits.length !== summary.visible) return undefined;
  const data: OccupancyData = {
    ...result,
    shape: summary.shape,
    ...(chain !== undefined && { litChain: chain }),
    ...(mode !== undefined && { litMode: mode }),
  };
  return data;
}

function Modes({ store, result, chain, onChain }: PartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [raster] = useState(createRaster);
  const [mode, setMode] = useState<number>();
  const id = useId();
  const [caption, description] = [useRef<HTMLSpanElement>(null), useRef<HTMLParagraphElement>(null)];
  const paint: Paint = (context, size, theme) => {
    const data = occupancyData(store.getState(), chain, mode);
    if (data) paintOccupancy(context, data, size, theme, raster);
    else paintWaiting(context, 'modes appear when chains have run', size, theme);
  };
  useWriting(store, (state) => {
    const data = occupancyData(state);
    const box = canvas.current?.getBoundingClientRect();
    const words = data && result && box ? modeCaption(result, mode, occupancyLayout(data, box).columns) : '';
    setText(caption.current, words);
    setText(description.current, words);
  });
  const count = result?.modes.length ?? 0;
  const reader = {
    label: 'Mode in Modes',
    count,
    chosen: mode,
    text: mode === undefined ? 'no mode chosen' : `mode ${mode + 1} of ${count}`,
    point: () => {},
    leave: () => {},
    pick: (x: number, y: number, size: { width: number; height: number }) => {
      const data = occupancyData(store.getState());
      const at = data && occupancyAt(data, size, x, y);
      setMode(at?.mode === mode ? undefined : at?.mode);
      if (at?.chain !== undefined) onChain(at.chain === chain ? undefined : at.chain);
    },
    move: (key: string) => stepByKey(key, mode, count, count),
    choose: setMode,
  };
  return (
    <Figure
      name="Modes"
      className="mixing-modes"
      picture={canvas}
      title={<Term name="mode">Modes the chains sat in</Term>}
      legend={<Legend scale="from-model" low="0" high="1" unit="of a chain’s looks" />}
      caption={<span ref={caption} />}
    >
      <Picture
        name="Modes"
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={description}
        {...(count > 0 && { reader })}
      />
    </Figure>
  );
}

function modeCaption(result: MixingResult, mode: number | undefined, columns: number): string {
  const { modes, modesFound, looks, occupancy, chains, stuck } = result;
  if (mode !== undefined && mode < modes.length) {
    const visitors = Array.from({ length: chains }, (_, chain) => chain).filter(
      (chain) => occupancy[chain * modes.length + mode]! > 0,
    );
    const who = visitors.length === chains ? 'all chains' : `chains ${visitors.map((c) => c + 1).join(', ')}`;
    return `Mode ${mode + 1}: ${percent(modes[mode]!.share)} of the looks, by ${who}.`;
  }
  const more = modesFound > columns ? `; the ${formatValue(columns, 0)} most visited are shown` : '';
  const caught = stuck.length > 0 ? ` Stuck: ${stuck.map((c) => c + 1).join(', ')}.` : '';
  return `${formatMany(modesFound, 'mode')} in ${formatMany(looks, 'look')} at each chain${more}.${caught}`;
}
