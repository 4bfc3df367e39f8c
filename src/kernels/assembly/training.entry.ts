/**
 * Training as a machine of half-steps: `advance` carries an update from stage to stage, batch by batch and epoch by
 * epoch, and may stop after any row. The loader is kernels/trainer.ts; the conventions stand in kernels/contract.ts
 * and core/gibbs.ts.
 */
import { fillPlaces, layerInputs, tabled } from './rowSums';
import { Purpose, fourBlocks, setKey, tag } from './philox';
import { coinRow, meansOfRows, sampleRows } from './sampling';
import { activitySum, applyDeferred, prepare, updateBiases, updateRows } from './weightUpdate';
import { recordEpoch, recordsFull } from './epochRecord';
import { beginLadders, closeSwaps, fillMasks, ladderDown, ladderRows, ladderUp, startLadderChains } from './tempering';
import {
  Algorithm, Stage, W, a, b, chainBits, data, dataRows, hBits, hNegative, hPositive, ladderBlock, layOut, nextRule, order,
  rule, ruleBytes, state, transposed, vNegative, vPositive, velocityA, velocityB, velocityW, visibleInputs,
} from './trainingState';
import { Layer, hiddenLayer, matrixBytes, transpose, visibleLayer } from './layers';

export { setKey } from './philox';
export * from './trainingExchange';
export { recordsAt, takeRecords } from './epochRecord';

/** What can be rebuilt from the state, and must be once it was restored. */
let transposedStale: bool = true;
let prepared: bool = false;
/** Share of ones in the rows: decides between lists and tables. */
let density: f64 = 0.5;

/** Lays out the memory. The loader then fills data, parameters and rules. */
export function begin(visible: u32, hidden: u32, count: u32, rows: u32, chains: u32, ones: f64): void {
  fillPlaces();
  fillMasks();
  layOut(visible, hidden, count, rows, chains);
  // Units that only fill up the last quad stay off.
  for (let unit: usize = hidden; unit < hiddenLayer.stride / 4; unit++) store<f32>(b + unit * 4, -1e4);
  density = ones / (<f64>count * <f64>visible);
  forget();
}

/** Call after the loader has written parameters or state. */
export function forget(): void {
  transposedStale = true;
  prepared = false;
  if (state.cursor > 0 || state.batchRows > 0) shuffle();
  if (state.batchRows > 0) gather();
}

/** Fisher & Yates from the last place down, words as core's `shuffledOrder`. */
const words = memory.data(64, 16);
function shuffle(): void {
  for (let i: u32 = 0; i < dataRows; i++) store<u32>(order + i * 4, i);
  for (let i: u32 = dataRows - 1; i >= 1 && i < dataRows; i--) {
    if ((i & 15) == 15 || i == dataRows - 1) {
      fourBlocks(words, (i >> 4) << 2, 0, state.epoch, tag(Purpose.shuffle, 0));
    }
    const word = <u64>load<u32>(words + (i & 15) * 4);
    const j = <u32>((word * <u64>(i + 1)) >>> 32);
    const kept = load<u32>(order + i * 4);
    store<u32>(order + i * 4, load<u32>(order + j * 4));
    store<u32>(order + j * 4, kept);
  }
}

/** Copies the states of the batch's rows together. */
function gather(): void {
  const stride = visibleLayer.bitStride;
  for (let row: u32 = 0; row < state.batchRows; row++) {
    const sample = load<u32>(order + (state.cursor + row) * 4);
    const from = data + <usize>sample * stride;
    const to = vPositive + row * stride;
    for (let at: usize = 0; at < stride; at += 8) store<u64>(to + at, load<u64>(from + at));
  }
}

/** Binds the rule and takes the next batch. */
function beginUpdate(): void {
  memory.copy(changetype<usize>(rule), changetype<usize>(nextRule), ruleBytes);
  if (state.cursor == 0) shuffle();
  state.batchRows = min(<u32>rule.batchSize, dataRows - state.cursor);
  gather();
  if (rule.algorithm == Algorithm.pcd) {
    const wanted = <u32>rule.chainCount;
    state.chains = min(state.chains, wanted);
    state.chainsToStart = wanted - state.chains;
  }
  if (rule.algorithm == Algorithm.tempering) beginLadders();
  if (rule.momentum == 0 && state.moving) {
    memory.fill(velocityW, 0, matrixBytes(visibleLayer, hiddenLayer));
    memory.fill(velocityA, 0, visibleLayer.stride);
    memory.fill(velocityB, 0, hiddenLayer.stride);
  }
  state.moving = rule.momentum != 0 ? 1 : 0;
}

