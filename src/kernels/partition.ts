/** Exact ln Z and moments by enumeration in WebAssembly: the loader around assembly/partition.entry.ts. */
import type { Parameters, PartitionKernel, PartitionOptions, Precision } from './contract';
import { partitionKernel, type Walk } from './partitionKernel';
import { enumeratesHidden } from './partitionLimits';
import { type PartSums, rowNumbers } from './partitionParts';

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
  open(): void;
  walk(chunk: number): void;
  close(): void;
  totalMantissa(): number;
  totalExponent(): number;
  setTotal(mantissa: number, exponent: number): void;
  energySum(power: number): number;
  finish(): number;
}

/** In the order of their range; the index is the number that the assembly uses. */
const precisions: readonly Precision[] = ['f32', 'f64', 'log-sum-exp'];

/**
 * A kernel with a memory of its own, which grows to the largest model it has seen.
 *
 * It enumerates the smaller layer (up to 36 units, the other up to 1,024; RangeError or TypeError otherwise) in the
 * first of f32, f64 and log-sum-exp, from `precision` on, whose range holds the model. A chunk takes a few tenths of a millisecond in f32, at most 20 ms in any case. One
 * part after another of the same model finds its tables made.
 */
export function createPartitionKernel(module: WebAssembly.Module): PartitionKernel {
  const wasm = new WebAssembly.Instance(module, { env: { abort } }).exports as unknown as Exports;
  let loaded: WasmWalk | undefined;
  return partitionKernel((model, options) => {
    if (!loaded?.holds(model, options)) loaded = new WasmWalk(wasm, model, options);
    return loaded;
  });
}

function abort(): never {
  throw new Error('the partition kernel ran out of memory');
}

class WasmWalk implements Walk {
  readonly precision: Precision;
  readonly chunks: number;
  private readonly model: Parameters;
  private readonly asked: Precision;
  private readonly moments: Moments;
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
    this.moments = askedMoments(options);
    this.enumerated = Math.min(visible, hidden);
    this.other = Math.max(visible, hidden);
    wasm.prepare(this.enumerated, this.other, this.moments);
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
      this.moments === askedMoments(options) &&
      own.visible === model.visible &&
      own.hidden === model.hidden &&
      sameNumbers(own.W, model.W) &&
      sameNumbers(own.a, model.a) &&
      sameNumbers(own.b, model.b)
    );
  }

  open(): void {
    this.wasm.open();
  }

  chunk(chunk: number): void {
    this.wasm.walk(chunk);
  }

  close(): PartSums {
    const { wasm } = this;
    wasm.close();
    const rows = new Float64Array(
      wasm.memory.buffer,
      wasm.heaviestAddress(),
      wasm.heaviestCount() * rowNumbers,
    );
    return {
      mantissa: wasm.totalMantissa(),
      exponent: wasm.totalExponent(),
      rows,
      energies:
        this.moments === 2 ? Float64Array.of(wasm.energySum(0), wasm.energySum(1), wasm.energySum(2)) : none,
      means: this.means(),
    };
  }

  private means(): Float64Array {
    const { wasm, enumerated, other } = this;
    if (this.moments === 0) return none;
    const width = other + 1;
    const means = new Float64Array((enumerated + 1) * width);
    means.set(new Float64Array(wasm.memory.buffer, wasm.jointMeansAddress(), enumerated * width));
    means.set(new Float64Array(wasm.memory.buffer, wasm.unitMeansAddress(), width), enumerated * width);
    return means;
  }

  logPartition({ mantissa, exponent, rows }: PartSums): number {
    const { wasm } = this;
    wasm.setTotal(mantissa, exponent);
    new Float64Array(wasm.memory.buffer, wasm.heaviestAddress(), rows.length).set(rows);
    wasm.takeHeaviest(rows.length / rowNumbers);
    this.spent = true;
    return wasm.finish();
  }
}

const none = new Float64Array(0);

/** Of the assembly: none, means, means and energy. */
type Moments = 0 | 1 | 2;
const askedMoments = ({ means, energy }: PartitionOptions): Moments => (energy ? 2 : means ? 1 : 0);
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
