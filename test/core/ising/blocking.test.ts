import { describe, expect, it } from 'vitest';
import { blockSpins } from '../../../src/core/ising/blocking';
import { magnetisationOf } from '../../../src/core/ising/lattice';
import { MetropolisSampler } from '../../../src/core/ising/metropolis';

const coins = { seed: 5 };

describe('blockSpins', () => {
  it('blockSpins(…, 3) takes the majority of nine', () => {
    const lattice = { Lx: 6, Ly: 6 };
    const spins = new Int8Array(36).fill(-1);
    // five up in the upper right block, four in the lower left one
    for (const site of [3, 4, 5, 9, 10, 18, 19, 24, 25]) spins[site] = 1;
    const blocked = blockSpins(lattice, spins, 3, coins);
    expect(blocked.lattice).toEqual({ Lx: 2, Ly: 2 });
    expect(Array.from(blocked.spins)).toEqual([-1, 1, -1, -1]);
    expect(blocked.ties).toBe(0);
  });
  it('blockSpins(…, 2) tosses a coin for each tie and for nothing else', () => {
    const lattice = { Lx: 64, Ly: 64 };
    const stripes = Int8Array.from({ length: 4096 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    const { spins, ties } = blockSpins(lattice, stripes, 2, coins);
    expect(ties).toBe(1024);
    expect(Math.abs(magnetisationOf(spins))).toBeLessThan(4 / 32);
    const again = blockSpins(lattice, stripes, 2, coins).spins;
    expect(spins).toEqual(again);
    for (const other of [{ seed: 6 }, { seed: 5, picture: 1 }, { seed: 5, level: 1 }])
      expect(blockSpins(lattice, stripes, 2, other).spins).not.toEqual(spins);
    // every word and bit of the coins is its own
    expect(spins.slice(0, 32)).not.toEqual(spins.slice(32, 64));
    expect(spins.slice(0, 128)).not.toEqual(spins.slice(128, 256));
    const [first, ...rest] = stripes;
    const one = blockSpins(lattice, [first, 1, ...rest.slice(1)], 2, coins);
    expect([one.ties, one.spins[0]]).toEqual([1023, 1]);
    expect(one.spins.slice(1)).toEqual(spins.slice(1));
  });
  it('blockSpins of all spins turned round turns all blocks but ties round', () => {
    const sampler = new MetropolisSampler({ lattice: { Lx: 12, Ly: 6 }, K: 0.4, seed: 3 });
    for (let t = 0; t < 20; t++) sampler.sweep();
    const up = blockSpins({ Lx: 12, Ly: 6 }, sampler.spins, 2, coins);
    const down = blockSpins(
      { Lx: 12, Ly: 6 },
      sampler.spins.map((s) => -s),
      2,
      coins,
    );
    const same = up.spins.filter((spin, n) => spin === down.spins[n]).length;
    expect(up.lattice).toEqual({ Lx: 6, Ly: 3 });
    expect([same, up.ties]).toEqual([down.ties, down.ties]);
  });
  it('blockSpins of a ring blocks along it, and blocks of one change nothing', () => {
    const ring = blockSpins({ Lx: 6, Ly: 1 }, [1, 1, -1, -1, -1, 1], 3, coins);
    expect([ring.lattice, Array.from(ring.spins)]).toEqual([{ Lx: 2, Ly: 1 }, [1, -1]]);
    expect(Array.from(blockSpins({ Lx: 2, Ly: 2 }, [1, -1, -1, 1], 1, coins).spins)).toEqual([1, -1, -1, 1]);
  });
  it('blockSpins refuses blocks that don’t fit and too few spins', () => {
    for (const size of [0, -2, 1.5, 4, 6, NaN])
      expect(() => blockSpins({ Lx: 6, Ly: 6 }, new Int8Array(36), size, coins)).toThrow(
        `invalid block size: ${size}; expected a divisor of 6 and 6 with 2 blocks or more`,
      );
    expect(() => blockSpins({ Lx: 4, Ly: 4 }, new Int8Array(15), 2, coins)).toThrow(
      new TypeError('invalid spins: 15; expected 16'),
    );
  });
});
