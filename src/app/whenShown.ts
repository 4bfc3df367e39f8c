/** What is needed by one view only is fetched when that view is first shown. */
import type { Workspace } from '../state/interfaceSlice';
import type { LabStore } from '../state/store';
import { refusedMessage } from './words';

/** Calls `start` when `workspace` first stands in the middle; once more each time it is shown after a failure. */
export function whenShown(store: LabStore, workspace: Workspace, start: () => Promise<void>): void {
  let started = false;
  const look = (current: Workspace) => {
    if (current !== workspace || started) return;
    started = true;
    start().catch(() => {
      started = false;
      store.getState().say(refusedMessage('a part of the page could not be fetched; is it still online?'));
    });
  };
  store.subscribe((state) => state.workspace, look, { fireImmediately: true });
}
