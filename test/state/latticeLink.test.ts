import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLattice, type LatticeChoice, parseLattice } from '../../src/state/latticeLink';

const usual: LatticeChoice = {
  Lx: 64,
  Ly: 64,
  temperature: 2.269185314213022,
  field: 0,
  algorithm: 'metropolis',
  pace: 'fastest',
  blockSize: 2,
  blockings: 2,
};
const anyLattice: fc.Arbitrary<LatticeChoice> = fc.record({
  Lx: fc.integer({ min: 2, max: 128 }),
  Ly: fc.integer({ min: 1, max: 128 }),
  temperature: fc.double({ min: 0.5, max: 5, noNaN: true }),
  field: fc.double({ min: -1, max: 1, noNaN: true }).map((field) => field + 0),
  algorithm: fc.constantFrom('metropolis', 'wolff'),
  pace: fc.constantFrom('fastest', 'frame'),
  blockSize: fc.constantFrom(2, 3),
  blockings: fc.integer({ min: 0, max: 6 }),
});
const parsed = (text: string) => parseLattice(text, usual);

describe('formatLattice', () => {
  it('formatLattice() names what is not as usual, by its key', () => {
    expect(formatLattice(usual, usual)).toBe('');
    expect(formatLattice({ ...usual, Lx: 128, Ly: 1, field: -0.25, algorithm: 'wolff' }, usual)).toBe(
      'lx.128,ly.1,H.-0.25,by.wolff',
    );
  });

  it('parseLattice() gives back what formatLattice() wrote, for all lattices and knobs', () => {
    fc.assert(
      fc.property(anyLattice, (lattice) => {
        expect(parsed(formatLattice(lattice, usual))).toEqual({ lattice, remarks: [] });
      }),
    );
  });
});

describe('parseLattice', () => {
  it('parseLattice() goes to the nearest value that is allowed, and says so', () => {
    expect(parsed('lx.1000,ly.2.6,T.-3,H.1e999')).toEqual({
      lattice: { ...usual, Lx: 128, Ly: 3, temperature: 0.5, field: 1 },
      remarks: [
        'Lx can’t be “1000” (2 to 128, whole): 128 is used.',
        'Ly can’t be “2.6” (1 to 128, whole): 3 is used.',
        'Temperature T can’t be “-3” (0.5 to 5): 0.5 is used.',
        'Field H can’t be “1e999” (-1 to 1): 1 is used.',
      ],
    });
  });

  it('parseLattice() keeps the usual where nothing is near, and says so', () => {
    const { lattice, remarks } = parsed('lx.0x10,T.,by.magic,block.4,blockings.NaN,T,spin.up,Lx.3');
    expect(lattice).toEqual(usual);
    expect(remarks).toEqual([
      'Lx can’t be “0x10” (2 to 128, whole): 64 is used.',
      'Temperature T can’t be “” (0.5 to 5): 2.269185314213022 is used.',
      'Algorithm can’t be “magic” (metropolis or wolff): metropolis is used.',
      'Side of a block can’t be “4” (2 or 3): 2 is used.',
      'Blockings can’t be “NaN” (0 to 6, whole): 2 is used.',
      'A lattice has no “T”: left out.',
      'A lattice has no “spin.up”: left out.',
      'A lattice has no “Lx.3”: left out.',
    ]);
  });

  it('parseLattice() takes any text without throwing, and always ends at a lattice that can be written', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { lattice } = parsed(`T.${text}`);
        expect(parsed(formatLattice(lattice, usual)).remarks).toEqual([]);
      }),
    );
  });
});
