/** Follows δ of the machine as fast as one can read, and leaves its spread behind along the run. */
import { useEffect, useState } from 'react';
import type { LabStore } from '../../state/store';
import { useReadable } from '../followLab';
import { labTrace, type Trace, traceIn } from './trace';

export function useTrace(store: LabStore): Trace | undefined {
  const [trace, setTrace] = useState(() => traceIn(store.getState()));
  const subscribe = useReadable(store);
  useEffect(() => {
    const look = () => {
      const state = store.getState();
      const ofLab = labTrace(state);
      // the same object comes back for the same weights: then nothing is rendered, nor recorded twice
      if (ofLab?.update !== undefined && state.traceHistory?.spread.latest?.update !== ofLab.update)
        state.recordTrace(ofLab.run!, ofLab.update, ofLab.spread, ofLab.map.klDivergence);
      setTrace(traceIn(state));
    };
    look();
    return subscribe(look);
  }, [store, subscribe]);
  return trace;
}
