/** Annealed importance sampling in WebAssembly: the typed loader of `assembly/annealing.entry.ts`. */
import { logBasePartition } from '../core/annealing';
import { sigmoid } from '../core/elementary';
import { checkAnnealingOptions } from './annealingChecks';
import type { AnnealingJob, AnnealingKernel, AnnealingOptions, Parameters } from './contract';

/** Regions of memory, by the numbers of `Region` in assembly/annealing.entry.ts. */
const regions = { exchange: 0, b: 1, base: 2, change: 3, states: 4, logWeights: 5 } as const;
type Region = keyof typeof regions;

interface Exports {
  readonly memory: WebAssembly.Memory;
  setKey(low: number, high: number): void;
  layOut(visible: number, hidden: number, rows: number): void;
  addressOf(region: number): number;
  stateStride(): number;
  prepare(density: number): void;
  start(first: number, rows: number): void;
  step(before: number, after: number, first: number, rows: number, rung: number, back: number): void;
}

/**
 * Chains that go up the ladder together, block after block: a rung of them takes 2 ms at 784 × 500 and 5 ms at
 * 1,024 × 1,024, and they share the tables of subset sums.
 */
const blockSize = 128;

/** A kernel on the given compiled `annealing.wasm`. */
export function createAnnealingKernel(module: WebAssembly.Module): AnnealingKernel {
  const instance = new WebAssembly.Instance(module, { env: { abort } });
  const wasm = instance.exports as unknown as Exports;
  return {
    begin(model, options) {
      checkAnnealingOptions(model, options);
      return new WasmJob(wasm, model, options);
    },
  };
}

class WasmJob implements AnnealingJob {
  readonly steps: number;
  done = 0;
  private readonly chains: number;
  private readonly back: boolean;
  /** β rounded to f32, in the order in which the chains meet them: still a ladder from 0 to 1. */
  private readonly order: Float32Array;
  private readonly weights: Float64Array;
  private readonly path: Float64Array;
  private readonly ends: Uint8Array;
  private readonly logBase: number;
  /** The block under way: its first chain and its size, counted from `from`, and steps of each of its chains. */
  private first = 0;
  private rows = 0;
  private rung = 0;

  constructor(
    private readonly wasm: Exports,
    { visible, hidden, W, a, b }: Parameters,
    private readonly options: AnnealingOptions,
  ) {
    const { base, betas, from, to, seed, starts, record = [] } = options;
    this.chains = to - from;
    this.back = starts !== undefined;
    this.order = Float32Array.from(this.back ? betas.slice().reverse() : betas);
    this.steps = this.chains * (betas.length - 1);
    this.weights = new Float64Array(this.chains);
    this.path = new Float64Array(record.length * this.chains);
    this.ends = new Uint8Array(this.chains * visible);
    this.logBase = logBasePartition(base, hidden);
    wasm.layOut(visible, hidden, Math.min(blockSize, this.chains));
    wasm.setKey(seed >>> 0, Math.floor(seed / 2 ** 32));
    this.floats('exchange', W.length).set(W);
    this.floats('b', hidden).set(b);
    this.doubles('base', visible).set(base);
    this.doubles('change', visible).set(base.map((bias, i) => a[i] - bias));
    wasm.prepare(base.reduce((sum, bias) => sum + sigmoid(bias), 0) / visible);
    this.beginBlock(0);
  }

  advance(steps: number): boolean {
    const end = Math.min(this.steps, this.done + Math.max(1, steps));
    while (this.done < end) this.climb();
    return this.done === this.steps;
  }

  /** One rung of the block under way. */
  private climb(): void {
    const { wasm, order, rows, options } = this;
    const rung = ++this.rung;
    const place = this.placeOf(rung);
    wasm.step(order[rung - 1], order[rung], options.from + this.first, rows, place, Number(this.back));
    this.done += rows;
    this.keep(place);
    if (rung === order.length - 1) this.endBlock();
  }

  /** Index into the ascending betas after so many steps. */
  private placeOf(rung: number): number {
    return this.back ? this.order.length - 1 - rung : rung;
  }

  private beginBlock(first: number): void {
    this.first = first;
    this.rows = Math.min(blockSize, this.chains - first);
    this.rung = 0;
    this.doubles('logWeights', this.rows).fill(this.back ? -this.logBase : this.logBase);
    if (this.back) this.writeStates();
    else this.wasm.start(this.options.from + first, this.rows);
    this.keep(this.placeOf(0));
  }

  private endBlock(): void {
    this.weights.set(this.doubles('logWeights', this.rows), this.first);
    this.readStates();
    const next = this.first + this.rows;
    if (next < this.chains) this.beginBlock(next);
  }

  private keep(place: number): void {
    const at = this.options.record?.indexOf(place) ?? -1;
    if (at >= 0) this.path.set(this.doubles('logWeights', this.rows), at * this.chains + this.first);
  }

  /** The block's visible states in memory: a byte for each four units, from the lowest bit on. */
  private packedStates(): { packed: Uint8Array; stride: number; visible: number } {
    const stride = this.wasm.stateStride();
    return { packed: this.bytes('states', this.rows * stride), stride, visible: this.options.base.length };
  }

  private writeStates(): void {
    const { packed, stride, visible } = this.packedStates();
    const starts = this.options.starts!;
    packed.fill(0);
    for (let n = 0; n < this.rows; n++)
      for (let i = 0; i < visible; i++)
        packed[n * stride + (i >> 2)] |= starts[(this.first + n) * visible + i] << (i & 3);
  }

  private readStates(): void {
    const { packed, stride, visible } = this.packedStates();
    for (let n = 0; n < this.rows; n++)
      for (let i = 0; i < visible; i++)
        this.ends[(this.first + n) * visible + i] = (packed[n * stride + (i >> 2)] >> (i & 3)) & 1;
  }

  logWeights(): Float64Array {
    return this.weights.slice();
  }

  recorded(): Float64Array {
    return this.path.slice();
  }

  states(): Uint8Array {
    return this.ends.slice();
  }

  private bytes(region: Region, length: number): Uint8Array {
    return new Uint8Array(this.wasm.memory.buffer, this.wasm.addressOf(regions[region]), length);
  }
  private floats(region: Region, length: number): Float32Array {
    return new Float32Array(this.wasm.memory.buffer, this.wasm.addressOf(regions[region]), length);
  }
  private doubles(region: Region, length: number): Float64Array {
    return new Float64Array(this.wasm.memory.buffer, this.wasm.addressOf(regions[region]), length);
  }
}

function abort(): never {
  throw new Error('annealing.wasm stopped');
}
