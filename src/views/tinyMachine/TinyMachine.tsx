/** Three units, eight states, all in sight: energies, their terms of Z, and the probabilities that come of them. */
import { formatValue } from '../../chart/numbers';
import { ReadOut } from '../../chart/ReadOut';
import { Slider } from '../../controls/Slider';
import { useLab } from '../../controls/useLab';
import type { LabStore } from '../../state/store';
import { type TinyMachine as Machine, tinyLimit } from '../../state/tinyMachineSlice';
import { type EightStates, eightStates, nameOf } from './eightStates';
import './tinyMachine.css';

interface Props {
  readonly store: LabStore;
  /** Also a knob that shifts all energies at once. */
  readonly shiftable?: boolean;
  /** Also p(v), each the sum of its two states. */
  readonly marginal?: boolean;
}

const knobs: Readonly<Record<keyof Machine, string>> = {
  W1: 'W₁, between v₁ and h',
  W2: 'W₂, between v₂ and h',
  a1: 'a₁, bias of v₁',
  a2: 'a₂, bias of v₂',
  b: 'b, bias of h',
  shift: 'Shift of every energy',
};

export function TinyMachine({ store, shiftable = false, marginal = false }: Props) {
  const tiny = useLab(store, (state) => state.tiny);
  const seen = eightStates(tiny);
  const shown = (Object.keys(knobs) as (keyof Machine)[]).filter((name) => shiftable || name !== 'shift');
  return (
    <div className="tiny">
      <div className="tiny-top">
        <Diagram tiny={tiny} />
        <div className="tiny-knobs">
          {shown.map((name) => (
            <Slider
              key={name}
              spec={{
                label: knobs[name],
                unit: 'nats',
                min: -tinyLimit,
                max: tinyLimit,
                scale: 'linear',
                integer: false,
              }}
              unit=""
              value={tiny[name]}
              onChange={(value) => store.getState().setTiny({ [name]: value })}
            />
          ))}
        </div>
      </div>
      <States seen={seen} />
      <Sum seen={seen} />
      {marginal && <Marginal seen={seen} />}
    </div>
  );
}

/** Units as circles, weights as lines whose width and colour say their size and sign. */
function Diagram({ tiny }: { readonly tiny: Machine }) {
  const line = (value: number) => ({
    stroke: value < 0 ? 'var(--neg)' : 'var(--pos)',
    strokeWidth: 1 + 1.6 * Math.abs(value),
    strokeOpacity: value === 0 ? 0.3 : 0.9,
  });
  const unit = (x: number, y: number, name: string, bias: number, biasName: string) => (
    <g data-symbol={biasName}>
      <circle cx={x} cy={y} r={22} fill="var(--card)" {...line(bias)} strokeOpacity={1} />
      <text x={x} y={y + 5} textAnchor="middle" fill="currentColor">
        {name}
      </text>
    </g>
  );
  return (
    <svg viewBox="0 0 200 150" className="tiny-diagram" role="img" aria-label={describe(tiny)}>
      <line x1={50} y1={115} x2={100} y2={35} {...line(tiny.W1)} data-symbol="W1" />
      <line x1={150} y1={115} x2={100} y2={35} {...line(tiny.W2)} data-symbol="W2" />
      {unit(100, 35, 'h', tiny.b, 'b')}
      {unit(50, 115, 'v₁', tiny.a1, 'a1')}
      {unit(150, 115, 'v₂', tiny.a2, 'a2')}
    </svg>
  );
}

const describe = ({ W1, W2, a1, a2, b }: Machine) =>
  `Two visible units joined to one hidden: weights ${formatValue(W1, 1)} and ${formatValue(W2, 1)}, biases ` +
  `${formatValue(a1, 1)}, ${formatValue(a2, 1)} and ${formatValue(b, 1)}`;

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
