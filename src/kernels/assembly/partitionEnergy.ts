/**
 * Moments of the energy along with the means. Given a state s of the enumerated layer the other units are
 * independent, so that with x_i = c_i + U_i·s and σ_i = σ(x_i) the energy has the mean −d·s − Σ x_i σ_i and the
 * variance Σ x_i² σ_i (1 − σ_i). Summed up is E + r, with r the reference of the walk in nats: about ln of the
 * largest weight of a state, so that E + r stays small and little cancels in the variance.
 */
import {
  bits,
  enumeratedBias,
  innerBase,
  innerBiases,
  innerBits,
  innerCombinations,
  innerInputs,
  rowSums,
  otherBias,
  rowBiases,
  rowBits,
  rowInputs,
  rowMeans,
  rowTable,
  stride,
  units,
  weightOf,
  weights,
} from './partitionPlan';

const LN2: f64 = 0.6931471805599453;

/** f64 [3][2 lanes]: Σ p, Σ p (E + r), Σ p (E + r)². */
const sums = memory.data(48, 16);
/** T [2 rows][32 bytes of states] each: Σ x σ and Σ x² σ (1 − σ) of the states at hand. */
const inputSums = memory.data(64, 16);
const variances = memory.data(64, 16);

let reference: f64 = 0;

export function clearEnergy(): void {
  memory.fill(sums, 0, 48);
}

/** From now on r is `bits` ln 2, as if it had been all the time. */
export function moveEnergy(bits: f64): void {
  const by = f64x2.splat(bits * LN2 - reference);
  const first = v128.load(sums, 16);
  const shift = f64x2.mul(by, v128.load(sums));
  const twice = f64x2.mul(by, f64x2.add(f64x2.add(first, first), shift));
  v128.store(sums, f64x2.add(first, shift), 16);
  v128.store(sums, f64x2.add(v128.load(sums, 32), twice), 32);
  reference = bits * LN2;
}

/** Multiplies the sums. */
export function scaleEnergy(factor: f64): void {
  for (let at: usize = 0; at < 48; at += 16) {
    v128.store(sums + at, f64x2.mul(v128.load(sums + at), f64x2.splat(factor)));
  }
}
export function energySum(power: i32): f64 {
  const at = sums + (<usize>power << 4);
  return load<f64>(at) + load<f64>(at, 8);
}

/** x_i of B alone as T [tile][unit][32 bytes of states] in innerInputs. Uses the room that P and Q were made in. */
export function fillInnerInputs<T>(): void {
  const bytes = <usize>stride << 3;
  const laneBits = sizeof<T>() == 4 ? 3 : 2;
  memory.copy(innerBase, otherBias, bytes);
  for (let k = laneBits; k < innerBits; k++) {
    const half = bytes << (k - laneBits);
    addToRows(innerBase, half, weights + <usize>k * bytes);
  }
  const lanes = 1 << laneBits;
  for (let i = 0; i < units; i++) {
    for (let lane = 0; lane < lanes; lane++) {
      let sum: f64 = 0;
      for (let k = 0; k < laneBits; k++) if ((lane >> k) & 1) sum += weightOf(i, k);
      store<f64>(innerCombinations + ((<usize>i * lanes + lane) << 3), sum);
    }
  }
  let to = innerInputs;
  for (let tile: usize = 0; tile < <usize>1 << (innerBits - laneBits); tile++) {
    for (let i: usize = 0; i < <usize>units; i++) {
      const base = load<f64>(innerBase + tile * bytes + (i << 3));
      for (let lane: usize = 0; lane < <usize>lanes; lane++) {
        const combination = load<f64>(innerCombinations + ((i * lanes + lane) << 3));
        store<T>(to, <T>(base + combination));
        to += sizeof<T>();
      }
    }
  }
}

/** The rows from `size` bytes on become those before, each with `added` added. */
function addToRows(rows: usize, size: usize, added: usize): void {
  const bytes = <usize>stride << 3;
  for (let row: usize = 0; row < size; row += bytes) {
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(rows + size + row + at, f64x2.add(v128.load(rows + row + at), v128.load(added + at)));
    }
  }
}

