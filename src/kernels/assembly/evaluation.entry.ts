/**
 * Measures of one model over binary rows, and Gibbs sweeps of chains: f32 inputs, f64 sums. The loader is
 * kernels/evaluator.ts, which places rows and model: rows one byte a unit, [count × rowStride]; W row-major with
 * whole quads, [visible × hiddenStride bytes].
 */
import { expMinus } from './elementary';
import { Purpose, fourBlocks, tag, uniforms } from './philox';
import { log } from './partitionElementary';

export { setKey } from './philox';

let visible: usize = 0;
let hiddenQuads: usize = 0;
let hiddenStride: usize = 0;
let W: usize = 0;
let a: usize = 0;
let b: usize = 0;
/** Scratch: inputs and means of the hidden layer, and the places (u32, bytes into W) of the units that are on. */
let inputs: usize = 0;
let means: usize = 0;
let places: usize = 0;
let endOfPlaces: usize = 0;
const words = memory.data(64, 16);

/** Where the memory that the loader may lay out begins. */
export function heapBase(): usize {
  return __heap_base;
}

/** The loader's layout; the three scratch arrays lie at `scratch`. */
export function place(units: u32, hidden: u32, weights: usize, aAt: usize, bAt: usize, scratch: usize): void {
  visible = units;
  hiddenQuads = (hidden + 3) >> 2;
  hiddenStride = hiddenQuads * 16;
  W = weights;
  a = aAt;
  b = bAt;
  inputs = scratch;
  // Sampling takes quads four at a time.
  means = inputs + hiddenStride + 48;
  places = means + hiddenStride + 48;
}

/** Lists the places in W of the units that are on. Rows are padded to whole groups of eight bytes. */
function listPlaces(row: usize): void {
  let out = places;
  for (let unit: usize = 0; unit < visible; unit += 8) {
    let bits = load<u64>(row + unit);
    while (bits != 0) {
      store<u32>(out, <u32>(W + (unit + <usize>(ctz(bits) >>> 3)) * hiddenStride));
      out += 4;
      bits &= bits - 1;
    }
  }
  endOfPlaces = out;
}

/** x = b + vᵀW into `inputs`. */
function hiddenInputs(row: usize): void {
  listPlaces(row);
  let column: usize = 0;
  for (; column + 64 <= hiddenStride; column += 64) {
    let s0 = v128.load(b + column);
    let s1 = v128.load(b + column, 16);
    let s2 = v128.load(b + column, 32);
    let s3 = v128.load(b + column, 48);
    for (let entry = places; entry < endOfPlaces; entry += 4) {
      const from = <usize>load<u32>(entry) + column;
      s0 = f32x4.add(s0, v128.load(from));
      s1 = f32x4.add(s1, v128.load(from, 16));
      s2 = f32x4.add(s2, v128.load(from, 32));
      s3 = f32x4.add(s3, v128.load(from, 48));
    }
    v128.store(inputs + column, s0);
    v128.store(inputs + column, s1, 16);
    v128.store(inputs + column, s2, 32);
    v128.store(inputs + column, s3, 48);
  }
  for (; column < hiddenStride; column += 16) {
    let s = v128.load(b + column);
    for (let entry = places; entry < endOfPlaces; entry += 4) {
      s = f32x4.add(s, v128.load(<usize>load<u32>(entry) + column));
    }
    v128.store(inputs + column, s);
  }
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
// @ts-ignore: decorator
@inline
function promoteHigh(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 0));
}

/** Quads whose factors, each at most 2, two to a lane, are multiplied before a logarithm is taken. */
const run: usize = 480;

/**
 * Σ_j softplus(x_j + sign · y_j), with softplus(x) = max(x, 0) + ln(1 + e^−|x|): the logarithms are taken of
 * products of up to 1,920 factors between 1 and 2. `y` is a row of W.
 */
function softplusSum(y: usize, sign: f32): f64 {
  let total: f64 = 0;
  const scale = f32x4.splat(sign);
  for (let quad: usize = 0; quad < hiddenQuads; quad += run) {
    const end = min(hiddenStride, (quad + run) * 16);
    let product = f64x2.splat(1);
    let sum = f64x2.splat(0);
    for (let column = quad * 16; column < end; column += 16) {
      const x = f32x4.add(v128.load(inputs + column), f32x4.mul(scale, v128.load(y + column)));
      const positive = f32x4.pmax(f32x4.splat(0), x);
      sum = f64x2.add(sum, f64x2.add(f64x2.promote_low_f32x4(positive), promoteHigh(positive)));
      const factor = f32x4.add(expMinus(f32x4.abs(x)), f32x4.splat(1));
      product = f64x2.mul(product, f64x2.mul(f64x2.promote_low_f32x4(factor), promoteHigh(factor)));
    }
    total += lanesSum(sum) + log(f64x2.extract_lane(product, 0)) + log(f64x2.extract_lane(product, 1));
  }
  return total;
}

/** F_c(v), in nats. */
function clampedFreeEnergy(row: usize): f64 {
  hiddenInputs(row);
  let sum = softplusSum(W, 0);
  for (let unit: usize = 0; unit < visible; unit++) {
    if (load<u8>(row + unit)) sum += <f64>load<f32>(a + unit * 4);
  }
  return -sum;
}

