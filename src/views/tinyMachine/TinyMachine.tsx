/** Three units, eight states, all in sight: energies, their terms of Z, and the probabilities that come of them. */
import { formatValue } from '../../chart/numbers';
import { ReadOut } from '../../chart/ReadOut';
import { useLab } from '../../controls/useLab';
import type { LabStore } from '../../state/store';
import { type EightStates, eightStates, nameOf } from './eightStates';
import { TinyKnobs } from './TinyKnobs';
import './tinyMachine.css';

interface Props {
  readonly store: LabStore;
  /** Also a knob that shifts all energies at once. */
  readonly shiftable?: boolean;
  /** Also p(v), each the sum of its two states. */
  readonly marginal?: boolean;
}

export function TinyMachine({ store, shiftable = false, marginal = false }: Props) {
  const tiny = useLab(store, (state) => state.tiny);
  const seen = eightStates(tiny);
  return (
    <div className="tiny">
      <TinyKnobs store={store} shiftable={shiftable} />
      <States seen={seen} />
      <Sum seen={seen} />
      {marginal && <Marginal seen={seen} />}
    </div>
  );
}

function States({ seen }: { readonly seen: EightStates }) {
  const largest = Math.max(...seen.states.map(({ weight }) => weight));
  return (
    <div className="tiny-scroll">
      <table className="tiny-states">
        <caption className="visually-hidden">The eight states</caption>
        <thead>
          <tr>
            <th scope="col">v₁ v₂ h</th>
            <th scope="col" data-symbol="E">
              Energy E
            </th>
            <th scope="col" colSpan={2} data-symbol="weight">
              e<sup>−E</sup>, its term of Z
            </th>
            <th scope="col" data-symbol="p">
              p = e<sup>−E</sup>/Z
            </th>
          </tr>
        </thead>
        <tbody>
          {seen.states.map((state) => (
            <tr key={nameOf(state)}>
              <th scope="row">
                <Bits bits={[...state.v, state.h]} />
              </th>
              <td>
                <output
                  aria-label={`Energy of ${nameOf(state)}`}
                  data-value={state.energy}
                  data-method="exact"
                >
                  {formatValue(state.energy)}
                </output>
              </td>
              <td className="tiny-bar">
                <span style={{ width: `${(100 * state.weight) / largest}%` }} />
              </td>
              <td>{formatValue(state.weight)}</td>
              <td>
                <output
                  aria-label={`Probability of ${nameOf(state)}`}
                  data-value={state.probability}
                  data-method="exact"
                >
                  {formatValue(state.probability, 3)}
                </output>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Bits = ({ bits }: { readonly bits: readonly number[] }) => (
  <span className="tiny-bits">
    {bits.map((bit, k) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the place is the unit
      <i key={k} data-on={bit === 1 ? '' : undefined}>
        {bit}
      </i>
    ))}
  </span>
);

/** Z as a length: the eight terms end to end. */
function Sum({ seen: { states, Z, logPartition } }: { readonly seen: EightStates }) {
  return (
    <div className="tiny-sum">
      <div className="tiny-stack" data-symbol="Z">
        {states.map((state) => (
          <span
            key={nameOf(state)}
            style={{ flexGrow: state.probability }}
            title={`${nameOf(state)}: ${formatValue(state.weight)}`}
          >
            {state.probability > 0.07 && nameOf(state)}
          </span>
        ))}
      </div>
      <div className="read-outs">
        <ReadOut name="Z" value={Z} method="exact" detail="8 states" />
        <ReadOut
          name="ln Z"
          term="logPartition"
          value={logPartition}
          method="exact"
          unit="nats"
          detail="8 states"
        />
        <ReadOut
          name="F = −ln Z"
          term="freeEnergy"
          value={-logPartition}
          method="exact"
          unit="nats"
          detail="8 states"
        />
      </div>
    </div>
  );
}

function Marginal({ seen: { marginal, correlation } }: { readonly seen: EightStates }) {
  return (
    <div className="read-outs">
      {marginal.map((p, k) => {
        const name = `p(v = ${(k >> 1) & 1}${k & 1})`;
        return <ReadOut key={name} name={name} value={p} method="exact" detail="sum over h" />;
      })}
      <ReadOut name="Correlation of v₁ and v₂" value={correlation} method="exact" detail="8 states" />
    </div>
  );
}
