/** Measures over rows in WebAssembly: the typed loader of `assembly/evaluation.entry.ts`. */
import type { BinaryRows, Evaluator, Parameters } from './contract';

interface Exports {
  readonly memory: WebAssembly.Memory;
  setKey(low: number, high: number): void;
  heapBase(): number;
  place(visible: number, hidden: number, W: number, a: number, b: number, scratch: number): void;
  clampedFreeEnergySum(rows: number, stride: number, count: number): number;
  pseudoLikelihoodSum(rows: number, stride: number, count: number): number;
  reconstructionErrorSum(rows: number, stride: number, count: number): number;
  hiddenMeans(rows: number, stride: number, count: number, out: number): void;
  sweepChains(rows: number, stride: number, count: number, tick: number, beta: number, clamp: number): void;
}

/** A set of rows in wasm memory: [count × stride bytes], each row padded with zeros. */
interface PlacedRows {
  readonly rows: BinaryRows;
  readonly at: number;
  readonly stride: number;
}

interface PlacedModel {
  readonly visible: number;
  readonly hidden: number;
  /** Bytes of a row of W: whole quads. */
  readonly hiddenStride: number;
  readonly atW: number;
  readonly atA: number;
  readonly atB: number;
}

/** Bytes handed out together start on a cache line. */
const aligned = (bytes: number): number => Math.ceil(bytes / 64) * 64;
const strideOf = (width: number): number => Math.ceil(width / 8) * 8;

/** An evaluator on the given compiled `evaluation.wasm`. */
export function createEvaluator(module: WebAssembly.Module): Evaluator {
  return new WasmEvaluator(module);
}

class WasmEvaluator implements Evaluator {
  private readonly wasm: Exports;
  private sets = new Map<string, PlacedRows>();
  private model: PlacedModel | undefined;
  /** First byte after the sets of rows: the model, then scratch. */
  private modelAt: number;
  private workAt = 0;

  constructor(module: WebAssembly.Module) {
    this.wasm = new WebAssembly.Instance(module, { env: { abort } }).exports as unknown as Exports;
    this.modelAt = this.wasm.heapBase();
  }

  /** TypeError where the bytes are not count × width. The model moves behind the rows. */
  setRows(name: string, rows: BinaryRows): void {
    const { count, width, bytes } = rows;
    if (bytes.length !== count * width)
      throw new TypeError(`invalid rows: ${bytes.length} bytes; expected ${count} × ${width}`);
    const kept = { count, width, bytes: bytes.slice() };
    const model = this.model && this.copiedModel(this.model);
    const all = [...this.sets]
      .filter(([other]) => other !== name)
      .map(([other, set]) => [other, set.rows] as const);
    this.sets = new Map();
    this.modelAt = this.wasm.heapBase();
    for (const [other, set] of [...all, [name, kept] as const]) this.placeRows(other, set);
    if (model) this.setModel(model);
  }

  private copiedModel({ visible, hidden, hiddenStride, atW, atA, atB }: PlacedModel): Parameters {
    const rowFloats = hiddenStride / 4;
    const W = new Float32Array(visible * hidden);
    for (let i = 0; i < visible; i++) W.set(this.floats(atW + i * hiddenStride, hidden), i * hidden);
    return {
      visible,
      hidden,
      W,
      a: this.floats(atA, visible).slice(),
      b: this.floats(atB, rowFloats).slice(0, hidden),
    };
  }

  private placeRows(name: string, rows: BinaryRows): void {
    const { count, width, bytes } = rows;
    const stride = strideOf(width);
    const at = aligned(this.modelAt);
    this.modelAt = at + count * stride;
    this.reserve(this.modelAt);
    const target = this.bytes(at, count * stride).fill(0);
    for (let n = 0; n < count; n++) target.set(bytes.subarray(n * width, (n + 1) * width), n * stride);
    this.sets.set(name, { rows, at, stride });
  }

