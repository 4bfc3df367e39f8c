/** H(v) from the machine that the lab trains: its F_c(v), or how to come by a machine that is small enough. */
import { useState } from 'react';
import { formatMany } from '../../chart/numbers';
import { Button } from '../../controls/Button';
import { useLab } from '../../controls/useLab';
import type { Settings } from '../../settings';
import { mostEnergyUnits } from '../../state/renormalisationSlice';
import type { LabState, LabStore } from '../../state/store';
import { energiesOfMachine } from './energySources';

interface Props {
  readonly store: LabStore;
}

const visibleOf = ({ summary }: LabState) => summary?.visible ?? 0;
const fits = (state: LabState) =>
  state.weights !== undefined && visibleOf(state) >= 1 && visibleOf(state) <= mostEnergyUnits;

/** Takes H(v) from the machine as it is now; returns what is wrong, in words. */
export function takeMachine(store: LabStore): string | undefined {
  const { summary, weights, frame, setEnergies } = store.getState();
  if (!summary || !weights) return 'The weights have not come yet: try again in a moment.';
  if (weights.a.length > mostEnergyUnits)
    return `The machine has ${weights.a.length} visible units; H(v) takes at most ${mostEnergyUnits}.`;
  const about = { run: summary.run, update: frame?.update ?? 0 };
  const H = energiesOfMachine(weights, { visible: weights.a.length, hidden: weights.b.length }, about);
  return setEnergies({ H });
}

export function MachineButton({ store }: Props) {
  const possible = useLab(store, fits);
  const [problem, setProblem] = useState<string>();
  return (
    <>
      <Button label="H(v): Machine" disabled={!possible} onClick={() => setProblem(takeMachine(store))}>
        Machine
      </Button>
      {problem && (
        <span className="refusal" role="alert">
          {problem}
        </span>
      )}
    </>
  );
}

/** Machines of at most eight visible units that learn something at once. */
const small: readonly { readonly label: string; readonly settings: Partial<Settings> }[] = [
  {
    label: 'bars and stripes 2×2',
    settings: { dataSet: 'bars', barsSide: 2, hiddenUnits: 8, learningRate: 0.1, speed: 1000 },
  },
  {
    label: 'parity of 6 bits',
    settings: { dataSet: 'parity', parityBits: 6, hiddenUnits: 12, learningRate: 0.1, speed: 1000 },
  },
];

/** Stands where the lab's machine is too large: what to do about it. */
export function MachineNote({ store }: Props) {
  const visible = useLab(store, visibleOf);
  if (visible <= mostEnergyUnits) return null;
  return (
    <p className="machine-note">
      H(v) can be the lab’s machine where it has at most {mostEnergyUnits} visible units. Now it has{' '}
      {formatMany(visible, 'unit')}. Train a small one instead, on
      {small.map(({ label, settings }) => (
        <Button key={label} onClick={() => store.getState().change(settings)}>
          {label}
        </Button>
      ))}
    </p>
  );
}
