/**
 * Ising spins s in {−1, +1} on tori, rings and any graph, with weight e^{Σ_bonds K s_i s_j + Σ_i h_i s_i}: K and h carry
 * β, so the energy in units of J is minus the bond sum. A lattice of one row is a ring; a direction of two sites counts
 * its bond twice, once each way round.
 */

/** Sites row-major: site = x + Lx y. */
export interface Lattice {
  readonly Lx: number;
  readonly Ly: number;
}

export interface IsingGraph {
  readonly sites: number;
  /** Both sites of each bond, row-major [bonds × 2]. */
  readonly ends: Int32Array;
  /** K of each bond, of either sign, [bonds]. */
  readonly couplings: Float64Array;
  /** h, [sites]. */
  readonly fields: Float64Array;
}

/** Where the infinite square lattice turns critical: K_c = ½ ln(1 + √2). */
export const criticalCoupling = 0.4406867935097715;

/** RangeError for a lattice that is none: Lx from 2, Ly from 1, whole. */
export function checkLattice({ Lx, Ly }: Lattice): void {
  if (!(Number.isInteger(Lx) && Lx >= 2))
    throw new RangeError(`invalid Lx: ${Lx}; expected a whole number from 2`);
  if (!(Number.isInteger(Ly) && Ly >= 1))
    throw new RangeError(`invalid Ly: ${Ly}; expected a whole number from 1`);
}

/** Bonds per site: the one to the right and, off a ring, the one below. */
const bondsPerSite = ({ Ly }: Lattice): number => (Ly === 1 ? 1 : 2);

export const bondCount = (lattice: Lattice): number => bondsPerSite(lattice) * lattice.Lx * lattice.Ly;

/** Both ends of every bond, [bonds × 2]: to the right of each site and, off a ring, below it. */
export function bondEnds(lattice: Lattice): Int32Array {
  checkLattice(lattice);
  const { Lx, Ly } = lattice;
  const ends: number[] = [];
  for (let y = 0; y < Ly; y++)
    for (let x = 0; x < Lx; x++) {
      ends.push(x + Lx * y, ((x + 1) % Lx) + Lx * y);
      if (Ly > 1) ends.push(x + Lx * y, x + Lx * ((y + 1) % Ly));
    }
  return Int32Array.from(ends);
}

/** The neighbours of every site, [sites × 2 or 4]; in a direction of two sites the other one stands twice. */
export function neighbourTable(lattice: Lattice): Int32Array {
  const ends = bondEnds(lattice);
  const degree = 2 * bondsPerSite(lattice);
  const table = new Int32Array(lattice.Lx * lattice.Ly * degree);
  const known = new Int32Array(lattice.Lx * lattice.Ly);
  for (let n = 0; n < ends.length; n += 2) {
    const [i, j] = [ends[n], ends[n + 1]];
    table[i * degree + known[i]++] = j;
    table[j * degree + known[j]++] = i;
  }
  return table;
}

/** The lattice with one K on all bonds and one field on all sites. */
export function latticeGraph(lattice: Lattice, K: number, field = 0): IsingGraph {
  const ends = bondEnds(lattice);
  const sites = lattice.Lx * lattice.Ly;
  return {
    sites,
    ends,
    couplings: new Float64Array(ends.length / 2).fill(K),
    fields: new Float64Array(sites).fill(field),
  };
}

/** TypeError for arrays of the wrong length, RangeError for ends that are no two sites. */
export function checkGraph({ sites, ends, couplings, fields }: IsingGraph): void {
  if (fields.length !== sites) throw new TypeError(`invalid fields: ${fields.length}; expected ${sites}`);
  if (ends.length !== 2 * couplings.length)
    throw new TypeError(`invalid ends: ${ends.length}; expected ${2 * couplings.length}`);
  for (let n = 0; n < ends.length; n += 2) {
    const [i, j] = [ends[n], ends[n + 1]];
    if (!(i >= 0 && i < sites && j >= 0 && j < sites && i !== j))
      throw new RangeError(`invalid bond: ${i} to ${j}; expected two of ${sites} sites`);
  }
}

/** −Σ K s_i s_j − Σ h_i s_i, in nats. */
export function graphEnergy({ ends, couplings, fields }: IsingGraph, spins: ArrayLike<number>): number {
  let sum = 0;
  for (let n = 0; n < couplings.length; n++)
    sum += couplings[n] * spins[ends[2 * n]] * spins[ends[2 * n + 1]];
  for (let i = 0; i < fields.length; i++) sum += fields[i] * spins[i];
  return -sum;
}

/** Σ s_i s_j over the bonds of the lattice. */
export function spinBondSum({ Lx, Ly }: Lattice, spins: ArrayLike<number>): number {
  let sum = 0;
  for (let y = 0; y < Ly; y++)
    for (let x = 0; x < Lx; x++) {
      const spin = spins[x + Lx * y];
      sum += spin * spins[(x + 1 === Lx ? 0 : x + 1) + Lx * y];
      if (Ly > 1) sum += spin * spins[x + Lx * (y + 1 === Ly ? 0 : y + 1)];
    }
  return sum;
}

/** The mean spin, −1..1. */
export function magnetisationOf(spins: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < spins.length; i++) sum += spins[i];
  return sum / spins.length;
}

/** v = (s + 1)/2, [sites]. `spinsOf` goes back. */
export const bitsOf = (spins: ArrayLike<number>): Uint8Array =>
  Uint8Array.from(spins, (spin) => (spin > 0 ? 1 : 0));

/** s = 2v − 1, [sites]. `bitsOf` goes back. */
export const spinsOf = (bits: ArrayLike<number>): Int8Array => Int8Array.from(bits, (bit) => 2 * bit - 1);
