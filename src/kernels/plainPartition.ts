/**
 * Exact ln Z and means by enumeration, float64 and readable: the definition that the fast kernel is tested
 * against. With s the enumerated layer, c and d the biases of the other layer and of s:
 *
 *   Z = Σ_s e^{d·s} Π_i (1 + e^{x_i(s)}),  x_i(s) = c_i + U_i·s,  mean of unit i given s: σ(x_i(s))
 */
import { exp, sigmoid, softplus } from '../core/elementary';
import { LogSum } from '../core/partition';
import type { ModelMeans, Parameters, PartitionKernel, PartitionOptions, PartitionResult } from './contract';
import { partitionKernel, type Walks } from './partitionKernel';
import { enumeratesHidden } from './partitionLimits';
import { energyMoments, logOfScaled } from './partitionParts';

const statesPerChunk = 128;

/** Always by log-sum-exp in float64, whatever precision is asked for, and says so. */
export const createPlainPartitionKernel = (): PartitionKernel =>
  partitionKernel((model, options) => new PlainWalks(layersOf(model), options));

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

class PlainWalks implements Walks {
  readonly precision = 'log-sum-exp';
  readonly states: number;
  readonly chunks: number;
  readonly moments: boolean;
  private sum = new LogSum();
  private logPartition = Number.NaN;
  /** x_i of the state at hand, [other]. */
  private readonly inputs: Float64Array;
  /** Sums of the second walk, one after the other in one array: what a part comes to. */
  private found: Moments;

  constructor(
    private readonly layers: Layers,
    private readonly options: PartitionOptions,
  ) {
    this.states = 2 ** layers.enumerated;
    this.chunks = Math.ceil(this.states / statesPerChunk);
    this.moments = options.means === true || options.energy === true;
    this.inputs = new Float64Array(layers.other);
    this.found = momentsOf(layers);
  }

  open(walk: 1 | 2, first?: Float64Array): void {
    if (walk === 1) this.sum = new LogSum();
    else {
      this.logPartition = logOfScaled(first![0], first![1]);
      this.found = momentsOf(this.layers);
    }
  }

  chunk(walk: 1 | 2, chunk: number): void {
    const from = chunk * statesPerChunk;
    const to = Math.min(this.states, from + statesPerChunk);
    for (let state = from; state < to; state++) {
      const logWeight = this.logWeight(state);
      if (walk === 1) this.sum.add(logWeight);
      else this.addMoments(state, exp(logWeight - this.logPartition));
    }
  }

  /** First walk: Σ = mantissa · 2^exponent. Second: the moments. */
  close(walk: 1 | 2): Float64Array {
    if (walk === 2) return this.found.all;
    const exponent = Math.round(this.sum.value * Math.LOG2E);
    const whole = Number.isFinite(exponent) ? exponent : 0;
    return Float64Array.of(exp(this.sum.value - whole * Math.LN2), whole);
  }

  first(sums: Float64Array): Float64Array {
    return sums;
  }

  result(first: Float64Array, second?: Float64Array): PartitionResult {
    const { precision, states, options } = this;
    const logPartition = logOfScaled(first[0], first[1]);
    if (!second) return { logPartition, precision, states };
    const moments = momentsOf(this.layers, second);
    const means = modelMeans(this.layers, moments);
    if (!options.energy) return { logPartition, precision, states, means };
    return {
      logPartition,
      precision,
      states,
      means,
      energy: energyMoments(moments.energy, logPartition, logPartition),
    };
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

  private addMoments(state: number, probability: number): void {
    const { enumerated, other, d } = this.layers;
    const { joint, ofOther, ofEnumerated, energy } = this.found;
    // E given s: −d·s − Σ x_i unit_i, whose units are independent
    let mean = 0;
    let variance = 0;
    for (let k = 0; k < enumerated; k++) {
      ofEnumerated[k] += probability * bit(state, k);
      mean -= d[k] * bit(state, k);
    }
    for (let i = 0; i < other; i++) {
      const x = this.inputs[i];
      const on = sigmoid(x);
      ofOther[i] += probability * on;
      for (let k = 0; k < enumerated; k++) joint[i * enumerated + k] += probability * on * bit(state, k);
      mean -= x * on;
      variance += x * x * on * sigmoid(-x);
    }
    const above = mean + this.logPartition;
    energy[0] += probability;
    energy[1] += probability * above;
    energy[2] += probability * (above * above + variance);
  }
}

/** What the second walk sums up, as views of one array. */
interface Moments {
  readonly all: Float64Array;
  /** Σ p: 1 but for rounding. Σ p (E + ln Z). Σ p (E + ln Z)². */
  readonly energy: Float64Array;
  /** ⟨s_k unit_i⟩ as U, ⟨unit_i⟩, ⟨s_k⟩. */
  readonly joint: Float64Array;
  readonly ofOther: Float64Array;
  readonly ofEnumerated: Float64Array;
}

function momentsOf({ enumerated, other, U }: Layers, all: Float64Array = new Float64Array(0)): Moments {
  const numbers: Float64Array = all.length > 0 ? all : new Float64Array(3 + U.length + other + enumerated);
  const [toJoint, toOther] = [3 + U.length, 3 + U.length + other];
  return {
    all: numbers,
    energy: numbers.subarray(0, 3),
    joint: numbers.subarray(3, toJoint),
    ofOther: numbers.subarray(toJoint, toOther),
    ofEnumerated: numbers.subarray(toOther),
  };
}

function modelMeans(layers: Layers, { joint, ofOther, ofEnumerated }: Moments): ModelMeans {
  const { enumerated, other, hiddenFirst } = layers;
  if (hiddenFirst) return { vh: joint.slice(), v: ofOther.slice(), h: ofEnumerated.slice() };
  const vh = new Float64Array(joint.length);
  for (let i = 0; i < other; i++) {
    for (let k = 0; k < enumerated; k++) vh[k * other + i] = joint[i * enumerated + k];
  }
  return { vh, v: ofEnumerated.slice(), h: ofOther.slice() };
}
