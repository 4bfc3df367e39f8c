/** Which coupling a picture looks like: the K whose exact ⟨B⟩ is the bond sum seen, as a thermometer of blocked spins. */
import { kaufmanMoments } from './kaufman';
import { criticalCoupling, type Lattice } from './lattice';

/** Above this a torus differs from a frozen one by less than e^{−40}. */
const coldest = 5;
/** Steps of Newton's method or halvings of the interval 0..5: enough of the latter alone for rounding. */
const mostSteps = 55;

/**
 * K ≥ 0 with ⟨B⟩ = `bondSum` on this torus, by Newton's method kept within
 * the bracket, since ⟨B⟩ rises with K at the rate var(B). 0 for a bond sum below 0, and ∞ for one that
 * only all spins alike reach. One number can't tell an Ising model at K from another model of the same energy: blocked
 * spins also have couplings farther than to neighbours. RangeError for a ring and for a bond sum that is no number.
 */
export function couplingOfBondSum(lattice: Lattice, bondSum: number): number {
  if (Number.isNaN(bondSum)) throw new RangeError(`invalid bond sum: ${bondSum}; expected a number`);
  let [low, high] = [0, coldest];
  if (bondSum >= kaufmanMoments(lattice, high).meanBondSum) return Infinity;
  if (bondSum <= kaufmanMoments(lattice, low).meanBondSum) return 0;
  let K = criticalCoupling;
  for (let n = 0; n < mostSteps; n++) {
    const { meanBondSum, varBondSum } = kaufmanMoments(lattice, K);
    if (meanBondSum < bondSum) low = K;
    else high = K;
    const next = K + (bondSum - meanBondSum) / varBondSum;
    if (Math.abs(next - K) <= 1e-14 * K) return K;
    K = next > low && next < high ? next : (low + high) / 2;
  }
  return K;
}
