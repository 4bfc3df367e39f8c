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
import {
  encodeRule,
  gibbsStepsOf,
  negativeRows,
  type Room,
  roomFor,
  ruleLength,
  shownRow,
  widest,
} from './encodedRule';

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
  ladderH: 22,
  ladderV: 23,
  ladderEnergies: 24,
  swapCounts: 25,
  swapShares: 26,
} as const;
type Region = keyof typeof regions;

const matrices = { W: 0, velocity: 1, delta: 2 } as const;
const stages: readonly Stage[] = ['positive', 'down', 'up', 'means', 'learn'];
/** Bytes before the two rules in the state. */
const scalarBytes = 80;
/** Words of those bytes, as `State` in assembly/trainingState.ts has them, and the order of bytes it stands for. */
const scalars = { batchRows: 6, chains: 7, format: 11, ladderChains: 16, swapPairs: 18 } as const;
const stateFormat = 2;

interface Exports {
  readonly memory: WebAssembly.Memory;
  begin(visible: number, hidden: number, count: number, rows: number, chains: number, ones: number): void;
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
  private room: Room = { rows: 0, chains: 0 };

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
    this.layOut(roomFor(encodeRule(rule), rows.count));
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
    const needed = widest(this.room, roomFor(encoded, this.options.rows.count));
    if (needed.rows > this.room.rows || needed.chains > this.room.chains) {
      const state = this.save();
      this.layOut(needed);
      this.restore(state);
    }
    new Float64Array(this.wasm.memory.buffer, this.at('nextRule'), ruleLength).set(encoded);
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
    const { update } = this.position();
    const between = this.words('state', 7)[scalars.batchRows] === 0;
    const sampleNumber = this.words('order', 1 + this.position().cursor)[
      between ? 0 : this.position().cursor
    ];
    const hPlusMean = this.floats('hPositive', hidden).slice();
    const place = { purpose: 'hiddenSample', update: between ? Math.max(0, update - 1) : update } as const;
    const uniforms = fillUniforms(this.options.seed, place, new Float64Array(hidden));
    const inputs = this.floats('visibleInputs', visible);
    const hMinus = this.floats('hNegative', hidden).slice();
    return {
      sample: sampleNumber,
      vPlus: unpackBits(this.bytes('vPositive', wasm.strideOf(0)), visible),
      hPlusMean,
      hPlus: sample(hPlusMean, uniforms),
      vMinusMean: Float32Array.from(inputs, sigmoid),
      vMinus: unpackBits(this.bytes('vNegative', wasm.strideOf(0)), visible),
      hMinusMean: this.holdsInputs() ? hMinus.map(sigmoid) : hMinus,
    };
  }

  /** Whether the shown row of h⁻ holds inputs: after a sweep that isn't the update's last, until that has come by. */
  private holdsInputs(): boolean {
    const { stage, sweep, row } = this.position();
    if (stage !== 'up') return stage === 'down' && sweep > 0;
    const rule = this.ruleInFlight();
    return row > shownRow(rule) ? sweep + 1 < gibbsStepsOf(rule) : sweep > 0;
  }

  swapAcceptance(): Float64Array | undefined {
    const pairs = this.words('state', scalarBytes / 4)[scalars.swapPairs];
    if (pairs === 0) return undefined;
    return new Float64Array(this.wasm.memory.buffer, this.at('swapShares'), pairs).slice();
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
    this.layOut(this.roomFor(state.rest.slice(0, size)));
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

  /** The room that saved scalars and rules need. TypeError where they are in another order of bytes. */
  private roomFor(saved: Uint8Array): Room {
    const words = new Uint32Array(saved.buffer, 0, Math.floor(Math.min(saved.length, scalarBytes) / 4));
    if (saved.length < this.wasm.stateSize() || words[scalars.format] !== stateFormat)
      throw new TypeError('the state was saved by another version of this page');
    const rules = new Float64Array(saved.buffer, scalarBytes);
    const { count } = this.options.rows;
    const kept = { rows: words[scalars.chains], chains: words[scalars.ladderChains] };
    const [now, next] = [rules.subarray(0, ruleLength), rules.subarray(ruleLength)];
    return widest(this.room, kept, roomFor(now, count), roomFor(next, count));
  }

  /** What else the state needs, in order; decided by the scalars, which come first. */
  private restParts(): [Region, number][] {
    const { visible, hidden, wasm } = this;
    const words = this.words('state', scalarBytes / 4);
    const [, , , stage, , , batchRows, chains] = words;
    const [visibleBits, , hiddenBits, hiddenMeans] = [0, 1, 2, 3].map((kind) => wasm.strideOf(kind));
    const rule = this.ruleInFlight();
    const negative = negativeRows(rule, batchRows);
    const [ladderChains, swapPairs] = [words[scalars.ladderChains], words[scalars.swapPairs]];
    const tempered = batchRows === 0 ? 0 : roomFor(rule, 1).chains;
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
      ['ladderH', ladderChains * hiddenBits],
      ['ladderV', tempered * visibleBits],
      ['ladderEnergies', tempered * 8],
      ['swapCounts', tempered > 0 ? 256 : 0],
      ['swapShares', swapPairs * 8],
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

  private ruleInFlight(): Float64Array {
    return new Float64Array(this.wasm.memory.buffer, this.at('state') + scalarBytes, ruleLength);
  }

  private layOut(room: Room): void {
    const { rows: data, hidden } = this.options;
    const ones = data.bytes.reduce((sum, byte) => sum + byte, 0);
    this.wasm.begin(data.width, hidden, data.count, room.rows, room.chains, ones);
    this.room = room;
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
