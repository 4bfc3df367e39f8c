/** Training in WebAssembly: the typed loader of `assembly/training.entry.ts`. */
import { sigmoid } from '../core/elementary';
import { fillUniforms } from '../core/random';
import { sample } from '../core/rbm';
import { checkedRows, row, unitCounts } from '../core/rows';
import { startingRbm } from '../core/start';
import type {
  EpochScalars,
  ModelMeans,
  Parameters,
  Position,
  Stage,
  Trainer,
  TrainerOptions,
  TrainerState,
  UpdateRule,
  Walkthrough,
} from './contract';

/** Regions of memory, by the numbers of `Region` in assembly/trainingExchange.ts. */
const regions = {
  state: 0,
  nextRule: 1,
  data: 2,
  a: 3,
  b: 4,
  velocityA: 5,
  velocityB: 6,
  meanV: 7,
  meanH: 8,
  offsetV: 9,
  offsetH: 10,
  vNegative: 11,
  hBits: 12,
  chainBits: 13,
  hPositive: 14,
  hNegative: 15,
  visibleInputs: 16,
  exchange: 17,
  order: 18,
  dotLambda: 19,
  columnMu: 20,
  vPositive: 21,
} as const;
type Region = keyof typeof regions;

const matrices = { W: 0, velocity: 1, delta: 2 } as const;
const stages: readonly Stage[] = ['positive', 'down', 'up', 'means', 'learn'];
const algorithms = ['cd', 'pcd', 'exact'] as const;
const schedules = ['constant', 'inverse', 'exponential'] as const;
/** Bytes before the two rules in the state, and of one rule. */
const scalarBytes = 64;
const ruleBytes = 104;

interface Exports {
  readonly memory: WebAssembly.Memory;
  begin(visible: number, hidden: number, count: number, rows: number, ones: number): void;
  setKey(low: number, high: number): void;
  forget(): void;
  advance(update: number, budget: number): number;
  halfStep(): void;
  meansSupplied(): void;
  addressOf(region: number): number;
  stateSize(): number;
  strideOf(kind: number): number;
  unpack(matrix: number): void;
  pack(matrix: number): void;
  allFinite(): number;
  takeRecords(): number;
  recordsAt(): number;
}

/**
 * A trainer on the given compiled `training.wasm`. The start is core's `startingRbm`, rounded once to f32.
 * TypeError or RangeError for rows that are not binary or not `count × width`.
 */
export function createTrainer(module: WebAssembly.Module, options: TrainerOptions): Trainer {
  return new WasmTrainer(module, options);
}

class WasmTrainer implements Trainer {
  readonly visible: number;
  readonly hidden: number;
  private readonly wasm: Exports;
  private capacity = 0;

  constructor(
    module: WebAssembly.Module,
    private readonly options: TrainerOptions,
  ) {
    const { rows, hidden, seed, rule } = options;
    checkedRows(rows);
    if (!(rows.count >= 1)) throw new RangeError(`invalid rows: ${rows.count}; expected at least one`);
    this.visible = rows.width;
    this.hidden = hidden;
    this.wasm = new WebAssembly.Instance(module, { env: { abort } }).exports as unknown as Exports;
    this.wasm.setKey(seed >>> 0, Math.floor(seed / 2 ** 32));
    encodeRule(rule);
    this.layOut(rowsNeeded(rule, rows.count));
    const start = startingRbm(rows, options);
    this.writeParameters(start.W, start.a, start.b);
    const counts = unitCounts(rows);
    this.floats('offsetV', this.visible).set(counts.map((count) => count / rows.count));
    this.floats('offsetH', hidden).fill(0.5);
    this.configure(rule);
    this.wasm.forget();
  }

  configure(rule: UpdateRule): void {
    const encoded = encodeRule(rule);
    const needed = rowsNeeded(rule, this.options.rows.count);
    if (needed > this.capacity) {
      const state = this.save();
      this.layOut(needed);
      this.restore(state);
    }
    const next = new Float64Array(this.wasm.memory.buffer, this.at('nextRule'), ruleBytes / 8);
    next.set(encoded);
  }

  advance(update: number, budget: number): number {
    return this.wasm.advance(Math.min(update, 2 ** 32 - 1), Math.min(Math.floor(budget), 2 ** 30));
  }

  halfStep(): void {
    this.wasm.halfStep();
  }

  supplyMeans({ vh, v, h }: ModelMeans): void {
    if (this.position().stage !== 'means') throw new Error('supplyMeans: no means are awaited');
    this.floats('exchange', vh.length).set(vh);
    this.wasm.pack(matrices.delta);
    this.floats('meanV', this.visible).set(v);
    this.floats('meanH', this.hidden).set(h);
    this.wasm.meansSupplied();
  }

