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

/** Takes H(v) from the machine as it is now; returns what is wrong, in words. */
function takeMachine(store: LabStore): string | undefined {
  const { summary, weights, frame, setEnergies } = store.getState();
  if (!summary || !weights) return 'The weights have not come yet: try again in a moment.';
  if (weights.a.length > mostEnergyUnits)
    return `The lab’s machine has ${formatMany(weights.a.length, 'visible unit')}; H(v) takes at most ${mostEnergyUnits}.`;
  const about = { run: summary.run, update: frame?.update ?? 0 };
  const H = energiesOfMachine(weights, { visible: weights.a.length, hidden: weights.b.length }, about);
  return setEnergies({ H });
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

/** Takes H(v) from the machine; where that is too large it says what to do about it. */
export function MachineButton({ store }: Props) {
  const visible = useLab(store, visibleOf);
  const [problem, setProblem] = useState<string>();
  const tooLarge = visible > mostEnergyUnits;
  const train = (settings: Partial<Settings>) => {
    setProblem(undefined);
    store.getState().change(settings);
  };
  return (
    <>
      <Button label="H(v): Machine" onClick={() => setProblem(takeMachine(store))}>
        Machine
      </Button>
      {problem && (
        <p className="machine-note" role="alert">
          {problem}
          {tooLarge && ' Train a small one on '}
          {tooLarge &&
            small.map(({ label, settings }) => (
              <Button key={label} onClick={() => train(settings)}>
                {label}
              </Button>
            ))}
        </p>
      )}
    </>
  );
}
