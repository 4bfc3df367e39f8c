/**
 * Pictures known in part: what is missing, and what noise has turned over, as a machine fills it in. Conditioning
 * an RBM on what is known leaves an RBM, with moved biases, over what is open; so one posterior serves both tasks.
 *
 *   pixels K known for certain:   p(v_U | v_K) is the RBM of W_U, a_U and b + v_Kᵀ W_K
 *   each seen through a binary symmetric channel that turns a pixel over with probability ε:
 *                                 p(v | x) ∝ p(v) Π_i ε^[x_i ≠ v_i] (1−ε)^[x_i = v_i]
 *                                 is the RBM of W, b and a_i + (2 x_i − 1) ln((1−ε)/ε)
 *
 * Both are exact: the likelihood of a pixel is an affine function of v_i in the exponent (Bayes).
 */
import { logit, sigmoid } from './elementary';
import { fillUniforms } from './random';
import { createRbm, hiddenInputs, type Rbm, type State, visibleInputs } from './rbm';

/** What is known about a picture. */
export interface Evidence {
  /** The picture as it is seen, 0 or 1, [visible]; what stands at unknown units is never read. */
  readonly seen: State;
  /** 1 where it is seen at all, [visible]. */
  readonly known: State;
  /** ε: the probability that a pixel was turned over before it was seen, 0 ≤ ε < ½. */
  readonly flip: number;
}

/** The machine of what is left open. */
export interface Posterior {
  /** Its visible units are the open ones, in their order. */
  readonly rbm: Rbm;
  /** The open units' numbers: without noise the unknown ones, with noise all. */
  readonly open: Uint32Array;
  /** What is seen of each, through noise: 0 or 1, −1 where nothing is. */
  readonly seen: Int8Array;
}

/** RangeError where ε makes no sense, or nothing is open; TypeError where the picture has another size. */
export function posteriorOf(rbm: Rbm, { seen, known, flip }: Evidence): Posterior {
  const { visible, hidden, W } = rbm;
  if (seen.length !== visible || known.length !== visible)
    throw new TypeError(`invalid evidence: ${seen.length} and ${known.length} units; expected ${visible}`);
  if (!(flip >= 0 && flip < 0.5))
    throw new RangeError(`invalid flip: ${flip}; expected 0 or more, below 0.5`);
  const open = Uint32Array.from({ length: visible }, (_, i) => i).filter((i) => flip > 0 || known[i] === 0);
  if (open.length === 0)
    throw new RangeError('invalid known: every pixel is known; nothing is left to fill in');
  const certain = flip > 0 ? seen : Uint8Array.from(seen, (on, i) => on * known[i]);
  const b = flip > 0 ? rbm.b : hiddenInputs(rbm, certain);
  const trust = flip > 0 ? logit(1 - flip) : 0;
  const a = Float64Array.from(open, (i) => rbm.a[i] + (known[i] === 1 ? (2 * seen[i] - 1) * trust : 0));
  const openW = new Float64Array(open.length * hidden);
  open.forEach((i, n) => {
    openW.set(W.subarray(i * hidden, (i + 1) * hidden), n * hidden);
  });
  const seenThere = Int8Array.from(open, (i) => (known[i] === 1 ? seen[i] : -1));
  return { rbm: createRbm(open.length, hidden, { W: openW, a, b }), open, seen: seenThere };
}

/** The whole picture, [visible]: the open units' values put into what is known. */
export function wholePicture({ seen }: Evidence, { open }: Posterior, values: State): Float64Array {
  const whole = Float64Array.from(seen);
  open.forEach((i, n) => {
    whole[i] = values[n];
  });
  return whole;
}

/** Where a chain takes its random numbers: the same place gives the same chain. */
export interface ChainPlace {
  readonly seed: number;
  /** Number of the picture. */
  readonly row: number;
  /** Tells sets of pictures apart. */
  readonly set: number;
}

/**
 * A Gibbs chain in a posterior, at any inverse temperature: its states at β = 1 are, after long enough, samples of
 * p(open | known). It starts at what is seen through the noise, and with every other unit thrown by a coin.
 */
export class PosteriorChain {
  /** The state now, [open]. */
  readonly v: Uint8Array;
  /** p(v = 1 | h) of the last sweep, [open]: the mean of the state given the hidden units. */
  readonly means: Float64Array;
  sweeps = 0;
  private readonly h: Float64Array;
  private readonly uniformsV: Float64Array;
  private readonly uniformsH: Float64Array;

  private readonly rbm: Rbm;

  constructor(
    { rbm, seen }: Pick<Posterior, 'rbm' | 'seen'>,
    private readonly place: ChainPlace,
  ) {
    this.rbm = rbm;
    this.uniformsV = new Float64Array(rbm.visible);
    this.uniformsH = new Float64Array(rbm.hidden);
    this.h = new Float64Array(rbm.hidden);
    this.means = new Float64Array(rbm.visible).fill(0.5);
    const { seed, row, set } = place;
    fillUniforms(seed, { purpose: 'inpaintingStart', update: set, row }, this.uniformsV);
    this.v = Uint8Array.from(this.uniformsV, (u, n) => (seen[n] < 0 ? Number(u < 0.5) : seen[n]));
  }

  /** v → h → v with the energy times β. */
  sweep(beta = 1): void {
    const { rbm, h, v, means, uniformsV, uniformsH } = this;
    const { seed, row, set } = this.place;
    const at = { sweep: ++this.sweeps, update: set, row };
    fillUniforms(seed, { purpose: 'inpaintingHidden', ...at }, uniformsH);
    hiddenInputs(rbm, v, h);
    for (let j = 0; j < h.length; j++) h[j] = uniformsH[j] < sigmoid(beta * h[j]) ? 1 : 0;
    fillUniforms(seed, { purpose: 'inpaintingVisible', ...at }, uniformsV);
    visibleInputs(rbm, h, means);
    for (let i = 0; i < v.length; i++) {
      means[i] = sigmoid(beta * means[i]);
      v[i] = uniformsV[i] < means[i] ? 1 : 0;
    }
  }
}

/** Where β-annealing begins, and where it ends: so cold that hardly a unit leaves the better of its two states. */
export const annealedFrom = 0.1;
export const annealedTo = 5;

/** β of sweep 1..sweeps, even steps from `annealedFrom` to `annealedTo`; a single sweep is at the cold end. */
export const annealedBeta = (sweep: number, sweeps: number): number =>
  sweeps === 1 ? annealedTo : annealedFrom + ((annealedTo - annealedFrom) * (sweep - 1)) / (sweeps - 1);

/** The share of the open units whose value, on above ½, is that of the truth: 0..1. */
export function recoveredShare(estimate: State, truth: State, open: Uint32Array): number {
  let right = 0;
  for (const i of open) if (Number(estimate[i] > 0.5) === truth[i]) right++;
  return right / open.length;
}

/** A picture after a binary symmetric channel: each unit turned over with probability `flip`, [visible]. */
export function withNoise(picture: State, flip: number, { seed, row, set }: ChainPlace): Uint8Array {
  const uniforms = new Float64Array(picture.length);
  fillUniforms(seed, { purpose: 'pixelNoise', update: set, row }, uniforms);
  return Uint8Array.from(picture, (on, i) => (uniforms[i] < flip ? 1 - on : on));
}

/** Units left out at random, each with probability `share`: 1 where one is known, [visible]. */
export function randomlyKnown(visible: number, share: number, seed: number): Uint8Array {
  const uniforms = fillUniforms(seed, { purpose: 'pixelMask' }, new Float64Array(visible));
  return Uint8Array.from(uniforms, (u) => Number(u >= share));
}
