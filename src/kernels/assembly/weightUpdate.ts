/**
 * The gradient and the step that it makes, fused: for each visible unit the rows of p(h|v⁺) where it is on are
 * added, those of p(h|v⁻) subtracted, and the sum goes straight into that unit's row of W. Sums go over rows in
 * order.
 */
import {
  Algorithm, Layer, W, a, activity, b, capacity, columnMu, countNegative, countPositive, deltaW, dotLambda, gradientB,
  hNegative, hPositive, hiddenLayer, listStride, lists, matrixBytes, meanH, meanV, offsetH, offsetV, rowsOfNegative,
  rowsOfPositive, rule, sparsity, state, transposed, vNegative, vPositive, velocityA, velocityB, velocityW,
  visibleLayer,
} from './trainingState';
import { listUnits } from './rowSums';
import { powerOfTwo } from './elementary';

const withVelocity: u32 = 1;
const withTerms: u32 = 2;

/** What the update in flight is made with; set by `prepare`. */
let flags: u32 = 0;
let exact: bool = false;
let rate: f32 = 0;
let inversePositive: f32 = 0;
let inverseNegative: f32 = 0;
/** Rows of the negative phase over rows of the positive one. */
let ratio: f32 = 1;
let momentum: f32 = 0;
let decay: f32 = 0;
let decayL1: f32 = 0;
let sparse: bool = false;
let centered: bool = false;

/** The learning rate of update `t`. */
function scheduledRate(t: f64): f64 {
  if (rule.schedule == 1) return rule.learningRate / (1 + t / rule.scheduleTime);
  if (rule.schedule == 2) return rule.learningRate * powerOfTwo(-t / rule.scheduleTime);
  return rule.learningRate;
}

/** For each visible unit the rows where it is on, as byte offsets of rows of hidden means. */
function listRows(bits: usize, rows: u32, out: usize, counts: usize): void {
  const units = visibleLayer.units;
  for (let unit: usize = 0; unit < units; unit++) {
    store<u32>(counts + unit * 4, <u32>(out + unit * capacity * 4));
  }
  for (let row: u32 = 0; row < rows; row++) {
    const end = listUnits(bits + row * visibleLayer.bitStride, visibleLayer.quads, lists);
    const offset = row * hiddenLayer.stride;
    for (let entry = lists; entry < end; entry += 2) {
      const place = counts + <usize>load<u16>(entry) * 4;
      const at = load<u32>(place);
      store<u32>(at, offset);
      store<u32>(place, at + 4);
    }
  }
}

function onCount(counts: usize, out: usize, unit: usize): f32 {
  return <f32>((load<u32>(counts + unit * 4) - <u32>(out + unit * capacity * 4)) >>> 2);
}

/** Σ over rows of hidden means, at `out`. */
function sumRows(means: usize, rows: u32, out: usize): void {
  const stride = hiddenLayer.stride;
  for (let column: u32 = 0; column < hiddenLayer.quads * 16; column += 16) {
    let sum = f32x4.splat(0);
    for (let row: u32 = 0, at = means + column; row < rows; row++, at += stride) sum = f32x4.add(sum, v128.load(at));
    v128.store(out + column, sum);
  }
}

/** How fast the centering offsets follow the batches, as in core/learning.ts. */
const offsetRate: f32 = 0.01;

/**
 * Everything that the rows of W need beforehand. `negativeRows` is 0 for the exact gradient. `first` is false where
 * an update goes on that was saved halfway: what has been summed and followed already stays.
 */
