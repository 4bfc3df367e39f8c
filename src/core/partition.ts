/**
 * ln Z exactly, by walking over all states of one layer; the other layer is summed in closed form:
 * Z = Σ_h e^{bᵀh} Π_i (1 + e^{a_i + (Wh)_i}), or the same with the layers exchanged.
 */
import { exp, log, sigmoid, softplus } from './elementary';
import { clampedFreeEnergy, dot, exchangeLayers, type Rbm } from './rbm';
import { type Rows, row } from './rows';

/** The layer whose states are walked over. */
export type Layer = 'visible' | 'hidden';

/** Means under the model. */
export interface ModelMeans {
  /** ⟨v hᵀ⟩, row-major [visible × hidden]. */
  readonly vh: Float64Array;
  readonly v: Float64Array;
  readonly h: Float64Array;
}

/** Above this many units a layer is not walked over: 2^30 states take hours here. */
export const largestEnumeratedLayer = 30;

/** ln Σ e^x of terms that come one by one, at any magnitude. */
export class LogSum {
  private largest = -Infinity;
  private sum = 0;

  add(x: number): void {
    if (x > this.largest) {
      this.sum = this.sum * exp(this.largest - x) + 1;
      this.largest = x;
    } else if (x !== -Infinity) this.sum += exp(x - this.largest);
  }

  get value(): number {
    return this.largest + log(this.sum);
  }
}

/**
 * Visits all 2^hidden states h with bᵀh and a + Wh, in the order of binary numbers whose lowest digit is unit 0.
 * Depth first: the sums of a prefix are formed once and never undone, so that nothing drifts. `h` and `inputs`
 * are reused between visits.
 */
export function forEachHiddenState(
  { visible, hidden, W, a, b }: Rbm,
  visit: (h: Uint8Array, bias: number, inputs: Float64Array) => void,
): void {
  if (hidden > largestEnumeratedLayer)
    throw new RangeError(`invalid layer: ${hidden} units; expected at most ${largestEnumeratedLayer}`);
  const h = new Uint8Array(hidden);
  const inputs = Array.from({ length: hidden + 1 }, () => new Float64Array(visible));
  inputs[hidden].set(a);
  const descend = (units: number, bias: number): void => {
    if (units === 0) {
      visit(h, bias, inputs[0]);
      return;
    }
    const j = units - 1;
    h[j] = 0;
    inputs[j].set(inputs[units]);
    descend(j, bias);
    h[j] = 1;
    for (let i = 0; i < visible; i++) inputs[j][i] = inputs[units][i] + W[i * hidden + j];
    descend(j, bias + b[j]);
  };
  descend(hidden, 0);
}

/** ln of Σ_v e^{−E(v,h)}, from bᵀh and a + Wh. */
function logWeight(bias: number, inputs: Float64Array): number {
  let sum = bias;
  for (let i = 0; i < inputs.length; i++) sum += softplus(inputs[i]);
  return sum;
}

/** ln Z in nats, walking over the states of the named layer (at most 30 units, else RangeError). */
export function logPartitionOver(rbm: Rbm, layer: Layer): number {
  const total = new LogSum();
  const machine = layer === 'hidden' ? rbm : exchangeLayers(rbm);
  forEachHiddenState(machine, (_h, bias, inputs) => total.add(logWeight(bias, inputs)));
  return total.value;
}

/** ln Z in nats, over the smaller layer. */
export const logPartition = (rbm: Rbm): number => logPartitionOver(rbm, smallerLayer(rbm));

export const smallerLayer = ({ visible, hidden }: Rbm): Layer => (hidden <= visible ? 'hidden' : 'visible');

/** ⟨v hᵀ⟩, ⟨v⟩ and ⟨h⟩ under the model: the first derivatives of ln Z. Over the smaller layer. */
export function modelMeans(rbm: Rbm, logZ = logPartition(rbm)): ModelMeans {
  if (smallerLayer(rbm) === 'hidden') return meansOverHidden(rbm, logZ);
  const exchanged = exchangeLayers(rbm);
  const { vh, v, h } = meansOverHidden(exchanged, logZ);
  return { vh: exchangeLayers({ ...exchanged, W: vh }).W, v: h, h: v };
}

function meansOverHidden(rbm: Rbm, logZ: number): ModelMeans {
  const { visible, hidden } = rbm;
  const vh = new Float64Array(visible * hidden);
  const v = new Float64Array(visible);
  const h = new Float64Array(hidden);
  forEachHiddenState(rbm, (state, bias, inputs) => {
    const probability = exp(logWeight(bias, inputs) - logZ);
    if (probability === 0) return;
    for (let j = 0; j < hidden; j++) h[j] += probability * state[j];
    for (let i = 0; i < visible; i++) {
      const on = probability * sigmoid(inputs[i]);
      v[i] += on;
      for (let j = 0; j < hidden; j++) if (state[j] === 1) vh[i * hidden + j] += on;
    }
  });
  return { vh, v, h };
}

/** U = ⟨E⟩ in nats: the energy is linear in v hᵀ, v and h. */
export const meanEnergy = (rbm: Rbm, means: ModelMeans): number =>
  -dot(rbm.W, means.vh) - dot(rbm.a, means.v) - dot(rbm.b, means.h);

/** ln p(v) = −F_c(v) − ln Z, in nats. */
export function logProbability(rbm: Rbm, v: ArrayLike<number>, logZ = logPartition(rbm)): number {
  return -clampedFreeEnergy(rbm, v) - logZ;
}

/** ℓ: the mean of ln p(v) over rows, in nats per sample; NaN for no rows. */
export function logLikelihood(rbm: Rbm, rows: Rows, logZ = logPartition(rbm)): number {
  let sum = 0;
  for (let n = 0; n < rows.count; n++) sum += logProbability(rbm, row(rows, n), logZ);
  return sum / rows.count;
}
