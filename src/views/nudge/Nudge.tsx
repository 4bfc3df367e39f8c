/** ln Z, or a mean, as a curve of one parameter: its slope is drawn, and the average that it must equal stands beside. */
import { useState } from 'react';
import { LineChart } from '../../chart/LineChart';
import type { LineChartData } from '../../chart/paintLineChart';
import { ReadOut } from '../../chart/ReadOut';
import { Segments } from '../../chart/Segments';
import { useLab } from '../../controls/useLab';
import type { LabStore } from '../../state/store';
import type { TinyMachine } from '../../state/tinyMachineSlice';
import { TinyKnobs } from '../tinyMachine/TinyKnobs';
import { curveOver, type Nudge as Nudged, nudged, type Parameter, type Quantity } from './nudged';
import './nudge.css';

interface Props {
  readonly store: LabStore;
  /** What is drawn: ln Z, or the mean of v₁ (the partner of a₁). */
  readonly quantity: 'logPartition' | 'a1';
  /** The parameter that is nudged at first. */
  readonly first: Parameter;
  /** Also how the curve goes on beyond here: what a prediction is about. */
  readonly revealed?: boolean;
}

const options: readonly { readonly value: Parameter; readonly label: string }[] = [
  { value: 'a1', label: 'a₁' },
  { value: 'a2', label: 'a₂' },
  { value: 'b', label: 'b' },
  { value: 'W1', label: 'W₁' },
  { value: 'W2', label: 'W₂' },
];
const partnerNames: Readonly<Record<Parameter, string>> = {
  a1: 'v₁',
  a2: 'v₂',
  b: 'h',
  W1: 'v₁h',
  W2: 'v₂h',
};
const quantityNames = { logPartition: 'ln Z', a1: '⟨v₁⟩' } as const;

/** Half the stretch that the tangent is drawn over. */
const reach = 1.5;

function chartOf(
  tiny: TinyMachine,
  parameter: Parameter,
  quantity: Quantity,
  name: string,
  at: Nudged,
  revealed: boolean,
) {
  const here = tiny[parameter];
  const x = Float64Array.of(here - reach, here + reach);
  const y = x.map((place) => at.value + at.differentiated * (place - here));
  const data: LineChartData = {
    unit: options.find(({ value }) => value === parameter)!.label,
    decimals: 1,
    digits: 3,
    rest: here,
    span: [-5, 5],
    series: [
      { label: name, points: curveOver(tiny, parameter, quantity, revealed ? undefined : here) },
      { label: '', points: { length: 2, x, y }, colour: 'accent' },
    ],
  };
  return data;
}

const byRender = () => () => {};

export function Nudge({ store, quantity, first, revealed = true }: Props) {
  const tiny = useLab(store, (state) => state.tiny);
  const [parameter, setParameter] = useState(first);
  const found = nudged(tiny, parameter, quantity);
  const name = quantityNames[quantity];
  const symbol = options.find(({ value }) => value === parameter)!.label;
  const partner = partnerNames[parameter];
  return (
    <div className="nudge">
      <TinyKnobs store={store} />
      <div className="nudge-choice">
        <span>Along</span>
        <Segments label="Parameter" options={options} value={parameter} onChange={setParameter} />
      </div>
      <LineChart
        label={`${name} over ${symbol}`}
        title={`${name} over ${symbol}`}
        note="the straight line: its slope here"
        height={200}
        read={() => chartOf(tiny, parameter, quantity, name, found, revealed)}
        subscribe={byRender}
      />
      <div className="read-outs">
        <div data-symbol="value">
          <ReadOut name={name} value={found.value} method="exact" detail="8 states" />
        </div>
        <div data-symbol="slope">
          <ReadOut
            name={`Slope of ${name}`}
            value={found.differentiated}
            method="exact"
            detail="four places nearby, f64"
            digits={7}
          />
        </div>
        <div data-symbol="average">
          <ReadOut
            name={quantity === 'logPartition' ? `Mean of ${partner}` : `Covariance of v₁ and ${partner}`}
            value={found.averaged}
            method="exact"
            detail="8 states"
            digits={7}
          />
        </div>
        <ReadOut
          name="Difference"
          value={found.difference}
          method="exact"
          detail="relative to 1"
          digits={7}
        />
      </div>
      <p className="figure-caption">
        The slope comes from the curve alone and knows nothing of single states; the{' '}
        {quantity === 'logPartition' ? 'mean' : 'covariance'} goes through the states and knows nothing of
        slopes. They agree to a millionth or better, wherever you go.
      </p>
    </div>
  );
}
