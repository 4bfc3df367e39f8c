/** Measured means with their errors, beside what is known exactly of this lattice and of one without end. */
import { ReadOut } from '../../chart/ReadOut';
import { Term } from '../../chart/Term';
import { useLab } from '../../controls/useLab';
import type { ExactValues, LatticeMeasures, MeasuredMean } from '../../engine/lattice/frame';
import { latticeOf } from '../../state/latticeSlice';
import type { LabStore } from '../../state/store';
import { type Quantity, quantities } from './quantities';
import { digitsOf, wordedDistance, wordedLength, wordedMean } from './words';

/** Errors that the interval reaches to either side. */
const reach = 3;

export function Moments({ store }: { readonly store: LabStore }) {
  const measures = useLab(store, (state) => state.lattice?.frame?.measures) ?? undefined;
  const exact = useExact(store);
  return (
    <div className="ising-moments">
      {quantities.map((quantity) => (
        <section key={quantity.key} aria-label={quantity.name}>
          <h3>
            <Term name={quantity.term}>{quantity.name}</Term>
          </h3>
          <Measured quantity={quantity} measures={measures} exact={exact?.finite?.[quantity.key]} />
          <Exact quantity={quantity} exact={exact} />
        </section>
      ))}
      <p className="figure-caption">
        {measures ? wordedLength(measures) : 'Means come once the lattice has been sampled for a while.'}{' '}
        Intervals reach three errors to either side.
      </p>
    </div>
  );
}

/** The exact values where they are about the knobs as they stand. */
function useExact(store: LabStore): ExactValues | undefined {
  const exact = useLab(store, (state) => state.lattice?.frame?.exact);
  const { temperature, field } = useLab(store, (state) => latticeOf(state).knobs);
  return exact?.temperature === temperature && exact.field === field ? exact : undefined;
}

interface MeasuredProps {
  readonly quantity: Quantity;
  readonly measures: LatticeMeasures | undefined;
  readonly exact: number | undefined;
}

function Measured({ quantity, measures, exact }: MeasuredProps) {
  const mean: MeasuredMean | undefined = measures?.[quantity.key];
  const settled = mean?.settled === true;
  return (
    <>
      <ReadOut
        name={`${quantity.name}, measured`}
        shown="measured"
        value={mean?.mean}
        method="Monte Carlo"
        {...(mean && measures && { detail: wordedMean(mean, measures) })}
        {...(mean &&
          settled && { low: mean.mean - reach * mean.error, high: mean.mean + reach * mean.error })}
        digits={mean && settled ? Math.min(5, digitsOf(mean.error)) : 3}
        unit={quantity.unit}
      />
      {mean && settled && exact !== undefined && (
        <p className="ising-distance">{wordedDistance(mean, exact)}</p>
      )}
    </>
  );
}

function Exact({
  quantity,
  exact,
}: {
  readonly quantity: Quantity;
  readonly exact: ExactValues | undefined;
}) {
  const finite = exact?.finite?.[quantity.key];
  const infinite = exact?.infinite;
  return (
    <>
      {finite !== undefined && (
        <ReadOut
          name={`${quantity.name}, exact`}
          shown="this lattice"
          value={finite}
          method="exact"
          detail={(quantity.key === 'magnetisation' && exact!.finite!.magnetisationHow) || exact!.finite!.how}
          digits={5}
          unit={quantity.unit}
        />
      )}
      {exact && finite === undefined && <p className="ising-none">this lattice: {whyNot(exact)}</p>}
      {infinite && (
        <ReadOut
          name={`${quantity.name}, infinite lattice`}
          shown="without end"
          value={infinite[quantity.key]}
          method="exact"
          detail={infinite.how}
          digits={5}
          unit={quantity.unit}
        />
      )}
    </>
  );
}

const whyNot = ({ whyNot: reason }: ExactValues) =>
  reason ??
  'no formula gives |m| at this size; it is counted up to 8×8 spins, and on rings and narrow strips';
