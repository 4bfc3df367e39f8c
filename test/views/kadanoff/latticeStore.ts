/** A store whose run learns 4×4 Ising lattices, with a comparison where one is given. */
import type { LatticeMachineResult } from '../../../src/engine/study';
import { createLabStore, type LabStore } from '../../../src/state/store';
import { requestOf, summaryOf } from '../../gallery/frames';
import { side } from './results';

export function latticeStore(result?: LatticeMachineResult): LabStore {
  const store = createLabStore();
  const request = requestOf();
  store.getState().opened(summaryOf({ rows: side, columns: side, hidden: 5 }), {
    ...request,
    settings: { ...request.settings, dataSet: 'ising', isingSide: side, isingTemperature: 2.5 },
  });
  if (result)
    store
      .getState()
      .tell('latticeMachine', { mode: 'idle', result, about: { run: 1, update: result.update } });
  return store;
}
