/**
 * The Ising lattice that is sampled beside the machine: its knobs, what was seen of it, and what was kept. The store
 * knows its type only, so that this file comes with the view that shows it.
 */
import type {
  LatticeFrame,
  LatticeKnobs,
  LatticeRequest,
  LatticeStart,
  MeasuredMean,
} from '../engine/lattice/frame';
import { formatLattice, type LatticeChoice, parseLattice } from './latticeLink';
import type { LabState, LabStore } from './store';

export type Sides = LatticeRequest['lattice'];

/** Means at one temperature, kept when the reader moves on. */
export interface KeptPoint {
  readonly temperature: number;
  readonly energy: MeasuredMean;
  readonly magnetisation: MeasuredMean;
  readonly heatCapacity: MeasuredMean;
}

/** The lattice as a machine that the lab holds: one hidden unit a bond. */
export interface ExactMachine {
  /** The lab's run that it was opened as. */
  readonly run: number;
  readonly sides: Sides;
  readonly temperature: number;
  readonly field: number;
  readonly hidden: number;
  /** ln Z of the lattice less that of the bits, in nats. */
  readonly constant: number;
  /** ln Z of the lattice by itself, where it is known. */
  readonly logZ?: number;
  readonly how?: string;
}

/** Something to be done once: a new object each time. */
export type LatticeWish =
  | { readonly kind: 'step' }
  | { readonly kind: 'begin'; readonly start: LatticeStart }
  | { readonly kind: 'machine' };

export interface LatticeState {
  readonly sides: Sides;
  readonly knobs: LatticeKnobs;
  readonly playing: boolean;
  /** Views that show the lattice: nothing is sampled while there is none. */
  readonly watchers: number;
  readonly wish?: LatticeWish;
  /** The newest frame, with the newest of each part that comes less often. */
  readonly frame?: LatticeFrame;
  readonly kept: readonly KeptPoint[];
  readonly machine?: ExactMachine;
  /** Why the last wish could not be done, in words. */
  readonly refused?: string;
}

export interface LatticeSlice {
  /** Absent until a view first shows it. */
  lattice?: LatticeState;
  /** The lattice as the address says it: what is there to be read, until a view first shows it, then what it is. */
  latticeLink?: string;
}

/** Points kept at most. */
const mostKept = 200;
/** T_c of the infinite lattice, 2/ln(1 + √2). */
export const criticalTemperature = 2.269185314213022;

/** The point that the means so far make, if their errors can be trusted. */
export function pointOf({ measures, knobs }: LatticeFrame): KeptPoint | undefined {
  if (!measures) return undefined;
  const { energy, magnetisation, heatCapacity } = measures;
  if (![energy, magnetisation, heatCapacity].every(({ settled }) => settled)) return undefined;
  return { temperature: knobs.temperature, energy, magnetisation, heatCapacity };
}

/** With the point of a temperature that is left, in place of an older one of the same temperature. */
function keptWith(kept: readonly KeptPoint[], frame: LatticeFrame | undefined): readonly KeptPoint[] {
  const point = frame && pointOf(frame);
  if (!point) return kept;
  const others = kept.filter(({ temperature }) => temperature !== point.temperature);
  return [...others, point].slice(-mostKept);
}

const initial: LatticeState = {
  sides: { Lx: 64, Ly: 64 },
  knobs: {
    temperature: criticalTemperature,
    field: 0,
    algorithm: 'metropolis',
    pace: 'fastest',
    blockSize: 2,
    blockings: 2,
  },
  playing: true,
  watchers: 0,
  kept: [],
};

export const latticeOf = ({ lattice }: LabState): LatticeState => lattice ?? initial;

const sameSides = (one: Sides, other: Sides): boolean => one.Lx === other.Lx && one.Ly === other.Ly;

const choiceOf = ({ sides, knobs }: LatticeState): LatticeChoice => ({ ...sides, ...knobs });

