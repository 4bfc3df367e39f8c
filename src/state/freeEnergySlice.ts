/** What the lesson on the free energy has in hand: the samples it compares, and what machines were found to cost. */
import type { Slice } from './store';

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

export interface FreeEnergySlice {
  freeEnergy: {
    /** Indices into `summary.samples`. */
    readonly sample: number;
    readonly other: number;
    /** One a machine, by hidden units. */
    readonly costs: readonly Cost[];
  };
  setFreeEnergy(changes: Partial<FreeEnergySlice['freeEnergy']>): void;
  /** Adds what was found to what is known of a machine of that size. */
  recordCost(cost: Cost): void;
}

export const freeEnergySlice: Slice<FreeEnergySlice> = (set, get) => ({
  freeEnergy: { sample: 0, other: 1, costs: [] },
  setFreeEnergy: (changes) => set({ freeEnergy: { ...get().freeEnergy, ...changes } }),
  recordCost: (cost) => {
    const { costs } = get().freeEnergy;
    const same = (one: Cost) => one.visible === cost.visible && one.hidden === cost.hidden;
    const joined = { ...costs.find(same), ...cost };
    const others = costs.filter((one) => !same(one));
    get().setFreeEnergy({ costs: [...others, joined].sort((x, y) => x.hidden - y.hidden) });
  },
});
