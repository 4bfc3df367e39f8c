/** Machines of all kinds for properties that hold for every machine. */
import fc from 'fast-check';
import { createRbm, type Rbm } from '../../src/core/rbm';

/** Machines of awkward shape, up to 5 visible and 4 hidden units, with parameters up to `reach`. */
export const machines = (reach: number, fewestHidden = 0): fc.Arbitrary<Rbm> =>
  fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: fewestHidden, max: 4 }))
    .chain(([visible, hidden]) => {
      const numbers = (length: number) =>
        fc.array(fc.double({ min: -reach, max: reach, noNaN: true }), {
          minLength: length,
          maxLength: length,
        });
      return fc
        .record({ W: numbers(visible * hidden), a: numbers(visible), b: numbers(hidden) })
        .map((parts) => createRbm(visible, hidden, parts));
    });
