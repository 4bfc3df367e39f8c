/** Opens the page: store and session first, which live outside React, then the page on top of them. */
import { StrictMode, startTransition, useLayoutEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { openSession } from '../engine/client';
import type { Offer } from '../state/messagesSlice';
import { createLabStore, type LabStore } from '../state/store';
import { App } from './App';
import { readAddress, writeAddress } from './address';
import type { Roads } from './afterFirstPicture';
import { Connection } from './connect';
import { defaultPainting } from './defaultPainting';
import { pageHost } from './pageHost';
import { listenForShortcuts } from './shortcuts';
import { followTheme } from './theme';
import { wordsOf } from './words';

/** `spawn`: spawns a worker with the script of the session. */
export function openPage(spawn: () => Worker): void {
  const store = createLabStore();
  followTheme(store);
  const { settings, moves, painting } = readAddress(store, location);

  const connection = new Connection(store, () => openSession({ spawn }), pageHost);
  let stand = () => {};
  const stands = new Promise<void>((resolve) => {
    stand = resolve;
  });
  const ofPainting = settings.dataSet === 'painted' && { painting: painting ?? defaultPainting };
  void connection.start({ settings, moves, ...ofPainting }, stands);
  writeAddress(store);
  listenForShortcuts({ store, connection });
  mount({ store, connection, roads: openRoads(store, connection), onStanding: stand });
}

/** What the first picture does not need, fetched after it; undefined, and said, where it could not be fetched. */
async function openRoads(store: LabStore, connection: Connection): Promise<Roads | undefined> {
  await learning(store);
  try {
    return (await import('./afterFirstPicture')).openRoads(store, connection);
  } catch (error) {
    store.getState().say({
      subject: 'refused',
      kind: 'error',
      title: 'Part of the page could not be fetched.',
      lines: [`It trains, but studies and lessons are missing (${wordsOf(error)}). Reload it to try again.`],
    });
    return undefined;
  }
}

interface PageProps {
  readonly store: LabStore;
  readonly connection: Connection;
  readonly roads: Promise<Roads | undefined>;
  /** Called once the page is in the document. */
  readonly onStanding: () => void;
}

/** As a transition: React renders in slices of a few ms, between which the thread is free. */
function mount(props: PageProps): void {
  const root = createRoot(document.getElementById('root')!);
  startTransition(() =>
    root.render(
      <StrictMode>
        <Page {...props} />
      </StrictMode>,
    ),
  );
}

function Page({ store, connection, roads, onStanding }: PageProps) {
  useLayoutEffect(onStanding, [onStanding]);
  const accept = (offer: Offer) => {
    if (offer === 'go on from the kept run') void roads.then((opened) => opened?.keepsake.goOn());
    else connection.accept(offer);
  };
  return <App store={store} connection={connection} onAccept={accept} />;
}

/** The machine learns and is seen to, or rests; or has been given time enough to. */
function learning({ getState, subscribe }: LabStore): Promise<void> {
  const longest = 2_000; // ms
  return new Promise((done) => {
    const look = () => {
      const { frame, playing } = getState();
      // one that rests is seen as it is
      if (frame && (frame.update > 0 || !playing)) finish();
    };
    const stop = subscribe(look);
    const timer = setTimeout(() => finish(), longest);
    const finish = () => {
      stop();
      clearTimeout(timer);
      done();
    };
  });
}
