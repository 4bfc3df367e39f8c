/** Kadanoff's blocks (1966): a square of spins becomes one, by majority. */
import { randomWords } from '../random';
import { checkLattice, type Lattice } from './lattice';

export interface Blocked {
  readonly lattice: Lattice;
  /** ±1, row-major [Ly × Lx]. */
  readonly spins: Int8Array;
  /** Blocks that a coin decided. */
  readonly ties: number;
}

/** Which coins break ties: the same place, the same coins. */
export interface TieCoins {
  readonly seed: number;
  /** Number of the picture. */
  readonly picture?: number;
  /** How many times the picture has been blocked before. */
  readonly level?: number;
}

/** Sweep of the Philox counter; 0 to 3 belong to the samplers. */
const tieWords = 4;

/**
 * Replaces each block of size × size spins (size × 1 on a ring) by the sign of its sum. The coin of block n is bit
 * n & 31 of word (n >> 5) & 3 of Philox block n >> 7 (purpose ising, c1 = picture, c2 = level, sweep 4), so it is the
 * same whatever the spins are, and a whole new lattice takes few words. RangeError where blocks don't fit the lattice
 * or the new one would be smaller than 2 spins a side.
 */
export function blockSpins(
  lattice: Lattice,
  spins: ArrayLike<number>,
  size: number,
  coins: TieCoins,
): Blocked {
  checkLattice(lattice);
  const { Lx, Ly } = lattice;
  if (spins.length !== Lx * Ly) throw new TypeError(`invalid spins: ${spins.length}; expected ${Lx * Ly}`);
  const height = Ly === 1 ? 1 : size;
  const blocked: Lattice = { Lx: Lx / size, Ly: Ly / height };
  const fits =
    Number.isInteger(blocked.Lx) && Number.isInteger(blocked.Ly) && Number.isInteger(size) && size >= 1;
  if (!(fits && blocked.Lx >= 2 && (Ly === 1 || blocked.Ly >= 2)))
    throw new RangeError(
      `invalid block size: ${size}; expected a divisor of ${Lx} and ${Ly} with 2 blocks or more`,
    );
  const out = new Int8Array(blocked.Lx * blocked.Ly);
  let ties = 0;
  for (let n = 0; n < out.length; n++) {
    const [x, y] = [(n % blocked.Lx) * size, Math.floor(n / blocked.Lx) * height];
    let sum = 0;
    for (let dy = 0; dy < height; dy++)
      for (let dx = 0; dx < size; dx++) sum += spins[x + dx + Lx * (y + dy)];
    if (sum === 0) ties++;
    out[n] = Math.sign(sum) || coin(coins, n);
  }
  return { lattice: blocked, spins: out, ties };
}

function coin({ seed, picture = 0, level = 0 }: TieCoins, n: number): number {
  const words = randomWords(seed, { purpose: 'ising', sweep: tieWords, row: picture, update: level }, n >> 7);
  return (words[(n >> 5) & 3] >>> (n & 31)) & 1 ? 1 : -1;
}
