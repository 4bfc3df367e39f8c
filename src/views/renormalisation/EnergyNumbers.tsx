/** The numbers of the construction: the three sums, how far p̃ is from p, and the identities as pairs. */
import { formatValue } from '../../chart/numbers';
import { ReadOut } from '../../chart/ReadOut';
import { Term } from '../../chart/Term';
import { useLab } from '../../controls/useLab';
import type { LabStore } from '../../state/store';
import { readingOf } from './reading';
import { wordedState } from './stateBars';
import { keptTitles, kindTitles, wordedKind } from './words';

interface Props {
  readonly store: LabStore;
}

/** "Z = 6.72", where Z is a number that can be read. */
const plainZ = (name: string, logZ: number) =>
  Math.abs(logZ) < 15 ? `${name} = ${formatValue(Math.exp(logZ), 3)}` : undefined;

/** What stays, and what does not. */
export function SumNumbers({ store }: Props) {
  const now = useLab(store, (state) => state.renormalisation.now);
  const { construction, kind } = readingOf(now);
  const { logZ, logZTilde, logZRg, flatness } = construction;
  return (
    <div className="energy-numbers">
      <section aria-label="Three sums">
        <h3>{keptTitles[kind].Z}</h3>
        <div className="read-outs">
          <ReadOut
            bare
            name="ln Z of H"
            term="partitionFunction"
            value={logZ}
            method="exact"
            digits={4}
            unit={plainZ('Z', logZ)}
          />
          <ReadOut
            bare
            name="ln Z̃"
            term="renormalised"
            value={logZTilde}
            method="exact"
            digits={4}
            unit={plainZ('Z̃', logZTilde)}
          />
          <ReadOut
            bare
            name="ln Z_RG"
            term="renormalised"
            value={logZRg}
            method="exact"
            digits={4}
            unit={plainZ('Z_RG', logZRg)}
          />
          <ReadOut bare name="(Z_RG − Z) / Z" value={construction.relativeDifference} method="exact" />
        </div>
      </section>
      <section aria-label="How far p̃ is from p">
        <h3>{keptTitles[kind].p}</h3>
        <div className="read-outs">
          <ReadOut
            bare
            name="KL(p ‖ p̃)"
            term="kullbackLeibler"
            value={construction.klDivergence}
            method="exact"
            digits={4}
            unit="nats"
          />
          <ReadOut
            bare
            name="Total variation of p and p̃"
            shown="Total variation"
            term="totalVariation"
            value={construction.totalVariation}
            method="exact"
            digits={4}
          />
          <ReadOut
            bare
            name="Mean of δ"
            term="traceCondition"
            value={flatness.mean}
            method="exact"
            digits={4}
            unit="nats"
          />
          <ReadOut
            bare
            name="Spread of δ"
            term="traceCondition"
            value={flatness.deviation}
            method="exact"
            digits={4}
            unit="nats"
          />
        </div>
      </section>
    </div>
  );
}

/** The state under the hand, the identities, and which of the three cases this is. */
export function MapNumbers({ store }: Props) {
  const { now, chosen } = useLab(store, (state) => state.renormalisation);
  const reading = readingOf(now);
  const { construction, map, kind, units } = reading;
  return (
    <div className="energy-numbers">
      <section aria-label="The state looked at">
        <h3>At {wordedState(chosen, units)}</h3>
        <div className="read-outs">
          <ReadOut
            bare
            name="p of the state"
            shown="p"
            value={construction.p[chosen]}
            method="exact"
            digits={5}
          />
          <ReadOut
            bare
            name="p̃ of the state"
            shown="p̃"
            value={construction.pTilde[chosen]}
            method="exact"
            digits={5}
          />
          <ReadOut
            bare
            name="δ of the state"
            shown="δ"
            value={construction.residual[chosen]}
            method="exact"
            digits={4}
            unit="nats"
          />
        </div>
      </section>
      <section aria-label="Identities of the map">
        <h3>
          <Term name="variationalRg">Two ways</Term> to ΔF and KL
        </h3>
        <div className="read-outs">
          <ReadOut
            bare
            name="ln Z − ln Z_RG"
            shown="ΔF = ln Z − ln Z_RG"
            value={map.freeEnergyDifference}
            method="exact"
            digits={6}
          />
          <ReadOut
            bare
            name="−ln⟨e^δ⟩"
            shown="−ln ⟨e^δ⟩ₚ"
            value={map.freeEnergyDifferenceFromResidual}
            method="exact"
            digits={6}
          />
          <ReadOut
            bare
            name="KL from the sums"
            shown="KL = Σ p ln (p / p̃)"
            value={map.klDivergence}
            method="exact"
            digits={6}
          />
          <ReadOut
            bare
            name="ln⟨e^δ⟩ − ⟨δ⟩"
            shown="ln ⟨e^δ⟩ₚ − ⟨δ⟩ₚ"
            value={map.klDivergenceFromResidual}
            method="exact"
            digits={6}
          />
        </div>
      </section>
      <p className="map-kind" role="status" aria-label="Which case" data-kind={kind}>
        <strong>{kindTitles[kind]}.</strong> {wordedKind(reading)}
      </p>
    </div>
  );
}
