/**
 * Parallel tempering: the half-steps of ladders of chains at β from 0 to 1, and the swaps that end a sweep's last
 * half-step. As core/tempering.ts, which says what is done; ladder n, rung r is row n·R + r here too. Inputs are
 * kept for a block of rows at a time, states for all.
 */
import { powerOfTwo } from './elementary';
import { Purpose, fourBlocks, tag } from './philox';
import { layerInputs } from './rowSums';
import { coinRow, meansOfRows, sampleRows } from './sampling';
import {
  W, a, b, hNegative, ladderBlock, ladderEnergies, ladderH, ladderHeated, ladderInputs, ladderV, rule, state, swapCounts,
  swapShares, transposed, vNegative, visibleInputs,
} from './trainingState';
import { Layer, hiddenLayer, visibleLayer } from './layers';

/** For each nibble: four lanes, all ones where the unit is on. */
const masks = memory.data(256, 16);
const words = memory.data(256, 16);

export function fillMasks(): void {
  for (let nibble: u32 = 0; nibble < 16; nibble++) {
    for (let unit: u32 = 0; unit < 4; unit++) {
      store<u32>(masks + (nibble * 4 + unit) * 4, nibble & (1 << unit) ? 0xffffffff : 0);
    }
  }
}

// @ts-ignore: decorator
@inline
function rungs(): u32 {
  return <u32>rule.ladderSize;
}
// @ts-ignore: decorator
@inline
export function ladderRows(): u32 {
  return <u32>rule.chainCount * rungs();
}

// @ts-ignore: decorator
@inline
function beta(rung: u32): f64 {
  return <f64>rung / <f64>(rungs() - 1);
}

/** Keeps the ladders that there are, as far as they fit the rule. */
export function beginLadders(): void {
  if (state.ladderRungs != rungs()) state.ladderChains = 0;
  state.ladderRungs = rungs();
  state.ladderChains = min(state.ladderChains, ladderRows());
  state.chainsToStart = ladderRows() - state.ladderChains;
  memory.fill(swapCounts, 0, 256);
}

/** β times the inputs of a block of rows, `first` … */
function heat(layer: Layer, first: u32, rows: u32): void {
  const bytes: usize = layer.quads * 16;
  for (let row: u32 = 0; row < rows; row++) {
    const factor = f32x4.splat(<f32>beta((first + row) % rungs()));
    const from = ladderInputs + row * layer.stride;
    const to = ladderHeated + row * layer.stride;
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(to + at, f32x4.mul(factor, v128.load(from + at)));
    }
  }
}

/** Samples of a block from its inputs times β: one copy of the code for all three that need it. */
function drawHeated(layer: Layer, bits: usize, first: u32, rows: u32, update: u32, tagWord: u32): void {
  heat(layer, first, rows);
  sampleRows(layer, ladderHeated, bits, first, rows, update, tagWord, false);
}

/** v ~ Bernoulli(½), h ~ p_β(h|v) for the next chains of the ladders. Returns how many. */
export function startLadderChains(limit: u32): u32 {
  const first = state.ladderChains;
  const count = min(min(limit, state.chainsToStart), ladderBlock);
  const v = ladderV + first * visibleLayer.bitStride;
  for (let row: u32 = 0; row < count; row++) {
    coinRow(visibleLayer, v + row * visibleLayer.bitStride, first + row, 0, tag(Purpose.temperingStart, 0));
  }
  layerInputs(visibleLayer, hiddenLayer, W, b, v, ladderInputs, count, false);
  const h = ladderH + first * hiddenLayer.bitStride;
  drawHeated(hiddenLayer, h, first, count, 0, tag(Purpose.temperingHidden, 0));
  state.ladderChains += count;
  state.chainsToStart -= count;
  return count;
}

/** v from h, each chain at its own β: rows `from` … `from + count − 1`, a block at most. */
export function ladderDown(from: u32, count: u32, tabled: bool): void {
  const v = ladderV + from * visibleLayer.bitStride;
  const h = ladderH + from * hiddenLayer.bitStride;
  layerInputs(hiddenLayer, visibleLayer, transposed, a, h, ladderInputs, count, tabled);
  drawHeated(visibleLayer, v, from, count, state.update, tag(Purpose.temperingVisible, state.sweep + 1));
  show(visibleLayer, from, count, visibleInputs);
  const shown = rungs() - 1;
  if (isIn(shown, from, count)) copyBits(ladderV + shown * visibleLayer.bitStride, vNegative, visibleLayer);
}

