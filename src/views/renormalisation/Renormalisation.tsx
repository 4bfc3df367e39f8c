/** Same Z, another p: energies to paint, and what the construction of the essay makes of them. */
import { useRef } from 'react';
import { Formula } from '../../chart/formula';
import { Term } from '../../chart/Term';
import { Button } from '../../controls/Button';
import { NumberBox } from '../../controls/NumberBox';
import { useLab } from '../../controls/useLab';
import type { NumberRange } from '../../settings';
import { energyUnits, mostEnergyUnits } from '../../state/renormalisationSlice';
import type { LabState, LabStore } from '../../state/store';
import { useWants } from '../followLab';
import { AllNumbers, StateLine } from './EnergyNumbers';
import { EnergyPanel } from './EnergyPanel';
import { resized } from './energySources';
import { HiddenLayer } from './HiddenLayer';
import { MachineButton } from './MachineSource';
import { ProbabilityFigure, ResidualFigure } from './StateFigures';
import '../views.css';
import '../study/study.css';
import './renormalisation.css';

interface Props {
  readonly store: LabStore;
}

const unitsSpec: NumberRange = {
  label: 'Units n',
  unit: '',
  min: 1,
  max: mostEnergyUnits,
  integer: true,
  scale: 'linear',
};

const canUndo = ({ renormalisation }: LabState) => renormalisation.done.length > 0;
const canRedo = ({ renormalisation }: LabState) => renormalisation.undone.length > 0;

export function Renormalisation({ store }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const { now, chosen } = useLab(store, (state) => state.renormalisation);
  const { chooseEnergyState } = store.getState();
  useWants(store, place, { weights: true });
  return (
    <div ref={place} className="study-view renormalisation">
      <p className="figure-caption">
        Add any K(v) to an energy H(v), with a hidden layer and a constant: Z stays, to the last digit, while
        p moves. Drag over the bars of K, or use the arrow keys:{' '}
        <Term name="renormalised">knowing Z is not knowing p</Term>. Every state is summed, so all numbers are
        exact.
      </p>
      <Head store={store} />
      <AllNumbers store={store} />
      <div className="renormalisation-pair">
        <EnergyPanel
          store={store}
          target="H"
          term="targetEnergy"
          size={0.5}
          chosen={chosen}
          onChoose={chooseEnergyState}
        >
          <MachineButton store={store} />
        </EnergyPanel>
        <ProbabilityFigure store={store} />
        <EnergyPanel
          store={store}
          target="K"
          term="addedEnergy"
          size={2}
          chosen={chosen}
          onChoose={chooseEnergyState}
        />
        <ResidualFigure store={store} />
      </div>
      <StateLine store={store} />
      <HiddenLayer key={now.H2 ? 'other' : 'same'} store={store} />
    </div>
  );
}

function Head({ store }: Props) {
  const now = useLab(store, (state) => state.renormalisation.now);
  const [undo, redo] = [useLab(store, canUndo), useLab(store, canRedo)];
  const { setEnergies, undoEnergies, redoEnergies } = store.getState();
  return (
    <div className="renormalisation-head">
      <NumberBox
        spec={unitsSpec}
        value={energyUnits(now.H)}
        onChange={(units) => setEnergies(resized(now, units, store.getState().settings.seed))}
      />
      <span className="figure-note">
        {2 ** energyUnits(now.H)} states v, {(now.H2 ?? now.H).values.length} states h
      </span>
      <span className="renormalisation-undo">
        <Button label="Undo change of energies" onClick={undoEnergies} disabled={!undo}>
          Undo
        </Button>
        <Button label="Redo change of energies" onClick={redoEnergies} disabled={!redo}>
          Redo
        </Button>
      </span>
      <Formula tex="E(v,h)=H(h)+H(v)+K(v)+\ln\tilde Z" />
    </div>
  );
}
