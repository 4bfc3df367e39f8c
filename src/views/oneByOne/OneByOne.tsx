/** One unit of either kind against a fair coin: the smallest machine that can have the target's Z and not its p. */
import { formatValue } from '../../chart/numbers';
import { ReadOut } from '../../chart/ReadOut';
import { Button } from '../../controls/Button';
import { useLab } from '../../controls/useLab';
import type { LabStore } from '../../state/store';
import { atRest, type TinyMachine } from '../../state/tinyMachineSlice';
import { TinySlider } from '../tinyMachine/TinySlider';
import { type FourStates, fourStates } from './fourStates';
import '../tinyMachine/tinyMachine.css';
import './oneByOne.css';

interface Props {
  readonly store: LabStore;
  /** Without: the four terms and their sum alone, from which the rest can be worked out. */
  readonly revealed: boolean;
}

const knobs = {
  W1: 'w, between v and h',
  a1: 'a, bias of v',
  b: 'b, bias of h',
} as const;

/** w = ln 2, a = ln ¼, b = ln ½: Z = 2, p_λ = (¾, ¼). */
export const counterexample: TinyMachine = {
  ...atRest,
  W1: Math.LN2,
  a1: -2 * Math.LN2,
  b: -Math.LN2,
};

export function OneByOne({ store, revealed }: Props) {
  const tiny = useLab(store, (state) => state.tiny);
  const seen = fourStates(tiny);
  const { setTiny } = store.getState();
  return (
    <div className="tiny one-by-one">
      <div className="tiny-knobs">
        {(Object.keys(knobs) as (keyof typeof knobs)[]).map((name) => (
          <div key={name} data-symbol={name}>
            <TinySlider store={store} name={name} label={knobs[name]} />
          </div>
        ))}
        <p>
          <Button onClick={() => setTiny(counterexample)}>w = ln 2, a = ln ¼, b = ln ½</Button>
        </p>
      </div>
      <States seen={seen} revealed={revealed} />
      <Numbers seen={seen} revealed={revealed} />
    </div>
  );
}

interface SeenProps {
  readonly seen: FourStates;
  readonly revealed: boolean;
}

const cell = (name: string, value: number) => (
  <td>
    <output aria-label={name} data-value={value} data-method="exact">
      {formatValue(value, 3)}
    </output>
  </td>
);

function States({ seen, revealed }: SeenProps) {
  return (
    <div className="tiny-scroll">
      <table className="tiny-states">
        <caption className="visually-hidden">The two states of v</caption>
        <thead>
          <tr>
            <th scope="col">v</th>
            <th scope="col">
              e<sup>−E</sup>, h = 0
            </th>
            <th scope="col">and h = 1</th>
            {revealed && (
              <>
                <th scope="col" data-symbol="p">
                  p<sub>λ</sub>
                </th>
                <th scope="col" data-symbol="delta">
                  δ
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {[0, 1].map((v) => (
            <tr key={v}>
              <th scope="row">
                <span className="tiny-bits">
                  <i data-on={v === 1 ? '' : undefined}>{v}</i>
                </span>
              </th>
              {cell(`Term of v = ${v}, h = 0`, seen.weights[v]![0])}
              {cell(`Term of v = ${v}, h = 1`, seen.weights[v]![1])}
              {revealed && (
                <>
                  {cell(`p_λ of v = ${v}`, seen.marginal[v]!)}
                  {cell(`δ of v = ${v}`, seen.map.residual[v]!)}
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Numbers({ seen: { Z, map, marginal }, revealed }: SeenProps) {
  const exact = { method: 'exact', digits: 4, detail: '4 states' } as const;
  return (
    <>
      {revealed && (
        <div className="tiny-stack" role="img" aria-label={`p_λ: off ${formatValue(marginal[0])}`}>
          <span style={{ flexGrow: marginal[0] }}>v = 0</span>
          <span style={{ flexGrow: marginal[1] }}>v = 1</span>
        </div>
      )}
      <div className="read-outs">
        <ReadOut name="Z of the machine" {...exact} value={Z} />
        <ReadOut name="Z of the coin" method="exact" digits={4} detail="1 + 1" value={2} />
        {revealed && (
          <>
            <ReadOut
              name="ΔF = −ln ⟨e^δ⟩"
              {...exact}
              value={map.freeEnergyDifferenceFromResidual}
              unit="nats"
            />
            <ReadOut
              name="KL(p ‖ p_λ)"
              term="kullbackLeibler"
              {...exact}
              value={map.klDivergence}
              unit="nats"
            />
            <ReadOut name="ln ⟨e^δ⟩ − ⟨δ⟩" {...exact} value={map.klDivergenceFromResidual} unit="nats" />
          </>
        )}
      </div>
    </>
  );
}