/** For `app`: what became of it. */
export function tellLattice(store: LabStore, changes: Partial<LatticeState>): void {
  const lattice = { ...latticeOf(store.getState()), ...changes };
  const moved = changes.sides !== undefined || changes.knobs !== undefined;
  store.setState({
    lattice,
    ...(moved && { latticeLink: formatLattice(choiceOf(lattice), choiceOf(initial)) }),
  });
}

/** The lattice that the address names, where nobody has asked for another one since; says what it could not take. */
function readLink(store: LabStore): void {
  const { lattice, latticeLink, say } = store.getState();
  if (lattice || !latticeLink) return;
  const { lattice: read, remarks } = parseLattice(latticeLink, choiceOf(initial));
  const { Lx, Ly, ...knobs } = read;
  tellLattice(store, { sides: { Lx, Ly }, knobs });
  if (remarks.length > 0)
    say({
      subject: 'link of the lattice',
      kind: 'warning',
      title: 'The lattice of the link was changed.',
      lines: [...remarks, 'Everything else of it is as the link says.'],
    });
}

/** Another lattice, all spins up: points of the one before say nothing about it. */
export function setSides(store: LabStore, changes: Partial<Sides>): void {
  const sides = { ...latticeOf(store.getState()).sides, ...changes };
  tellLattice(store, { sides, kept: [], refused: undefined });
}

/** Moves knobs; a point is kept of the temperature that is left. */
export function setLatticeKnobs(store: LabStore, changes: Partial<LatticeKnobs>): void {
  const { knobs, sides, kept, frame } = latticeOf(store.getState());
  const next = { ...knobs, ...changes };
  // points in one field say nothing about another one
  const points = next.field !== knobs.field ? [] : kept;
  // a frame that was on its way when sides or knobs were moved is about what was before
  const seen = frame && sameSides(frame.lattice, sides) && frame.knobs.field === knobs.field;
  const { temperature } = knobs;
  const moved = next.temperature !== temperature && seen && frame.knobs.temperature === temperature;
  tellLattice(store, { knobs: next, kept: moved ? keptWith(points, frame) : points, refused: undefined });
}

export function askLattice(store: LabStore, wish: LatticeWish): void {
  tellLattice(store, { wish: { ...wish }, refused: undefined });
}

/** Asks for the lattice for as long as a view is visible; the function returned takes the wish back. */
export function watchLattice(store: LabStore): () => void {
  readLink(store);
  const count = (change: number) =>
    tellLattice(store, { watchers: latticeOf(store.getState()).watchers + change });
  count(1);
  let watching = true;
  return () => {
    if (watching) count(-1);
    watching = false;
  };
}

/** Takes the kept points away; what is kept from now on stays. */
export const forgetKept = (store: LabStore): void => tellLattice(store, { kept: [] });

/** For `app`: a newer frame; parts that it lacks are as they were. */
export function receiveLattice(store: LabStore, frame: LatticeFrame): void {
  const { frame: before, machine } = latticeOf(store.getState());
  tellLattice(store, {
    frame: before?.run === frame.run ? { ...before, ...frame } : frame,
    ...(machine && { machine: withLogZ(machine, frame) }),
  });
}

/** For `app`: the lab holds the lattice as this machine. */
export function holdMachine(store: LabStore, machine: ExactMachine): void {
  const { frame } = latticeOf(store.getState());
  tellLattice(store, { machine: frame ? withLogZ(machine, frame) : machine });
}

/** With ln Z from the exact values of the very lattice that was opened, which come before the machine or after it. */
function withLogZ(machine: ExactMachine, { lattice, exact }: LatticeFrame): ExactMachine {
  const { sides, temperature, field, logZ } = machine;
  if (logZ !== undefined || !sameSides(lattice, sides) || !exact?.finite) return machine;
  if (exact.temperature !== temperature || exact.field !== field) return machine;
  return { ...machine, logZ: exact.finite.logZ, how: exact.finite.how };
}
