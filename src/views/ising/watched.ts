/** What the pictures of a lattice follow, and how a view asks for it. */
import { useEffect } from 'react';
import { watchLattice } from '../../state/latticeSlice';
import type { LabState, LabStore } from '../../state/store';

export const newestFrame = ({ lattice }: LabState) => lattice?.frame;
export const watched = (state: LabState) => [newestFrame(state)];

/** Has the lattice sampled for as long as the component stands. */
export function useLattice(store: LabStore): void {
  useEffect(() => watchLattice(store), [store]);
}