  position(): Position {
    const [update, epoch, cursor, stage, sweep, row] = this.words('state', 6);
    return { update, epoch, cursor, stage: stages[stage], sweep, row };
  }

  parameters(): Parameters {
    const { visible, hidden } = this;
    this.wasm.unpack(matrices.W);
    return {
      visible,
      hidden,
      W: this.floats('exchange', visible * hidden),
      a: this.floats('a', visible),
      b: this.floats('b', hidden),
    };
  }

  walkthrough(): Walkthrough {
    const { visible, hidden, wasm } = this;
    const { update, stage } = this.position();
    const [batchRows] = this.words('state', 7).subarray(6);
    const between = batchRows === 0;
    const sampleNumber = this.words('order', 1 + this.position().cursor)[
      between ? 0 : this.position().cursor
    ];
    const hPlusMean = this.floats('hPositive', hidden).slice();
    const place = { purpose: 'hiddenSample', update: between ? Math.max(0, update - 1) : update } as const;
    const uniforms = fillUniforms(this.options.seed, place, new Float64Array(hidden));
    const inputs = this.floats('visibleInputs', visible);
    const upDone = between || stage === 'learn' || stage === 'means';
    const hMinus = this.floats('hNegative', hidden).slice();
    return {
      sample: sampleNumber,
      vPlus: unpackBits(this.bytes('vPositive', wasm.strideOf(0)), visible),
      hPlusMean,
      hPlus: sample(hPlusMean, uniforms),
      vMinusMean: Float32Array.from(inputs, sigmoid),
      vMinus: unpackBits(this.bytes('vNegative', wasm.strideOf(0)), visible),
      hMinusMean: upDone ? hMinus : hMinus.map(sigmoid),
    };
  }

  takeEpochs(): EpochScalars {
    const count = this.wasm.takeRecords();
    const records = new Float64Array(this.wasm.memory.buffer, this.wasm.recordsAt(), count * 4);
    const column = (c: number) => Float64Array.from({ length: count }, (_, n) => records[n * 4 + c]);
    return {
      count,
      epoch: column(0),
      update: column(1),
      meanHidden: Float32Array.from(column(2)),
      flipped: Float32Array.from(column(3)),
    };
  }

  save(): TrainerState {
    const { W, a, b } = this.parameters();
    const parameters = { W: Float32Array.from(W), a: Float32Array.from(a), b: Float32Array.from(b) };
    const velocity = new Float32Array(W.length + a.length + b.length);
    this.wasm.unpack(matrices.velocity);
    velocity.set(this.floats('exchange', W.length));
    velocity.set(this.floats('velocityA', a.length), W.length);
    velocity.set(this.floats('velocityB', b.length), W.length + a.length);
    const parts = this.restParts().map(([region, length]) => this.bytes(region, length));
    const delta = this.savesDelta() ? this.deltaBytes() : new Uint8Array(0);
    return { position: this.position(), ...parameters, velocity, rest: concatenate([...parts, delta]) };
  }

  restore(state: TrainerState): void {
    const size = this.wasm.stateSize();
    const { count } = this.options.rows;
    const rules = new Float64Array(state.rest.slice(scalarBytes, size).buffer);
    const needed = Math.max(
      this.capacity,
      encodedRowsNeeded(rules.subarray(0, 13), count),
      encodedRowsNeeded(rules.subarray(13), count),
    );
    this.layOut(needed);
    this.wasm.takeRecords();
    this.bytes('state', size).set(state.rest.subarray(0, size));
    this.writeParameters(state.W, state.a, state.b);
    const { visible, hidden } = this;
    const weights = visible * hidden;
    this.floats('exchange', weights).set(state.velocity.subarray(0, weights));
    this.wasm.pack(matrices.velocity);
    this.floats('velocityA', visible).set(state.velocity.subarray(weights, weights + visible));
    this.floats('velocityB', hidden).set(state.velocity.subarray(weights + visible));
    let offset = 0;
    for (const [region, length] of this.restParts()) {
      this.bytes(region, length).set(state.rest.subarray(offset, offset + length));
      offset += length;
    }
    if (this.savesDelta()) {
      this.bytes('exchange', weights * 4).set(state.rest.subarray(offset));
      this.wasm.pack(matrices.delta);
    }
    // `position` rules: an opened model has the rest of a fresh trainer and a place of its own.
    const { update, epoch, cursor, stage, sweep, row } = state.position;
    this.words('state', 6).set([update, epoch, cursor, stages.indexOf(stage), sweep, row]);
    this.wasm.forget();
  }

  isFinite(): boolean {
    return this.wasm.allFinite() === 1;
  }

