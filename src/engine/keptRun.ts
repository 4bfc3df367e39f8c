/** A run kept over a reload, checked when it comes back from the browser's storage. */
import type { Table } from '../core/data/table';
import type { TrainerState } from '../kernels/contract';
import type { KeptRun } from './frame';

export interface KeptState {
  readonly trainer: TrainerState;
  /** The user's file, for a run on it. */
  readonly table?: Table;
}

/** The state inside `kept`. Throws a TypeError where it isn't one. */
export function keptState(kept: KeptRun): KeptState {
  const state = kept?.state as Partial<KeptState> | null | undefined;
  const trainer = state?.trainer;
  const { W, a, b, velocity } = trainer ?? {};
  const floats = [W, a, b, velocity].every((array) => array instanceof Float32Array);
  if (!trainer || !floats || !(trainer.rest instanceof Uint8Array) || !trainer.position || !kept.request) {
    throw new TypeError('the run that was kept can’t be read; it may be from another version of this page');
  }
  return { trainer, ...(state?.table && { table: state.table }) };
}

/** Throws a TypeError unless `state` fits a machine of this size. */
export function assertFits(state: TrainerState, visible: number, hidden: number): void {
  const { W, a, b, velocity } = state;
  const weights = visible * hidden;
  const total = weights + visible + hidden;
  if (W.length === weights && a.length === visible && b.length === hidden && velocity.length === total)
    return;
  throw new TypeError(`invalid state: ${W.length} weights; expected ${visible} × ${hidden}`);
}
