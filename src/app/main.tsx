/** Starts the page: store and session first, which live outside React, then the page on top of them. */
import { get, set } from 'idb-keyval';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openSession } from '../engine/client';
import { createLabStore } from '../state/store';
import { App } from './App';
import { readAddress, writeAddress } from './address';
import { ComparisonRoad, comparisonHost } from './comparisonRoad';
import { Connection } from './connect';
import { defaultPainting } from './defaultPainting';
import { Keepsake } from './keepsake';
import { pageHost } from './pageHost';
import { listenForShortcuts } from './shortcuts';
import { StudyRoad } from './studyRoad';
import { followTheme } from './theme';

const store = createLabStore();
followTheme(store);
const { settings, moves, painting } = readAddress(store, location);

const connection = new Connection(store, openSession, pageHost);
void connection.start({
  settings,
  moves,
  ...(settings.dataSet === 'painted' && { painting: painting ?? defaultPainting }),
});
new ComparisonRoad(store, openSession, comparisonHost, () => connection.keep());
const keepsake = new Keepsake(store, connection, {
  get: () => get('run'),
  set: (kept) => set('run', kept),
});
void keepsake.begin();
new StudyRoad(store, {
  source: connection,
  openPool: async () => new (await import('../engine/pool')).Pool(),
  host: pageHost,
});
writeAddress(store);
listenForShortcuts({ store, connection });

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App
      store={store}
      connection={connection}
      onAccept={(offer) => (offer === 'go on from the kept run' ? keepsake.goOn() : connection.accept(offer))}
    />
  </StrictMode>,
);