/** d_B·B in innerBiases. */
export function fillInnerBiases(): void {
  store<f64>(innerBiases, 0);
  for (let k = 0; k < innerBits; k++) doubleBiases(innerBiases, k, k);
}

/** From 2^count numbers as many more, with the bias of bit k added. */
function doubleBiases(to: usize, count: i32, k: i32): void {
  const bias = load<f64>(enumeratedBias + (<usize>k << 3));
  const half: usize = <usize>8 << count;
  for (let at: usize = 0; at < half; at += 8) store<f64>(to + half + at, load<f64>(to + at) + bias);
}

/** What the chunk's rows add to x_i, as f64 [row][stride] in rowSums, and d_A·A in rowBiases. */
export function fillRowSums(chunk: i64): void {
  const bytes = <usize>stride << 3;
  memory.fill(rowSums, 0, bytes);
  let bias: f64 = 0;
  for (let k = innerBits + rowBits; k < bits; k++) {
    if (!((chunk >> (k - innerBits - rowBits)) & 1)) continue;
    bias += load<f64>(enumeratedBias + (<usize>k << 3));
    for (let at: usize = 0; at < bytes; at += 16) {
      const sum = f64x2.add(v128.load(rowSums + at), v128.load(weights + <usize>k * bytes + at));
      v128.store(rowSums + at, sum);
    }
  }
  store<f64>(rowBiases, bias);
  for (let k = 0; k < rowBits; k++) {
    addToRows(rowSums, bytes << k, weights + <usize>(innerBits + k) * bytes);
    doubleBiases(rowBiases, k, innerBits + k);
  }
}

/** x_i of A alone for the four rows from `row`, each value repeated: as P in rowTable. */
export function fillBlockInputs<T>(row: i32): void {
  const bytes = <usize>stride << 3;
  for (let r: usize = 0; r < 4; r++) {
    const from = rowSums + (<usize>row + r) * bytes;
    let to = rowInputs + (r << 4);
    for (let i: usize = 0; i < <usize>units; i++) {
      v128.store(to, v128.splat<T>(<T>load<f64>(from + (i << 3))));
      to += 64;
    }
  }
}

/**
 * Means and energies of two rows of a block × one tile: p (of the two rows) times σ is added to rowMeans and to
 * the tile's means at `g`. `pair` is 0 for the first two rows of the block, 32 for the others; `q` and `inputs`
 * are Q and x_i of the tile.
 */
