/**
 * The restricted Boltzmann machine itself. The vocabulary of the whole project is fixed here:
 *
 *   v, h     visible and hidden states, units in {0, 1}; lengths `visible` and `hidden`
 *   W, a, b  weights, visible bias, hidden bias
 *   E(v, h)  = −vᵀWh − aᵀv − bᵀh
 *   Z        = Σ_{v,h} e^{−E(v,h)}, always handled as ln Z (`logPartition`), in nats
 *   F_c(v)   = −ln Σ_h e^{−E(v,h)}, the free energy clamped to v (`clampedFreeEnergy`)
 *
 * Every function of a state takes means in [0, 1] as well as bits, and writes its answer into `out` if given.
 */
import { sigmoid, softplus } from './elementary';

export interface Rbm {
  readonly visible: number;
  readonly hidden: number;
  /** Row-major [visible × hidden]: W[i * hidden + j] joins visible i to hidden j. */
  readonly W: Float64Array;
  /** Visible bias, [visible]. */
  readonly a: Float64Array;
  /** Hidden bias, [hidden]. */
  readonly b: Float64Array;
}

/** A state of one layer, or its mean. */
export type State = ArrayLike<number>;

/** What a machine may be made from; anything left out is 0. */
export interface Parts {
  readonly W?: ArrayLike<number>;
  readonly a?: ArrayLike<number>;
  readonly b?: ArrayLike<number>;
}

/**
 * A machine of the given size with copies of the given parameters.
 * RangeError for sizes that are not whole (one visible unit at least, no hidden unit is allowed), TypeError
 * for parameters of another length.
 */
export function createRbm(visible: number, hidden: number, parts: Parts = {}): Rbm {
  if (!(Number.isInteger(visible) && visible >= 1))
    throw new RangeError(`invalid visible: ${visible}; expected a whole number from 1`);
  if (!(Number.isInteger(hidden) && hidden >= 0))
    throw new RangeError(`invalid hidden: ${hidden}; expected a whole number from 0`);
  return {
    visible,
    hidden,
    W: copyOf(parts.W, visible * hidden, 'W'),
    a: copyOf(parts.a, visible, 'a'),
    b: copyOf(parts.b, hidden, 'b'),
  };
}

function copyOf(values: ArrayLike<number> | undefined, length: number, name: string): Float64Array {
  if (values === undefined) return new Float64Array(length);
  if (values.length !== length)
    throw new TypeError(`invalid ${name}: ${values.length} numbers; expected ${length}`);
  return Float64Array.from(values);
}

export const copyRbm = (rbm: Rbm): Rbm => createRbm(rbm.visible, rbm.hidden, rbm);

/** The same machine seen from the other side: W transposed, a and b exchanged. Its own inverse. */
export function exchangeLayers({ visible, hidden, W, a, b }: Rbm): Rbm {
  const transposed = new Float64Array(W.length);
  for (let i = 0; i < visible; i++)
    for (let j = 0; j < hidden; j++) transposed[j * visible + i] = W[i * hidden + j];
  return { visible: hidden, hidden: visible, W: transposed, a: b.slice(), b: a.slice() };
}

/** The machine whose energy is βE. */
export function atInverseTemperature({ visible, hidden, W, a, b }: Rbm, beta: number): Rbm {
  const scaled = (x: Float64Array) => x.map((value) => beta * value);
  return { visible, hidden, W: scaled(W), a: scaled(a), b: scaled(b) };
}

/** b + vᵀW, [hidden]: by how much −E grows when a hidden unit is switched on. */
export function hiddenInputs(
  { hidden, W, b }: Rbm,
  v: State,
  out: Float64Array = new Float64Array(hidden),
): Float64Array {
  out.set(b);
  for (let i = 0; i < v.length; i++) {
    if (v[i] === 0) continue;
    for (let j = 0; j < hidden; j++) out[j] += v[i] * W[i * hidden + j];
  }
  return out;
}

/** a + Wh, [visible]: by how much −E grows when a visible unit is switched on. */
export function visibleInputs(
  rbm: Rbm,
  h: State,
  out: Float64Array = new Float64Array(rbm.visible),
): Float64Array {
  const { visible, hidden, W, a } = rbm;
  for (let i = 0; i < visible; i++) {
    let sum = a[i];
    for (let j = 0; j < hidden; j++) sum += W[i * hidden + j] * h[j];
    out[i] = sum;
  }
  return out;
}

/** p(h_j = 1 | v) = σ(b_j + (vᵀW)_j), [hidden]: exact, since hidden units only meet visible ones. */
export function hiddenMean(
  rbm: Rbm,
  v: State,
  out: Float64Array = new Float64Array(rbm.hidden),
): Float64Array {
  return applySigmoid(hiddenInputs(rbm, v, out));
}

/** p(v_i = 1 | h) = σ(a_i + (Wh)_i), [visible]. */
export function visibleMean(
  rbm: Rbm,
  h: State,
  out: Float64Array = new Float64Array(rbm.visible),
): Float64Array {
  return applySigmoid(visibleInputs(rbm, h, out));
}

function applySigmoid(x: Float64Array): Float64Array {
  for (let i = 0; i < x.length; i++) x[i] = sigmoid(x[i]);
  return x;
}

/** Each unit is on iff its uniform lies below its probability. */
export function sample(
  means: State,
  uniforms: State,
  out: Uint8Array = new Uint8Array(means.length),
): Uint8Array {
  for (let i = 0; i < means.length; i++) out[i] = uniforms[i] < means[i] ? 1 : 0;
  return out;
}

/** h ~ p(h | v) from one uniform in [0, 1) a hidden unit. */
export function sampleHidden(rbm: Rbm, v: State, uniforms: State, out?: Uint8Array): Uint8Array {
  return sample(hiddenMean(rbm, v), uniforms, out);
}

/** v ~ p(v | h) from one uniform in [0, 1) a visible unit. */
export function sampleVisible(rbm: Rbm, h: State, uniforms: State, out?: Uint8Array): Uint8Array {
  return sample(visibleMean(rbm, h), uniforms, out);
}

/** E(v, h) = −vᵀWh − aᵀv − bᵀh, in nats. */
export function energy(rbm: Rbm, v: State, h: State): number {
  return -dot(rbm.a, v) - dot(hiddenInputs(rbm, v), h);
}

/** F_c(v) = −aᵀv − Σ_j softplus(b_j + (vᵀW)_j), in nats. */
export function clampedFreeEnergy(rbm: Rbm, v: State): number {
  let sum = dot(rbm.a, v);
  for (const input of hiddenInputs(rbm, v)) sum += softplus(input);
  return -sum;
}

/** Σ_i x_i y_i. */
export function dot(x: State, y: State): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}
