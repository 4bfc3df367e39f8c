/** The page's sense of time: the next frame of the screen, or a slow beat while nobody looks. */
import type { Host } from './frameRoad';

/** Between two looks at a run that nobody sees: its scalars are fetched, nothing is drawn. */
const hiddenBeat = 1_000; // ms

export const pageHost: Host = {
  hidden: () => document.hidden,
  nextFrame: () =>
    new Promise((resolve) => {
      if (!document.hidden) {
        requestAnimationFrame(() => resolve());
        return;
      }
      const timer = setTimeout(resolve, hiddenBeat);
      document.addEventListener(
        'visibilitychange',
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    }),
};
