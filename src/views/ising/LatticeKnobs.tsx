/** Temperature, field and size of the lattice. */
import { formatValue } from '../../chart/numbers';
import { Term } from '../../chart/Term';
import { Button } from '../../controls/Button';
import { Choice } from '../../controls/Choice';
import { NumberBox } from '../../controls/NumberBox';
import { Slider } from '../../controls/Slider';
import { useLab } from '../../controls/useLab';
import { latticeRanges } from '../../engine/lattice/frame';
import type { NumberRange } from '../../settings';
import {
  criticalTemperature,
  latticeOf,
  type Sides,
  setLatticeKnobs,
  setSides,
} from '../../state/latticeSlice';
import type { LabStore } from '../../state/store';

const real = { integer: false, scale: 'linear' } as const;
const temperatureSpec: NumberRange = {
  label: 'Temperature T',
  unit: 'J/k',
  ...latticeRanges.temperature,
  ...real,
};
const fieldSpec: NumberRange = { label: 'Field H', unit: 'J', ...latticeRanges.field, ...real };
const side = { unit: '', integer: true, scale: 'linear' } as const;
const widthSpec: NumberRange = { label: 'Lx', ...latticeRanges.Lx, ...side };
const heightSpec: NumberRange = { label: 'Ly', ...latticeRanges.Ly, ...side };

/** Sizes in one choice; a lattice of one row is a ring. */
const sizes: readonly Sides[] = [
  ...[3, 4, 8, 16, 32, 64, 128].map((L) => ({ Lx: L, Ly: L })),
  { Lx: 27, Ly: 27 },
  { Lx: 128, Ly: 1 },
];
const labelOf = ({ Lx, Ly }: Sides) => (Ly === 1 ? `Ring of ${Lx}` : `${Lx}×${Ly}`);
const options = [
  ...sizes.map((sides) => ({ value: labelOf(sides), label: labelOf(sides) })),
  { value: 'own', label: 'Your own', disabled: true },
];

export function LatticeKnobs({ store }: { readonly store: LabStore }) {
  const { temperature, field } = useLab(store, (state) => latticeOf(state).knobs);
  const sides = useLab(store, (state) => latticeOf(state).sides);
  const known = sizes.find(({ Lx, Ly }) => Lx === sides.Lx && Ly === sides.Ly);
  const coupling = (
    <>
      <Term name="coupling">K</Term> = {formatValue(1 / temperature, 4)}
    </>
  );
  return (
    <div className="ising-knobs">
      <div className="ising-temperature">
        <Slider
          spec={temperatureSpec}
          value={temperature}
          onChange={(next) => setLatticeKnobs(store, { temperature: next })}
          reason={coupling}
        />
        <Button
          onClick={() => setLatticeKnobs(store, { temperature: criticalTemperature })}
          title="The critical temperature of the infinite lattice, 2.269185…"
        >
          To T<sub>c</sub>
        </Button>
      </div>
      <Slider spec={fieldSpec} value={field} onChange={(next) => setLatticeKnobs(store, { field: next })} />
      <div className="ising-size">
        <Choice
          label="Lattice"
          value={known ? labelOf(known) : 'own'}
          options={options}
          onChange={(label) => setSides(store, sizes.find((one) => labelOf(one) === label)!)}
        />
        <NumberBox spec={widthSpec} value={sides.Lx} onChange={(Lx) => setSides(store, { Lx })} />
        <NumberBox spec={heightSpec} value={sides.Ly} onChange={(Ly) => setSides(store, { Ly })} />
      </div>
    </div>
  );
}
