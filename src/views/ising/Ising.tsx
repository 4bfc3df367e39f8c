/** The Ising lab: a lattice that is sampled live, beside everything that is known of it exactly. */
import type { LabStore } from '../../state/store';
import { Blocking } from './Blocking';
import { BondMachine } from './BondMachine';
import { LatticeBar } from './LatticeBar';
import { LatticeFigure } from './LatticeFigure';
import { LatticeKnobs } from './LatticeKnobs';
import { Moments } from './Moments';
import { TemperatureCurves } from './TemperatureCurves';
import '../study/study.css';
import './ising.css';

export function Ising({ store }: { readonly store: LabStore }) {
  return (
    <div className="ising">
      <LatticeBar store={store} />
      <div className="ising-main">
        <LatticeFigure store={store} />
        <div className="ising-side">
          <LatticeKnobs store={store} />
          <Moments store={store} />
        </div>
      </div>
      <TemperatureCurves store={store} />
      <Blocking store={store} />
      <BondMachine store={store} />
    </div>
  );
}
