/**
 * What is measured on pictures of an Ising lattice, whoever made them: energy, |magnetisation| and specific heat per spin
 * with standard errors that hold for chains, since whole blocks of them are left out (the jackknife; Quenouille 1956,
 * Tukey 1958).
 */

/** An estimate with its standard error. */
export interface Measured {
  readonly value: number;
  readonly error: number;
}

export interface LatticeMeasures {
  /** −⟨B⟩/N, in units of J, with B = Σ_bonds s_i s_j. */
  readonly energy: Measured;
  /** ⟨|Σs|⟩/N. */
  readonly absMagnetisation: Measured;
  /** K² (⟨B²⟩ − ⟨B⟩²)/N, in units of k: a heat capacity where the pictures are from one temperature, 1/K. */
  readonly heatCapacity: Measured;
}

/** Bond sums and Σs of the same pictures, [blocks × length]: blocks independent, within one they may be correlated. */
export interface PictureSums {
  readonly blocks: number;
  readonly length: number;
  readonly bondSums: ArrayLike<number>;
  readonly spinSums: ArrayLike<number>;
}

/** RangeError for fewer than two blocks. */
export function latticeMeasures(sums: PictureSums, sites: number, K: number): LatticeMeasures {
  const { blocks, length, bondSums, spinSums } = sums;
  if (!(blocks >= 2)) throw new RangeError(`invalid blocks: ${blocks}; expected 2 or more`);
  const totals = Array.from({ length: blocks }, (_, block) => {
    const total = { count: length, bond: 0, bondSquare: 0, spin: 0 };
    for (let n = block * length; n < (block + 1) * length; n++) {
      total.bond += bondSums[n];
      total.bondSquare += bondSums[n] * bondSums[n];
      total.spin += Math.abs(spinSums[n]);
    }
    return total;
  });
  return {
    energy: jackknife(totals, ({ count, bond }) => -bond / count / sites),
    absMagnetisation: jackknife(totals, ({ count, spin }) => spin / count / sites),
    heatCapacity: jackknife(totals, ({ count, bond, bondSquare }) => {
      const mean = bond / count;
      return (K * K * (bondSquare / count - mean * mean)) / sites;
    }),
  };
}

interface Totals {
  readonly count: number;
  readonly bond: number;
  readonly bondSquare: number;
  readonly spin: number;
}

/** Of a function of sums over blocks: its value less the bias of order 1/blocks, and its standard error. */
function jackknife(blocks: readonly Totals[], of: (sums: Totals) => number): Measured {
  const all = blocks.reduce((sum, block) => combine(sum, block, 1));
  const without = blocks.map((block) => of(combine(all, block, -1)));
  const n = blocks.length;
  const mean = without.reduce((sum, x) => sum + x, 0) / n;
  const variance = without.reduce((sum, x) => sum + (x - mean) ** 2, 0) * ((n - 1) / n);
  return { value: n * of(all) - (n - 1) * mean, error: Math.sqrt(variance) };
}

const combine = (one: Totals, other: Totals, sign: 1 | -1): Totals => ({
  count: one.count + sign * other.count,
  bond: one.bond + sign * other.bond,
  bondSquare: one.bondSquare + sign * other.bondSquare,
  spin: one.spin + sign * other.spin,
});