/** Where the model's means come from outside: the exact gradient's, or a fixed point's. */
function meansAwaited(): bool {
  return rule.algorithm == Algorithm.exact || rule.algorithm == Algorithm.meanField || rule.algorithm == Algorithm.tap2;
}

/** Rows whose statistics are the negative phase. */
function negativeRows(): u32 {
  if (meansAwaited()) return 0;
  return rule.algorithm == Algorithm.cd ? state.batchRows : <u32>rule.chainCount;
}

function enter(stage: Stage): void {
  state.stage = stage;
  state.row = 0;
}

function sampleOnly(layer: Layer, x: usize, bits: usize, first: u32, rows: u32, tagWord: u32): void {
  sampleRows(layer, x, bits, first, rows, state.update, tagWord, false);
}

function sampleAndMeans(layer: Layer, x: usize, bits: usize, first: u32, rows: u32, tagWord: u32): void {
  sampleRows(layer, x, bits, first, rows, state.update, tagWord, true);
}

/** h from v⁺, and the start of new chains after it. Returns the rows done. */
function positive(limit: u32): u32 {
  const from = state.row;
  const rows = state.batchRows;
  if (from < rows) {
    const count = min(limit, rows - from);
    const x = hPositive + from * hiddenLayer.stride;
    const v = vPositive + from * visibleLayer.bitStride;
    layerInputs(visibleLayer, hiddenLayer, W, b, v, x, count, tabled(visibleLayer, hiddenLayer, rows, density));
    if (rule.algorithm == Algorithm.cd) {
      const bits = hBits + from * hiddenLayer.bitStride;
      sampleAndMeans(hiddenLayer, x, bits, from, count, tag(Purpose.hiddenSample, 0));
    } else meansOfRows(hiddenLayer, x, count);
    state.row += count;
    if (state.row < rows || state.chainsToStart > 0) return count;
    enter(meansAwaited() ? Stage.means : Stage.down);
    return count;
  }
  const count = rule.algorithm == Algorithm.tempering ? startLadderChains(limit) : startChains(limit);
  state.row += count;
  if (state.chainsToStart == 0) enter(Stage.down);
  return count;
}

/** v ~ Bernoulli(½), h ~ p(h|v) for the next chains. Returns how many. */
function startChains(limit: u32): u32 {
  const first = state.chains;
  const count = min(limit, state.chainsToStart);
  for (let row: u32 = 0; row < count; row++) {
    coinRow(visibleLayer, vNegative + row * visibleLayer.bitStride, first + row, 0, tag(Purpose.persistentStart, 0));
  }
  layerInputs(visibleLayer, hiddenLayer, W, b, vNegative, hNegative, count, false);
  const bits = chainBits + first * hiddenLayer.bitStride;
  sampleRows(hiddenLayer, hNegative, bits, first, count, 0, tag(Purpose.persistentHidden, 0), false);
  state.chains += count;
  state.chainsToStart -= count;
  return count;
}

/** A half-step of the ladders: a block of rows at most. */
function ladders(limit: u32): u32 {
  const from = state.row;
  const rows = ladderRows();
  const count = min(min(limit, rows - from), ladderBlock);
  const last = state.sweep + 1 == <u32>rule.gibbsSteps;
  const block = min(rows, ladderBlock);
  const up = state.stage == Stage.up;
  if (up) ladderUp(from, count, last, tabled(visibleLayer, hiddenLayer, block, 0.5));
  else ladderDown(from, count, tabled(hiddenLayer, visibleLayer, block, 0.5));
  state.row += count;
  if (state.row < rows) return count;
  if (up) state.sweep++;
  enter(!up ? Stage.up : last ? Stage.learn : Stage.down);
  return count;
}

/** v⁻ from h. */
function down(limit: u32): u32 {
  if (transposedStale) transpose(W, transposed);
  transposedStale = false;
  if (rule.algorithm == Algorithm.tempering) return ladders(limit);
  const from = state.row;
  const rows = negativeRows();
  const count = min(limit, rows - from);
  const persistent = rule.algorithm == Algorithm.pcd;
  const h = (persistent ? chainBits : hBits) + from * hiddenLayer.bitStride;
  const x = visibleInputs + from * visibleLayer.stride;
  layerInputs(hiddenLayer, visibleLayer, transposed, a, h, x, count, tabled(hiddenLayer, visibleLayer, rows, 0.5));
  const counter = tag(persistent ? Purpose.persistentVisible : Purpose.visibleSample, state.sweep + 1);
  sampleOnly(visibleLayer, x, vNegative + from * visibleLayer.bitStride, from, count, counter);
  state.row += count;
  if (state.row == rows) enter(Stage.up);
  return count;
}

