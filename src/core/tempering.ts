/**
 * Parallel tempering for learning (Desjardins, Courville, Bengio, Vincent & Delalleau 2010; Cho, Raiko & Ilin
 * 2010): each ladder is a set of machines with energies βE, β_r = r/(R − 1) from 0 to 1. The hot ones, near β = 0,
 * go everywhere; swaps of states between neighbours bring what they find down to β = 1, which supplies the
 * statistics.
 *
 * Ladder n, rung r is chain n·R + r: the `row` of its random numbers.
 */
import { exp, sigmoid } from './elementary';
import type { UpdatePlace } from './gibbs';
import { addStatistics, zeroMeans } from './gradient';
import type { ModelMeans } from './partition';
import { fillUniforms, type Place, type Purpose } from './random';
import { dot, hiddenInputs, type Rbm, sample, visibleInputs } from './rbm';
import { type Rows, row } from './rows';

/** Ladders that go on from update to update; each chain keeps its hidden sample. */
export interface Ladders {
  /** Rungs of each ladder, R ≥ 2. */
  readonly size: number;
  /** Hidden states, chain n·R + r a row. */
  readonly h: Rows;
}

/** β of rung `rung`: even steps from 0 to 1. RangeError for a ladder of one, which has nothing to swap. */
export function inverseTemperature(rung: number, ladderSize: number): number {
  if (!(Number.isInteger(ladderSize) && ladderSize >= 2))
    throw new RangeError(`invalid ladderSize: ${ladderSize}; expected a whole number from 2`);
  return rung / (ladderSize - 1);
}

/** The probability of swapping states with energies E_r at β_r and E_s at β_s: min(1, e^{(β_r − β_s)(E_r − E_s)}). */
export function swapProbability(betaR: number, betaS: number, energyR: number, energyS: number): number {
  const exponent = (betaR - betaS) * (energyR - energyS);
  return exponent >= 0 ? 1 : exp(exponent);
}

/**
 * One pass of swaps over a ladder whose rungs hold states of the given energies (nats, at β = 1): the pairs (0, 1),
 * (2, 3), …, then (1, 2), (3, 4), …; the pair (r, r + 1) takes uniforms[r]. A state can thus move two rungs a pass,
 * and goes on in the direction it has (Okabe et al. 2001). Returns which rung each rung's new state comes from, and
 * adds 1 to accepted[r] where the pair swapped.
 */
export function swapStates(
  energies: ArrayLike<number>,
  uniforms: ArrayLike<number>,
  accepted: Float64Array,
): Uint32Array {
  const size = energies.length;
  const from = Uint32Array.from({ length: size }, (_, rung) => rung);
  for (const first of [0, 1])
    for (let r = first; r + 1 < size; r += 2) {
      const [below, above] = [inverseTemperature(r, size), inverseTemperature(r + 1, size)];
      if (!(uniforms[r] < swapProbability(below, above, energies[from[r]], energies[from[r + 1]]))) continue;
      [from[r], from[r + 1]] = [from[r + 1], from[r]];
      accepted[r]++;
    }
  return from;
}

/** The uniforms of a pass over ladder `ladder`: one a pair of neighbours. */
export function swapUniforms(place: UpdatePlace, ladder: number, ladderSize: number): Float64Array {
  const where: Place = { purpose: 'temperingSwap', update: place.update, row: ladder };
  return fillUniforms(place.seed, where, new Float64Array(ladderSize - 1));
}

/**
 * `count` ladders of `size` rungs: those of `before`, as far as they reach and have as many rungs, then new ones,
 * whose chains start at v ~ Bernoulli(½) and h ~ p_β(h|v). A chain's start depends on its number alone.
 */
export function startLadders(rbm: Rbm, seed: number, count: number, size: number, before?: Ladders): Ladders {
  const { visible, hidden } = rbm;
  const bytes = new Uint8Array(count * size * hidden);
  const kept = before?.size === size ? Math.min(count * size, before.h.count) : 0;
  if (before) bytes.set(before.h.bytes.subarray(0, kept * hidden));
  const half = new Float64Array(visible).fill(0.5);
  const place = { seed, update: 0 };
  for (let chain = kept; chain < count * size; chain++) {
    const v = draw(place, 'temperingStart', 0, chain, half);
    const beta = inverseTemperature(chain % size, size);
    bytes.set(draw(place, 'temperingHidden', 0, chain, heatedHiddenMean(rbm, v, beta)), chain * hidden);
  }
  return { size, h: { count: count * size, width: hidden, bytes } };
}

/** p(h|v) and p(v|h) of the machine with energy βE. */
export const heatedHiddenMean = (rbm: Rbm, v: ArrayLike<number>, beta: number): Float64Array =>
  hiddenInputs(rbm, v).map((x) => sigmoid(beta * x));
export const heatedVisibleMean = (rbm: Rbm, h: ArrayLike<number>, beta: number): Float64Array =>
  visibleInputs(rbm, h).map((x) => sigmoid(beta * x));

export interface TemperedMeans {
  readonly means: ModelMeans;
  /** Of the swaps tried between rungs r and r + 1, the share accepted: [size − 1]. */
  readonly acceptance: Float64Array;
}

/**
 * The negative phase: k sweeps of every chain at its own β, then one pass of swaps in each ladder, in place; then
 * the means of v p(h|v)ᵀ over the states that β = 1 holds.
 */
export function temperedMeans(rbm: Rbm, ladders: Ladders, k: number, place: UpdatePlace): TemperedMeans {
  const { size, h } = ladders;
  const count = h.count / size;
  const means = zeroMeans(rbm);
  const accepted = new Float64Array(size - 1);
  for (let n = 0; n < count; n++) {
    const states = Array.from({ length: size }, (_, r) => sweepChain(rbm, ladders, n * size + r, k, place));
    const energies = states.map((state) => -dot(rbm.a, state.v) - dot(state.inputs, state.h));
    const from = swapStates(energies, swapUniforms(place, n, size), accepted);
    from.forEach((rung, r) => {
      row(h, n * size + r).set(states[rung].h);
    });
    const { v, inputs } = states[from[size - 1]];
    addStatistics(means, v, inputs.map(sigmoid), 1 / count);
  }
  return { means, acceptance: accepted.map((swaps) => swaps / count) };
}

/** k sweeps of one chain from its hidden state; the state it comes to, with b + vᵀW. */
function sweepChain(rbm: Rbm, { size, h: chains }: Ladders, chain: number, k: number, place: UpdatePlace) {
  const beta = inverseTemperature(chain % size, size);
  let h: Uint8Array = row(chains, chain).slice();
  let v: Uint8Array = new Uint8Array(rbm.visible);
  for (let sweep = 1; sweep <= k; sweep++) {
    v = draw(place, 'temperingVisible', sweep, chain, heatedVisibleMean(rbm, h, beta));
    h = draw(place, 'temperingHidden', sweep, chain, heatedHiddenMean(rbm, v, beta));
  }
  return { v, h, inputs: hiddenInputs(rbm, v) };
}

function draw(
  { seed, update }: UpdatePlace,
  purpose: Purpose,
  sweep: number,
  chain: number,
  means: Float64Array,
): Uint8Array {
  const place = { purpose, sweep, update, row: chain };
  return sample(means, fillUniforms(seed, place, new Float64Array(means.length)));
}
