/** δ(v) of a machine against a known H: the lab's, in training on Ising lattices, or the smallest counterexample. */
import { latticeGraph } from '../../core/ising/lattice';
import { createRbm } from '../../core/rbm';
import { energiesOfGraph, probabilitiesOf } from '../../core/renormalisation/stateEnergies';
import {
  counterexample,
  type MapKind,
  mapKind,
  type Variational,
  variational,
} from '../../core/renormalisation/variational';
import type { LabState } from '../../state/store';

/** Above this many states H is not looked at whole, four times a second. */
const mostVisible = 10;

export interface Trace {
  readonly map: Variational;
  readonly kind: MapKind;
  /** p(v) of the target, [2^n]. */
  readonly p: Float64Array;
  /** Standard deviation of δ over p: what counts for KL, which is half its square where δ is small. */
  readonly spread: number;
  /** Added to H, nats. */
  readonly shift: number;
  readonly update?: number;
  readonly run?: number;
}

const lattices = new Map<string, Float64Array>();

/** H of an L×L torus at temperature T, whose samples are the data set “Ising”: −Σ s s′/T. The same object each time. */
export function latticeEnergies(side: number, temperature: number): Float64Array {
  const key = `${side} ${temperature}`;
  let H = lattices.get(key);
  if (!H) {
    H = energiesOfGraph(latticeGraph({ Lx: side, Ly: side }, 1 / temperature));
    lattices.clear();
    lattices.set(key, H);
  }
  return H;
}

/** Whether the lab learns from a distribution that is known exactly, and small enough. */
export const knowsTarget = ({ settings, summary }: LabState): boolean =>
  settings.dataSet === 'ising' &&
  settings.isingSide ** 2 <= mostVisible &&
  summary?.visible === settings.isingSide ** 2;

/** The map with a constant added to H, ΔF = 0 where `shifted`. */
function traceOf(H: Float64Array, rbm: Parameters<typeof variational>[1], shifted: boolean): Trace {
  const plain = variational(H, rbm);
  // H + c has ln Z − c: c = ln Z − ln Z_λ makes both sums equal
  const shift = shifted ? plain.freeEnergyDifference : 0;
  const map =
    shift === 0
      ? plain
      : variational(
          H.map((x) => x + shift),
          rbm,
        );
  const p = probabilitiesOf(H, plain.logZ);
  const variance = map.residual.reduce((sum, x, v) => sum + p[v]! * (x - map.meanResidual) ** 2, 0);
  return { map, kind: mapKind(map), p, spread: Math.sqrt(variance), shift };
}

const known = new WeakMap<object, Map<string, Trace>>();

/** Of the lab's machine as last seen; undefined before its weights have come, and where H isn't known. */
export function labTrace(state: LabState): Trace | undefined {
  const { weights, settings, summary, frame } = state;
  if (!weights || !summary || !frame || !knowsTarget(state)) return undefined;
  const { shifted } = state.renormalisationFigures.trace;
  const key = `${settings.isingTemperature} ${shifted}`;
  const ofWeights = known.get(weights) ?? new Map<string, Trace>();
  known.set(weights, ofWeights);
  const done = ofWeights.get(key);
  if (done) return done;
  if (![weights.W, weights.a, weights.b].every((part) => part.every(Number.isFinite))) return undefined;
  const rbm = createRbm(summary.visible, weights.b.length, weights);
  const H = latticeEnergies(settings.isingSide, settings.isingTemperature);
  const trace = {
    ...traceOf(H, rbm, shifted),
    run: summary.run,
    // weights that were kept from an earlier frame belong to no update that is known
    ...(frame.weights === weights && { update: frame.update }),
  };
  ofWeights.set(key, trace);
  return trace;
}

const counterTraces = new Map<boolean, Trace>();

/** One unit of either kind against H = 0: Z is 2 on both sides, and p is not. */
export function counterTrace(shifted: boolean): Trace {
  let trace = counterTraces.get(shifted);
  if (!trace) {
    const { H, rbm } = counterexample();
    trace = traceOf(H, rbm, shifted);
    counterTraces.set(shifted, trace);
  }
  return trace;
}

export const traceIn = (state: LabState): Trace | undefined => {
  const { subject, shifted } = state.renormalisationFigures.trace;
  return subject === 'counterexample' ? counterTrace(shifted) : labTrace(state);
};

/** States in order of p, the likeliest first; equals by number. */
export function rankedStates(p: Float64Array): Uint32Array {
  const order = Uint32Array.from(p, (_, v) => v);
  return order.sort((one, other) => p[other]! - p[one]! || one - other);
}
