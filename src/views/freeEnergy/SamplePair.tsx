/** Two samples weighed against each other: their F_c, and by how much one is likelier, without F. */
import { useRef } from 'react';
import { formatValue } from '../../chart/numbers';
import { formatPower } from '../../chart/powersOfTen';
import { ReadOut } from '../../chart/ReadOut';
import { useLab } from '../../controls/useLab';
import { freeEnergyOf, tellFreeEnergy } from '../../state/freeEnergySlice';
import type { LabState, LabStore } from '../../state/store';
import { useWants } from '../followLab';
import { UnitsCanvas } from '../UnitsCanvas';
import { useSeen } from '../useSeen';
import { weigh } from './clampedTerms';
import { SampleChoice } from './SampleChoice';
import './freeEnergy.css';

const both = (state: LabState) => ({
  one: weigh(state, freeEnergyOf(state).sample),
  other: weigh(state, freeEnergyOf(state).other),
});

/** ln p(v) − ln p(v′) = F_c(v′) − F_c(v), nats; undefined before the machine is there. */
export function advantage(state: LabState): number | undefined {
  const { one, other } = both(state);
  return one && other && other.freeEnergy - one.freeEnergy;
}

interface Props {
  readonly store: LabStore;
  /** Also their difference: what a prediction is about. */
  readonly revealed?: boolean;
}

export function SamplePair({ store, revealed = true }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useWants(store, box, { weights: true });
  const { one, other } = useSeen(store, both);
  const shape = useLab(store, (state) => state.summary?.shape);
  const why = useLab(store, (state) => state.summary?.whyNotExact);
  const { sample, other: second } = useLab(store, freeEnergyOf);
  const gain = one && other && other.freeEnergy - one.freeEnergy;
  const sides = [
    {
      label: 'v',
      key: 'v',
      weighed: one,
      chosen: sample,
      set: (index: number) => tellFreeEnergy(store, { sample: index }),
    },
    {
      label: 'v′',
      key: 'w',
      weighed: other,
      chosen: second,
      set: (index: number) => tellFreeEnergy(store, { other: index }),
    },
  ];
  return (
    <div className="free-energy" ref={box}>
      <div className="sample-pair">
        {sides.map(({ label, key, weighed, chosen, set }) => (
          <div key={key} data-symbol={key}>
            <div className="free-energy-top">
              <SampleChoice store={store} label={`Choose ${label}`} chosen={chosen} onChoose={set} />
              {weighed && shape && (
                <span className="free-energy-sample">
                  <UnitsCanvas values={weighed.v} shape={shape} side={84} />
                </span>
              )}
            </div>
            <ReadOut
              name={`F_c(${label})`}
              term="clampedFreeEnergy"
              value={weighed?.freeEnergy}
              method="exact"
              unit="nats"
              detail={weighed ? `${weighed.visible.length + weighed.hidden.length} terms` : ''}
            />
          </div>
        ))}
      </div>
      {revealed && (
        <div className="read-outs">
          <div data-symbol="ratio">
            <ReadOut
              name="ln p(v) − ln p(v′) = F_c(v′) − F_c(v)"
              value={gain}
              method="exact"
              unit="nats"
              detail="without F"
            />
          </div>
          <p className="figure-caption">
            {gain === undefined
              ? ''
              : `p(v) is ${timesWords(gain)} p(v′). ln Z of this machine is not computed: ${why ?? 'it is not needed'}.`}
          </p>
        </div>
      )}
    </div>
  );
}

/** e^`nats` in words: "3.2 times", "4.1 × 10⁻⁶ times". */
function timesWords(nats: number): string {
  const power = nats * Math.LOG10E;
  return Math.abs(power) < 3 ? `${formatValue(Math.exp(nats), 3)} times` : `${formatPower(power)} times`;
}
