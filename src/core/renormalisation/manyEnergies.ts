/** Many energies, one Z: what can be done to a machine or to the energies of its states without changing the sum. */
import { totalVariation } from '../divergence';
import { createRbm, exchangeLayers, type Rbm } from '../rbm';
import { type Energies, energiesOfRbm, logPartitionOf, probabilitiesOf } from './stateEnergies';

/** The machine whose visible unit k is unit order[k] of this one; RangeError where `order` is no permutation. */
export function relabelVisible({ visible, hidden, W, a, b }: Rbm, order: readonly number[]): Rbm {
  const places = [...order].sort((one, other) => one - other);
  if (places.length !== visible || places.some((unit, n) => unit !== n))
    throw new RangeError(`invalid order: ${order.join(' ')}; expected each of 0..${visible - 1} once`);
  const relabelled = createRbm(visible, hidden, { a: order.map((i) => a[i]), b });
  order.forEach((i, k) => {
    relabelled.W.set(W.subarray(i * hidden, (i + 1) * hidden), k * hidden);
  });
  return relabelled;
}

/** The same for the hidden layer. */
export const relabelHidden = (rbm: Rbm, order: readonly number[]): Rbm =>
  exchangeLayers(relabelVisible(exchangeLayers(rbm), order));

export interface Flipped {
  readonly rbm: Rbm;
  /** −E(flipped state) = −E'(state) + constant, so ln Z = ln Z' + constant: without it Z isn't kept. In nats. */
  readonly constant: number;
}

/**
 * Calls visible unit i's on off and its off on: W_i → −W_i and a_i → −a_i, and b → b + W_i takes what the unit gave
 * while it was on. RangeError where there is no such unit. Its own inverse, constants and all.
 */
export function flipVisible(rbm: Rbm, i: number): Flipped {
  const { visible, hidden, W, a, b } = rbm;
  if (!(Number.isInteger(i) && i >= 0 && i < visible))
    throw new RangeError(`invalid unit: ${i}; expected 0..${visible - 1}`);
  const flipped = createRbm(visible, hidden, { W, a, b });
  flipped.a[i] = -a[i];
  for (let j = 0; j < hidden; j++) {
    flipped.W[i * hidden + j] = -W[i * hidden + j];
    flipped.b[j] += W[i * hidden + j];
  }
  return { rbm: flipped, constant: a[i] };
}

/** The same for hidden unit j. */
export function flipHidden(rbm: Rbm, j: number): Flipped {
  const { rbm: exchanged, constant } = flipVisible(exchangeLayers(rbm), j);
  return { rbm: exchangeLayers(exchanged), constant };
}

/** The energies with those of two states exchanged. */
export function exchangeStates(energies: Energies, one: number, other: number): Energies {
  const exchanged = energies.slice();
  exchanged[one] = energies[other];
  exchanged[other] = energies[one];
  return exchanged;
}

export type Change =
  | 'relabelVisible'
  | 'relabelHidden'
  | 'flipVisible'
  | 'flipHidden'
  | 'exchangeStates'
  | 'addEnergies'
  | 'addConstant';

export interface Changed {
  readonly change: Change;
  /** Of the visible states after the change, [2^visible]. */
  readonly energies: Energies;
  readonly logZ: number;
  /** Between p before and p after, state by state under the same numbers. */
  readonly totalVariation: number;
  readonly keepsP: boolean;
}

/** What counts as the same p: rounding is far below. */
const sameDistribution = 1e-12;

/**
 * Each change made to this machine: units relabelled the other way round, unit 0 of a layer flipped, states 0 and 1
 * exchanged, K(v) added with ln Z̃ − ln Z (the construction, after summing over h), and a constant K, which that takes
 * away again. All have the machine's Z; hidden relabelling and flipping, and the constant, keep p as well.
 * RangeError without hidden units and above 16 visible ones.
 */
export function energiesWithOneZ(rbm: Rbm, K: Energies): Changed[] {
  const energies = energiesOfRbm(rbm);
  const logZ = logPartitionOf(energies);
  const p = probabilitiesOf(energies, logZ);
  const reversed = (units: number) => Array.from({ length: units }, (_, n) => units - 1 - n);
  const ofFlip = ({ rbm: flipped, constant }: Flipped) => energiesOfRbm(flipped).map((F) => F - constant);
  const renormalised = (added: (v: number) => number) => {
    const sum = energies.map((F, v) => F + added(v));
    const back = logPartitionOf(sum) - logZ;
    return sum.map((F) => F + back);
  };
  const changes: [Change, Energies][] = [
    ['relabelVisible', energiesOfRbm(relabelVisible(rbm, reversed(rbm.visible)))],
    ['relabelHidden', energiesOfRbm(relabelHidden(rbm, reversed(rbm.hidden)))],
    ['flipVisible', ofFlip(flipVisible(rbm, 0))],
    ['flipHidden', ofFlip(flipHidden(rbm, 0))],
    ['exchangeStates', exchangeStates(energies, 0, 1)],
    ['addEnergies', renormalised((v) => K[v])],
    ['addConstant', renormalised(() => 1)],
  ];
  return changes.map(([change, after]) => {
    const distance = totalVariation(p, probabilitiesOf(after));
    return {
      change,
      energies: after,
      logZ: logPartitionOf(after),
      totalVariation: distance,
      keepsP: distance < sameDistribution,
    };
  });
}
