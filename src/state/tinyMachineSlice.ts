/** The machine of two visible units and one hidden that one can see whole: its parameters, to be turned by hand. */
import type { Slice } from './store';

export interface TinyMachine {
  /** Weights v₁–h and v₂–h, visible biases, hidden bias; nats. */
  readonly W1: number;
  readonly W2: number;
  readonly a1: number;
  readonly a2: number;
  readonly b: number;
  /** Added to the energy of every state, nats. */
  readonly shift: number;
}

export interface TinyMachineSlice {
  tiny: TinyMachine;
  /** All or nothing; what is wrong comes back in words. */
  setTiny(changes: Partial<TinyMachine>): string | undefined;
}

export const atRest: TinyMachine = { W1: 0, W2: 0, a1: 0, a2: 0, b: 0, shift: 0 };
/** Every parameter lies within ± this, nats. */
export const tinyLimit = 5;

export const tinyMachineSlice: Slice<TinyMachineSlice> = (set, get) => ({
  tiny: atRest,
  setTiny: (changes) => {
    for (const [name, value] of Object.entries(changes))
      if (!(Math.abs(value) <= tinyLimit))
        return `invalid ${name}: ${value}; expected ${-tinyLimit}..${tinyLimit}`;
    set({ tiny: { ...get().tiny, ...changes } });
    return undefined;
  },
});
