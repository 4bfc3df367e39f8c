/** Energies H of all 2^n states of n units, in nats: unit i is binary digit i of a state's number. */
import { exp, logSumExp } from '../elementary';
import { checkGraph, graphEnergy, type IsingGraph } from '../ising/lattice';
import { freeEnergies } from '../landscape';
import type { Rbm } from '../rbm';

/** An energy a state, [2^n]. */
export type Energies = Float64Array;

/** n of 2^n energies. TypeError for another number of them, RangeError for one that isn't finite. */
export function unitsOf(energies: ArrayLike<number>): number {
  const units = 31 - Math.clz32(energies.length);
  if (energies.length !== 2 ** units)
    throw new TypeError(`invalid energies: ${energies.length}; expected a power of two`);
  for (let state = 0; state < energies.length; state++)
    if (!Number.isFinite(energies[state]))
      throw new RangeError(`invalid energy of state ${state}: ${energies[state]}; expected a number`);
  return units;
}

/** H(v) = F_c(v), so that p is the machine's p(v): [2^visible]. RangeError above 16 visible units. */
export const energiesOfRbm = (rbm: Rbm): Energies => freeEnergies(rbm);

/** H of an Ising graph's states, bit 1 for spin up: [2^sites]. RangeError above 16 sites. */
export function energiesOfGraph(graph: IsingGraph): Energies {
  checkGraph(graph);
  if (graph.sites > 16) throw new RangeError(`invalid graph: ${graph.sites} sites; expected at most 16`);
  const spins = new Int8Array(graph.sites);
  return Float64Array.from({ length: 2 ** graph.sites }, (_, state) => {
    for (let i = 0; i < graph.sites; i++) spins[i] = 2 * ((state >> i) & 1) - 1;
    return graphEnergy(graph, spins);
  });
}

/** ln Σ e^{−H}, in nats. */
export const logPartitionOf = (energies: Energies): number => logSumExp(energies.map((H) => -H));

/** p = e^{−H}/Z, [2^n]. */
export function probabilitiesOf(energies: Energies, logZ = logPartitionOf(energies)): Float64Array {
  return energies.map((H) => exp(-H - logZ));
}
