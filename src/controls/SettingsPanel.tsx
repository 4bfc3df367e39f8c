/** A group of the settings table under its heading, with when its changes act. */
import { Fragment, type ReactNode } from 'react';
import { type Group, type SettingName, settingNames, specOf } from '../settings';
import type { LabStore } from '../state/store';
import { Setting } from './Setting';
import './controls.css';

interface Props {
  readonly store: LabStore;
  readonly group: Group;
  readonly title: string;
  /** Names that stand behind "More". */
  readonly behindMore?: readonly SettingName[];
  /** Names that this panel leaves to others. */
  readonly elsewhere?: readonly SettingName[];
  /** Replaces the one-line reason of a setting. */
  readonly reasons?: Partial<Record<SettingName, ReactNode>>;
  /** Stands below the control of a setting. */
  readonly below?: Partial<Record<SettingName, ReactNode>>;
  readonly children?: ReactNode;
}

export function SettingsPanel({ store, group, title, behindMore = [], elsewhere = [], ...rest }: Props) {
  const names = settingNames.filter((name) => specOf(name).group === group && !elsewhere.includes(name));
  const row = (name: SettingName) => (
    <Fragment key={name}>
      <Setting store={store} name={name} reason={rest.reasons?.[name]} />
      {rest.below?.[name]}
    </Fragment>
  );
  const acts = names.every((name) => specOf(name).applies === 'restart')
    ? 'starts a new run'
    : 'acts at once';
  return (
    <section className="panel" aria-labelledby={`panel-${group}`}>
      <h2>
        <span id={`panel-${group}`}>{title}</span> <small>{acts}</small>
      </h2>
      {names.filter((name) => !behindMore.includes(name)).map(row)}
      {rest.children}
      {behindMore.length > 0 && (
        <details>
          <summary>More about {title.toLowerCase()}</summary>
          {names.filter((name) => behindMore.includes(name)).map(row)}
        </details>
      )}
    </section>
  );
}
