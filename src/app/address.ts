/** Keeps the address in step with the run, so that its link replays it. */

import type { LabState, LabStore } from '../state/store';
import { formatLink, type Link, parseLink } from '../state/url';
import { linkMessage } from './words';

/** Safari throws after 100 changes in 30 s. */
const pause = 400; // ms

/** The run as a link: settings at update 0, the pace of now, the moves. */
function linkOf({ request, settings, ...state }: LabState): Link | undefined {
  const { speed, stepBy } = settings;
  const { moves, painting, workspace } = state;
  const { contenders } = state.comparison;
  return (
    request && { settings: { ...request.settings, speed, stepBy }, moves, painting, workspace, contenders }
  );
}

/** The whole address of the run, to be copied; undefined before there is one. */
export function addressOf(state: LabState): { href: string; complete: boolean } | undefined {
  const link = linkOf(state);
  if (!link) return undefined;
  const { search, hash, complete } = formatLink(link);
  return { href: `${location.origin}${location.pathname}${search}${hash}`, complete };
}

/** Puts what the address says into the store, and says what it could not take. */
export function readAddress(store: LabStore, { search, hash }: Pick<Location, 'search' | 'hash'>) {
  const link = parseLink(search, hash);
  store.setState({
    settings: link.settings,
    ...(link.painting && { painting: link.painting }),
    ...(link.workspace && { workspace: link.workspace }),
  });
  if (link.contenders) store.getState().setContenders(link.contenders);
  if (link.remarks.length > 0) store.getState().say(linkMessage(link.remarks));
  return link;
}

/** Writes the address whenever the run changes, a while later. Returns how to stop. */
export function writeAddress(store: LabStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    timer = undefined;
    const address = addressOf(store.getState());
    if (address && address.href !== location.href) history.replaceState(history.state, '', address.href);
  };
  const stop = store.subscribe(
    ({ request, moves, painting, settings, workspace, comparison }) => [
      request,
      moves,
      painting,
      settings.speed,
      settings.stepBy,
      workspace,
      comparison.contenders,
    ],
    () => {
      timer ??= setTimeout(write, pause);
    },
    { equalityFn: (one, other) => one.every((value, i) => value === other[i]) },
  );
  return () => {
    stop();
    clearTimeout(timer);
  };
}
