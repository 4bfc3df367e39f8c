/** Reads a part of the store in a component; renders again when that part changes. */
import { useSyncExternalStore } from 'react';
import type { LabState, LabStore } from '../state/store';

/** `select` must give the same value for the same state: a part of it, or a primitive. */
export function useLab<T>(store: LabStore, select: (state: LabState) => T): T {
  const read = () => select(store.getState());
  return useSyncExternalStore(store.subscribe, read, read);
}
