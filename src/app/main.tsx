/** Starts the page: store and session first, which live outside React, then the page on top of them. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openSession } from '../engine/client';
import { createLabStore, type LabStore } from '../state/store';
import { App } from './App';
import { readAddress, writeAddress } from './address';
import { Connection } from './connect';
import { defaultPainting } from './defaultPainting';
import { pageHost } from './pageHost';
import { listenForShortcuts } from './shortcuts';
import { followTheme } from './theme';
import { wordsOf } from './words';

const store = createLabStore();
followTheme(store);
const { settings, moves, painting } = readAddress(store, location);

const connection = new Connection(store, openSession, pageHost);
void connection.start({
  settings,
  moves,
  ...(settings.dataSet === 'painted' && { painting: painting ?? defaultPainting }),
});
writeAddress(store);
listenForShortcuts({ store, connection });

const roads = learning(store).then(async () =>
  (await import('./afterFirstPicture')).openRoads(store, connection),
);
roads.catch((error) =>
  store.getState().say({
    subject: 'refused',
    kind: 'error',
    title: 'Part of the page could not be fetched.',
    lines: [`It trains, but studies and lessons are missing (${wordsOf(error)}). Reload it to try again.`],
  }),
);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App
      store={store}
      connection={connection}
      onAccept={(offer) => {
        if (offer === 'go on from the kept run')
          void roads.then(
            ({ keepsake }) => keepsake.goOn(),
            () => undefined,
          );
        else connection.accept(offer);
      }}
    />
  </StrictMode>,
);

/** The machine learns and is seen to; or has been given time enough to. */
function learning({ getState, subscribe }: LabStore): Promise<void> {
  const longest = 2_000; // ms
  return new Promise((done) => {
    const look = () => {
      if ((getState().frame?.update ?? 0) > 0) finish();
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
