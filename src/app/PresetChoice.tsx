/** One choice that sets up a whole experiment. */
import { Choice } from '../controls/Choice';
import { useLab } from '../controls/useLab';
import type { LabStore } from '../state/store';
import type { Connection } from './connect';
import { choosePreset, presetOf, presets } from './presets';

interface Props {
  readonly store: LabStore;
  readonly connection: Connection;
}

export function PresetChoice({ store, connection }: Props) {
  const name = useLab(store, (state) => presetOf(state.settings, state.request?.fromModel)?.name ?? 'own');
  const choose = (chosen: string) => {
    const preset = presets.find((candidate) => candidate.name === chosen);
    if (preset) void choosePreset(store, preset, connection.openModel);
  };
  const options = presets.map((preset) => ({ value: preset.name, label: preset.label }));
  return (
    <Choice
      label="Preset"
      value={name}
      onChange={choose}
      options={[...options, { value: 'own', label: 'Your own', disabled: true }]}
    />
  );
}