  setModel({ visible, hidden, W, a, b }: Parameters): void {
    const hiddenStride = Math.ceil(hidden / 4) * 16;
    const atW = aligned(this.modelAt);
    const atA = aligned(atW + visible * hiddenStride);
    const atB = aligned(atA + visible * 4);
    const scratch = aligned(atB + hiddenStride);
    this.workAt = aligned(scratch + 2 * (hiddenStride + 48) + (visible + 8) * 4);
    this.reserve(this.workAt);
    this.wasm.place(visible, hidden, atW, atA, atB, scratch);
    this.model = { visible, hidden, hiddenStride, atW, atA, atB };
    const rowFloats = hiddenStride / 4;
    const weights = this.floats(atW, visible * rowFloats);
    if (rowFloats === hidden) weights.set(W);
    else {
      weights.fill(0);
      for (let i = 0; i < visible; i++) weights.set(W.subarray(i * hidden, (i + 1) * hidden), i * rowFloats);
    }
    this.floats(atA, visible).set(a);
    // Units that only fill up the last quad stay off.
    this.floats(atB, rowFloats).fill(-1e4).set(b);
  }

  clampedFreeEnergySum(name: string, from: number, to: number): number {
    const { at, stride } = this.range(name, from, to);
    return this.wasm.clampedFreeEnergySum(at, stride, to - from);
  }

  pseudoLikelihoodSum(name: string, from: number, to: number): number {
    const { at, stride } = this.range(name, from, to);
    return this.wasm.pseudoLikelihoodSum(at, stride, to - from);
  }

  reconstructionErrorSum(name: string, from: number, to: number): number {
    const { at, stride } = this.range(name, from, to);
    return this.wasm.reconstructionErrorSum(at, stride, to - from);
  }

  hiddenMeans(name: string, from: number, to: number, out?: Float32Array): Float32Array {
    const { at, stride } = this.range(name, from, to);
    const { hidden, hiddenStride } = this.knownModel();
    const means = out ?? new Float32Array((to - from) * hidden);
    this.reserve(this.workAt + (to - from) * hiddenStride);
    this.wasm.hiddenMeans(at, stride, to - from, this.workAt);
    const rowFloats = hiddenStride / 4;
    const padded = this.floats(this.workAt, (to - from) * rowFloats);
    for (let n = 0; n < to - from; n++)
      means.set(padded.subarray(n * rowFloats, n * rowFloats + hidden), n * hidden);
    return means;
  }

  sweepChains(
    chains: Uint8Array,
    count: number,
    options: { seed: number; tick: number; beta: number; clamp?: Uint8Array },
  ): void {
    const { seed, tick, beta, clamp } = options;
    const { visible } = this.knownModel();
    const stride = strideOf(visible);
    const clampAt = this.workAt + count * stride;
    this.reserve(clampAt + stride);
    const states = this.bytes(this.workAt, (count + 1) * stride).fill(0);
    for (let c = 0; c < count; c++) states.set(chains.subarray(c * visible, (c + 1) * visible), c * stride);
    if (clamp) states.set(clamp, count * stride);
    this.wasm.setKey(seed >>> 0, Math.floor(seed / 2 ** 32));
    this.wasm.sweepChains(this.workAt, stride, count, tick, beta, clampAt);
    for (let c = 0; c < count; c++)
      chains.set(states.subarray(c * stride, c * stride + visible), c * visible);
  }

  private knownModel(): PlacedModel {
    if (!this.model) throw new Error('evaluator: setModel comes first');
    return this.model;
  }

  /** Where rows [from, to) of a set lie. RangeError where they don't exist, TypeError where the model has another width. */
  private range(name: string, from: number, to: number): { at: number; stride: number } {
    const set = this.sets.get(name);
    if (!set)
      throw new RangeError(`invalid name: ${name}; expected one of ${[...this.sets.keys()].join(', ')}`);
    const { visible } = this.knownModel();
    if (set.rows.width !== visible)
      throw new TypeError(`invalid rows: ${set.rows.width} wide; expected ${visible}`);
    if (!(from >= 0 && from <= to && to <= set.rows.count))
      throw new RangeError(`invalid range: ${from}..${to}; expected within 0..${set.rows.count}`);
    return { at: set.at + from * set.stride, stride: set.stride };
  }

  private reserve(end: number): void {
    const missing = end - this.wasm.memory.buffer.byteLength;
    if (missing > 0) this.wasm.memory.grow(Math.ceil(missing / 65536));
  }
  private bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.wasm.memory.buffer, at, length);
  }
  private floats(at: number, length: number): Float32Array {
    return new Float32Array(this.wasm.memory.buffer, at, length);
  }
}

function abort(): never {
  throw new Error('evaluation.wasm stopped');
}
