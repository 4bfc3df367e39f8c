/** Which coupling a picture looks like: the K whose exact ⟨B⟩ is the bond sum seen, as a thermometer of blocked spins. */
import { kaufmanMoments } from './kaufman';
import type { Lattice } from './lattice';

/** Above this a torus differs from a frozen one by less than e^{−40}. */
const coldest = 5;
/** Halvings of the interval 0..5, down to rounding. */
const halvings = 55;

/**
 * K ≥ 0 with ⟨B⟩ = `bondSum` on this torus, by bisection: ⟨B⟩ rises with K. 0 for a bond sum below 0, and ∞ for one that
 * only all spins alike reach. One number can't tell an Ising model at K from another model of the same energy: blocked
 * spins also have couplings farther than to neighbours. RangeError for a ring and for a bond sum that is no number.
 */
export function couplingOfBondSum(lattice: Lattice, bondSum: number): number {
  if (Number.isNaN(bondSum)) throw new RangeError(`invalid bond sum: ${bondSum}; expected a number`);
  let [low, high] = [0, coldest];
  if (bondSum >= kaufmanMoments(lattice, high).meanBondSum) return Infinity;
  if (bondSum <= kaufmanMoments(lattice, low).meanBondSum) return 0;
  for (let n = 0; n < halvings; n++) {
    const middle = (low + high) / 2;
    if (kaufmanMoments(lattice, middle).meanBondSum < bondSum) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