/** h from v⁻: a sample while the chain goes on, and means at the end. */
function up(limit: u32): u32 {
  if (rule.algorithm == Algorithm.tempering) return ladders(limit);
  const from = state.row;
  const rows = negativeRows();
  const count = min(limit, rows - from);
  const persistent = rule.algorithm == Algorithm.pcd;
  const last = state.sweep + 1 == <u32>rule.gibbsSteps;
  const x = hNegative + from * hiddenLayer.stride;
  const v = vNegative + from * visibleLayer.bitStride;
  layerInputs(visibleLayer, hiddenLayer, W, b, v, x, count, tabled(visibleLayer, hiddenLayer, rows, density));
  const counter = tag(persistent ? Purpose.persistentHidden : Purpose.hiddenSample, state.sweep + 1);
  const bits = (persistent ? chainBits : hBits) + from * hiddenLayer.bitStride;
  if (!last) sampleOnly(hiddenLayer, x, bits, from, count, counter);
  else if (persistent) sampleAndMeans(hiddenLayer, x, bits, from, count, counter);
  else meansOfRows(hiddenLayer, x, count);
  state.row += count;
  if (state.row == rows) {
    state.sweep++;
    enter(last ? Stage.learn : Stage.down);
  }
  return count;
}

/** Pixels in which v⁻ differs from v⁺. */
function flips(): f64 {
  let sum: u64 = 0;
  const bytes = state.batchRows * visibleLayer.bitStride;
  for (let at: usize = 0; at < bytes; at += 8) {
    sum += popcnt(load<u64>(vPositive + at) ^ load<u64>(vNegative + at));
  }
  return <f64>sum;
}

/**
 * Learning counts as one row half-step for every row of the batch, each for a share of the visible units. An update
 * that is cut here keeps its steps aside until all are there, so that no one sees half an update.
 */
function learn(limit: u32): u32 {
  const rows = state.batchRows;
  const first = state.row == 0;
  if (!prepared) prepare(negativeRows(), first);
  prepared = true;
  if (first) {
    state.epochHidden += activitySum();
    if (rule.algorithm == Algorithm.cd) state.epochFlips += flips();
    else state.strayed = 1;
  }
  const count = min(limit, rows - state.row);
  const deferred = count < rows;
  const units = <u64>visibleLayer.units;
  const from = <u32>((units * state.row) / rows);
  const to = <u32>((units * (state.row + count)) / rows);
  updateRows(from, to, deferred);
  state.row += count;
  if (state.row < rows) return count;
  if (deferred) applyDeferred();
  updateBiases();
  finishUpdate();
  return count;
}

function finishUpdate(): void {
  transposedStale = true;
  prepared = false;
  if (rule.algorithm == Algorithm.tempering) closeSwaps();
  else state.swapPairs = 0;
  state.update++;
  state.cursor += state.batchRows;
  state.batchRows = 0;
  state.sweep = 0;
  enter(Stage.positive);
  if (state.cursor < dataRows) return;
  state.cursor = 0;
  state.epoch++;
  recordEpoch();
}

/** Up to `limit` rows of the stage that comes next; returns how many were done, 0 while means are awaited. */
function work(limit: u32): u32 {
  if (state.batchRows == 0) beginUpdate();
  if (state.stage == Stage.positive) return positive(limit);
  if (state.stage == Stage.down) return down(limit);
  if (state.stage == Stage.up) return up(limit);
  if (state.stage == Stage.learn) return learn(limit);
  return 0;
}

/** As `Trainer.advance`. */
export function advance(target: u32, budget: u32): u32 {
  let left = budget;
  while (left > 0) {
    if (state.batchRows == 0 && (state.update >= target || recordsFull())) break;
    const done = work(left);
    if (done == 0) break;
    left -= done;
  }
  return budget - left;
}

/** As `Trainer.halfStep`: everything that is left of the stage that comes next. */
export function halfStep(): void {
  if (recordsFull()) return;
  if (state.batchRows == 0) beginUpdate();
  const update = state.update;
  const stage = state.stage;
  const sweep = state.sweep;
  while (state.update == update && state.stage == stage && state.sweep == sweep) {
    if (work(0x7fffffff) == 0) return;
  }
}

/** The loader has written the model's means: go on. */
export function meansSupplied(): void {
  enter(Stage.learn);
}
