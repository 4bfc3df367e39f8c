/** A parameter of the tiny machine, to be turned by hand. */
import { Slider } from '../../controls/Slider';
import { useLab } from '../../controls/useLab';
import type { LabStore } from '../../state/store';
import { type TinyMachine, tinyLimit } from '../../state/tinyMachineSlice';

const range = { unit: 'nats', min: -tinyLimit, max: tinyLimit, scale: 'linear', integer: false } as const;

interface Props {
  readonly store: LabStore;
  readonly name: keyof TinyMachine;
  readonly label: string;
}

export function TinySlider({ store, name, label }: Props) {
  const value = useLab(store, (state) => state.tiny[name]);
  return (
    <Slider
      spec={{ label, ...range }}
      unit=""
      value={value}
      onChange={(next) => store.getState().setTiny({ [name]: next })}
    />
  );
}
