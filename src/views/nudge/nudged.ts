/** One parameter of the tiny machine nudged: the slope of ln Z is a mean, and the slope of a mean a covariance. */
import { disagreement, parameterStep, slope } from '../../core/identities';
import { finished } from '../../core/thermodynamics';
import { type TinyMachine, tinyLimit } from '../../state/tinyMachineSlice';
import { type EightStates, eightStates, type SeenState } from '../tinyMachine/eightStates';

export type Parameter = Exclude<keyof TinyMachine, 'shift'>;

/** What each parameter multiplies in −E: its partner in every derivative. */
const partners: Readonly<Record<Parameter, (state: SeenState) => number>> = {
  a1: ({ v }) => v[0],
  a2: ({ v }) => v[1],
  b: ({ h }) => h,
  W1: ({ v, h }) => v[0] * h,
  W2: ({ v, h }) => v[1] * h,
};

/** ln Z, or the mean of the partner of a parameter. */
export type Quantity = 'logPartition' | Parameter;

const meanOf = ({ states }: EightStates, f: (state: SeenState) => number): number =>
  states.reduce((sum, state) => sum + state.probability * f(state), 0);

export function quantityAt(tiny: TinyMachine, quantity: Quantity): number {
  const seen = eightStates(tiny);
  return quantity === 'logPartition' ? seen.logPartition : meanOf(seen, partners[quantity]);
}

/** Cov(f, g) = ⟨(f − ⟨f⟩)(g − ⟨g⟩)⟩ of the partners of two parameters, over the eight states. */
export function covariance(tiny: TinyMachine, one: Parameter, other: Parameter): number {
  const seen = eightStates(tiny);
  const [f, g] = [partners[one], partners[other]];
  const [meanF, meanG] = [meanOf(seen, f), meanOf(seen, g)];
  return meanOf(seen, (state) => (f(state) - meanF) * (g(state) - meanG));
}

export interface Nudge {
  readonly value: number;
  /** By the parameter, from four places nearby. */
  readonly differentiated: number;
  /** ⟨partner⟩ for ln Z, a covariance for a mean: over the eight states, without any difference. */
  readonly averaged: number;
  /** Relative to 1, or to the larger where that is more. */
  readonly difference: number;
}

export function nudged(tiny: TinyMachine, parameter: Parameter, quantity: Quantity): Nudge {
  // biome-ignore lint/correctness/useYield: eight states are too few to pause among
  const at = function* (x: number): Generator<undefined, number> {
    return quantityAt({ ...tiny, [parameter]: x }, quantity);
  };
  const differentiated = finished(slope(at, tiny[parameter], parameterStep(1)));
  const averaged =
    quantity === 'logPartition' ? quantityAt(tiny, parameter) : covariance(tiny, quantity, parameter);
  return {
    value: quantityAt(tiny, quantity),
    differentiated,
    averaged,
    difference: disagreement(differentiated, averaged),
  };
}

const places = 81;

/** The quantity over all values that the parameter may take, or over those up to `most`. */
export function curveOver(tiny: TinyMachine, parameter: Parameter, quantity: Quantity, most = tinyLimit) {
  const all = Float64Array.from(
    { length: places },
    (_, n) => -tinyLimit + (2 * tinyLimit * n) / (places - 1),
  );
  const x = all.filter((at) => at <= most);
  return { length: x.length, x, y: x.map((at) => quantityAt({ ...tiny, [parameter]: at }, quantity)) };
}
