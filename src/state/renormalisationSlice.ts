/**
 * The renormalisation lab: energies H(v) of a target, K(v) to add, those of a hidden layer, and what can be undone.
 * Plain lists, so that a lesson can set and check them; the mathematics is fetched with the view.
 */
import type { Slice } from './store';

/** 2^8 states of v and as many of h can be summed over at every stroke. */
export const mostEnergyUnits = 8;
/** Energies reach from −limit to limit, in nats. */
export const energyLimit = 1000;
/** Changes that can be undone. */
const mostChanges = 200;

/** H of the visible states, K added to it, H₂ of a hidden layer of its own. */
export type EnergyTarget = 'H' | 'K' | 'H2';

/** Where energies come from; what was made by a rule can be made anew for another size. */
export type EnergySource =
  | { readonly kind: 'ising'; readonly coupling: number }
  /** F_c(v) of the lab's machine, as it was then. */
  | { readonly kind: 'machine'; readonly run: number; readonly update: number }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'spike'; readonly state: number; readonly height: number }
  | { readonly kind: 'coupling'; readonly strength: number }
  | { readonly kind: 'random'; readonly draw: number; readonly deviation: number }
  | { readonly kind: 'painted' }
  | { readonly kind: 'pasted' };

/** One energy a state, [2^n], in nats; unit i is binary digit i of a state's number. */
export interface EnergyList {
  readonly values: readonly number[];
  readonly source: EnergySource;
}

/** All that the construction is made of, and all that undo brings back. */
export interface EnergySet {
  readonly H: EnergyList;
  /** As many as H has. */
  readonly K: EnergyList;
  /** Of the hidden layer; absent where that has H itself. */
  readonly H2?: EnergyList;
  /** Whether H₂ is shifted until Σ_h e^{−H₂} = Σ_v e^{−H}. */
  readonly matched: boolean;
}

export interface Renormalisation {
  readonly now: EnergySet;
  /** The state that is looked at, and where a spike goes. */
  readonly chosen: number;
  readonly done: readonly EnergySet[];
  readonly undone: readonly EnergySet[];
  /** What is under the hand: the next value there still belongs to the last change. */
  readonly stroke?: EnergyTarget;
}

/** `null` takes a hidden layer of its own away. */
export interface EnergyChanges {
  readonly H?: EnergyList;
  readonly K?: EnergyList;
  readonly H2?: EnergyList | null;
  readonly matched?: boolean;
}

export interface RenormalisationSlice {
  renormalisation: Renormalisation;
  /**
   * One change that can be undone. Where H has another number of units and no K comes with it, K becomes one that
   * doesn't know of the units that came or went. Returns what is wrong, in words, and then changes nothing.
   */
  setEnergies(changes: EnergyChanges): string | undefined;
  /** New values of single states; all until `endEnergyStroke` are one change. Values beyond the limit take its end. */
  paintEnergies(target: EnergyTarget, values: readonly (readonly [state: number, value: number])[]): void;
  endEnergyStroke(): void;
  chooseEnergyState(state: number): void;
  undoEnergies(): void;
  redoEnergies(): void;
}

/** n of 2^n energies. */
export const energyUnits = ({ values }: EnergyList): number => Math.round(Math.log2(values.length));

/** The ring of four spins with K = ½ that the lab begins with, and a spike on its first state. */
const first: EnergySet = {
  H: {
    values: [-2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, -2],
    source: { kind: 'ising', coupling: 0.5 },
  },
  K: {
    values: Array.from({ length: 16 }, (_, state) => (state === 0 ? 2 : 0)),
    source: { kind: 'spike', state: 0, height: 2 },
  },
  matched: false,
};

const names: Record<EnergyTarget, string> = { H: 'H', K: 'K', H2: 'H₂' };