export function prepare(negativeRows: u32, first: bool): void {
  const rows = state.batchRows;
  exact = rule.algorithm == Algorithm.exact;
  rate = <f32>scheduledRate(<f64>state.update);
  inversePositive = <f32>(1 / <f64>rows);
  inverseNegative = exact ? inversePositive : <f32>(1 / <f64>negativeRows);
  ratio = exact ? 1 : <f32>(<f64>negativeRows / <f64>rows);
  momentum = <f32>rule.momentum;
  decay = <f32>rule.weightDecay;
  decayL1 = <f32>rule.weightDecayL1;
  sparse = rule.sparsityCost != 0;
  centered = rule.centering != 0;
  const terms = rule.weightDecay != 0 || rule.weightDecayL1 != 0 || sparse || centered;
  flags = (rule.momentum != 0 ? withVelocity : 0) | (terms ? withTerms : 0);
  listRows(vPositive, rows, rowsOfPositive, countPositive);
  if (!exact) listRows(vNegative, negativeRows, rowsOfNegative, countNegative);
  sumRows(hPositive, rows, activity);
  if (!exact) sumRows(hNegative, negativeRows, meanH);
  const target = f32x4.splat(<f32>rule.sparsityTarget);
  const cost = f32x4.splat(<f32>rule.sparsityCost);
  for (let column: u32 = 0; column < hiddenLayer.quads * 16; column += 16) {
    const mean = f32x4.mul(v128.load(activity + column), f32x4.splat(inversePositive));
    let model = v128.load(meanH + column);
    if (!exact) model = f32x4.mul(model, f32x4.splat(inverseNegative));
    v128.store(activity + column, mean);
    v128.store(gradientB + column, f32x4.sub(mean, model));
    v128.store(sparsity + column, f32x4.mul(cost, f32x4.sub(target, mean)));
  }
  if (first) followBatch();
}

/** Moves the offsets towards the batch's means, and clears the sums that centering takes along the way. */
function followBatch(): void {
  for (let column: u32 = 0; column < hiddenLayer.quads * 16; column += 16) {
    const old = v128.load(offsetH + column);
    const change = f32x4.mul(f32x4.splat(offsetRate), f32x4.sub(v128.load(activity + column), old));
    v128.store(offsetH + column, f32x4.add(old, change));
  }
  for (let unit: usize = 0; unit < visibleLayer.units; unit++) {
    const old = load<f32>(offsetV + unit * 4);
    const mean = onCount(countPositive, rowsOfPositive, unit) * inversePositive;
    store<f32>(offsetV + unit * 4, old + offsetRate * (mean - old));
  }
  if (!centered) return;
  memory.fill(columnMu, 0, hiddenLayer.stride);
  memory.fill(dotLambda, 0, <usize>visibleLayer.units * 16);
}

/** Σ of p(h|v⁺) over units and rows of the batch. */
export function activitySum(): f64 {
  let sum: f64 = 0;
  for (let unit: usize = 0; unit < hiddenLayer.units; unit++) sum += <f64>load<f32>(activity + unit * 4);
  return sum * <f64>state.batchRows;
}

/** ⟨v_i⟩⁺ − ⟨v_i⟩⁻. */
function gradientA(unit: usize): f32 {
  const positive = onCount(countPositive, rowsOfPositive, unit) * inversePositive;
  if (exact) return positive - load<f32>(meanV + unit * 4);
  return positive - onCount(countNegative, rowsOfNegative, unit) * inverseNegative;
}

/** The terms of the update that are not the likelihood's gradient. */
// @ts-ignore: decorator
@inline
function addTerms(plain: v128, w: v128, unit: usize, column: usize, meanVisible: v128, difference: v128): v128 {
  let g = plain;
  if (centered) {
    const mu = v128.load32_splat(offsetV + unit * 4);
    g = f32x4.sub(g, f32x4.mul(mu, v128.load(gradientB + column)));
    g = f32x4.sub(g, f32x4.mul(difference, v128.load(offsetH + column)));
    const place = dotLambda + unit * 16;
    v128.store(place, f32x4.add(v128.load(place), f32x4.mul(g, v128.load(offsetH + column))));
    v128.store(columnMu + column, f32x4.add(v128.load(columnMu + column), f32x4.mul(mu, g)));
  }
  g = f32x4.sub(g, f32x4.mul(f32x4.splat(decay), w));
  if (decayL1 != 0) {
    const sign = v128.and(w, i32x4.splat(0x80000000));
    const pull = v128.or(f32x4.splat(decayL1), sign);
    g = f32x4.sub(g, v128.and(pull, f32x4.ne(w, f32x4.splat(0))));
  }
  if (sparse) g = f32x4.add(g, f32x4.mul(meanVisible, v128.load(sparsity + column)));
  return g;
}

