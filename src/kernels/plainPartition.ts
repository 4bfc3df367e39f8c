/**
 * Exact ln Z and means by enumeration, float64 and readable: the definition that the fast kernel is tested
 * against. With s the enumerated layer, c and d the biases of the other layer and of s:
 *
 *   Z = Σ_s e^{d·s} Π_i (1 + e^{x_i(s)}),  x_i(s) = c_i + U_i·s,  mean of unit i given s: σ(x_i(s))
 */
import { exp, powerOfTwo, sigmoid, softplus } from '../core/elementary';
import type { Parameters, PartitionKernel, PartitionOptions } from './contract';
import { partitionKernel, type Walk } from './partitionKernel';
import { enumeratesHidden } from './partitionLimits';
import { logOfScaled, type PartSums } from './partitionParts';

const statesPerChunk = 128;

/** Always by log-sum-exp in float64, whatever precision is asked for, and says so. */
export const createPlainPartitionKernel = (): PartitionKernel =>
  partitionKernel((model, options) => new PlainWalk(layersOf(model), options));

/** A model seen from the layer that is enumerated. */
interface Layers {
  readonly enumerated: number;
  readonly other: number;
  /** [other × enumerated]: U[i * enumerated + k] joins unit i of the other layer to enumerated unit k. */
  readonly U: Float64Array;
  readonly c: Float64Array;
  readonly d: Float64Array;
}

function layersOf(model: Parameters): Layers {
  const { visible, hidden, W, a, b } = model;
  if (enumeratesHidden(model)) {
    const [U, c, d] = [Float64Array.from(W), Float64Array.from(a), Float64Array.from(b)];
    return { enumerated: hidden, other: visible, U, c, d };
  }
  const U = new Float64Array(W.length);
  for (let i = 0; i < visible; i++) for (let j = 0; j < hidden; j++) U[j * visible + i] = W[i * hidden + j];
  const [c, d] = [Float64Array.from(b), Float64Array.from(a)];
  return { enumerated: visible, other: hidden, U, c, d };
}

/** Bit k of a state: a number, since beyond 2^31 the operators on integers of 32 bits are wrong. */
const bit = (state: number, k: number): number => Math.floor(state / 2 ** k) % 2;

/** Bits that the reference is moved beyond the state that made it move. */
const ahead = 20;

class PlainWalk implements Walk {
  readonly precision = 'log-sum-exp';
  readonly chunks: number;
  private readonly states: number;
  /** x_i of the state at hand, [other]. */
  private readonly inputs: Float64Array;
  /** Σ = mantissa · 2^exponent; energies and means as in `PartSums`. */
  private mantissa = 0;
  private exponent = Number.NEGATIVE_INFINITY;
  private energies = new Float64Array(0);
  private sums = new Float64Array(0);

  constructor(
    private readonly layers: Layers,
    private readonly options: PartitionOptions,
  ) {
    this.states = 2 ** layers.enumerated;
    this.chunks = Math.ceil(this.states / statesPerChunk);
    this.inputs = new Float64Array(layers.other);
  }

  open(): void {
    const { enumerated, other } = this.layers;
    const { means, energy } = this.options;
    this.mantissa = 0;
    this.exponent = Number.NEGATIVE_INFINITY;
    this.energies = new Float64Array(energy ? 3 : 0);
    this.sums = new Float64Array(means || energy ? (enumerated + 1) * (other + 1) : 0);
  }

  chunk(chunk: number): void {
    const from = chunk * statesPerChunk;
    const to = Math.min(this.states, from + statesPerChunk);
    for (let state = from; state < to; state++) {
      const logWeight = this.logWeight(state);
      const bits = logWeight / Math.LN2;
      if (bits > this.exponent) this.raise(Math.ceil(bits) + ahead);
      const weight = exp(logWeight - this.exponent * Math.LN2);
      this.mantissa += weight;
      if (this.sums.length > 0) this.addMeans(state, weight);
      if (this.energies.length > 0) this.addEnergy(state, weight);
    }
  }

  close(): PartSums {
    const { mantissa, exponent, energies, sums } = this;
    return { mantissa, exponent, rows: new Float64Array(0), energies, means: sums };
  }

  logPartition({ mantissa, exponent }: PartSums): number {
    return logOfScaled(mantissa, exponent);
  }

  /** All that was summed in units of a larger power of two. */
  private raise(exponent: number): void {
    const first = this.exponent === Number.NEGATIVE_INFINITY;
    const by = exponent - this.exponent;
    this.exponent = exponent;
    if (first || !Number.isFinite(by)) return;
    const factor = powerOfTwo(Math.max(-by, -1022));
    const shift = by * Math.LN2;
    const [p, px, pxx] = this.energies;
    if (this.energies.length > 0) this.energies.set([p, px + shift * p, pxx + shift * (2 * px + shift * p)]);
    this.mantissa *= factor;
    this.energies.forEach((x, n) => {
      this.energies[n] = x * factor;
    });
    this.sums.forEach((x, n) => {
      this.sums[n] = x * factor;
    });
  }

  /** ln Σ over the other layer of e^−E, nats; leaves x_i in `inputs`. */
  private logWeight(state: number): number {
    const { enumerated, other, U, c, d } = this.layers;
    this.inputs.set(c);
    let sum = 0;
    for (let k = 0; k < enumerated; k++) {
      if (bit(state, k) === 0) continue;
      sum += d[k];
      for (let i = 0; i < other; i++) this.inputs[i] += U[i * enumerated + k];
    }
    for (let i = 0; i < other; i++) sum += softplus(this.inputs[i]);
    return sum;
  }

  private addMeans(state: number, weight: number): void {
    const { enumerated, other } = this.layers;
    for (let i = 0; i <= other; i++) {
      const mean = weight * (i < other ? sigmoid(this.inputs[i]) : 1);
      for (let k = 0; k <= enumerated; k++) {
        if (k === enumerated || bit(state, k) === 1) this.sums[k * (other + 1) + i] += mean;
      }
    }
  }

  /** E given s is −d·s − Σ x_i unit_i, whose units are independent. */
  private addEnergy(state: number, weight: number): void {
    const { enumerated, other, d } = this.layers;
    let mean = this.exponent * Math.LN2;
    let variance = 0;
    for (let k = 0; k < enumerated; k++) mean -= d[k] * bit(state, k);
    for (let i = 0; i < other; i++) {
      const x = this.inputs[i];
      mean -= x * sigmoid(x);
      variance += x * x * sigmoid(x) * sigmoid(-x);
    }
    this.energies[0] += weight;
    this.energies[1] += weight * mean;
    this.energies[2] += weight * (mean * mean + variance);
  }
}
