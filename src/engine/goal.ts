/** What a run is to do: go on, or reach a place. */
import type { Position } from '../kernels/contract';
import type { Grain } from './frame';

export type Goal =
  | { readonly kind: 'play' }
  | { readonly kind: 'update'; readonly update: number }
  | { readonly kind: 'epoch'; readonly epoch: number }
  /** `done`: the half-step was finished. */
  | { readonly kind: 'halfSweep'; done: boolean };

/** The goal of one step of `grain` from `at`. */
export function goalOf(grain: Grain, { update, epoch }: Position): Goal {
  if (grain === 'epoch') return { kind: 'epoch', epoch: epoch + 1 };
  return grain === 'update' ? { kind: 'update', update: update + 1 } : { kind: 'halfSweep', done: false };
}

export function isReached(goal: Goal, { update, epoch }: Position): boolean {
  if (goal.kind === 'update') return update >= goal.update;
  if (goal.kind === 'epoch') return epoch >= goal.epoch;
  return goal.kind === 'halfSweep' && goal.done;
}