/** What is wrong with a list, in words. */
function energyProblem(target: EnergyTarget, { values }: EnergyList): string | undefined {
  const name = names[target];
  const units = Math.round(Math.log2(values.length));
  const fewest = target === 'H2' ? 0 : 1;
  if (values.length !== 2 ** units || units < fewest || units > mostEnergyUnits)
    return `${name} has ${values.length} energies; expected one a state: ${2 ** fewest}, ${2 ** (fewest + 1)}, … or ${2 ** mostEnergyUnits}.`;
  const wrong = values.findIndex((value) => !(Math.abs(value) <= energyLimit));
  if (wrong < 0) return undefined;
  return `${name} of state ${wrong} is ${values[wrong]}; expected a number from −${energyLimit} to ${energyLimit} nats.`;
}

/** Energies that don't know of units that came, and of those that went only their being off. */
function folded(list: EnergyList, states: number): EnergyList {
  const { values, source } = list;
  if (values.length === states) return list;
  return {
    values: Array.from({ length: states }, (_, state) => values[state % values.length]!),
    source: source.kind === 'constant' ? source : { kind: 'painted' },
  };
}

const withChanges = (
  now: EnergySet,
  { H = now.H, K, H2, matched = now.matched }: EnergyChanges,
): EnergySet => {
  const hidden = H2 === undefined ? now.H2 : H2;
  return { H, K: K ?? folded(now.K, H.values.length), ...(hidden && { H2: hidden }), matched };
};

/** The set of energies after some values of one list were painted; undefined where nothing changes. */
function painted(
  now: EnergySet,
  target: EnergyTarget,
  changes: readonly (readonly [state: number, value: number])[],
): EnergySet | undefined {
  const list = now[target];
  if (!list) return undefined;
  const values = [...list.values];
  for (const [state, value] of changes)
    if (state in values && !Number.isNaN(value))
      values[state] = Math.min(energyLimit, Math.max(-energyLimit, value));
  if (values.every((value, state) => value === list.values[state])) return undefined;
  return { ...now, [target]: { values, source: { kind: 'painted' } } };
}

export const renormalisationSlice: Slice<RenormalisationSlice> = (set, get) => {
  const enter = (changes: Partial<Renormalisation>) =>
    set({ renormalisation: { ...get().renormalisation, ...changes } });
  /** Another set of energies; the state looked at stays if there is still such a one. */
  const show = (now: EnergySet, changes: Partial<Renormalisation>) => {
    const { chosen } = get().renormalisation;
    enter({ now, chosen: Math.min(chosen, now.H.values.length - 1), stroke: undefined, ...changes });
  };
  return {
    renormalisation: { now: first, chosen: 0, done: [], undone: [] },
    setEnergies: (changes) => {
      const { now, done } = get().renormalisation;
      const next = withChanges(now, changes);
      for (const target of ['H', 'K', 'H2'] as const) {
        const problem = next[target] && energyProblem(target, next[target]);
        if (problem) return problem;
      }
      const [given, expected] = [next.K.values.length, next.H.values.length];
      if (given !== expected)
        return `K has ${given} energies; expected ${expected}, one for each state of ${energyUnits(next.H)} units.`;
      show(next, { done: [...done, now].slice(-mostChanges), undone: [] });
      return undefined;
    },
    paintEnergies: (target, values) => {
      const { now, done, stroke } = get().renormalisation;
      const next = painted(now, target, values);
      if (!next) return;
      const history = stroke === target ? done : [...done, now].slice(-mostChanges);
      // the hand is on the last of them
      const at = target === 'H2' ? {} : { chosen: values.at(-1)![0] };
      show(next, { done: history, undone: [], stroke: target, ...at });
    },
    endEnergyStroke: () => {
      if (get().renormalisation.stroke) enter({ stroke: undefined });
    },
    chooseEnergyState: (state) => {
      const { now, chosen } = get().renormalisation;
      if (state in now.H.values && state !== chosen) enter({ chosen: state, stroke: undefined });
    },
    undoEnergies: () => {
      const { now, done, undone } = get().renormalisation;
      const before = done.at(-1);
      if (before) show(before, { done: done.slice(0, -1), undone: [now, ...undone] });
    },
    redoEnergies: () => {
      const { now, done, undone } = get().renormalisation;
      const [after, ...rest] = undone;
      if (after) show(after, { done: [...done, now], undone: rest });
    },
  };
};
