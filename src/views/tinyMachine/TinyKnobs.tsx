/** The tiny machine as a drawing, and a knob for each of its parameters. */
import { formatValue } from '../../chart/numbers';
import { useLab } from '../../controls/useLab';
import type { LabStore } from '../../state/store';
import type { TinyMachine as Machine } from '../../state/tinyMachineSlice';
import { TinySlider } from './TinySlider';
import './tinyMachine.css';

interface Props {
  readonly store: LabStore;
  /** Also a knob that shifts all energies at once. */
  readonly shiftable?: boolean;
}

const knobs: Readonly<Record<keyof Machine, string>> = {
  W1: 'W₁, between v₁ and h',
  W2: 'W₂, between v₂ and h',
  a1: 'a₁, bias of v₁',
  a2: 'a₂, bias of v₂',
  b: 'b, bias of h',
  shift: 'Shift of every energy',
};

export function TinyKnobs({ store, shiftable = false }: Props) {
  const tiny = useLab(store, (state) => state.tiny);
  const shown = (Object.keys(knobs) as (keyof Machine)[]).filter((name) => shiftable || name !== 'shift');
  return (
    <div className="tiny-top">
      <Diagram tiny={tiny} />
      <div className="tiny-knobs">
        {shown.map((name) => (
          <TinySlider key={name} store={store} name={name} label={knobs[name]} />
        ))}
      </div>
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
