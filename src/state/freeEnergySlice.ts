/** What the lesson on the free energy has in hand: the samples it compares, and what machines were found to cost. */
import type { LabState, LabStore } from './store';

/** What F_c(v) and F cost on one machine, in terms and in seconds measured here. */
export interface Cost {
  readonly visible: number;
  readonly hidden: number;
  /** Of one F_c(v). */
  readonly clampedSeconds?: number;
  /** Of F, reckoned from a timed piece of the sum; may be ∞. */
  readonly reckonedSeconds?: number;
  /** Of F, where the whole sum was done. */
  readonly measuredSeconds?: number;
}

export interface FreeEnergyState {
  /** Indices into `summary.samples`. */
  readonly sample: number;
  readonly other: number;
  /** One a machine, by hidden units. */
  readonly costs: readonly Cost[];
}

export interface FreeEnergySlice {
  freeEnergy?: FreeEnergyState;
}

/** As the lesson begins. */
export const initialFreeEnergy: FreeEnergyState = { sample: 0, other: 1, costs: [] };

export const freeEnergyOf = ({ freeEnergy }: LabState): FreeEnergyState => freeEnergy ?? initialFreeEnergy;

export function tellFreeEnergy(store: LabStore, changes: Partial<FreeEnergyState>): void {
  store.setState((state) => ({ freeEnergy: { ...freeEnergyOf(state), ...changes } }));
}

/** Adds what was found to what is known of a machine of that size. */
export function recordCost(store: LabStore, cost: Cost): void {
  const { costs } = freeEnergyOf(store.getState());
  const same = (one: Cost) => one.visible === cost.visible && one.hidden === cost.hidden;
  const others = costs.filter((one) => !same(one));
  const joined = { ...costs.find(same), ...cost };
  tellFreeEnergy(store, { costs: [...others, joined].sort((x, y) => x.hidden - y.hidden) });
}