/** From the sum of rows to the step; `at` is the place in the matrices, `column` in the vectors (bytes). */
// @ts-ignore: decorator
@inline
function step(sum: v128, at: usize, unit: usize, column: usize, deferred: bool, mean: v128, difference: v128): void {
  let g = f32x4.mul(sum, f32x4.splat(inverseNegative));
  if (exact) g = f32x4.sub(g, v128.load(deltaW + at));
  const w = v128.load(W + at);
  if (flags & withTerms) g = addTerms(g, w, unit, column, mean, difference);
  let delta = f32x4.mul(f32x4.splat(rate), g);
  if (flags & withVelocity) {
    delta = f32x4.add(f32x4.mul(f32x4.splat(momentum), v128.load(velocityW + at)), delta);
    v128.store(velocityW + at, delta);
  }
  if (deferred) v128.store(deltaW + at, delta);
  else v128.store(W + at, f32x4.add(w, delta));
}

/** Rows `from` … `to − 1` of one panel; `T` as in rowSums.ts. */
function updatePanel<T>(panel: usize, column: usize, from: u32, to: u32, deferred: bool): void {
  const size: usize = sizeof<T>() * 16;
  let mean = f32x4.splat(0);
  let difference = f32x4.splat(0);
  for (let unit: usize = from; unit < to; unit++) {
    let s0 = f32x4.splat(0);
    let s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
    const means = hPositive + column;
    const end = <usize>load<u32>(countPositive + unit * 4);
    for (let entry = rowsOfPositive + unit * capacity * 4; entry < end; entry += 4) {
      const row = means + <usize>load<u32>(entry);
      s0 = f32x4.add(s0, v128.load(row));
      if (sizeof<T>() > 1) s1 = f32x4.add(s1, v128.load(row, 16));
      if (sizeof<T>() > 2) {
        s2 = f32x4.add(s2, v128.load(row, 32));
        s3 = f32x4.add(s3, v128.load(row, 48));
      }
      if (sizeof<T>() > 4) {
        s4 = f32x4.add(s4, v128.load(row, 64));
        s5 = f32x4.add(s5, v128.load(row, 80));
        s6 = f32x4.add(s6, v128.load(row, 96));
        s7 = f32x4.add(s7, v128.load(row, 112));
      }
    }
    if (ratio != 1) {
      const scale = f32x4.splat(ratio);
      s0 = f32x4.mul(s0, scale);
      s1 = f32x4.mul(s1, scale);
      s2 = f32x4.mul(s2, scale);
      s3 = f32x4.mul(s3, scale);
      s4 = f32x4.mul(s4, scale);
      s5 = f32x4.mul(s5, scale);
      s6 = f32x4.mul(s6, scale);
      s7 = f32x4.mul(s7, scale);
    }
    if (!exact) {
      const models = hNegative + column;
      const last = <usize>load<u32>(countNegative + unit * 4);
      for (let entry = rowsOfNegative + unit * capacity * 4; entry < last; entry += 4) {
        const row = models + <usize>load<u32>(entry);
        s0 = f32x4.sub(s0, v128.load(row));
        if (sizeof<T>() > 1) s1 = f32x4.sub(s1, v128.load(row, 16));
        if (sizeof<T>() > 2) {
          s2 = f32x4.sub(s2, v128.load(row, 32));
          s3 = f32x4.sub(s3, v128.load(row, 48));
        }
        if (sizeof<T>() > 4) {
          s4 = f32x4.sub(s4, v128.load(row, 64));
          s5 = f32x4.sub(s5, v128.load(row, 80));
          s6 = f32x4.sub(s6, v128.load(row, 96));
          s7 = f32x4.sub(s7, v128.load(row, 112));
        }
      }
    }
    if (flags & withTerms) {
      mean = f32x4.splat(onCount(countPositive, rowsOfPositive, unit) * inversePositive);
      difference = f32x4.splat(gradientA(unit));
    }
    const at = panel + unit * size;
    step(s0, at, unit, column, deferred, mean, difference);
    if (sizeof<T>() > 1) step(s1, at + 16, unit, column + 16, deferred, mean, difference);
    if (sizeof<T>() > 2) {
      step(s2, at + 32, unit, column + 32, deferred, mean, difference);
      step(s3, at + 48, unit, column + 48, deferred, mean, difference);
    }
    if (sizeof<T>() > 4) {
      step(s4, at + 64, unit, column + 64, deferred, mean, difference);
      step(s5, at + 80, unit, column + 80, deferred, mean, difference);
      step(s6, at + 96, unit, column + 96, deferred, mean, difference);
      step(s7, at + 112, unit, column + 112, deferred, mean, difference);
    }
  }
}

