/** One update of one sample, line by line: pseudocode, the matrix of each phase, and what they come to. */
import { useEffect, useRef } from 'react';
import type { LabStore } from '../../state/store';
import { useWants } from '../followLab';
import { OverviewStrip } from '../OverviewStrip';
import { MatrixPictures } from './MatrixPictures';
import { Pseudocode } from './Pseudocode';
import { ValleyReadOuts } from './ValleyReadOuts';
import { WeightReadOuts } from './WeightReadOuts';
import { watchUpdates } from './watchUpdates';
import './phases.css';

interface Props {
  readonly store: LabStore;
  /** Instead of a single weight: what the update does to F_c of the datum and of the dream. */
  readonly valley?: boolean;
}

export function Phases({ store, valley = false }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useWants(store, box, { weights: true, walkthrough: true });
  useWatching(store);
  return (
    <div className="phases" ref={box}>
      <OverviewStrip store={store} />
      <div className="phases-body">
        <Pseudocode store={store} />
        <MatrixPictures store={store} />
      </div>
      {valley ? <ValleyReadOuts store={store} /> : <WeightReadOuts store={store} />}
    </div>
  );
}

/** Keeps the book of updates for as long as the figure stands. */
function useWatching(store: LabStore) {
  useEffect(() => {
    const look = () => {
      const state = store.getState();
      const watched = watchUpdates(state.watched, state);
      if (watched !== state.watched) store.setState({ watched });
    };
    look();
    return store.subscribe((state) => state.frame, look);
  }, [store]);
}
