/** Exact ln Z and means by enumeration in WebAssembly: the loader around assembly/partition.entry.ts. */
import type {
  ModelMeans,
  Parameters,
  PartitionJob,
  PartitionKernel,
  PartitionResult,
  Precision,
} from './contract';
import { checkEnumerable, enumeratesHidden } from './partitionLimits';

interface Exports {
  readonly memory: WebAssembly.Memory;
  prepare(enumerated: number, other: number, means: boolean): void;
  weightsAddress(): number;
  weightStride(): number;
  otherBiasAddress(): number;
  enumeratedBiasAddress(): number;
  jointMeansAddress(): number;
  unitMeansAddress(): number;
  chunkCount(): number;
  start(precision: number): number;
  sumChunk(chunk: number): void;
  meansChunk(chunk: number): void;
  finishMeans(): void;
  finish(): number;
}

/** In the order of their range; the index is the number that the assembly uses. */
const precisions: readonly Precision[] = ['f32', 'f64', 'log-sum-exp'];

/**
 * A kernel with a memory of its own, which grows to the largest model it has seen.
 *
 * `begin` enumerates the smaller layer (up to 36 units, the other up to 1,024; RangeError or TypeError
 * otherwise) in the first of f32, f64 and log-sum-exp, from `precision` on, whose range holds the model.
 * With `means` the job walks the states twice and has twice the chunks. A chunk takes a few tenths of a
 * millisecond in f32.
 */
export function createPartitionKernel(module: WebAssembly.Module): PartitionKernel {
  const wasm = new WebAssembly.Instance(module, { env: { abort } }).exports as unknown as Exports;
  let current: object | undefined;
  return {
    begin(model, options = {}) {
      checkEnumerable(model);
      const means = options.means === true;
      const hiddenFirst = enumeratesHidden(model);
      const enumerated = hiddenFirst ? model.hidden : model.visible;
      const other = hiddenFirst ? model.visible : model.hidden;
      wasm.prepare(enumerated, other, means);
      writeModel(wasm, model);
      const precision = precisions[wasm.start(precisions.indexOf(options.precision ?? 'f32'))];
      const summing = wasm.chunkCount();
      const chunks = means ? 2 * summing : summing;
      const token = {};
      current = token;
      let done = 0;
      let logPartition = NaN;
      let found: ModelMeans | undefined;
      const own = () => {
        if (current !== token) throw new Error('this job is over: the kernel has begun another one');
      };
      const job: PartitionJob = {
        chunks,
        precision,
        get done() {
          return done;
        },
        advance(count) {
          own();
          const end = Math.min(chunks, done + count);
          for (; done < end; done++) {
            if (done < summing) wasm.sumChunk(done);
            else wasm.meansChunk(done - summing);
            if (done < chunks - 1) continue;
            if (means) found = finishMeans(wasm, model);
            logPartition = wasm.finish();
          }
          return done === chunks;
        },
        result(): PartitionResult {
          if (done < chunks) throw new Error(`unfinished: ${done} of ${chunks} chunks are done`);
          return { logPartition, precision, states: 2 ** enumerated, ...(found && { means: found }) };
        },
      };
      return job;
    },
  };
}

function abort(): never {
  throw new Error('the partition kernel ran out of memory');
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

function finishMeans(wasm: Exports, model: Parameters): ModelMeans {
  wasm.finishMeans();
  const { visible, hidden } = model;
  const hiddenFirst = enumeratesHidden(model);
  const [enumerated, other] = hiddenFirst ? [hidden, visible] : [visible, hidden];
  const width = other + 1;
  const joint = new Float64Array(wasm.memory.buffer, wasm.jointMeansAddress(), enumerated * width);
  const ofOther = new Float64Array(wasm.memory.buffer, wasm.unitMeansAddress(), other).slice();
  const ofEnumerated = Float64Array.from({ length: enumerated }, (_, k) => joint[k * width + other]);
  const vh = new Float64Array(visible * hidden);
  for (let i = 0; i < other; i++) {
    for (let k = 0; k < enumerated; k++) {
      vh[hiddenFirst ? i * hidden + k : k * hidden + i] = joint[k * width + i];
    }
  }
  return hiddenFirst ? { vh, v: ofOther, h: ofEnumerated } : { vh, v: ofEnumerated, h: ofOther };
}
