/** The landscape of a machine that learns a pattern, alone or with its shifted copies: how many minima, how deep. */
import { useRef } from 'react';
import { formatValue } from '../../chart/numbers';
import { ReadOut } from '../../chart/ReadOut';
import { Segments } from '../../chart/Segments';
import { useLab } from '../../controls/useLab';
import type { LabStore } from '../../state/store';
import { FoundStates } from '../distribution/FoundStates';
import { LandscapeMap } from '../distribution/LandscapeMap';
import { resultOf, useDistribution } from '../distribution/useDistribution';
import { type Copies, copies, copiesOf, shiftedCopies } from './shiftedCopies';
import '../distribution/distribution.css';
import './symmetry.css';

const labels: Readonly<Record<Copies, string>> = {
  alone: 'The pattern alone',
  sideways: '4 shifts sideways',
  everywhere: 'All 16 shifts',
};
const options = copies.map((value) => ({ value, label: labels[value] }));

export function Symmetry({ store }: { readonly store: LabStore }) {
  const place = useRef<HTMLDivElement>(null);
  useDistribution(store, place);
  const which = useLab(store, (state) => copiesOf(state.painting)) ?? 'alone';
  const result = useLab(store, resultOf);
  const count = shiftedCopies(which).count;
  const lowest = result?.minima.slice(0, count) ?? [];
  const spread = lowest.length === count ? lowest.at(-1)!.freeEnergy - lowest[0]!.freeEnergy : undefined;
  return (
    <div ref={place} className="symmetry">
      <div className="symmetry-data">
        <span>Data</span>
        <Segments
          label="Copies in the data"
          options={options}
          value={which}
          onChange={(next) => store.getState().setPainting(shiftedCopies(next))}
        />
      </div>
      <div className="symmetry-pair">
        <LandscapeMap store={store} />
        <FoundStates store={store} side={30} most={16} compact />
      </div>
      <div className="read-outs">
        <ReadOut
          name="KL(data ‖ model)"
          term="klDataModel"
          value={result?.whole?.klDataModel}
          method="exact"
          unit="nats"
        />
        <ReadOut
          name="Minima"
          term="basin"
          value={result?.minimaFound}
          method="exact"
          digits={0}
          detail="2¹⁶ states"
        />
        <ReadOut
          name="Depths differ by"
          value={spread}
          method="exact"
          unit="nats"
          detail={count === 1 ? 'of one' : `the ${count} lowest`}
        />
        <ReadOut
          name="p of the lowest"
          value={lowest[0]?.logProbability === undefined ? undefined : Math.exp(lowest[0].logProbability)}
          method="exact"
          detail={count === 1 ? '1 at best' : `1/${count} = ${formatValue(1 / count, 3)} at best`}
        />
      </div>
    </div>
  );
}