  /** What else the state needs, in order; decided by the scalars, which come first. */
  private restParts(): [Region, number][] {
    const { visible, hidden, wasm } = this;
    const [, , , stage, , , batchRows, chains] = this.words('state', 8);
    const [visibleBits, , hiddenBits, hiddenMeans] = [0, 1, 2, 3].map((kind) => wasm.strideOf(kind));
    const rule = new Float64Array(wasm.memory.buffer, this.at('state') + scalarBytes, 13);
    const negative = batchRows === 0 ? 0 : rule[0] === 1 ? rule[2] : batchRows;
    const parts: [Region, number][] = [
      ['state', wasm.stateSize()],
      ['offsetV', visible * 4],
      ['offsetH', hidden * 4],
      ['chainBits', chains * hiddenBits],
      ['hBits', batchRows * hiddenBits],
      ['hPositive', batchRows * hiddenMeans],
      ['vNegative', negative * visibleBits],
      ['hNegative', negative * hiddenMeans],
      ['visibleInputs', visible * 4],
    ];
    if (stages[stage] === 'learn')
      parts.push(
        ['meanV', visible * 4],
        ['meanH', hidden * 4],
        ['columnMu', hidden * 4],
        ['dotLambda', visible * 16],
      );
    return parts;
  }

  private savesDelta(): boolean {
    return this.position().stage === 'learn';
  }

  private deltaBytes(): Uint8Array {
    this.wasm.unpack(matrices.delta);
    return this.bytes('exchange', this.visible * this.hidden * 4).slice();
  }

  private layOut(rows: number): void {
    const { rows: data, hidden } = this.options;
    const ones = data.bytes.reduce((sum, byte) => sum + byte, 0);
    this.wasm.begin(data.width, hidden, data.count, rows, ones);
    this.capacity = rows;
    const stride = this.wasm.strideOf(0);
    const packed = this.bytes('data', data.count * stride);
    for (let n = 0; n < data.count; n++) {
      const bits = row(data, n);
      for (let i = 0; i < bits.length; i++) packed[n * stride + (i >> 2)] |= bits[i] << (i & 3);
    }
  }

  private writeParameters(W: ArrayLike<number>, a: ArrayLike<number>, b: ArrayLike<number>): void {
    this.floats('exchange', W.length).set(W);
    this.wasm.pack(matrices.W);
    this.floats('a', a.length).set(a);
    this.floats('b', b.length).set(b);
  }

  private at(region: Region): number {
    return this.wasm.addressOf(regions[region]);
  }
  private bytes(region: Region, length: number): Uint8Array {
    return new Uint8Array(this.wasm.memory.buffer, this.at(region), length);
  }
  private floats(region: Region, length: number): Float32Array {
    return new Float32Array(this.wasm.memory.buffer, this.at(region), length);
  }
  private words(region: Region, length: number): Uint32Array {
    return new Uint32Array(this.wasm.memory.buffer, this.at(region), length);
  }
}

function abort(): never {
  throw new Error('training.wasm stopped');
}

/**
 * The rule as thirteen numbers, in the order of `Rule` in assembly/trainingState.ts. RangeError for what no update
 * can be made with; the ranges that a person may choose from are the settings table's.
 */
function encodeRule(rule: UpdateRule): number[] {
  for (const name of ['gibbsSteps', 'chainCount', 'batchSize'] as const)
    if (!(Number.isInteger(rule[name]) && rule[name] >= 1))
      throw new RangeError(`invalid ${name}: ${rule[name]}; expected a whole number from 1`);
  const numbers = [
    algorithms.indexOf(rule.algorithm),
    rule.gibbsSteps,
    rule.chainCount,
    rule.batchSize,
    rule.learningRate,
    schedules.indexOf(rule.schedule),
    rule.scheduleTime,
    rule.momentum,
    rule.weightDecay,
    rule.weightDecayL1,
    rule.sparsityTarget,
    rule.sparsityCost,
    rule.centering ? 1 : 0,
  ];
  const wrong = numbers.findIndex((x) => !Number.isFinite(x) || x < 0);
  if (wrong >= 0)
    throw new RangeError(`invalid rule: number ${wrong} is ${numbers[wrong]}; expected 0 or more`);
  return numbers;
}

/** Rows that may be in flight at once under a rule. */
function rowsNeeded(rule: UpdateRule, count: number): number {
  return Math.max(Math.min(rule.batchSize, count), rule.chainCount, 1);
}

const encodedRowsNeeded = (rule: Float64Array, count: number): number =>
  Math.max(Math.min(rule[3], count), rule[2], 1);

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** One byte a unit from four units a byte. */
function unpackBits(packed: Uint8Array, units: number): Uint8Array {
  return Uint8Array.from({ length: units }, (_, i) => (packed[i >> 2] >> (i & 3)) & 1);
}
