/** A part of what a run shows, made afresh at the pace that one can read: for small figures that React renders. */
import { useEffect, useState } from 'react';
import type { LabState, LabStore } from '../state/store';
import { useReadable } from './followLab';

/** `make` must be a constant of its module, or it is made afresh at every render. */
export function useSeen<T>(store: LabStore, make: (state: LabState) => T): T {
  const [seen, setSeen] = useState(() => make(store.getState()));
  const subscribe = useReadable(store);
  useEffect(() => {
    const renew = () => setSeen(make(store.getState()));
    renew();
    return subscribe(renew);
  }, [store, make, subscribe]);
  return seen;
}
