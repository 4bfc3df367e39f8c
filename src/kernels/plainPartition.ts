/**
 * Exact ln Z and means by enumeration, float64 and readable: the definition that the fast kernel is tested
 * against. With s the enumerated layer, c and d the biases of the other layer and of s:
 *
 *   Z = Σ_s e^{d·s} Π_i (1 + e^{x_i(s)}),  x_i(s) = c_i + U_i·s,  mean of unit i given s: σ(x_i(s))
 */
import { exp, sigmoid, softplus } from '../core/elementary';
import { LogSum } from '../core/partition';
import type { ModelMeans, Parameters, PartitionJob, PartitionKernel, PartitionResult } from './contract';
import { checkEnumerable, enumeratesHidden } from './partitionLimits';

const statesPerChunk = 1024;

/** Always by log-sum-exp in float64, whatever precision is asked for, and says so. */
export function createPlainPartitionKernel(): PartitionKernel {
  let current: PlainJob | undefined;
  return {
    begin(model, options = {}) {
      checkEnumerable(model);
      const job: PlainJob = new PlainJob(layersOf(model), options.means === true, () => current === job);
      current = job;
      return job;
    },
  };
}

/** A model seen from the layer that is enumerated. */
interface Layers {
  readonly enumerated: number;
  readonly other: number;
  readonly hiddenFirst: boolean;
  /** [other × enumerated]: U[i * enumerated + k] joins unit i of the other layer to enumerated unit k. */
  readonly U: Float64Array;
  readonly c: Float64Array;
  readonly d: Float64Array;
}

function layersOf(model: Parameters): Layers {
  const { visible, hidden, W, a, b } = model;
  if (enumeratesHidden(model)) {
    const [U, c, d] = [Float64Array.from(W), Float64Array.from(a), Float64Array.from(b)];
    return { enumerated: hidden, other: visible, hiddenFirst: true, U, c, d };
  }
  const U = new Float64Array(W.length);
  for (let i = 0; i < visible; i++) for (let j = 0; j < hidden; j++) U[j * visible + i] = W[i * hidden + j];
  const [c, d] = [Float64Array.from(b), Float64Array.from(a)];
  return { enumerated: visible, other: hidden, hiddenFirst: false, U, c, d };
}

/** Bit k of a state: a number, since beyond 2^31 the operators on integers of 32 bits are wrong. */
const bit = (state: number, k: number): number => Math.floor(state / 2 ** k) % 2;

class PlainJob implements PartitionJob {
  readonly precision = 'log-sum-exp';
  readonly chunks: number;
  done = 0;
  private readonly states: number;
  private readonly summing: number;
  private readonly sum = new LogSum();
  /** x_i of the state at hand, [other]. */
  private readonly inputs: Float64Array;
  /** ⟨s_k unit_i⟩ as U, ⟨unit_i⟩, ⟨s_k⟩. */
  private readonly joint: Float64Array;
  private readonly otherMeans: Float64Array;
  private readonly enumeratedMeans: Float64Array;

  constructor(
    private readonly layers: Layers,
    private readonly means: boolean,
    private readonly isCurrent: () => boolean,
  ) {
    this.states = 2 ** layers.enumerated;
    this.summing = Math.ceil(this.states / statesPerChunk);
    this.chunks = means ? 2 * this.summing : this.summing;
    this.inputs = new Float64Array(layers.other);
    this.joint = new Float64Array(layers.U.length);
    this.otherMeans = new Float64Array(layers.other);
    this.enumeratedMeans = new Float64Array(layers.enumerated);
  }

  advance(count: number): boolean {
    if (!this.isCurrent()) throw new Error('this job is over: the kernel has begun another one');
    const end = Math.min(this.chunks, this.done + count);
    for (; this.done < end; this.done++) {
      const from = (this.done % this.summing) * statesPerChunk;
      const to = Math.min(this.states, from + statesPerChunk);
      for (let state = from; state < to; state++) {
        const logWeight = this.logWeight(state);
        if (this.done < this.summing) this.sum.add(logWeight);
        else this.addMeans(state, exp(logWeight - this.sum.value));
      }
    }
    return this.done === this.chunks;
  }

  result(): PartitionResult {
    if (this.done < this.chunks)
      throw new Error(`unfinished: ${this.done} of ${this.chunks} chunks are done`);
    const { precision, states } = this;
    const means = this.means && { means: this.modelMeans() };
    return { logPartition: this.sum.value, precision, states, ...means };
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

  private addMeans(state: number, probability: number): void {
    const { enumerated, other } = this.layers;
    for (let k = 0; k < enumerated; k++) this.enumeratedMeans[k] += probability * bit(state, k);
    for (let i = 0; i < other; i++) {
      const mean = probability * sigmoid(this.inputs[i]);
      this.otherMeans[i] += mean;
      for (let k = 0; k < enumerated; k++) this.joint[i * enumerated + k] += mean * bit(state, k);
    }
  }

  private modelMeans(): ModelMeans {
    const { enumerated, other, hiddenFirst } = this.layers;
    const { joint, otherMeans, enumeratedMeans } = this;
    if (hiddenFirst) return { vh: joint.slice(), v: otherMeans.slice(), h: enumeratedMeans.slice() };
    const vh = new Float64Array(joint.length);
    for (let i = 0; i < other; i++) {
      for (let k = 0; k < enumerated; k++) vh[k * other + i] = joint[i * enumerated + k];
    }
    return { vh, v: enumeratedMeans.slice(), h: otherMeans.slice() };
  }
}