/** h from v likewise; at the last sweep also the swaps of every ladder that ends in these rows. */
export function ladderUp(from: u32, count: u32, last: bool, tabled: bool): void {
  const v = ladderV + from * visibleLayer.bitStride;
  const h = ladderH + from * hiddenLayer.bitStride;
  layerInputs(visibleLayer, hiddenLayer, W, b, v, ladderInputs, count, tabled);
  drawHeated(hiddenLayer, h, from, count, state.update, tag(Purpose.temperingHidden, state.sweep + 1));
  show(hiddenLayer, from, count, hNegative);
  if (!last) return;
  measureEnergies(from, count);
  const firstLadder = from / rungs();
  const endLadder = (from + count) / rungs();
  for (let ladder = firstLadder; ladder < endLadder; ladder++) {
    swapLadder(ladder);
    const top = ladder * rungs() + rungs() - 1;
    const to = vNegative + ladder * visibleLayer.bitStride;
    copyBits(ladderV + top * visibleLayer.bitStride, to, visibleLayer);
  }
  topMeans(firstLadder, endLadder - firstLadder);
}

/** p(h|v) of the states that β = 1 now holds, for `learn`. */
function topMeans(first: u32, count: u32): void {
  if (count == 0) return;
  const v = vNegative + first * visibleLayer.bitStride;
  const x = hNegative + first * hiddenLayer.stride;
  layerInputs(visibleLayer, hiddenLayer, W, b, v, x, count, false);
  meansOfRows(hiddenLayer, x, count);
}

// @ts-ignore: decorator
@inline
function isIn(row: u32, from: u32, count: u32): bool {
  return row >= from && row < from + count;
}

/** The first ladder's chain at β = 1 is the one that the walkthrough shows: its inputs, at row 0 of `to`. */
function show(layer: Layer, from: u32, count: u32, to: usize): void {
  const shown = rungs() - 1;
  if (isIn(shown, from, count)) memory.copy(to, ladderInputs + (shown - from) * layer.stride, layer.quads * 16);
}

function copyBits(from: usize, to: usize, layer: Layer): void {
  for (let at: usize = 0; at < layer.bitStride; at += 8) store<u64>(to + at, load<u64>(from + at));
}

/** Σ of the values of the units that are on, in f64. */
function sumOn(values: usize, bits: usize, quads: u32): f64 {
  let sum = f64x2.splat(0);
  for (const end = bits + quads; bits < end; bits++, values += 16) {
    const on = v128.and(v128.load(values), v128.load(masks + <usize>load<u8>(bits) * 16));
    sum = f64x2.add(sum, f64x2.promote_low_f32x4(on));
    sum = f64x2.add(sum, f64x2.promote_low_f32x4(v128.shuffle<i32>(on, on, 2, 3, 0, 1)));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** E(v, h) = −aᵀv − (b + vᵀW)ᵀh of a block of rows whose inputs stand in `ladderInputs`. */
function measureEnergies(from: u32, count: u32): void {
  for (let row: u32 = 0; row < count; row++) {
    const v = ladderV + (from + row) * visibleLayer.bitStride;
    const h = ladderH + (from + row) * hiddenLayer.bitStride;
    const hidden = sumOn(ladderInputs + row * hiddenLayer.stride, h, hiddenLayer.quads);
    store<f64>(ladderEnergies + (from + row) * 8, -sumOn(a, v, visibleLayer.quads) - hidden);
  }
}

/** Below this exponent no uniform of 24 bits accepts a swap but 0; NaN is below it too. */
const leastExponent: f64 = -700;

function swapLadder(ladder: u32): void {
  const size = rungs();
  const first = ladder * size;
  for (let pair: u32 = 0; pair + 1 < size; pair += 16) {
    fourBlocks(words + pair * 4, pair >> 2, ladder, state.update, tag(Purpose.temperingSwap, 0));
  }
  for (let start: u32 = 0; start < 2; start++) {
    for (let r = start; r + 1 < size; r += 2) {
      const at = ladderEnergies + (first + r) * 8;
      const exponent = (beta(r) - beta(r + 1)) * (load<f64>(at) - load<f64>(at, 8));
      if (!(exponent > leastExponent)) continue;
      const u = <f64>(load<u32>(words + r * 4) >>> 8) * 5.9604644775390625e-8;
      if (exponent < 0 && u >= powerOfTwo(exponent * 1.4426950408889634)) continue;
      swapChains(first + r);
      store<u32>(swapCounts + r * 4, load<u32>(swapCounts + r * 4) + 1);
    }
  }
}

/** Exchanges the states of a chain and the next. */
function swapChains(chain: u32): void {
  exchange(ladderV + chain * visibleLayer.bitStride, visibleLayer.bitStride);
  exchange(ladderH + chain * hiddenLayer.bitStride, hiddenLayer.bitStride);
  exchange(ladderEnergies + chain * 8, 8);
}

function exchange(at: usize, bytes: usize): void {
  for (const end = at + bytes; at < end; at += 8) {
    const kept = load<u64>(at);
    store<u64>(at, load<u64>(at + bytes));
    store<u64>(at + bytes, kept);
  }
}

/** The share of swaps accepted in the update that ends. */
export function closeSwaps(): void {
  state.swapPairs = rungs() - 1;
  for (let pair: u32 = 0; pair < state.swapPairs; pair++) {
    store<f64>(swapShares + pair * 8, <f64>load<u32>(swapCounts + pair * 4) / rule.chainCount);
  }
}
