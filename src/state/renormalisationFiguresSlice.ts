/** What the figures about renormalisation are set to, and how δ of the training machine has spread along the run. */
import type { SizeConsistencyAsk } from '../engine/study';
import { Curve } from './curves';
import type { Slice } from './store';

/** As `Change` in core's many energies. */
export type EnergyChange =
  | 'relabelVisible'
  | 'relabelHidden'
  | 'flipVisible'
  | 'flipHidden'
  | 'exchangeStates'
  | 'addEnergies'
  | 'addConstant';

export interface RenormalisationFigures {
  readonly trace: {
    /** The machine in training against the lattice that its data come from, or the 1×1 machine of equal Z. */
    readonly subject: 'lab' | 'counterexample';
    /** Whether a constant is added to H so that ΔF = 0: H is known up to one. */
    readonly shifted: boolean;
  };
  readonly size: SizeConsistencyAsk;
  readonly manyEnergies: { readonly change: EnergyChange; readonly draw: number };
  /** Whether the layers of a stack are given one free energy, that of the first. */
  readonly layers: { readonly equal: boolean };
}

/** Along one run, by update, in nats. */
export interface TraceHistory {
  readonly run: number;
  /** Standard deviation of δ over p. */
  readonly spread: Curve;
  readonly divergence: Curve;
}

export interface RenormalisationFiguresSlice {
  renormalisationFigures: RenormalisationFigures;
  /** Mutated by `recordTrace`; the object changes only with the run. Absent before the first record. */
  traceHistory?: TraceHistory;
  setTrace(changes: Partial<RenormalisationFigures['trace']>): void;
  setSize(changes: Partial<SizeConsistencyAsk>): void;
  setManyEnergies(changes: Partial<RenormalisationFigures['manyEnergies']>): void;
  setLayers(changes: Partial<RenormalisationFigures['layers']>): void;
  /** For the figure that follows the machine. */
  recordTrace(run: number, update: number, spread: number, divergence: number): void;
}

export const renormalisationFiguresSlice: Slice<RenormalisationFiguresSlice> = (set, get) => {
  const enter = (changes: Partial<RenormalisationFigures>) =>
    set({ renormalisationFigures: { ...get().renormalisationFigures, ...changes } });
  return {
    renormalisationFigures: {
      trace: { subject: 'lab', shifted: true },
      size: { deviation: 1.5, copies: 6, chains: 100, betas: 100, draw: 0 },
      manyEnergies: { change: 'addEnergies', draw: 0 },
      layers: { equal: false },
    },
    setTrace: (changes) => enter({ trace: { ...get().renormalisationFigures.trace, ...changes } }),
    setSize: (changes) => enter({ size: { ...get().renormalisationFigures.size, ...changes } }),
    setManyEnergies: (changes) =>
      enter({ manyEnergies: { ...get().renormalisationFigures.manyEnergies, ...changes } }),
    setLayers: (changes) => enter({ layers: { ...get().renormalisationFigures.layers, ...changes } }),
    recordTrace: (run, update, spread, divergence) => {
      let history = get().traceHistory;
      if (history?.run !== run) {
        history = { run, spread: new Curve(), divergence: new Curve() };
        set({ traceHistory: history });
      }
      history.spread.push(update, spread);
      history.divergence.push(update, divergence);
    },
  };
};
