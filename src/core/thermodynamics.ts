/**
 * The machine at inverse temperature β, p ∝ e^{−βE}: ln Z, U = ⟨E⟩, C = β²(⟨E²⟩ − U²) and S = ln Z + βU, by
 * averaging over states. One layer is walked over; given its state s the units of the other are independent, so
 * that mean and variance of E given s stand in closed form, and the two variances add (law of total variance).
 */
import { exp, log, sigmoid, softplus } from './elementary';
import { forEachHiddenState, type Layer, smallerLayer } from './partition';
import { exchangeLayers, type Rbm } from './rbm';

/** All in nats, but β, which has no unit, and ⟨E²⟩ and the variance in nats². */
export interface Thermodynamics {
  readonly beta: number;
  readonly logPartition: number;
  readonly U: number;
  /** ⟨E²⟩. */
  readonly meanSquare: number;
  /** ⟨E²⟩ − ⟨E⟩², summed about the mean so that nothing cancels. */
  readonly variance: number;
  readonly C: number;
  readonly S: number;
}

/** Units of the walked layer in a block: 2^10 states take a few milliseconds at the most. */
export const blockUnits = 10;

/** The states of the hidden layer that share their last units: a smaller machine, and bᵀh of those units. */
export interface Block {
  readonly machine: Rbm;
  readonly bias: number;
}

/** The states of `layer`, in blocks of at most 2^units: each a machine whose hidden layer is what is left of it. */
export function* blocksOf(rbm: Rbm, layer: Layer, units = blockUnits): Generator<Block, void> {
  const { visible, hidden, W, a, b } = layer === 'hidden' ? rbm : exchangeLayers(rbm);
  const free = Math.min(hidden, units);
  for (let number = 0; number < 2 ** (hidden - free); number++) {
    const inputs = a.slice();
    let bias = 0;
    for (let j = free; j < hidden; j++) {
      if (Math.floor(number / 2 ** (j - free)) % 2 === 0) continue;
      bias += b[j];
      for (let i = 0; i < visible; i++) inputs[i] += W[i * hidden + j];
    }
    const joined = W.filter((_, n) => n % hidden < free);
    yield { machine: { visible, hidden: free, W: joined, a: inputs, b: b.slice(0, free) }, bias };
  }
}

/** Runs a computation that pauses between blocks to its end. */
export function finished<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value as T;
  }
}

/**
 * Mean and variance of E under weights given by their logs, in one pass and at any magnitude (West 1979,
 * "Updating mean and variance estimates: an improved method").
 */
export class EnergyAverage {
  private largest = -Infinity;
  private weight = 0;
  private mean = 0;
  private spread = 0;

  /** A group of states with total weight e^logWeight, and mean and variance of E within it. */
  add(logWeight: number, mean: number, variance: number): void {
    if (logWeight > this.largest) {
      const scale = exp(this.largest - logWeight);
      this.weight *= scale;
      this.spread *= scale;
      this.largest = logWeight;
    }
    const weight = exp(logWeight - this.largest);
    this.weight += weight;
    const off = mean - this.mean;
    this.mean += (off * weight) / this.weight;
    this.spread += weight * (variance + off * (mean - this.mean));
  }

  at(beta: number): Thermodynamics {
    const logPartition = this.largest + log(this.weight);
    const U = this.mean;
    const variance = this.spread / this.weight;
    const S = logPartition + beta * U;
    return { beta, logPartition, U, meanSquare: variance + U * U, variance, C: beta * beta * variance, S };
  }
}

/** As `thermodynamics`, pausing between blocks of states. */
export function* averaging(
  rbm: Rbm,
  beta: number,
  layer = smallerLayer(rbm),
): Generator<undefined, Thermodynamics> {
  const average = new EnergyAverage();
  for (const block of blocksOf(rbm, layer)) {
    addBlock(average, block, beta);
    yield;
  }
  return average.at(beta);
}

function addBlock(average: EnergyAverage, block: Block, beta: number): void {
  forEachHiddenState(block.machine, (_h, within, inputs) => {
    const bias = block.bias + within;
    let logWeight = beta * bias;
    let mean = -bias;
    let variance = 0;
    for (let i = 0; i < inputs.length; i++) {
      const on = sigmoid(beta * inputs[i]);
      logWeight += softplus(beta * inputs[i]);
      mean -= inputs[i] * on;
      variance += inputs[i] * inputs[i] * on * (1 - on);
    }
    average.add(logWeight, mean, variance);
  });
}

/** ln Z, U, C and S at inverse temperature β, any finite number. RangeError above 30 units in the smaller layer. */
export const thermodynamics = (rbm: Rbm, beta = 1): Thermodynamics => finished(averaging(rbm, beta));
