/** A fresh seed: the only place where chance is not reproducible. */
import type { LabStore } from '../state/store';

/** Short enough to be read out, many enough not to meet twice. */
const seeds = 1_000_000;

export function newSeed(store: LabStore, random: () => number = Math.random): void {
  const { settings, set } = store.getState();
  const seed = Math.floor(random() * seeds);
  set('seed', seed === settings.seed ? (seed + 1) % seeds : seed);
}
