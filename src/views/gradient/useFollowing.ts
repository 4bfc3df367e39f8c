/** The study of the gradient, followed while a view of it is looked at. */
import { useEffect } from 'react';
import { useLab } from '../../controls/useLab';
import type { LabStore } from '../../state/store';

/** What the update is made with is asked about anew, also at rest. */
export function useFollowing(store: LabStore): void {
  const ready = useLab(store, (state) => state.summary !== undefined);
  const rule = useLab(store, ({ settings: s }) =>
    [s.algorithm, s.gibbsSteps, s.chainCount, s.ladderSize, s.batchSize].join(' '),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another rule is another question about the same model
  useEffect(() => {
    if (ready) store.getState().follow('gradient', {});
  }, [store, ready, rule]);
  useEffect(() => () => store.getState().stop('gradient'), [store]);
}
