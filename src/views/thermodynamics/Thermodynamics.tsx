/** The machine at other temperatures: ln Z, U, S and C over β, and the identities that tie them together. */
import { useEffect, useMemo, useState } from 'react';
import type { GlossaryName } from '../../chart/glossary';
import { LineChart } from '../../chart/LineChart';
import { formatValue } from '../../chart/numbers';
import { ReadOut } from '../../chart/ReadOut';
import { Term } from '../../chart/Term';
import { NumberBox } from '../../controls/NumberBox';
import { Slider } from '../../controls/Slider';
import { useLab } from '../../controls/useLab';
import type { ThermodynamicsAsk, ThermodynamicsResult } from '../../engine/study';
import type { NumberRange } from '../../settings';
import type { LabStore } from '../../state/store';
import { annealedBetas, annealedChains } from '../study/annealingSpecs';
import { StudyBar } from '../study/StudyBar';
import { ChainStrip } from './ChainStrip';
import { Identities, type Nudged } from './Identities';
import { planFor } from './plan';
import { curveOf, type Quantity, type Readings, readingsAt, wordsAbout } from './readings';
import './thermodynamics.css';

interface Props {
  readonly store: LabStore;
}
type Schedule = Pick<ThermodynamicsAsk, 'chains' | 'betas'>;

/** β of the chains, which is that of the curves. */
const betaSpec: NumberRange = { label: 'β', unit: '', min: 0, max: 4, integer: false, scale: 'linear' };
const chainsSpec = annealedChains(2);

/** How each road comes to its curves. */
const waitingFor = {
  live: 'comes in a moment',
  asked: 'Compute draws the curves',
  AIS: 'Run AIS draws the curves',
} as const;

interface Row {
  readonly quantity: Quantity;
  readonly name: string;
  readonly symbol: string;
  readonly term: GlossaryName;
  /** What its curve shows. */
  readonly say: string;
}
const rows: readonly Row[] = [
  {
    quantity: 'logPartition',
    name: 'ln Z(β)',
    symbol: 'ln Z',
    term: 'logPartition',
    say: 'its slope is −U',
  },
  {
    quantity: 'U',
    name: 'U(β)',
    symbol: 'U',
    term: 'internalEnergy',
    say: 'mean energy; its slope is −C/β²',
  },
  {
    quantity: 'S',
    name: 'S(β)',
    symbol: 'S',
    term: 'entropy',
    say: 'ln of the states that matter',
  },
  {
    quantity: 'C',
    name: 'C(β)',
    symbol: 'C',
    term: 'heatCapacity',
    say: 'peaks where it makes up its mind',
  },
];

export function Thermodynamics({ store }: Props) {
  const summary = useLab(store, (state) => state.summary);
  if (!summary) return <p className="figure-caption">A machine is needed first.</p>;
  const { run, visible, hidden } = summary;
  return <Instrument key={run} store={store} visible={visible} hidden={hidden} />;
}

function Instrument({
  store,
  visible,
  hidden,
}: Props & { readonly visible: number; readonly hidden: number }) {
  const beta = useLab(store, (state) => state.view.chainView.beta);
  const result = useLab(store, (state) => state.studies.thermodynamics.result);
  const [nudged, setNudged] = useState<Nudged>({ visibleUnit: 0, hiddenUnit: 0 });
  const [schedule, setSchedule] = useState<Schedule>({ chains: 100, betas: 1000 });
  const { road, points } = planFor(visible, hidden);
  const ask = useMemo(
    () => ({ from: 0, to: betaSpec.max, points, at: beta, ...nudged, ...schedule }),
    [points, beta, nudged, schedule],
  );
  useFollowing(store, ask, road === 'live');
  const readings = result && readingsAt(result, beta);
  const { setChainView } = store.getState();
  const bar = (
    <StudyBar
      store={store}
      kind="thermodynamics"
      {...(road !== 'live' && { start: road === 'AIS' ? 'Run AIS' : 'Compute', ask: () => ask })}
    >
      {road === 'AIS' && <ScheduleFields schedule={schedule} onChange={setSchedule} />}
      {readings && readings.beta !== beta && (
        <span className="reading-place">read at β = {formatValue(readings.beta)}, the nearest so far</span>
      )}
    </StudyBar>
  );
  return (
    <div className="thermodynamics">
      <div className="temperature">
        <Slider spec={betaSpec} value={beta} onChange={(next) => setChainView({ beta: next })} />
        <p className="figure-caption">
          <Term name="beta">Inverse temperature β</Term>: at 1 the machine is what it learned to be, at 0
          every state is as good as any; as β grows, only the lowest energies are left. The chains follow.
        </p>
        <ChainStrip store={store} />
        {road === 'live' && bar}
      </div>
      {road !== 'live' && bar}
      <div className="quantities">
        {rows.map((row) => (
          <QuantityOver
            key={row.name}
            row={row}
            result={result}
            beta={beta}
            readings={readings}
            waiting={waitingFor[road]}
          />
        ))}
      </div>
      {result && readings && <p className="figure-caption">{wordsAbout(result, readings)}</p>}
      <Identities
        result={result}
        size={{ visible, hidden }}
        exact={road !== 'AIS'}
        nudged={nudged}
        onNudge={setNudged}
      />
    </div>
  );
}

/** Asks again whenever the model or the ask has changed, for as long as the view stands; what a button began goes on. */
function useFollowing(store: LabStore, ask: ThermodynamicsAsk, live: boolean) {
  useEffect(() => {
    if (live) store.getState().follow('thermodynamics', ask);
  }, [store, ask, live]);
  useEffect(
    () => () => {
      const { studies, stop } = store.getState();
      if (studies.thermodynamics.mode === 'following') stop('thermodynamics');
    },
    [store],
  );
}

interface ScheduleProps {
  readonly schedule: Schedule;
  readonly onChange: (schedule: Schedule) => void;
}

function ScheduleFields({ schedule, onChange }: ScheduleProps) {
  return (
    <>
      <NumberBox
        spec={chainsSpec}
        value={schedule.chains}
        onChange={(chains) => onChange({ ...schedule, chains })}
      />
      <NumberBox
        spec={annealedBetas}
        value={schedule.betas}
        onChange={(betas) => onChange({ ...schedule, betas })}
      />
    </>
  );
}

interface QuantityProps {
  readonly row: Row;
  readonly result: ThermodynamicsResult | undefined;
  readonly beta: number;
  readonly readings: Readings | undefined;
  /** Stands in place of the curve until there is one. */
  readonly waiting: string;
}

/** Results come a few times a second at most: each is a render, and the chart paints after it. */
const byRender = () => () => {};

/** One number at β, and its curve. */
function QuantityOver({ row, result, beta, readings, waiting }: QuantityProps) {
  const { quantity, name, symbol, term, say } = row;
  const reading = readings?.[quantity];
  const estimated = result?.method === 'AIS';
  return (
    <section aria-label={`${symbol} over β`}>
      <ReadOut
        name={name}
        term={term}
        value={reading?.value}
        method={result?.method ?? 'not computed'}
        {...(quantity === 'logPartition' && result && { detail: result.detail })}
        {...(estimated && reading && { low: reading.low, high: reading.high })}
        digits={3}
        unit="nats"
      />
      <LineChart
        label={`${symbol} over β`}
        title={say}
        height={86}
        compact
        read={() => ({ ...curveOf(result, quantity, symbol, beta), waiting })}
        subscribe={byRender}
      />
    </section>
  );
}
