/** Energies of all states by rule: what the lab's buttons put in place of H, K and H₂. */
import { type IsingGraph, latticeGraph } from '../../core/ising/lattice';
import { fillNormals } from '../../core/random';
import { createRbm } from '../../core/rbm';
import { energiesOfGraph, energiesOfRbm } from '../../core/renormalisation/stateEnergies';
import type { ParameterFrame } from '../../engine/frame';
import {
  type EnergyList,
  type EnergySet,
  type EnergySource,
  type EnergyTarget,
  energyUnits,
} from '../../state/renormalisationSlice';

/** A ring of spins with one coupling K; a single spin has no neighbour, and a field K in its place. */
function ringGraph(units: number, coupling: number): IsingGraph {
  if (units > 1) return latticeGraph({ Lx: units, Ly: 1 }, coupling);
  return {
    sites: 1,
    ends: new Int32Array(0),
    couplings: new Float64Array(0),
    fields: Float64Array.of(coupling),
  };
}

/** −A s₁s₂ of the first two units as spins; −A s₁ where there is one. */
function couplingEnergy(state: number, units: number, strength: number): number {
  const spin = (i: number) => 2 * ((state >> i) & 1) - 1;
  return -strength * spin(0) * (units > 1 ? spin(1) : 1);
}

/** Other random energies for each of the three lists and for each draw. */
const rows: Record<EnergyTarget, number> = { H: 0, K: 1, H2: 2 };

/** Where random energies are drawn: the lab's seed, and which list they are for. */
export interface Drawing {
  readonly seed: number;
  readonly target: EnergyTarget;
}

/**
 * The energies of a rule, [2^units]; undefined for what no rule makes (painted, pasted, a machine's). A spike on a
 * state that isn't there stands on the last.
 */
export function energiesBy(source: EnergySource, units: number, drawing: Drawing): EnergyList | undefined {
  const states = 2 ** units;
  const list = (of: (state: number) => number): EnergyList => ({
    // −0 is written as 0 wherever it is shown or kept
    values: Array.from({ length: states }, (_, state) => of(state) + 0),
    source,
  });
  switch (source.kind) {
    case 'constant':
      return list(() => source.value);
    case 'spike': {
      const place = Math.min(source.state, states - 1);
      return {
        ...list((state) => (state === place ? source.height : 0)),
        source: { ...source, state: place },
      };
    }
    case 'coupling':
      return list((state) => couplingEnergy(state, units, source.strength));
    case 'ising': {
      const energies = units === 0 ? [0] : energiesOfGraph(ringGraph(units, source.coupling));
      return list((state) => energies[state]!);
    }
    case 'random': {
      const place = { purpose: 'energies', update: source.draw, row: rows[drawing.target] } as const;
      const normals = fillNormals(drawing.seed, place, new Float64Array(states));
      // four decimals: what can be read, and pasted somewhere else
      return list((state) => Math.round(normals[state]! * source.deviation * 1e4) / 1e4);
    }
    default:
      return undefined;
  }
}

/** H(v) = F_c(v) of a machine as the page holds it, so that p is the machine's p(v). RangeError above 16 units. */
export function energiesOfMachine(
  weights: ParameterFrame,
  shape: { readonly visible: number; readonly hidden: number },
  about: { readonly run: number; readonly update: number },
): EnergyList {
  const rbm = createRbm(shape.visible, shape.hidden, weights);
  return { values: Array.from(energiesOfRbm(rbm)), source: { kind: 'machine', ...about } };
}

/** H and K for another number of units: by their rules, and random where they have none. */
export function resized(now: EnergySet, units: number, seed: number): Pick<EnergySet, 'H' | 'K'> {
  const H =
    energiesBy(now.H.source, units, { seed, target: 'H' }) ??
    energiesBy({ kind: 'ising', coupling: 0.5 }, units, { seed, target: 'H' })!;
  const K =
    energiesBy(now.K.source, units, { seed, target: 'K' }) ??
    energiesBy({ kind: 'spike', state: 0, height: 2 }, units, { seed, target: 'K' })!;
  return { H, K };
}

/** The draw after the last one of a list. */
export const nextDraw = ({ source }: EnergyList): number => (source.kind === 'random' ? source.draw + 1 : 0);

/** "a ring of 4 Ising spins, K = 0.5": what energies are, in words. */
export function wordedSource(list: EnergyList): string {
  const { source } = list;
  const units = energyUnits(list);
  const number = (value: number) => String(value).replace('-', '−');
  switch (source.kind) {
    case 'ising':
      return units === 1
        ? `one spin in a field of ${number(source.coupling)}`
        : `a ring of ${units} Ising spins, coupling ${number(source.coupling)}`;
    case 'machine':
      return `F_c(v) of the lab’s machine at update ${source.update.toLocaleString('en')}`;
    case 'constant':
      return `${number(source.value)} for every state`;
    case 'spike':
      return `${number(source.height)} on state ${source.state} alone`;
    case 'coupling':
      return units > 1
        ? `a coupling of ${number(source.strength)} between units 1 and 2`
        : `a field of ${number(source.strength)}`;
    case 'random':
      return `drawn at random, spread ${number(source.deviation)}`;
    case 'painted':
      return 'painted';
    case 'pasted':
      return `${list.values.length} numbers, pasted`;
  }
}
