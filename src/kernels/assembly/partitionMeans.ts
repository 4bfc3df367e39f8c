/**
 * Moments in the same walk as Z: with p the weight of a state and mean_i = Q_i/(P_i + Q_i) that of unit i given
 * the state, Σ p·mean_i is summed over B for every row and over rows for every B; the bits are then folded out by
 * halving. One division per (state, unit). The last "unit" stands for 1, so that its sums are those of p.
 *
 * Weights are carried relative to a reference that moves up when a heavier block comes, and everything summed so
 * far is scaled by a power of two then, which costs no bits.
 */
import { powerLanes, powerOfTwo } from './partitionElementary';
import {
  addEnergyPair,
  fillBlockInputs,
  fillRowSums,
  moveEnergy,
  scaleEnergy,
  sumEnergies,
} from './partitionEnergy';
import { noteRow } from './partitionHeaviest';
import {
  bits,
  blockReferences,
  chunkBits,
  chunkMeans,
  energy,
  innerBits,
  innerInputs,
  innerMeans,
  innerTable,
  innerTotals,
  jointMeans,
  rowBits,
  rowExponents,
  rowMantissas,
  rowMeans,
  rowProductExponents,
  rowProducts,
  rowTable,
  unitMeans,
  units,
} from './partitionPlan';
import { fillBlock } from './partitionTables';
import { higher, laneReference, multiplyRows } from './partitionWalk';

/** Bits by which a block may be heavier than the reference before that moves. */
const HEADROOM: f64 = 30;
/**
 * In f32 weights are carried times 2^50 over the reference, so that nothing that follows is below the normal range,
 * where processors stumble, and sums over a chunk stay below 2^110. States below 2^-70 of the reference are left
 * out, 2^-34 in all at the most states.
 */
// @ts-ignore: decorator
@inline
function scaleBits<T>(): f64 {
  return sizeof<T>() == 4 ? 50 : 0;
}
const NEGLIGIBLE: f64 = 8.470329472543003e-22; // 2^-70

/** Rows of which innerMeans holds the sums before they go to innerTotals, which takes as long as a row or two. */
const MOST_ROWS_HELD: i32 = 256;
let rowsHeld: i32 = 0;

/** Whole bits: the weights' power of two. */
let reference: f64 = -1e300;

export function clearReference(): void {
  reference = -1e300;
}
export function currentReference(): f64 {
  return reference;
}
/** The power of two of the sums. */
export function sumsExponent<T>(): f64 {
  return reference - scaleBits<T>();
}

/** Moves the reference to `next` bits, above the old one, and everything summed so far with it. */
export function raiseReference<T>(next: f64): void {
  const first = reference == -1e300;
  const factor = first ? 0 : powerOfTwo(max(reference - next, -1022));
  reference = next;
  if (energy) moveEnergy(sumsExponent<T>());
  if (first) return;
  if (energy) scaleEnergy(factor);
  const width: usize = units + 1;
  scale(innerTotals, width << innerBits, factor);
  scale(chunkMeans, width << rowBits, factor);
  scale(jointMeans, width * bits, factor);
  scale(unitMeans, width, factor);
}

function scale(at: usize, count: usize, factor: f64): void {
  const end = at + (count << 3);
  for (; at < end; at += 8) store<f64>(at, load<f64>(at) * factor);
}

