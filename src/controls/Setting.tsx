/** One row of the settings table as a control, bound to the store. */
import type { ReactNode } from 'react';
import { fastest, type SettingName, specOf } from '../settings';
import type { LabStore } from '../state/store';
import { Choice } from './Choice';
import { Reason } from './Reason';
import { Slider } from './Slider';
import { useLab } from './useLab';

interface Props {
  readonly store: LabStore;
  readonly name: SettingName;
  /** Stands in place of the table's reason. */
  readonly reason?: ReactNode;
  /** Without the reason: where the place is narrow. */
  readonly bare?: boolean;
}

const isFastest = (name: SettingName, value: number) => name === 'speed' && value >= fastest;
const unitOf = (name: SettingName, value: number) => (isFastest(name, value) ? 'fastest' : undefined);
const saySpeed = (value: number) => (value >= fastest ? 'as fast as possible' : `${value} updates/s`);

export function Setting({ store, name, reason, bare = false }: Props) {
  const spec = specOf(name);
  const value = useLab(store, (state) => state.settings[name]);
  const shown = useLab(store, (state) => isShown(state.settings, name));
  if (!shown) return null;
  const line = bare ? undefined : (reason ?? <Reason name={name} />);
  const set = (next: number | string) => store.getState().set(name, next);
  if (spec.kind === 'choice') {
    return (
      <Choice label={spec.label} value={String(value)} options={spec.options} onChange={set} reason={line} />
    );
  }
  return (
    <Slider
      spec={spec}
      value={Number(value)}
      onChange={set}
      patient={spec.applies === 'restart'}
      reason={line}
      unit={reason === undefined ? unitOf(name, Number(value)) : ''}
      say={name === 'speed' ? saySpeed : undefined}
    />
  );
}

/** Whether a setting has a meaning while the others are as they are. */
export function isShown(settings: Readonly<Record<string, unknown>>, name: SettingName): boolean {
  const { when } = specOf(name);
  return !when || when.is.includes(String(settings[when.setting]));
}
