/** Which coupling a picture looks like: the K whose exact ⟨B⟩ is the bond sum seen, as a thermometer of blocked spins. */
import type { BondMoments } from './bondMoments';
import { kaufmanMoments } from './kaufman';
import { criticalCoupling, type Lattice } from './lattice';
import { transferMoments } from './transferMatrix';

/** Above this a torus differs from a frozen one by less than e^{−40}. */
const coldest = 5;
/** Steps of Newton's method or halvings of the interval 0..5: enough of the latter alone for rounding. */
const mostSteps = 55;

/** ln Z, ⟨B⟩ and its variance of a torus (Kaufman) or a ring (transfer matrix), without a field. */
export const bondMomentsOf = (lattice: Lattice, K: number): BondMoments =>
  lattice.Ly === 1 ? transferMoments(lattice, K) : kaufmanMoments(lattice, K);

/**
 * K ≥ 0 with ⟨B⟩ = `bondSum` on this torus or ring, by Newton's method kept within
 * the bracket, since ⟨B⟩ rises with K at the rate var(B). 0 for a bond sum below 0, and ∞ for one that
 * only all spins alike reach. One number can't tell an Ising model at K from another model of the same energy: blocked
 * spins also have couplings farther than to neighbours. RangeError for a bond sum that is no number.
 */
export function couplingOfBondSum(lattice: Lattice, bondSum: number): number {
  if (Number.isNaN(bondSum)) throw new RangeError(`invalid bond sum: ${bondSum}; expected a number`);
  let [low, high] = [0, coldest];
  if (bondSum >= bondMomentsOf(lattice, high).meanBondSum) return Infinity;
  if (bondSum <= bondMomentsOf(lattice, low).meanBondSum) return 0;
  let K = criticalCoupling;
  for (let n = 0; n < mostSteps; n++) {
    const { meanBondSum, varBondSum } = bondMomentsOf(lattice, K);
    if (meanBondSum < bondSum) low = K;
    else high = K;
    const next = K + (bondSum - meanBondSum) / varBondSum;
    if (Math.abs(next - K) <= 1e-14 * K) return K;
    K = next > low && next < high ? next : (low + high) / 2;
  }
  return K;
}
