/**
 * A model held by hand: a copy whose weights and biases can be changed one by one, with undo, while training goes on
 * untouched; and the visible state that is looked at.
 */
import type { DistributionAsk } from '../engine/study';
import type { LabState, Slice } from './store';

/** W row-major [visible × hidden], a [visible], b [hidden]. */
export type EditedParameters = NonNullable<DistributionAsk['edited']>;

/** One parameter: W_ij, a_i or b_j, 0-based. */
export type ParameterPlace =
  | { readonly kind: 'W'; readonly i: number; readonly j: number }
  | { readonly kind: 'a'; readonly i: number }
  | { readonly kind: 'b'; readonly j: number };

/** What can be undone: a parameter's new value, or another state to look at. */
export type Change =
  | {
      readonly kind: 'parameter';
      readonly place: ParameterPlace;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'probe'; readonly from: Uint8Array; readonly to: Uint8Array };

export interface HeldModel {
  /** Where the copy was taken. */
  readonly run: number;
  readonly update: number;
  readonly original: EditedParameters;
  /** With the changes made; a new object after each. */
  readonly parameters: EditedParameters;
  /** Another number after every change of a parameter, undone ones too: names the edit that a study is about. */
  readonly edit: number;
  /** The parameter chosen. */
  readonly place: ParameterPlace;
  readonly done: readonly Change[];
  readonly undone: readonly Change[];
  /** Whether the next value of the same parameter still belongs to the last change: one drag is one change. */
  readonly stroke: boolean;
}

export interface EditSlice {
  /** A visible state, [visible] bytes 0/1; may belong to an earlier run: read it with `probeOf`. */
  probe?: Uint8Array;
  held?: HeldModel;
  /** Takes a copy of the model as last seen. Returns why it can't, in words. */
  holdModel(): string | undefined;
  /** Back to the machine: the copy and its changes are gone. */
  letGo(): void;
  choosePlace(place: ParameterPlace): void;
  /** A new value for the chosen parameter. Returns what is wrong with it, in words. */
  setParameter(value: number): string | undefined;
  /** The hand was lifted: the next value is a change of its own. */
  endStroke(): void;
  setProbe(bits: Uint8Array): void;
  undoChange(): void;
  redoChange(): void;
}

/** The held model, if it is of the run that is open. */
export const heldOf = ({ held, summary }: LabState): HeldModel | undefined =>
  held?.run === summary?.run ? held : undefined;

const nothing = new Uint8Array(0);
const firstSamples = new WeakMap<Uint8Array, Uint8Array>();

/** The state that is looked at: the one chosen in this run, else the first training row. The same object each time. */
export function probeOf({ probe, summary }: LabState): Uint8Array {
  if (!summary) return nothing;
  if (probe?.length === summary.visible) return probe;
  let first = firstSamples.get(summary.samples);
  if (!first) {
    first = summary.samples.slice(0, summary.visible);
    firstSamples.set(summary.samples, first);
  }
  return first.length === summary.visible ? first : nothing;
}

/** Where a parameter lies: which array, and which entry. */
function entryOf(place: ParameterPlace, hidden: number): readonly ['W' | 'a' | 'b', number] {
  if (place.kind === 'W') return ['W', place.i * hidden + place.j];
  return place.kind === 'a' ? ['a', place.i] : ['b', place.j];
}

export function valueAtPlace(parameters: EditedParameters, place: ParameterPlace): number {
  const [name, index] = entryOf(place, parameters.hidden);
  return parameters[name][index]!;
}

function withValue(parameters: EditedParameters, place: ParameterPlace, value: number): EditedParameters {
  const [name, index] = entryOf(place, parameters.hidden);
  const values = parameters[name].slice();
  values[index] = value;
  return { ...parameters, [name]: values };
}

/** Whether there is such a parameter. */
function exists({ visible, hidden }: EditedParameters, place: ParameterPlace): boolean {
  const within = (index: number, count: number) => Number.isInteger(index) && index >= 0 && index < count;
  if (place.kind === 'a') return within(place.i, visible);
  if (place.kind === 'b') return within(place.j, hidden);
  return within(place.i, visible) && within(place.j, hidden);
}