export function addEnergyPair<T>(p: usize, pair: usize, q: usize, inputs: usize, g: usize): void {
  let e0 = v128.splat<T>(0);
  let e1 = e0;
  let e2 = e0;
  let e3 = e0;
  let v0 = e0;
  let v1 = e0;
  let v2 = e0;
  let v3 = e0;
  const end = q + (<usize>units << 5);
  let own = rowTable + pair;
  let alpha = rowInputs + pair;
  let m = rowMeans + pair;
  while (q < end) {
    const qa = v128.load(q);
    const qb = v128.load(q, 16);
    const ba = v128.load(inputs);
    const bb = v128.load(inputs, 16);
    let x = v128.load(own);
    let a = v128.div<T>(qa, v128.add<T>(x, qa));
    let b = v128.div<T>(qb, v128.add<T>(x, qb));
    x = v128.load(alpha);
    let xa = v128.add<T>(x, ba);
    let xb = v128.add<T>(x, bb);
    let za = v128.mul<T>(xa, a);
    let zb = v128.mul<T>(xb, b);
    e0 = v128.add<T>(e0, za);
    e1 = v128.add<T>(e1, zb);
    v0 = v128.add<T>(v0, v128.mul<T>(za, v128.sub<T>(xa, za)));
    v1 = v128.add<T>(v1, v128.mul<T>(zb, v128.sub<T>(xb, zb)));
    a = v128.mul<T>(a, v128.load(p));
    b = v128.mul<T>(b, v128.load(p, 16));
    v128.store(m, v128.add<T>(v128.load(m), v128.add<T>(a, b)));
    let sumA = a;
    let sumB = b;
    x = v128.load(own, 16);
    a = v128.div<T>(qa, v128.add<T>(x, qa));
    b = v128.div<T>(qb, v128.add<T>(x, qb));
    x = v128.load(alpha, 16);
    xa = v128.add<T>(x, ba);
    xb = v128.add<T>(x, bb);
    za = v128.mul<T>(xa, a);
    zb = v128.mul<T>(xb, b);
    e2 = v128.add<T>(e2, za);
    e3 = v128.add<T>(e3, zb);
    v2 = v128.add<T>(v2, v128.mul<T>(za, v128.sub<T>(xa, za)));
    v3 = v128.add<T>(v3, v128.mul<T>(zb, v128.sub<T>(xb, zb)));
    a = v128.mul<T>(a, v128.load(p, 32));
    b = v128.mul<T>(b, v128.load(p, 48));
    v128.store(m, v128.add<T>(v128.load(m, 16), v128.add<T>(a, b)), 16);
    sumA = v128.add<T>(sumA, a);
    sumB = v128.add<T>(sumB, b);
    v128.store(g, v128.add<T>(v128.load(g), sumA));
    v128.store(g, v128.add<T>(v128.load(g, 16), sumB), 16);
    q += 32;
    inputs += 32;
    g += 32;
    own += 64;
    alpha += 64;
    m += 64;
  }
  // the last unit stands for 1
  const p0 = v128.load(p);
  const p1 = v128.load(p, 16);
  const p2 = v128.load(p, 32);
  const p3 = v128.load(p, 48);
  v128.store(m, v128.add<T>(v128.load(m), v128.add<T>(p0, p1)));
  v128.store(m, v128.add<T>(v128.load(m, 16), v128.add<T>(p2, p3)), 16);
  v128.store(g, v128.add<T>(v128.load(g), v128.add<T>(p0, p2)));
  v128.store(g, v128.add<T>(v128.load(g, 16), v128.add<T>(p1, p3)), 16);
  v128.store(inputSums, e0);
  v128.store(inputSums, e1, 16);
  v128.store(inputSums, e2, 32);
  v128.store(inputSums, e3, 48);
  v128.store(variances, v0);
  v128.store(variances, v1, 16);
  v128.store(variances, v2, 32);
  v128.store(variances, v3, 48);
}

/** Sums up what `addEnergyPair` left of the rows `row` and row + 1, at the states B from `inner` on. */
export function sumEnergies<T>(p: usize, row: i32, inner: usize): void {
  for (let r: usize = 0; r < 2; r++) {
    const bias = f64x2.splat(reference - load<f64>(rowBiases + ((<usize>row + r) << 3)));
    let biases = innerBiases + (inner << 3);
    const end = (r + 1) << 5;
    for (let at: usize = r << 5; at < end; at += 16) {
      addStates(
        lowerPair<T>(v128.load(p + at)),
        f64x2.sub(bias, v128.load(biases)),
        lowerPair<T>(v128.load(inputSums + at)),
        lowerPair<T>(v128.load(variances + at)),
      );
      biases += 16;
      if (sizeof<T>() == 8) continue;
      addStates(
        upperPair(v128.load(p + at)),
        f64x2.sub(bias, v128.load(biases)),
        upperPair(v128.load(inputSums + at)),
        upperPair(v128.load(variances + at)),
      );
      biases += 16;
    }
  }
}

// @ts-ignore: decorator
@inline
function lowerPair<T>(x: v128): v128 {
  return sizeof<T>() == 4 ? f64x2.promote_low_f32x4(x) : x;
}
// @ts-ignore: decorator
@inline
function upperPair(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1));
}

/** Two states of probabilities p: r less their biases, Σ x σ and Σ x² σ (1 − σ). */
// @ts-ignore: decorator
@inline
export function addStates(p: v128, bias: v128, inputSum: v128, variance: v128): void {
  const above = f64x2.sub(bias, inputSum);
  const square = f64x2.add(f64x2.mul(above, above), variance);
  v128.store(sums, f64x2.add(v128.load(sums), p));
  v128.store(sums, f64x2.add(v128.load(sums, 16), f64x2.mul(p, above)), 16);
  v128.store(sums, f64x2.add(v128.load(sums, 32), f64x2.mul(p, square)), 32);
}

/** r less the bias of a row. */
// @ts-ignore: decorator
@inline
export function referenceLess(bias: f64): f64 {
  return reference - bias;
}