/** Moves the reference where a block of four rows has a weight beyond its headroom. */
function adaptReference<T>(row: i32): void {
  const size = <usize>sizeof<T>() << (innerBits + 2);
  let top: f64 = -1e300;
  for (let r: usize = 0; r < 4; r++) {
    let highest = v128.load(rowProductExponents + (r << 5));
    for (let at: usize = r << 5; at < size; at += 128) {
      const a = v128.load(rowProductExponents + at);
      highest = higher<T>(highest, higher<T>(a, v128.load(rowProductExponents + at, 16)));
    }
    v128.store(blockReferences, highest);
    let own = laneReference<T>(0);
    for (let lane: usize = sizeof<T>(); lane < 16; lane += sizeof<T>()) {
      own = max(own, laneReference<T>(lane));
    }
    top = max(top, own + load<f64>(rowExponents + ((<usize>row + r) << 3)));
  }
  if (!(top > reference + HEADROOM)) return;
  const factor = reference == -1e300 ? 0 : powerOfTwo(max(reference - top, -126));
  raiseReference<T>(top);
  const count = <usize>(units + 1) << innerBits;
  for (let at: usize = 0; at < count; at++) {
    const to = innerMeans + at * sizeof<T>();
    store<T>(to, load<T>(to) * <T>factor);
  }
}

/** Σ over the chunk's states of p · mean: by rows into chunkMeans, by B into innerTotals; then folded. */
export function walkMoments<T>(chunk: i64): void {
  memory.fill(chunkMeans, 0, (<usize>(units + 1) << rowBits) << 3);
  if (energy) fillRowSums(chunk);
  const rows = 1 << rowBits;
  const tileBytes = <usize>units << 5;
  const meanBytes = <usize>(units + 1) << 5;
  const size = <usize>sizeof<T>() << (innerBits + 2);
  for (let row = 0; row < rows; row += 4) {
    fillBlock<T>(row);
    multiplyRows<T>(true);
    adaptReference<T>(row);
    memory.fill(rowMeans, 0, <usize>(units + 1) << 6);
    if (energy) fillBlockInputs<T>(row);
    let q = innerTable;
    let g = innerMeans;
    for (let at: usize = 0; at < size; at += 128) {
      if (probabilities<T>(row, at)) {
        if (energy) addEnergyBlock<T>(row, at, q, g);
        else addBlock<T>(rowProducts + at, q, g);
      }
      q += tileBytes;
      g += meanBytes;
    }
    keepRows<T>(chunk, row);
  }
  rowsHeld += rows;
  if (rowsHeld >= MOST_ROWS_HELD) keepInner<T>();
  foldRows(chunk);
}

function addEnergyBlock<T>(row: i32, at: usize, q: usize, g: usize): void {
  const inner = at >> (sizeof<T>() == 4 ? 4 : 5);
  const inputs = innerInputs + (q - innerTable);
  for (let pair: usize = 0; pair < 2; pair++) {
    const p = rowProducts + at + (pair << 6);
    addEnergyPair<T>(p, pair << 5, q, inputs, g);
    sumEnergies<T>(p, row + (<i32>pair << 1), inner);
  }
}

/** Turns the products of a block into weights over the reference, scaled; false where all are negligible. */
function probabilities<T>(row: i32, block: usize): bool {
  let present = v128.splat<T>(0);
  for (let r: usize = 0; r < 4; r++) {
    const ofRow = (<usize>row + r) << 3;
    const mantissa = v128.splat<T>(<T>load<f64>(rowMantissas + ofRow));
    const exponent = max(-1e8, load<f64>(rowExponents + ofRow) - reference) + scaleBits<T>();
    for (let side: usize = 0; side < 32; side += 16) {
      const at = block + (r << 5) + side;
      const own = v128.load(rowProductExponents + at);
      const power =
        sizeof<T>() == 4
          ? powerLanes<T>(i32x4.add(own, i32x4.splat(<i32>exponent)))
          : powerLanes<T>(f64x2.add(own, f64x2.splat(exponent)));
      const all = v128.mul<T>(v128.mul<T>(v128.load(rowProducts + at), mantissa), power);
      const probability = v128.and(all, v128.ge<T>(all, v128.splat<T>(<T>(NEGLIGIBLE * powerOfTwo(scaleBits<T>())))));
      v128.store(rowProducts + at, probability);
      present = v128.or(present, probability);
    }
  }
  return v128.any_true(present);
}

