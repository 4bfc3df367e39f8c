/** Where a run leaves the page: as a link, as a model file; and where a model comes in. */
import { type ChangeEvent, useId } from 'react';
import { Button } from '../controls/Button';
import { useLab } from '../controls/useLab';
import type { LabStore } from '../state/store';
import { addressOf } from './address';
import type { Connection } from './connect';
import { openModelFile, saveModelFile } from './modelFiles';
import { presetOf } from './presets';

interface Props {
  readonly store: LabStore;
  readonly connection: Connection;
}

export function Footer({ store, connection }: Props) {
  const seed = useLab(store, (state) => state.settings.seed);
  // in a lesson it would give a prediction away
  const preset = useLab(
    store,
    ({ lesson, settings, request }) => !lesson && presetOf(settings, request?.fromModel)?.say,
  );
  const fromModel = useLab(store, (state) => state.request?.fromModel === true);
  const attribution = useLab(store, (state) => state.summary?.attribution);
  return (
    <footer className="footer">
      <p>
        {preset && `${preset} `}
        {fromModel
          ? 'Opened from a model: the address holds its settings, not its weights.'
          : `Seed ${seed}: this page’s address replays the run.`}
        {attribution && ` Data: ${attribution}.`}
      </p>
      <Button onClick={() => copyLink(store)}>Copy link</Button>
      <Button onClick={() => saveModelFile(store, connection)}>Save model</Button>
      <OpenModel store={store} connection={connection} />
    </footer>
  );
}

function OpenModel({ store, connection }: Props) {
  const id = useId();
  const open = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (file) void openModelFile(store, connection, file);
  };
  return (
    <span className="button file-button">
      <label htmlFor={id}>Open model</label>
      <input id={id} type="file" accept=".json,application/json" onChange={open} />
    </span>
  );
}

async function copyLink(store: LabStore): Promise<void> {
  const { say } = store.getState();
  const address = addressOf(store.getState());
  if (!address) return;
  const missing = address.complete
    ? []
    : ['It holds the settings only: this run has too many knob moves for a link.'];
  try {
    await navigator.clipboard.writeText(address.href);
    say({ subject: 'copied', kind: 'note', title: 'The link is copied.', lines: missing });
  } catch {
    const lines = [
      'The browser doesn’t let this page copy. The same link stands in the address bar.',
      ...missing,
    ];
    say({ subject: 'copied', kind: 'warning', title: 'The link could not be copied.', lines });
  }
}
