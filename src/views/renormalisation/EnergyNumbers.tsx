/** The numbers of the construction: the three sums, how far p̃ is from p, and the identities as pairs. */
import type { ReactNode } from 'react';
import type { GlossaryName } from '../../chart/glossary';
import { formatValue } from '../../chart/numbers';
import { ReadOut } from '../../chart/ReadOut';
import { Term } from '../../chart/Term';
import { withIndices } from '../../chart/withIndices';
import { useLab } from '../../controls/useLab';
import type { LabStore } from '../../state/store';
import { type Reading, readingOf } from './reading';
import { wordedState } from './stateBars';
import { keptTitles, kindTitles, wordedKind } from './words';

interface Props {
  readonly store: LabStore;
}
interface ReadingProps {
  readonly reading: Reading;
}

/** All numbers here are sums over all states: the view says so once. */
function Sum(props: {
  readonly name: string;
  readonly shown?: string;
  readonly term?: GlossaryName;
  readonly value: number | undefined;
  readonly digits?: number;
  readonly unit?: ReactNode;
}) {
  return <ReadOut bare method="exact" digits={4} {...props} />;
}

/** "Z = 6.72", where Z is a number that can be read. */
const plainZ = (name: string, logZ: number) =>
  Math.abs(logZ) < 15 ? `${name} = ${formatValue(Math.exp(logZ), 3)}` : undefined;

/** What stays, and what does not. */
export function SumNumbers({ store }: Props) {
  const reading = readingOf(useLab(store, (state) => state.renormalisation.now));
  return (
    <div className="energy-numbers">
      <ThreeSums reading={reading} />
      <Distances reading={reading} />
    </div>
  );
}

/** The state under the hand, the identities, and which of the three cases this is. */
export function MapNumbers({ store }: Props) {
  const { now, chosen } = useLab(store, (state) => state.renormalisation);
  const reading = readingOf(now);
  return (
    <div className="energy-numbers">
      <StateNumbers reading={reading} chosen={chosen} />
      <MapIdentities reading={reading} />
      <MapKind reading={reading} />
    </div>
  );
}

/** All that is about the energies as a whole, side by side, and the case. */
export function AllNumbers({ store }: Props) {
  const reading = readingOf(useLab(store, (state) => state.renormalisation.now));
  return (
    <div className="energy-numbers all-numbers">
      <ThreeSums reading={reading} />
      <Distances reading={reading} />
      <MapIdentities reading={reading} />
      <MapKind reading={reading} />
    </div>
  );
}

/** The state under the hand, in a line. */
export function StateLine({ store }: Props) {
  const { now, chosen } = useLab(store, (state) => state.renormalisation);
  return (
    <div className="state-line">
      <StateNumbers reading={readingOf(now)} chosen={chosen} />
    </div>
  );
}

function ThreeSums({ reading: { construction, kind } }: ReadingProps) {
  const { logZ, logZTilde, logZRg, relativeDifference } = construction;
  return (
    <section aria-label="Three sums">
      <h3>{keptTitles[kind].Z}</h3>
      <div className="read-outs">
        <Sum name="ln Z of H" term="partitionFunction" value={logZ} unit={plainZ('Z', logZ)} />
        <Sum name="ln Z̃" term="renormalised" value={logZTilde} unit={plainZ('Z̃', logZTilde)} />
        <Sum name="ln Z_RG" term="renormalised" value={logZRg} unit={plainZ('Z_RG', logZRg)} />
        <Sum name="(Z_RG − Z) / Z" value={relativeDifference} digits={3} />
      </div>
    </section>
  );
}

function Distances({ reading: { construction, kind } }: ReadingProps) {
  const { klDivergence, totalVariation, flatness } = construction;
  return (
    <section aria-label="How far p̃ is from p">
      <h3>{keptTitles[kind].p}</h3>
      <div className="read-outs">
        <Sum name="KL(p ‖ p̃)" term="kullbackLeibler" value={klDivergence} unit="nats" />
        <Sum
          name="Total variation of p and p̃"
          shown="Total variation"
          term="totalVariation"
          value={totalVariation}
        />
        <Sum
          name="Mean of δ"
          shown="Mean of δ over v"
          term="traceCondition"
          value={flatness.mean}
          unit="nats"
        />
        <Sum
          name="Spread of δ"
          shown="Spread of δ over v"
          term="traceCondition"
          value={flatness.deviation}
          unit="nats"
        />
      </div>
    </section>
  );
}

function StateNumbers({ reading, chosen }: ReadingProps & { readonly chosen: number }) {
  const { p, pTilde, residual } = reading.construction;
  return (
    <section aria-label="The state looked at">
      <h3>At {wordedState(chosen, reading.units)}</h3>
      <div className="read-outs">
        <Sum name="p of the state" shown="p" value={p[chosen]} digits={5} />
        <Sum name="p̃ of the state" shown="p̃" value={pTilde[chosen]} digits={5} />
        <Sum name="δ of the state" shown="δ" value={residual[chosen]} unit="nats" />
      </div>
    </section>
  );
}

function MapIdentities({ reading: { map } }: ReadingProps) {
  return (
    <section aria-label="Identities of the map">
      <h3>
        <Term name="variationalRg">Two ways</Term> to ΔF and KL
      </h3>
      <div className="read-outs">
        <Sum name="ln Z − ln Z_RG" shown="ΔF = ln Z − ln Z_RG" value={map.freeEnergyDifference} digits={6} />
        <Sum name="−ln⟨e^δ⟩" shown="−ln ⟨e^δ⟩ₚ" value={map.freeEnergyDifferenceFromResidual} digits={6} />
        <Sum name="KL from the sums" shown="KL = Σ p ln (p / p̃)" value={map.klDivergence} digits={6} />
        <Sum name="ln⟨e^δ⟩ − ⟨δ⟩" shown="ln ⟨e^δ⟩ₚ − ⟨δ⟩ₚ" value={map.klDivergenceFromResidual} digits={6} />
      </div>
    </section>
  );
}

function MapKind({ reading }: ReadingProps) {
  return (
    <p className="map-kind" role="status" aria-label="Which case" data-kind={reading.kind}>
      <strong>{kindTitles[reading.kind]}.</strong> {withIndices(wordedKind(reading))}
    </p>
  );
}
