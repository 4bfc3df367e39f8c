/** How well chains mix in the machine as it stands: what they remember, what they are worth, where they sit. */
import { useMemo, useState } from 'react';
import type { GlossaryName } from '../../chart/glossary';
import { LineChart } from '../../chart/LineChart';
import { formatCount } from '../../chart/numbers';
import { ReadOut } from '../../chart/ReadOut';
import { Segments } from '../../chart/Segments';
import { Term } from '../../chart/Term';
import { NumberBox } from '../../controls/NumberBox';
import { useLab } from '../../controls/useLab';
import type { AutocorrelationTime, MixingAsk, MixingResult } from '../../engine/study';
import type { NumberRange } from '../../settings';
import type { LabState, LabStore } from '../../state/store';
import { useChanges } from '../followLab';
import { StudyBar } from '../study/StudyBar';
import { correlationChart } from './correlations';
import { Modes } from './Modes';
import { Traces, watched } from './Traces';
import { verdictOf } from './words';
import '../views.css';
import './mixing.css';

interface Props {
  readonly store: LabStore;
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

export function Mixing({ store }: Props) {
  const result = useLab(store, resultOf);
  const [ask, setAsk] = useState<MixingAsk>({ chains: 8, sweeps: 1000, start: 'data', beta: 1 });
  const [chain, setChain] = useState<number>();
  const change = (changes: Partial<MixingAsk>) => setAsk((before) => ({ ...before, ...changes }));
  const ready = useLab(store, (state) => state.summary !== undefined);
  return (
    <div className="study-view steady mixing">
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
      <VerdictWords store={store} result={result} />
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

const idle = 'No chains have run on this machine yet.';
const waiting = 'The chains are running; what they say comes when all are through.';

function VerdictWords({ store, result }: Props & { readonly result: MixingResult | undefined }) {
  const running = useLab(store, (state) => state.studies.mixing.mode === 'running');
  const verdict = useMemo(() => result && verdictOf(result), [result]);
  return (
    <div className="study-verdict" role="status" aria-label="What the chains say" data-kind={verdict?.kind}>
      {verdict ? <p>{verdict.text}</p> : <p className="soft">{running ? waiting : idle}</p>}
      {verdict && verdict.helps.length > 0 && (
        <p className="figure-caption">What helps: {verdict.helps.join(' · ')}.</p>
      )}
    </div>
  );
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
      {row('Effective samples', 'effectiveSamples', result?.effectiveSamples, worthDetail(result), 0)}
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

/** Where τ is a lower bound, what the samples are worth is an upper one. */
function worthDetail(result: MixingResult | undefined): string {
  if (!result) return '';
  const { chains, kept, energyTime } = result;
  const bound = energyTime.settled || Number.isNaN(energyTime.value) ? '' : 'at most, ';
  return `${bound}of ${formatCount(chains * kept)}`;
}

function worstUnitDetail(result: MixingResult | undefined): string {
  if (!result || result.worstUnit < 0) return 'nothing moves';
  return `pixel ${result.worstUnit + 1} of ${formatCount(result.movingUnits)}`;
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
