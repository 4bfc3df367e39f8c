/**
 * Annealed importance sampling of a block of chains, one rung (β) at a time: f32 inputs, f64 weights. The loader is
 * kernels/annealing.ts; the definition that it is held to stands in core/annealing.ts. The inputs x = b + vᵀW are
 * summed once a rung, without β: ln p* at either β and the means of h all follow from βx.
 */
import { expMinus } from './elementary';
import { Layer, copyMatrix, hiddenLayer, matrixBytes, shape, transpose, visibleLayer } from './layers';
import { log } from './partitionElementary';
import { Purpose, tag } from './philox';
import { fillPlaces, layerInputs, placeSumScratch, sumScratchBytes, tabled } from './rowSums';
import { sampleRows } from './sampling';

export { setKey } from './philox';

/** [visible × hidden] and [hidden × visible] panels. */
let W: usize = 0;
let transposed: usize = 0;
let b: usize = 0;
let noBias: usize = 0;
/** Visible biases at the β of the rung, f32; those of the base and how much a is larger, f64. */
let mixed: usize = 0;
let base: usize = 0;
let change: usize = 0;
/** The 16 subset sums of `change` for each four units, f64: [quads][16]. */
let changeSums: usize = 0;
let v: usize = 0;
let h: usize = 0;
/** Inputs of either layer in turn, and ln w of each chain. */
let inputs: usize = 0;
let logWeights: usize = 0;
/** W row-major without padding, as the loader writes it. */
let exchange: usize = 0;
/** Whether the sums go by tables; fixed by the model and its base, so that no split changes a bit. */
let upTabled: bool = false;
let downTabled: bool = false;
/** Chains among which tables are taken to be shared, when that is decided. */
const usualRows: u32 = 100;

let top: usize = 0;
function take(bytes: usize): usize {
  const at = (top + 63) & ~63;
  top = at + bytes;
  return at;
}

/** Lays out the memory for blocks of up to `rows` chains. The loader then fills W, b and the visible biases. */
export function layOut(visible: u32, hidden: u32, rows: u32): void {
  fillPlaces();
  shape(visibleLayer, visible);
  shape(hiddenLayer, hidden);
  const bottom = visibleLayer;
  const upper = hiddenLayer;
  top = __heap_base;
  W = take(matrixBytes(bottom, upper));
  transposed = take(matrixBytes(upper, bottom));
  b = take(upper.stride);
  noBias = take(bottom.stride);
  mixed = take(bottom.stride);
  base = take(<usize>bottom.quads * 32);
  change = take(<usize>bottom.quads * 32);
  changeSums = take(<usize>bottom.quads * 128);
  v = take(<usize>rows * bottom.bitStride);
  h = take(<usize>rows * upper.bitStride);
  inputs = take(<usize>rows * max(bottom.stride, upper.stride));
  logWeights = take(<usize>rows * 8);
  placeSumScratch(take(sumScratchBytes(rows)), rows);
  exchange = take(<usize>visible * hidden * 4);
  const pages = <i32>((top + 0xffff) >>> 16) - memory.size();
  if (pages > 0 && memory.grow(pages) < 0) unreachable();
  memory.fill(__heap_base, 0, top - __heap_base);
}

const enum Region {
  exchange = 0,
  b = 1,
  base = 2,
  change = 3,
  states = 4,
  logWeights = 5,
}

export function addressOf(region: Region): usize {
  switch (region) {
    case Region.exchange: return exchange;
    case Region.b: return b;
    case Region.base: return base;
    case Region.change: return change;
    case Region.states: return v;
    default: return logWeights;
  }
}

/** Bytes from one chain's visible states to the next: a byte for each four units. */
export function stateStride(): u32 {
  return visibleLayer.bitStride;
}

/** Call once the model is written. `density`: the mean of the base's visible units. */
export function prepare(density: f64): void {
  copyMatrix(W, exchange, false);
  transpose(W, transposed);
  upTabled = tabled(visibleLayer, hiddenLayer, usualRows, density);
  downTabled = tabled(hiddenLayer, visibleLayer, usualRows, 0.5);
  for (let quad: usize = 0; quad < visibleLayer.quads; quad++) {
    for (let subset: u32 = 0; subset < 16; subset++) {
      let sum: f64 = 0;
      for (let unit: u32 = 0; unit < 4; unit++) {
        if (subset & (1 << unit)) sum += load<f64>(change + quad * 32 + unit * 8);
      }
      store<f64>(changeSums + quad * 128 + subset * 8, sum);
    }
  }
}

/** (1 − β) base + βa = base + β change, into `mixed`. */
function mixBiases(beta: f64): void {
  for (let unit: usize = 0; unit < visibleLayer.units; unit++) {
    const bias = load<f64>(base + unit * 8) + beta * load<f64>(change + unit * 8);
    store<f32>(mixed + unit * 4, <f32>bias);
  }
}

