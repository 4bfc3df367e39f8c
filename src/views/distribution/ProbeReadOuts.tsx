/** The numbers of the state looked at: its height, what an edit has changed of it, and its probability. */
import { useEffect, useReducer } from 'react';
import { ReadOut } from '../../chart/ReadOut';
import { clampedFreeEnergy } from '../../core/rbm';
import { heldOf } from '../../state/editSlice';
import type { LabState, LabStore } from '../../state/store';
import { useReadable } from '../followLab';
import { machineFrom, readProbe } from './machine';
import { resultOf } from './useDistribution';

/** Renders again at a pace that can be read. */
export function useReadableRender(store: LabStore) {
  const [, again] = useReducer((count: number) => count + 1, 0);
  const subscribe = useReadable(store);
  useEffect(() => subscribe(again), [subscribe]);
}

/** ln Z of the very model that the state is measured in: the held one's, or the newest known. */
function logPartitionFor(state: LabState): number | undefined {
  const held = heldOf(state);
  const result = resultOf(state);
  return held && result?.edit !== held.edit ? undefined : result?.logPartition;
}

export function ProbeReadOuts({ store }: { readonly store: LabStore }) {
  useReadableRender(store);
  const state = store.getState();
  const reading = readProbe(state);
  const held = heldOf(state);
  const logZ = logPartitionFor(state);
  const before = held && reading ? clampedFreeEnergy(machineFrom(held.original), reading.bits) : undefined;
  return (
    <>
      <ReadOut
        name="F_c of the state"
        term="clampedFreeEnergy"
        value={reading?.freeEnergy}
        method="exact"
        unit="nats"
      />
      {before !== undefined && reading && (
        <ReadOut name="Change of F_c" value={reading.freeEnergy - before} method="exact" unit="nats" />
      )}
      <ReadOut
        name="ln p of the state"
        value={reading && logZ !== undefined ? -reading.freeEnergy - logZ : undefined}
        method="exact"
        unit="nats"
      />
    </>
  );
}
