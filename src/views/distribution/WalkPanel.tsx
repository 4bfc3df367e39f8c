/** The state that one stands in: its picture to flip units in, its height, its neighbours, and the way downhill. */
import { useEffect, useReducer } from 'react';
import { formatMany } from '../../chart/numbers';
import { ReadOut } from '../../chart/ReadOut';
import { Term } from '../../chart/Term';
import { Button } from '../../controls/Button';
import { useLab } from '../../controls/useLab';
import { descend } from '../../core/descent';
import { clampedFreeEnergy } from '../../core/rbm';
import { heldOf, probeOf } from '../../state/editSlice';
import type { LabState, LabStore } from '../../state/store';
import { useReadable } from '../followLab';
import { machineFrom, machineOf, type ProbeReading, readProbe } from './machine';
import { StateGrid } from './StateGrid';
import { resultOf } from './useDistribution';

/** Renders again at a pace that can be read. */
function useReadableRender(store: LabStore) {
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

export function WalkPanel({ store }: { readonly store: LabStore }) {
  useReadableRender(store);
  const probe = useLab(store, probeOf);
  const state = store.getState();
  const { summary, setProbe } = state;
  const reading = readProbe(state);
  if (!summary || probe.length === 0) return null;
  const flip = (unit: number) => setProbe(probe.map((bit, i) => (i === unit ? 1 - bit : bit)));
  const goDown = () => {
    const machine = machineOf(store.getState());
    if (machine) setProbe(descend(machine, probeOf(store.getState())));
  };
  const downhill = reading ? reading.rises.filter((rise) => rise < 0).length : 0;
  return (
    <section className="walk" aria-label="The state looked at">
      <header className="figure-head">
        <h2>
          <Term name="landscapeState">The state</Term>
        </h2>
        <span className="figure-controls">
          <Button onClick={goDown} disabled={!reading || downhill === 0}>
            Go downhill
          </Button>
        </span>
      </header>
      <div className="walk-body">
        <StateGrid bits={probe} shape={summary.shape} rises={reading?.rises} onFlip={flip} />
        <div className="read-outs">
          <ProbeReadOuts store={store} reading={reading} />
        </div>
      </div>
      <p className="figure-caption">
        {downhill === 0
          ? 'A minimum: no single flip leads lower. '
          : `${formatMany(downhill, 'flip')} of ${summary.visible} lead${downhill === 1 ? 's' : ''} lower. `}
        The numbers say how F_c changes when a unit is flipped.
      </p>
    </section>
  );
}

interface ReadingProps {
  readonly store: LabStore;
  readonly reading: ProbeReading | undefined;
}

function ProbeReadOuts({ store, reading }: ReadingProps) {
  const state = store.getState();
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