export function clampedFreeEnergySum(rows: usize, stride: usize, count: u32): f64 {
  let sum: f64 = 0;
  for (let n: u32 = 0; n < count; n++) sum += clampedFreeEnergy(rows + <usize>n * stride);
  return sum;
}

/** ln(1 + e^x) for one number. */
function softplus(x: f64): f64 {
  const rest = f32x4.extract_lane(expMinus(f32x4.splat(<f32>abs(x))), 0);
  return max<f64>(x, 0) + log(1 + <f64>rest);
}

/** Σ_i ln p(v_i | v_rest) = −Σ_i softplus(F_c(v) − F_c(v with unit i flipped)). */
function pseudoLikelihood(row: usize): f64 {
  hiddenInputs(row);
  const here = softplusSum(W, 0);
  let sum: f64 = 0;
  for (let unit: usize = 0; unit < visible; unit++) {
    const change: f32 = load<u8>(row + unit) ? -1 : 1;
    const there = softplusSum(W + unit * hiddenStride, change);
    sum -= softplus(<f64>(change * load<f32>(a + unit * 4)) + there - here);
  }
  return sum;
}

export function pseudoLikelihoodSum(rows: usize, stride: usize, count: u32): f64 {
  let sum: f64 = 0;
  for (let n: u32 = 0; n < count; n++) sum += pseudoLikelihood(rows + <usize>n * stride);
  return sum;
}

/** Means of the hidden layer at inverse temperature β, from `inputs` into `out`. */
function hiddenMeansTo(out: usize, beta: f32): void {
  const scale = f32x4.splat(beta);
  for (let column: usize = 0; column < hiddenStride; column += 16) {
    const below = f32x4.add(expMinus(f32x4.mul(scale, v128.load(inputs + column))), f32x4.splat(1));
    v128.store(out + column, f32x4.div(f32x4.splat(1), below));
  }
}

/** a_i + Σ_j W_ij h_j, with h in `means`. */
function visibleInput(unit: usize): f32 {
  const weights = W + unit * hiddenStride;
  let even = f32x4.splat(0);
  let odd = f32x4.splat(0);
  let column: usize = 0;
  for (; column + 32 <= hiddenStride; column += 32) {
    even = f32x4.add(even, f32x4.mul(v128.load(weights + column), v128.load(means + column)));
    odd = f32x4.add(odd, f32x4.mul(v128.load(weights + column, 16), v128.load(means + column, 16)));
  }
  if (column < hiddenStride) {
    even = f32x4.add(even, f32x4.mul(v128.load(weights + column), v128.load(means + column)));
  }
  const sum = f32x4.add(even, odd);
  const low = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
  return load<f32>(a + unit * 4) + (low + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3)));
}

function sigmoid(x: f32): f64 {
  return 1 / (1 + <f64>f32x4.extract_lane(expMinus(f32x4.splat(x)), 0));
}

export function reconstructionErrorSum(rows: usize, stride: usize, count: u32): f64 {
  let sum: f64 = 0;
  for (let n: u32 = 0; n < count; n++) {
    const row = rows + <usize>n * stride;
    hiddenInputs(row);
    hiddenMeansTo(means, 1);
    let error: f64 = 0;
    for (let unit: usize = 0; unit < visible; unit++) {
      const difference = <f64>load<u8>(row + unit) - sigmoid(visibleInput(unit));
      error += difference * difference;
    }
    sum += error / <f64>visible;
  }
  return sum;
}

/** p(h = 1 | v) of each row at `out`, [count × hiddenStride bytes]. */
export function hiddenMeans(rows: usize, stride: usize, count: u32, out: usize): void {
  for (let n: u32 = 0; n < count; n++) {
    hiddenInputs(rows + <usize>n * stride);
    hiddenMeansTo(out + <usize>n * hiddenStride, 1);
  }
}

/** 1 where u < p, as a number in each lane. */
function sampleHidden(chain: u32, tick: u32): void {
  const one = f32x4.splat(1);
  for (let quad: usize = 0; quad < hiddenQuads; quad += 4) {
    fourBlocks(words, <u32>quad, chain, tick, tag(Purpose.shownHidden, 0));
    for (let q: usize = 0; q < min<usize>(4, hiddenQuads - quad); q++) {
      const at = means + (quad + q) * 16;
      const on = f32x4.lt(uniforms(v128.load(words + q * 16)), v128.load(at));
      v128.store(at, v128.and(on, one));
    }
  }
}

/** One sweep v → h → v of `count` chains at inverse temperature β; units with `clamp[i]` keep their value. */
export function sweepChains(rows: usize, stride: usize, count: u32, tick: u32, beta: f32, clamp: usize): void {
  for (let chain: u32 = 0; chain < count; chain++) {
    const row = rows + <usize>chain * stride;
    hiddenInputs(row);
    hiddenMeansTo(means, beta);
    sampleHidden(chain, tick);
    for (let unit: usize = 0; unit < visible; unit++) {
      if ((unit & 15) == 0) fourBlocks(words, <u32>(unit >> 2), chain, tick, tag(Purpose.shownVisible, 0));
      if (load<u8>(clamp + unit)) continue;
      const u = <f64>(load<u32>(words + (unit & 15) * 4) >>> 8) * 5.9604644775390625e-8;
      store<u8>(row + unit, u < sigmoid(beta * visibleInput(unit)) ? 1 : 0);
    }
  }
}
