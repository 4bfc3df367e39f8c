/** Which model the distribution view is about: the machine, followed while it can be seen, or the copy in hand. */
import { type RefObject, useEffect, useState } from 'react';
import { useLab } from '../../controls/useLab';
import type { DistributionResult } from '../../engine/study';
import { type EditedParameters, heldOf } from '../../state/editSlice';
import type { LabState, LabStore } from '../../state/store';

/** Whether an element can be seen now. */
function useSeen(element: RefObject<Element | null>): boolean {
  const [seen, setSeen] = useState(true);
  useEffect(() => {
    if (!element.current) return;
    const sight = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting ?? true));
    sight.observe(element.current);
    return () => sight.disconnect();
  }, [element]);
  return seen;
}

/** Results about a copy as it was taken, by its parameters: what edits are compared with. */
const befores = new WeakMap<EditedParameters, DistributionResult>();

/** The edit by which a copy was asked about as it was taken: an answer may come after the first change. */
const firstEdits = new WeakMap<EditedParameters, number>();

/** What was found about the held model before it was changed. */
export function beforeOf(state: LabState): DistributionResult | undefined {
  const held = heldOf(state);
  return held && befores.get(held.original);
}

/** The newest result, if it is about a model of the shape that is open. */
export function resultOf({ studies, summary }: LabState): DistributionResult | undefined {
  const { result } = studies.distribution;
  return result && result.visible === summary?.visible ? result : undefined;
}

/** Studies the machine again and again, or, while a copy is held, each edit of it: one at a time, the newest next. */
export function useDistribution(store: LabStore, element: RefObject<Element | null>): void {
  const seen = useSeen(element);
  const held = useLab(store, heldOf);
  const mode = useLab(store, (state) => state.studies.distribution.mode);
  const result = useLab(store, (state) => state.studies.distribution.result);
  const holding = held !== undefined;

  useEffect(() => {
    if (!seen || holding) return;
    store.getState().follow('distribution', {});
    return () => store.getState().stop('distribution');
  }, [store, seen, holding]);

  useEffect(() => {
    const { studies, ask } = store.getState();
    if (!held || mode === 'running' || studies.distribution.asked?.edit === held.edit) return;
    if (held.parameters === held.original) firstEdits.set(held.original, held.edit);
    ask('distribution', { edited: held.parameters, edit: held.edit });
  }, [store, held, mode]);

  useEffect(() => {
    if (held && result?.edit !== undefined && result.edit === firstEdits.get(held.original))
      befores.set(held.original, result);
  }, [held, result]);
}
