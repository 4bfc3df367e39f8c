/** The ring of Ising spins, weight e^{K Σ s_i s_{i+1} + h Σ s_i}: ln Z in closed form, and its exact decimation. */
import { exp, log, log1p } from '../elementary';

/** ln cosh x, even, precise near 0 too: there it is −½ ln(1 − tanh²x). */
export function logCosh(x: number): number {
  const size = Math.abs(x);
  const e = exp(-2 * size);
  if (size > 1) return size + log1p(e) - Math.LN2;
  const tanh = (1 - e) / (1 + e);
  return -log1p(-tanh * tanh) / 2;
}

/**
 * ln Z = ln(λ₊ⁿ + λ₋ⁿ), λ± = e^K cosh h ± √(e^{2K} sinh²h + e^{−2K}), for n ≥ 2 spins (else RangeError); two of them
 * have two bonds. In nats.
 */
export function ringLogPartition(n: number, K: number, field = 0): number {
  if (!(Number.isInteger(n) && n >= 2))
    throw new RangeError(`invalid n: ${n}; expected a whole number from 2`);
  // all divided by e^{|K| + |h|}, so that nothing overflows
  const h = Math.abs(field);
  const like = exp(K - Math.abs(K));
  const unlike = exp(-K - Math.abs(K));
  const [cosh, sinh] = [(1 + exp(-2 * h)) / 2, (1 - exp(-2 * h)) / 2];
  const root = Math.sqrt((like * sinh) ** 2 + (unlike * exp(-h)) ** 2);
  const larger = like * cosh + root;
  const smaller = like * cosh - root;
  const ratio = smaller / larger;
  const power = ratio === 0 ? 0 : exp(n * log(Math.abs(ratio))) * (ratio < 0 && n % 2 === 1 ? -1 : 1);
  return n * (Math.abs(K) + h + log(larger)) + log1p(power);
}

/** What summing over every second spin of a ring leaves. */
export interface Decimated {
  readonly K: number;
  readonly field: number;
  /** What a removed spin adds to ln Z, in nats. */
  readonly perRemovedSpin: number;
}

/**
 * Sums over every second spin: K' = ½ ln cosh 2K, and ln 2 + ½ ln cosh 2K goes to ln Z per removed spin. With a field
 * (Nelson & Fisher 1975): K' = ¼ ln [cosh(2K + h) cosh(2K − h) / cosh²h], h' = h + ½ ln [cosh(2K + h)/cosh(2K − h)].
 * ln Z of n spins, n even, is n/2 times the last number plus ln Z of n/2 spins at K' and h'.
 */
export function decimate(K: number, field = 0): Decimated {
  const [plus, minus, middle] = [logCosh(2 * K + field), logCosh(2 * K - field), logCosh(field)];
  return {
    K: (plus + minus - 2 * middle) / 4,
    field: field + (plus - minus) / 2,
    perRemovedSpin: Math.LN2 + (plus + minus + 2 * middle) / 4,
  };
}

/** K, h and what each step adds, over `steps` decimations; first the start, which adds nothing. */
export function decimationFlow(K: number, steps: number, field = 0): Decimated[] {
  const flow: Decimated[] = [{ K, field, perRemovedSpin: 0 }];
  for (let step = 0; step < steps; step++) flow.push(decimate(flow[step].K, flow[step].field));
  return flow;
}

/** ln Z per spin of the infinite ring: ln λ₊. */
export function infiniteRingLogPartition(K: number, field = 0): number {
  const h = Math.abs(field);
  const [like, unlike] = [exp(K - Math.abs(K)), exp(-K - Math.abs(K))];
  const root = Math.sqrt(((like * (1 - exp(-2 * h))) / 2) ** 2 + (unlike * exp(-h)) ** 2);
  return Math.abs(K) + h + log((like * (1 + exp(-2 * h))) / 2 + root);
}