/** Adds p · Q/(P + Q) of a block to rowMeans and to its tile of innerMeans. */
function addBlock<T>(block: usize, q: usize, g: usize): void {
  const a0 = v128.load(block);
  const b0 = v128.load(block, 16);
  const a1 = v128.load(block, 32);
  const b1 = v128.load(block, 48);
  const a2 = v128.load(block, 64);
  const b2 = v128.load(block, 80);
  const a3 = v128.load(block, 96);
  const b3 = v128.load(block, 112);
  const end = q + (<usize>units << 5);
  let p = rowTable;
  let m = rowMeans;
  while (q < end) {
    const qa = v128.load(q);
    const qb = v128.load(q, 16);
    let x = v128.load(p);
    let a = v128.div<T>(v128.mul<T>(a0, qa), v128.add<T>(x, qa));
    let b = v128.div<T>(v128.mul<T>(b0, qb), v128.add<T>(x, qb));
    v128.store(m, v128.add<T>(v128.load(m), v128.add<T>(a, b)));
    let sumA = a;
    let sumB = b;
    x = v128.load(p, 16);
    a = v128.div<T>(v128.mul<T>(a1, qa), v128.add<T>(x, qa));
    b = v128.div<T>(v128.mul<T>(b1, qb), v128.add<T>(x, qb));
    v128.store(m, v128.add<T>(v128.load(m, 16), v128.add<T>(a, b)), 16);
    sumA = v128.add<T>(sumA, a);
    sumB = v128.add<T>(sumB, b);
    x = v128.load(p, 32);
    a = v128.div<T>(v128.mul<T>(a2, qa), v128.add<T>(x, qa));
    b = v128.div<T>(v128.mul<T>(b2, qb), v128.add<T>(x, qb));
    v128.store(m, v128.add<T>(v128.load(m, 32), v128.add<T>(a, b)), 32);
    sumA = v128.add<T>(sumA, a);
    sumB = v128.add<T>(sumB, b);
    x = v128.load(p, 48);
    a = v128.div<T>(v128.mul<T>(a3, qa), v128.add<T>(x, qa));
    b = v128.div<T>(v128.mul<T>(b3, qb), v128.add<T>(x, qb));
    v128.store(m, v128.add<T>(v128.load(m, 48), v128.add<T>(a, b)), 48);
    v128.store(g, v128.add<T>(v128.load(g), v128.add<T>(sumA, a)));
    v128.store(g, v128.add<T>(v128.load(g, 16), v128.add<T>(sumB, b)), 16);
    q += 32;
    p += 64;
    m += 64;
    g += 32;
  }
  v128.store(m, v128.add<T>(v128.load(m), v128.add<T>(a0, b0)));
  v128.store(m, v128.add<T>(v128.load(m, 16), v128.add<T>(a1, b1)), 16);
  v128.store(m, v128.add<T>(v128.load(m, 32), v128.add<T>(a2, b2)), 32);
  v128.store(m, v128.add<T>(v128.load(m, 48), v128.add<T>(a3, b3)), 48);
  const sumA = v128.add<T>(v128.add<T>(a0, a1), v128.add<T>(a2, a3));
  const sumB = v128.add<T>(v128.add<T>(b0, b1), v128.add<T>(b2, b3));
  v128.store(g, v128.add<T>(v128.load(g), sumA));
  v128.store(g, v128.add<T>(v128.load(g, 16), sumB), 16);
}

/** Sums the lanes of rowMeans into chunkMeans, for the four rows from `row`; in f32 the heaviest are noted. */
function keepRows<T>(chunk: i64, row: i32): void {
  const width = units + 1;
  for (let i = 0; i < width; i++) {
    for (let r = 0; r < 4; r++) {
      const from = rowMeans + (<usize>i << 6) + (<usize>r << 4);
      let sum: f64 = 0;
      for (let lane: usize = 0; lane < 16; lane += sizeof<T>()) sum += <f64>load<T>(from + lane);
      store<f64>(chunkMeans + ((<usize>(row + r) * width + i) << 3), sum);
    }
  }
  if (sizeof<T>() == 8) return;
  for (let r = 0; r < 4; r++) {
    const sum = load<f64>(chunkMeans + ((<usize>(row + r) * width + units) << 3));
    noteRow((chunk << rowBits) | (row + r), sum, sumsExponent<T>());
  }
}

