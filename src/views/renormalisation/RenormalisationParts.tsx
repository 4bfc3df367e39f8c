/** Parts of the renormalisation lab, for a page that is about those alone. */
import { type ReactNode, useRef } from 'react';
import { useLab } from '../../controls/useLab';
import type { LabStore } from '../../state/store';
import { useWants } from '../followLab';
import { MapNumbers, SumNumbers } from './EnergyNumbers';
import { EnergyPanel } from './EnergyPanel';
import { HiddenLayer } from './HiddenLayer';
import { MachineButton } from './MachineSource';
import { ProbabilityFigure, ResidualFigure } from './StateFigures';
import '../views.css';
import '../study/study.css';
import './renormalisation.css';

/** `machine`: H with a button that takes it from the lab's machine. The others as the lab shows them. */
export type Part = 'sums' | 'H' | 'machine' | 'K' | 'p' | 'delta' | 'map' | 'hidden';

interface Props {
  readonly store: LabStore;
  readonly parts: readonly Part[];
}

export function RenormalisationParts({ store, parts }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const { now, chosen } = useLab(store, (state) => state.renormalisation);
  const { chooseEnergyState } = store.getState();
  const machine = parts.includes('machine');
  useWants(store, place, machine ? { weights: true } : {});
  const panel = { store, chosen, onChoose: chooseEnergyState };
  const pictures: Partial<Record<Part, ReactNode>> = {
    H: <EnergyPanel key="H" {...panel} target="H" term="targetEnergy" size={0.5} />,
    machine: (
      <EnergyPanel key="H" {...panel} target="H" term="targetEnergy" size={0.5}>
        <MachineButton store={store} />
      </EnergyPanel>
    ),
    K: <EnergyPanel key="K" {...panel} target="K" term="addedEnergy" size={2} />,
    p: <ProbabilityFigure key="p" store={store} />,
    delta: <ResidualFigure key="delta" store={store} />,
  };
  return (
    <div ref={place} className="study-view renormalisation">
      {parts.includes('sums') && <SumNumbers store={store} />}
      <div className="renormalisation-pair">{parts.map((part) => pictures[part])}</div>
      {parts.includes('hidden') && <HiddenLayer key={now.H2 ? 'other' : 'same'} store={store} />}
      {parts.includes('map') && <MapNumbers store={store} />}
    </div>
  );
}
