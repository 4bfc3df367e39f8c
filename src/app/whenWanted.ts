/** What is needed by a few views only is fetched when it is first wanted. */
import type { LabState, LabStore } from '../state/store';
import { refusedMessage } from './words';

/** Calls `start` when `wanted` first holds; once more each time it comes to hold after a failure. */
export function whenWanted(
  store: LabStore,
  wanted: (state: LabState) => boolean,
  start: () => Promise<void>,
): void {
  let started = false;
  const look = (now: boolean) => {
    if (!now || started) return;
    started = true;
    start().catch(() => {
      started = false;
      store.getState().say(refusedMessage('a part of the page could not be fetched; is it still online?'));
    });
  };
  store.subscribe(wanted, look, { fireImmediately: true });
}