/** Steps for visible units `from` … `to − 1`: into W, or into `deltaW` where the update is to be shown whole. */
export function updateRows(from: u32, to: u32, deferred: bool): void {
  const rows = visibleLayer.quads * 4;
  const full = hiddenLayer.fullPanels;
  for (let panel: u32 = 0; panel < full; panel++) {
    updatePanel<u64>(panel * rows * 128, panel * 128, from, to, deferred);
  }
  const at = full * rows * 128;
  const last = hiddenLayer.lastQuads;
  if (last == 1) updatePanel<u8>(at, full * 128, from, to, deferred);
  else if (last == 2) updatePanel<u16>(at, full * 128, from, to, deferred);
  else if (last == 4) updatePanel<u32>(at, full * 128, from, to, deferred);
  else if (last == 8) updatePanel<u64>(at, full * 128, from, to, deferred);
}

/** Adds the deferred steps to W. */
export function applyDeferred(): void {
  const bytes = matrixBytes(visibleLayer, hiddenLayer);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(W + at, f32x4.add(v128.load(W + at), v128.load(deltaW + at)));
  }
}

// @ts-ignore: decorator
@inline
function biasStep(bias: usize, velocity: usize, g: f32): void {
  let delta = rate * g;
  if (flags & withVelocity) {
    delta = momentum * load<f32>(velocity) + delta;
    store<f32>(velocity, delta);
  }
  store<f32>(bias, load<f32>(bias) + delta);
}

/** The biases' steps, once all rows of W are done. */
export function updateBiases(): void {
  for (let unit: usize = 0; unit < visibleLayer.units; unit++) {
    let g = gradientA(unit);
    if (centered) {
      const dot = v128.load(dotLambda + unit * 16);
      const pairs = f32x4.add(dot, v128.shuffle<i32>(dot, dot, 2, 3, 0, 1));
      g -= f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
    }
    biasStep(a + unit * 4, velocityA + unit * 4, g);
  }
  for (let unit: usize = 0; unit < hiddenLayer.units; unit++) {
    let g = load<f32>(gradientB + unit * 4);
    if (centered) g -= load<f32>(columnMu + unit * 4);
    if (sparse) g += load<f32>(sparsity + unit * 4);
    biasStep(b + unit * 4, velocityB + unit * 4, g);
  }
}

/** Rebuilds the transposed copy of W, four by four. */
export function transpose(): void {
  const v = visibleLayer;
  const h = hiddenLayer;
  for (let hq: u32 = 0; hq < h.quads; hq++) {
    for (let vq: u32 = 0; vq < v.quads; vq++) {
      const from = quadAt(W, v, h, vq * 4, hq);
      const rowSize = rowBytes(h, hq);
      const w0 = v128.load(from);
      const w1 = v128.load(from + rowSize);
      const w2 = v128.load(from + 2 * rowSize);
      const w3 = v128.load(from + 3 * rowSize);
      const low01 = v128.shuffle<i32>(w0, w1, 0, 4, 1, 5);
      const low23 = v128.shuffle<i32>(w2, w3, 0, 4, 1, 5);
      const high01 = v128.shuffle<i32>(w0, w1, 2, 6, 3, 7);
      const high23 = v128.shuffle<i32>(w2, w3, 2, 6, 3, 7);
      const to = quadAt(transposed, h, v, hq * 4, vq);
      const toSize = rowBytes(v, vq);
      v128.store(to, v128.shuffle<i64>(low01, low23, 0, 2));
      v128.store(to + toSize, v128.shuffle<i64>(low01, low23, 1, 3));
      v128.store(to + 2 * toSize, v128.shuffle<i64>(high01, high23, 0, 2));
      v128.store(to + 3 * toSize, v128.shuffle<i64>(high01, high23, 1, 3));
    }
  }
}

/** Bytes of a row of the panel that holds a quad of the target layer. */
// @ts-ignore: decorator
@inline
function rowBytes(target: Layer, quad: u32): usize {
  return quad >> 3 < target.fullPanels ? 128 : target.lastQuads * 16;
}

/** Where in a matrix the quad `quad` of the target layer meets the source unit `unit`. */
// @ts-ignore: decorator
@inline
export function quadAt(matrix: usize, source: Layer, target: Layer, unit: u32, quad: u32): usize {
  const panel = quad >> 3;
  return matrix + panel * source.quads * 512 + <usize>unit * rowBytes(target, quad) + (quad & 7) * 16;
}