/** Chains `first` … start at samples of the base. */
export function start(first: u32, rows: u32): void {
  mixBiases(0);
  const stride: usize = visibleLayer.stride;
  for (let row: usize = 0; row < rows; row++) memory.copy(inputs + row * stride, mixed, stride);
  sampleRows(visibleLayer, inputs, v, first, rows, 0, tag(Purpose.annealingStart, 0), false);
}

/** Σ_i v_i (a_i − base_i). */
function changeOf(bits: usize): f64 {
  let even: f64 = 0;
  let odd: f64 = 0;
  const quads: usize = visibleLayer.quads;
  let quad: usize = 0;
  for (; quad + 1 < quads; quad += 2) {
    even += load<f64>(changeSums + quad * 128 + <usize>load<u8>(bits + quad) * 8);
    odd += load<f64>(changeSums + quad * 128 + <usize>load<u8>(bits + quad, 1) * 8, 128);
  }
  if (quad < quads) even += load<f64>(changeSums + quad * 128 + <usize>load<u8>(bits + quad) * 8);
  return even + odd;
}

// @ts-ignore: decorator
@inline
function promoteHigh(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 0));
}

/** (1 + e^−|x_0|)(1 + e^−|x_2|) and the same of lanes 1 and 3. */
// @ts-ignore: decorator
@inline
function factors(x: v128): v128 {
  const factor = f32x4.add(expMinus(f32x4.abs(x)), f32x4.splat(1));
  return f64x2.mul(f64x2.promote_low_f32x4(factor), promoteHigh(factor));
}

// @ts-ignore: decorator
@inline
function lanesSum(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}
// @ts-ignore: decorator
@inline
function lanesProduct(x: v128): f64 {
  return f64x2.extract_lane(x, 0) * f64x2.extract_lane(x, 1);
}

/** Quads whose factors, each at most 2, are multiplied before a logarithm is taken: 960 of them. */
const run: usize = 240;

/**
 * Σ_j softplus(after · x_j) − softplus(before · x_j), with softplus(x) = max(x, 0) + ln(1 + e^−|x|); leaves
 * after · x in place of x. Lanes that only fill up the last quad hold 0, and cancel.
 */
function hiddenChange(x: usize, before: f32, after: f32): f64 {
  const quads: usize = hiddenLayer.quads;
  const was = f32x4.splat(before);
  const is = f32x4.splat(after);
  let positive = f64x2.splat(0);
  let logs: f64 = 0;
  for (let quad: usize = 0; quad < quads; quad += run) {
    let productBefore = f64x2.splat(1);
    let productAfter = f64x2.splat(1);
    for (const end = x + min(quads - quad, run) * 16; x < end; x += 16) {
      const input = v128.load(x);
      const on = f32x4.pmax(f32x4.splat(0), input);
      positive = f64x2.add(positive, f64x2.add(f64x2.promote_low_f32x4(on), promoteHigh(on)));
      const scaled = f32x4.mul(is, input);
      productBefore = f64x2.mul(productBefore, factors(f32x4.mul(was, input)));
      productAfter = f64x2.mul(productAfter, factors(scaled));
      v128.store(x, scaled);
    }
    logs += log(lanesProduct(productAfter) / lanesProduct(productBefore));
  }
  return (<f64>after - <f64>before) * lanesSum(positive) + logs;
}

/** The weights' part of a rung, for every chain: ln w += ln p*_after(v) − ln p*_before(v). */
function weigh(before: f32, after: f32, rows: u32): void {
  const difference = <f64>after - <f64>before;
  let x = inputs;
  let bits = v;
  for (let weight = logWeights, end = logWeights + <usize>rows * 8; weight < end; weight += 8) {
    const factor = difference * changeOf(bits) + hiddenChange(x, before, after);
    store<f64>(weight, load<f64>(weight) + factor);
    x += hiddenLayer.stride;
    bits += visibleLayer.bitStride;
  }
}

/** x = βx + bias for every row. */
function scaleInputs(layer: Layer, beta: f32, bias: usize, rows: u32): void {
  const scale = f32x4.splat(beta);
  const bytes = <usize>layer.quads * 16;
  let x = inputs;
  for (let row: u32 = 0; row < rows; row++, x += layer.stride) {
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(x + at, f32x4.add(f32x4.mul(scale, v128.load(x + at)), v128.load(bias + at)));
    }
  }
}

/**
 * One step of chains `first` … to the β `after`, at place `rung` of the ladder: first the weight, of the states as they
 * came, then a Gibbs sweep at the new β. `back` is 1 for reverse chains, whose random numbers are others.
 */
export function step(before: f32, after: f32, first: u32, rows: u32, rung: u32, back: u32): void {
  layerInputs(visibleLayer, hiddenLayer, W, b, v, inputs, rows, upTabled);
  weigh(before, after, rows);
  sampleRows(hiddenLayer, inputs, h, first, rows, rung, tag(Purpose.annealingHidden, back), false);
  layerInputs(hiddenLayer, visibleLayer, transposed, noBias, h, inputs, rows, downTabled);
  mixBiases(after);
  scaleInputs(visibleLayer, after, mixed, rows);
  sampleRows(visibleLayer, inputs, v, first, rows, rung, tag(Purpose.annealingVisible, back), false);
}
