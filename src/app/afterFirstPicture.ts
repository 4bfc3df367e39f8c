/** What the page needs once it is there, but not for its first picture: fetched after it. */
import { get, set } from 'idb-keyval';
import { openSession } from '../engine/client';
import type { LabState, LabStore } from '../state/store';
import { ComparisonRoad, comparisonHost } from './comparisonRoad';
import type { Connection } from './connect';
import { Keepsake } from './keepsake';
import { LessonRoad } from './lessonRoad';
import { pageHost } from './pageHost';
import { StudyRoad } from './studyRoad';
import { whenWanted } from './whenWanted';

export interface Roads {
  readonly keepsake: Keepsake;
}

/** Studies and comparisons that were asked for meanwhile are taken up. */
export function openRoads(store: LabStore, connection: Connection): Roads {
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
  new LessonRoad(store, connection);
  const latticeIsSeen = ({ lattice }: LabState) => (lattice?.watchers ?? 0) > 0;
  whenWanted(store, latticeIsSeen, async () => {
    const { LatticeRoad } = await import('./latticeRoad');
    new LatticeRoad(store, { openModel: connection.openModel, host: pageHost });
  });
  return { keepsake };
}
