/** The ring of Ising spins that is decimated by hand: its coupling, its length, and how often. */
import type { Slice } from './store';

export interface DecimationState {
  /** Coupling K = J/kT of neighbours, from 0. */
  readonly K: number;
  /** Spins on the ring before the first decimation: a power of two, so that it can be halved. */
  readonly spins: number;
  readonly steps: number;
}

export interface DecimationSlice {
  decimation: DecimationState;
  /** All or nothing; what is wrong comes back in words. */
  setDecimation(changes: Partial<DecimationState>): string | undefined;
}

export const largestRingCoupling = 3;
/** Halvings that leave a ring of two spins. */
export const mostDecimations = (spins: number): number => Math.log2(spins) - 1;

export const decimationSlice: Slice<DecimationSlice> = (set, get) => ({
  decimation: { K: 1, spins: 64, steps: 0 },
  setDecimation: (changes) => {
    const next = { ...get().decimation, ...changes };
    if (!(next.K >= 0 && next.K <= largestRingCoupling))
      return `invalid K: ${next.K}; expected 0..${largestRingCoupling}`;
    const most = mostDecimations(next.spins);
    if (!(Number.isInteger(next.steps) && next.steps >= 0 && next.steps <= most))
      return `invalid steps: ${next.steps}; expected 0..${most} (whole)`;
    set({ decimation: next });
    return undefined;
  },
});
