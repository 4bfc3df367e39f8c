/**
 * Exact samples by the fast kernel: the smaller layer is decided unit by unit, from the last down, by ln Z of the two
 * machines that are left when the unit is off or on. Samples that agree so far share the work, and the machines
 * halve, so that a hundred samples take about as long as ln Z ten times. The same states as `core/exactSamples.ts`
 * draws, which weighs all states at once.
 */

import { sigmoid } from '../../core/elementary';
import { checkSampledLayer, hiddenSampler, otherUniforms, walkedUniforms } from '../../core/exactSamples';
import { smallerLayer } from '../../core/partition';
import { exchangeLayers, type Rbm, sampleVisible } from '../../core/rbm';
import type { PartitionKernel } from '../../kernels/contract';

/** Layers as small as this are weighed in one go. */
const smallLayer = 7;
/** Chunks of the enumeration between two yields: 2 ms or so. */
const chunks = 4;

/** Samples, by their places in the range, that agree in all units but the first `machine.hidden`. */
interface Branch {
  /** What is left: the decided units have become biases of the other layer. */
  readonly machine: Rbm;
  readonly samples: readonly number[];
}

/** The walked layer of all samples of the range: what decides it, and its state so far. */
interface Walked {
  readonly uniforms: readonly Float64Array[];
  readonly states: readonly Uint8Array[];
}

/** Samples [from, to), by their numbers. */
interface SampleRange {
  readonly from: number;
  readonly to: number;
  readonly seed: number;
}

/**
 * Visible states of the range's samples of p(v), [to − from × visible]; yields the share of them that are done.
 * RangeError where the smaller layer has more than 20 units.
 */
export function* descendExactly(
  rbm: Rbm,
  { from, to, seed }: SampleRange,
  kernel: PartitionKernel,
): Generator<number, Uint8Array> {
  checkSampledLayer(rbm);
  const overHidden = smallerLayer(rbm) === 'hidden';
  const numbers = Array.from({ length: to - from }, (_, n) => from + n);
  const uniforms = numbers.map((number) => walkedUniforms(rbm, seed, number));
  const walked: Walked = { uniforms, states: uniforms.map((one) => new Uint8Array(one.length)) };
  const all: Branch = {
    machine: overHidden ? rbm : exchangeLayers(rbm),
    samples: numbers.map((_, n) => n),
  };
  yield* decideAll(all, walked, kernel);
  const bytes = new Uint8Array(numbers.length * rbm.visible);
  numbers.forEach((number, n) => {
    const v = bytes.subarray(n * rbm.visible, (n + 1) * rbm.visible);
    if (overHidden) sampleVisible(rbm, walked.states[n], otherUniforms(rbm, seed, number), v);
    else v.set(walked.states[n]);
  });
  return bytes;
}

/** Decides every unit of every sample, branch by branch; yields the share of samples done. */
function* decideAll(all: Branch, walked: Walked, kernel: PartitionKernel): Generator<number, void> {
  const waiting = [all];
  let done = 0;
  const share = () => done / all.samples.length;
  for (let branch = waiting.pop(); branch; branch = waiting.pop()) {
    if (branch.machine.hidden > smallLayer)
      waiting.push(...(yield* decideLast(branch, walked, kernel, share())));
    else {
      decideRest(branch, walked);
      done += branch.samples.length;
    }
    yield share();
  }
}

/** Decides the last unit that is left, by ln Z of either half; returns the branches that have samples. */
function* decideLast(
  { machine, samples }: Branch,
  { uniforms, states }: Walked,
  kernel: PartitionKernel,
  share: number,
): Generator<number, Branch[]> {
  const unit = machine.hidden - 1;
  const [off, on] = [withLast(machine, 0), withLast(machine, 1)];
  const logOff = yield* logPartitionOf(off, kernel, share);
  const logOn = machine.b[unit] + (yield* logPartitionOf(on, kernel, share));
  const p = sigmoid(logOn - logOff);
  for (const n of samples) states[n][unit] = uniforms[n][unit] < p ? 1 : 0;
  const half = (left: Rbm, bit: number): Branch => ({
    machine: left,
    samples: samples.filter((n) => states[n][unit] === bit),
  });
  return [half(off, 0), half(on, 1)].filter((branch) => branch.samples.length > 0);
}

/** Decides all units that are left. */
function decideRest({ machine, samples }: Branch, { uniforms, states }: Walked): void {
  const units = machine.hidden;
  const sampler = hiddenSampler(machine);
  for (const n of samples) sampler(uniforms[n].subarray(0, units), states[n].subarray(0, units));
}

/** The machine without its last hidden unit, held at `bit`; that unit's own bias is left out. */
function withLast({ visible, hidden, W, a, b }: Rbm, bit: number): Rbm {
  const left = hidden - 1;
  const rest = new Float64Array(visible * left);
  for (let i = 0; i < visible; i++) rest.set(W.subarray(i * hidden, i * hidden + left), i * left);
  const biases = a.map((bias, i) => bias + bit * W[i * hidden + left]);
  return { visible, hidden: left, W: rest, a: biases, b: b.slice(0, left) };
}

function* logPartitionOf(machine: Rbm, kernel: PartitionKernel, share: number): Generator<number, number> {
  const job = kernel.begin(machine, { precision: 'f64' });
  while (!job.advance(chunks)) yield share;
  yield share;
  return job.result().logPartition;
}
