/** Keeps the address in step with the run, so that its link replays it. */

import { type LessonPlace, samePlace, stepKey } from '../state/lessonSlice';
import type { LabState, LabStore } from '../state/store';
import { formatLink, type Link, parseLink } from '../state/url';
import { linkMessage } from './words';

/** Safari throws after 100 changes in 30 s. */
const pause = 400; // ms

/** The run as a link: settings at update 0, the pace of now, the moves. */
function linkOf({ request, settings, ...state }: LabState): Link | undefined {
  const { speed, stepBy } = settings;
  const { moves, painting, workspace, latticeLink: lattice, lesson } = state;
  const { contenders } = state.comparison;
  return (
    request && {
      settings: { ...request.settings, speed, stepBy },
      moves,
      painting,
      workspace,
      contenders,
      lattice,
      lesson,
    }
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
    ...(link.lattice && { latticeLink: link.lattice }),
    // nothing is learned before the step has set the lab up
    ...(link.lesson && { lesson: link.lesson, machineRests: true, playing: false }),
    ...(link.lesson && link.explicit && { lessonSetUp: stepKey(link.lesson) }),
  });
  if (link.contenders) store.getState().setContenders(link.contenders);
  if (link.remarks.length > 0) store.getState().say(linkMessage(link.remarks));
  return link;
}

/**
 * Writes the address whenever the run changes, a while later; a step of a lesson is a place of its own in the
 * history, and the back button leads to the step before. Returns how to stop.
 */
export function writeAddress(store: LabStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written: LessonPlace | undefined = store.getState().lesson;
  const write = () => {
    timer = undefined;
    const address = addressOf(store.getState());
    if (!address || address.href === location.href) return;
    const { lesson } = store.getState();
    const moved = !samePlace(written, lesson);
    written = lesson;
    if (moved) history.pushState(history.state, '', address.href);
    else history.replaceState(history.state, '', address.href);
  };
  const stop = store.subscribe(
    ({ request, moves, painting, settings, workspace, comparison, latticeLink, lesson }) => [
      request,
      moves,
      painting,
      settings.speed,
      settings.stepBy,
      workspace,
      comparison.contenders,
      latticeLink,
      lesson,
    ],
    () => {
      timer ??= setTimeout(write, pause);
    },
    { equalityFn: (one, other) => one.every((value, i) => value === other[i]) },
  );
  const goBack = () => {
    const { lesson } = parseLink(location.search, location.hash);
    written = lesson;
    const { openLesson, closeLessons } = store.getState();
    if (lesson) openLesson(lesson);
    else if (store.getState().lesson) closeLessons('the machine before');
  };
  addEventListener('popstate', goBack);
  return () => {
    stop();
    clearTimeout(timer);
    removeEventListener('popstate', goBack);
  };
}