/** Adds innerMeans to innerTotals and empties it. */
function keepInner<T>(): void {
  const bytes = (<usize>sizeof<T>() << innerBits) * (units + 1);
  let to = innerTotals;
  for (let from = innerMeans; from < innerMeans + bytes; from += 16) {
    const x = v128.load(from);
    if (sizeof<T>() == 8) {
      v128.store(to, f64x2.add(v128.load(to), x));
      to += 16;
      continue;
    }
    v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(x)));
    const upper = f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1));
    v128.store(to, f64x2.add(v128.load(to, 16), upper), 16);
    to += 32;
  }
  memory.fill(innerMeans, 0, bytes);
  rowsHeld = 0;
}

/** After the last chunk of a part, before the bits of B are folded. */
export function keepRest<T>(): void {
  if (rowsHeld > 0) keepInner<T>();
}

/** For a new part. */
export function clearInner<T>(): void {
  memory.fill(innerMeans, 0, (<usize>sizeof<T>() << innerBits) * (units + 1));
  rowsHeld = 0;
}

/** jointMeans[bit][i] += value, for the row of a bit. */
// @ts-ignore: decorator
@inline
function jointRow(bit: i32): usize {
  return jointMeans + ((<usize>bit * (units + 1)) << 3);
}

/** to[i] += from[i] */
function addRow(to: usize, from: usize): void {
  for (let i: usize = 0; i < <usize>(units + 1) << 3; i += 8) {
    store<f64>(to + i, load<f64>(to + i) + load<f64>(from + i));
  }
}

/** Folds the bits of A out of chunkMeans from the top: the upper half goes to its bit, then onto the lower. */
export function foldRows(chunk: i64): void {
  const rowBytes = <usize>(units + 1) << 3;
  for (let k = rowBits - 1; k >= 0; k--) {
    const half = <usize>1 << k;
    for (let row: usize = 0; row < half; row++) {
      const upper = chunkMeans + (row + half) * rowBytes;
      addRow(jointRow(innerBits + k), upper);
      addRow(chunkMeans + row * rowBytes, upper);
    }
  }
  for (let k = 0; k < chunkBits; k++) {
    if ((chunk >> k) & 1) addRow(jointRow(innerBits + rowBits + k), chunkMeans);
  }
  addRow(unitMeans, chunkMeans);
}

/** After the last chunk of a part: folds the bits of B out of innerTotals, whose tiles hold `lanes` states each. */
export function foldInner(lanes: i32): void {
  const width = units + 1;
  const laneBits = 31 - clz(lanes);
  const tileBytes = (<usize>width * lanes) << 3;
  for (let k = innerBits - 1; k >= laneBits; k--) {
    const half = <usize>1 << (k - laneBits);
    for (let tile: usize = 0; tile < half; tile++) {
      const low = innerTotals + tile * tileBytes;
      const upper = low + half * tileBytes;
      for (let i = 0; i < width; i++) {
        const joint = jointRow(k) + (<usize>i << 3);
        for (let lane = 0; lane < lanes; lane++) {
          const at = (<usize>i * lanes + lane) << 3;
          const value = load<f64>(upper + at);
          store<f64>(joint, load<f64>(joint) + value);
          store<f64>(low + at, load<f64>(low + at) + value);
        }
      }
    }
  }
  for (let i = 0; i < width; i++) {
    for (let lane = 0; lane < lanes; lane++) {
      const value = load<f64>(innerTotals + ((<usize>i * lanes + lane) << 3));
      for (let k = 0; k < laneBits; k++) {
        if (!((lane >> k) & 1)) continue;
        const joint = jointRow(k) + (<usize>i << 3);
        store<f64>(joint, load<f64>(joint) + value);
      }
    }
  }
}
