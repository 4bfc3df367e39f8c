/** Exact ln Z and moments by enumeration in WebAssembly: the loader around assembly/partition.entry.ts. */
import type {
  ModelMeans,
  Parameters,
  PartitionKernel,
  PartitionOptions,
  PartitionResult,
  Precision,
} from './contract';
import { partitionKernel, type Walks } from './partitionKernel';
import { enumeratesHidden } from './partitionLimits';
import { energyMoments, rowNumbers } from './partitionParts';

interface Exports {
  readonly memory: WebAssembly.Memory;
  prepare(enumerated: number, other: number, moments: number): void;
  weightsAddress(): number;
  weightStride(): number;
  otherBiasAddress(): number;
  enumeratedBiasAddress(): number;
  jointMeansAddress(): number;
  unitMeansAddress(): number;
  heaviestAddress(): number;
  heaviestCount(): number;
  takeHeaviest(rows: number): void;
  chunkCount(): number;
  start(precision: number): number;
  openSum(): void;
  sumChunk(chunk: number): void;
  totalMantissa(): number;
  totalExponent(): number;
  setTotal(mantissa: number, exponent: number): void;
  openMeans(): void;
  meansChunk(chunk: number): void;
  closeMeans(): void;
  energySum(power: number): number;
  reference(): number;
  finish(): number;
}

/** In the order of their range; the index is the number that the assembly uses. */
const precisions: readonly Precision[] = ['f32', 'f64', 'log-sum-exp'];

/**
 * A kernel with a memory of its own, which grows to the largest model it has seen.
 *
 * It enumerates the smaller layer (up to 36 units, the other up to 1,024; RangeError or TypeError otherwise) in the
 * first of f32, f64 and log-sum-exp, from `precision` on, whose range holds the model. With means or energy the
 * states are walked over twice. A chunk takes a few tenths of a millisecond in f32, at most 20 ms in any case. One
 * part after another of the same model finds its tables made.
 */
export function createPartitionKernel(module: WebAssembly.Module): PartitionKernel {
  const wasm = new WebAssembly.Instance(module, { env: { abort } }).exports as unknown as Exports;
  let loaded: WasmWalks | undefined;
  return partitionKernel((model, options) => {
    if (!loaded?.holds(model, options)) loaded = new WasmWalks(wasm, model, options);
    return loaded;
  });
}

function abort(): never {
  throw new Error('the partition kernel ran out of memory');
}

class WasmWalks implements Walks {
  readonly precision: Precision;
  readonly states: number;
  readonly chunks: number;
  readonly moments: boolean;
  private readonly model: Parameters;
  private readonly asked: Precision;
  private readonly energy: boolean;
  private readonly enumerated: number;
  private readonly other: number;
  /** `finish` has used up the tables. */
  private spent = false;

  constructor(
    private readonly wasm: Exports,
    model: Parameters,
    options: PartitionOptions,
  ) {
    const { visible, hidden } = model;
    this.model = { visible, hidden, W: model.W.slice(), a: model.a.slice(), b: model.b.slice() };
    this.asked = askedPrecision(options);
    this.energy = options.energy === true;
    this.moments = this.energy || options.means === true;
    this.enumerated = Math.min(visible, hidden);
    this.other = Math.max(visible, hidden);
    this.states = 2 ** this.enumerated;
    wasm.prepare(this.enumerated, this.other, this.energy ? 2 : this.moments ? 1 : 0);
    writeModel(wasm, model);
    this.precision = precisions[wasm.start(precisions.indexOf(this.asked))];
    this.chunks = wasm.chunkCount();
  }

  /** Whether this is what loading the model would come to. */
  holds(model: Parameters, options: PartitionOptions): boolean {
    const own = this.model;
    return (
      !this.spent &&
      this.asked === askedPrecision(options) &&
      this.energy === (options.energy === true) &&
      this.moments === (this.energy || options.means === true) &&
      own.visible === model.visible &&
      own.hidden === model.hidden &&
      sameNumbers(own.W, model.W) &&
      sameNumbers(own.a, model.a) &&
      sameNumbers(own.b, model.b)
    );
  }

  open(walk: 1 | 2, first?: Float64Array): void {
    if (walk === 1) {
      this.wasm.openSum();
      return;
    }
    this.wasm.setTotal(first![0], first![1]);
    this.wasm.openMeans();
  }

  chunk(walk: 1 | 2, chunk: number): void {
    if (walk === 1) this.wasm.sumChunk(chunk);
    else this.wasm.meansChunk(chunk);
  }

