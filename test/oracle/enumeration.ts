/** The slow truth: sums over all joint states, written from the definitions and from nothing else. */
import { energy, type Rbm } from '../../src/core/rbm';

/** Unit i of state `number`. */
export const bits = (number: number, units: number): Uint8Array =>
  Uint8Array.from({ length: units }, (_, i) => (number >> i) & 1);

/** Every (v, h) with E(v, h). */
export function jointStates(rbm: Rbm): { v: Uint8Array; h: Uint8Array; E: number }[] {
  const states = [];
  for (let s = 0; s < 2 ** rbm.visible; s++)
    for (let t = 0; t < 2 ** rbm.hidden; t++) {
      const v = bits(s, rbm.visible);
      const h = bits(t, rbm.hidden);
      states.push({ v, h, E: energy(rbm, v, h) });
    }
  return states;
}

/** ln Σ e^{−E} with the largest term taken out. */
export function slowLogPartition(rbm: Rbm): number {
  const exponents = jointStates(rbm).map(({ E }) => -E);
  const largest = exponents.reduce((x, y) => Math.max(x, y), -Infinity);
  return largest + Math.log(exponents.reduce((sum, x) => sum + Math.exp(x - largest), 0));
}

/** p(v) of all visible states, by number. */
export function slowMarginal(rbm: Rbm): Float64Array {
  const logZ = slowLogPartition(rbm);
  const p = new Float64Array(2 ** rbm.visible);
  for (const { v, E } of jointStates(rbm)) p[numberOf(v)] += Math.exp(-E - logZ);
  return p;
}

/** The number of a state; `bits` is its inverse. */
export const numberOf = (state: ArrayLike<number>): number =>
  Array.from(state).reduce((number, bit, i) => number + bit * 2 ** i, 0);
