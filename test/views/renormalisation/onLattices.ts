/** A run whose target is known: lattices of 3×3 spins. */
import { createLabStore, type LabStore } from '../../../src/state/store';
import { frameOf, requestOf, summaryOf } from '../../gallery/frames';

/** A lab that learns from 3×3 lattices at T = 2.5, with a machine of 18 hidden units. */
export function onLattices(isingSide = 3): LabStore {
  const store = createLabStore();
  const settings = { dataSet: 'ising', isingSide, isingTemperature: 2.5, hiddenUnits: 18 } as const;
  store.getState().change(settings);
  const summary = summaryOf({ rows: isingSide, columns: isingSide, hidden: 18 });
  store.getState().opened(summary, { ...requestOf(), settings: store.getState().settings });
  store.getState().receive(frameOf(summary));
  return store;
}