  close(walk: 1 | 2): Float64Array {
    const { wasm } = this;
    if (walk === 2) {
      wasm.closeMeans();
      return this.momentSums();
    }
    const rows = wasm.heaviestCount() * rowNumbers;
    const sums = new Float64Array(2 + rows);
    sums[0] = wasm.totalMantissa();
    sums[1] = wasm.totalExponent();
    sums.set(new Float64Array(wasm.memory.buffer, wasm.heaviestAddress(), rows), 2);
    return sums;
  }

  /**
   * Σ p · bit · unit [enumerated × (other + 1)], whose last column is Σ p · bit; Σ p · unit, the last Σ p, all in
   * a scale of their own; with the energy Σ p (E + ln Z)^n for n = 0, 1, 2.
   */
  private momentSums(): Float64Array {
    const { wasm, enumerated, other } = this;
    const width = other + 1;
    const means = (enumerated + 1) * width;
    const sums = new Float64Array(means + (this.energy ? 3 : 0));
    sums.set(new Float64Array(wasm.memory.buffer, wasm.jointMeansAddress(), enumerated * width));
    sums.set(new Float64Array(wasm.memory.buffer, wasm.unitMeansAddress(), width), enumerated * width);
    for (let power = 0; means + power < sums.length; power++) sums[means + power] = wasm.energySum(power);
    return sums;
  }

  first(sums: Float64Array): Float64Array {
    return sums.slice(0, 2);
  }

  result(first: Float64Array, second?: Float64Array): PartitionResult {
    const { wasm, precision, states } = this;
    wasm.setTotal(first[0], first[1]);
    const reference = wasm.reference();
    new Float64Array(wasm.memory.buffer, wasm.heaviestAddress(), first.length - 2).set(first.subarray(2));
    wasm.takeHeaviest((first.length - 2) / rowNumbers);
    this.spent = true;
    const logPartition = wasm.finish();
    if (!second) return { logPartition, precision, states };
    const means = this.means(second);
    if (!this.energy) return { logPartition, precision, states, means };
    const energy = energyMoments(second.subarray(-3), reference, logPartition);
    return { logPartition, precision, states, means, energy };
  }

  /** The sums over Σ p, which is the scale but for rounding. */
  private means(sums: Float64Array): ModelMeans {
    const { enumerated, other } = this;
    const { visible, hidden } = this.model;
    const hiddenFirst = enumeratesHidden(this.model);
    const width = other + 1;
    const scale = 1 / sums[enumerated * width + other];
    const ofOther = sums.slice(enumerated * width, enumerated * width + other).map((x) => x * scale);
    const ofEnumerated = Float64Array.from({ length: enumerated }, (_, k) => sums[k * width + other] * scale);
    const vh = new Float64Array(visible * hidden);
    for (let i = 0; i < other; i++) {
      for (let k = 0; k < enumerated; k++) {
        vh[hiddenFirst ? i * hidden + k : k * hidden + i] = sums[k * width + i] * scale;
      }
    }
    return hiddenFirst ? { vh, v: ofOther, h: ofEnumerated } : { vh, v: ofEnumerated, h: ofOther };
  }
}

const askedPrecision = (options: PartitionOptions): Precision => options.precision ?? 'f32';

function sameNumbers(x: Parameters['W'], y: Parameters['W']): boolean {
  for (let n = 0; n < x.length; n++) if (x[n] !== y[n]) return false;
  return x.length === y.length;
}

/** Copies the parameters into the kernel's memory, the other layer running fastest. */
function writeModel(wasm: Exports, model: Parameters): void {
  const { visible, hidden, W, a, b } = model;
  const hiddenFirst = enumeratesHidden(model);
  const [enumerated, other] = hiddenFirst ? [hidden, visible] : [visible, hidden];
  const stride = wasm.weightStride();
  const weights = new Float64Array(wasm.memory.buffer, wasm.weightsAddress(), enumerated * stride);
  if (hiddenFirst) {
    for (let j = 0; j < hidden; j++) {
      for (let i = 0; i < visible; i++) weights[j * stride + i] = W[i * hidden + j];
    }
  } else {
    for (let i = 0; i < visible; i++) {
      for (let j = 0; j < hidden; j++) weights[i * stride + j] = W[i * hidden + j];
    }
  }
  new Float64Array(wasm.memory.buffer, wasm.otherBiasAddress(), other).set(hiddenFirst ? a : b);
  new Float64Array(wasm.memory.buffer, wasm.enumeratedBiasAddress(), enumerated).set(hiddenFirst ? b : a);
}
