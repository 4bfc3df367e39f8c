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

/** Machines that don't touch each other, as one: what is extensive adds. */
export function sideBySide(machines: readonly Rbm[]): Rbm {
  const visible = machines.reduce((sum, rbm) => sum + rbm.visible, 0);
  const hidden = machines.reduce((sum, rbm) => sum + rbm.hidden, 0);
  const W = new Float64Array(visible * hidden);
  let [firstVisible, firstHidden] = [0, 0];
  for (const rbm of machines) {
    rbm.W.forEach((weight, n) => {
      const [i, j] = [Math.floor(n / rbm.hidden), n % rbm.hidden];
      W[(firstVisible + i) * hidden + firstHidden + j] = weight;
    });
    firstVisible += rbm.visible;
    firstHidden += rbm.hidden;
  }
  const join = (part: 'a' | 'b') => machines.flatMap((rbm) => [...rbm[part]]);
  return createRbm(visible, hidden, { W, a: join('a'), b: join('b') });
}