const samePlace = (one: ParameterPlace, other: ParameterPlace) =>
  one.kind === other.kind && JSON.stringify(one) === JSON.stringify(other);

export const editSlice: Slice<EditSlice> = (set, get) => {
  let edits = 0;
  /** The held model with a change carried out in one direction. */
  const carriedOut = (held: HeldModel, change: Change, value: 'from' | 'to'): HeldModel => {
    if (change.kind === 'probe') {
      set({ probe: change[value] });
      return held;
    }
    const parameters = withValue(held.parameters, change.place, change[value]);
    return { ...held, parameters, edit: ++edits, place: change.place };
  };
  /** The list of changes with one more; a further value of the same stroke replaces the last. */
  const record = (held: HeldModel, change: Change): readonly Change[] => {
    const last = held.done.at(-1);
    const goesOn = held.stroke && last?.kind === 'parameter' && change.kind === 'parameter';
    return goesOn ? [...held.done.slice(0, -1), { ...change, from: last.from }] : [...held.done, change];
  };
  return {
    holdModel: () => {
      const { summary, weights, frame } = get();
      if (!summary || !weights) return 'The weights have not come yet: try again in a moment.';
      const { visible, hidden } = summary;
      // float64, so that a number typed in stays the number that it is
      const [W, a, b] = [weights.W, weights.a, weights.b].map((part) => Float64Array.from(part));
      const copy = { visible, hidden, W: W!, a: a!, b: b! };
      const place: ParameterPlace = hidden > 0 ? { kind: 'W', i: 0, j: 0 } : { kind: 'a', i: 0 };
      const [run, update] = [summary.run, frame?.update ?? 0];
      set({
        held: {
          run,
          update,
          original: copy,
          parameters: copy,
          edit: ++edits,
          place,
          done: [],
          undone: [],
          stroke: false,
        },
      });
      return undefined;
    },
    letGo: () => set({ held: undefined }),
    choosePlace: (place) => {
      const held = heldOf(get());
      if (held && exists(held.parameters, place) && !samePlace(held.place, place))
        set({ held: { ...held, place, stroke: false } });
    },
    setParameter: (value) => {
      const held = heldOf(get());
      if (!held) return 'No model is held.';
      if (!Number.isFinite(value)) return `${value} is not a number that a parameter can have.`;
      const { place } = held;
      const from = valueAtPlace(held.parameters, place);
      if (from === value) return undefined;
      const change: Change = { kind: 'parameter', place, from, to: value };
      const done = record(held, change);
      set({ held: { ...carriedOut(held, change, 'to'), done, undone: [], stroke: true } });
      return undefined;
    },
    endStroke: () => {
      const { held } = get();
      if (held?.stroke) set({ held: { ...held, stroke: false } });
    },
    setProbe: (bits) => {
      const state = get();
      const held = heldOf(state);
      const from = probeOf(state);
      if (from.length === bits.length && from.every((bit, i) => bit === bits[i])) return;
      const to = bits.slice();
      set({ probe: to });
      if (held)
        set({
          held: {
            ...held,
            done: record(held, { kind: 'probe', from, to }),
            undone: [],
            stroke: false,
          },
        });
    },
    undoChange: () => {
      const held = heldOf(get());
      const change = held?.done.at(-1);
      if (!held || !change) return;
      const { done, undone } = held;
      set({
        held: {
          ...carriedOut(held, change, 'from'),
          done: done.slice(0, -1),
          undone: [change, ...undone],
          stroke: false,
        },
      });
    },
    redoChange: () => {
      const held = heldOf(get());
      const change = held?.undone[0];
      if (!held || !change) return;
      const { done, undone } = held;
      set({
        held: {
          ...carriedOut(held, change, 'to'),
          done: [...done, change],
          undone: undone.slice(1),
          stroke: false,
        },
      });
    },
  };
};
