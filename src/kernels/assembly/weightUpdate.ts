/**
 * The gradient and the step that it makes, fused: for each visible unit the rows of p(h|v⁺) where it is on are
 * added, those of p(h|v⁻) subtracted, and the sum goes straight into that unit's row of W. Sums go over rows in
 * order, the positive phase first.
 */
import {
  W, a, activity, b, columnMu, deltaW, dotLambda, endsOfNegative, endsOfPositive, gradientB, hNegative, hPositive,
  meanH, meanV, offsetH, offsetV, rowListStride, rowLists, rule, slices, sparsity, state, vNegative, vPositive, velocityA,
  velocityB, velocityW,
} from './trainingState';
import { Layer, Seven, Six, hiddenLayer, matrixBytes, quadAt, quadsOf, visibleLayer } from './layers';
import { listUnits, lists } from './rowSums';
import { powerOfTwo } from './elementary';

const withVelocity: u32 = 1;
const withTerms: u32 = 2;

/** What the update in flight is made with; set by `prepare`. */
let flags: u32 = 0;
/** The model's means came from outside. */
let supplied: bool = false;
let rate: f32 = 0;
let inversePositive: f32 = 0;
let inverseNegative: f32 = 0;
/** Rows of the negative phase; 0 where the model's means are supplied. */
let negatives: u32 = 0;
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

/** List entries are numbers of rows times the bytes of a quad. */
const sliceBytes: u32 = 16;
/** Up to so many visible units a branch for every unit that is on costs more than a store for every unit. */
const branchlessUnits: u32 = 32;

/** Appends the numbers of the rows where each visible unit is on, `first` for the first row, times `sliceBytes`. */
function appendRows(bits: usize, rows: u32, first: u32, ends: usize): void {
  let entry = first * sliceBytes;
  if (visibleLayer.units <= branchlessUnits) {
    for (let row: u32 = 0; row < rows; row++, entry += sliceBytes) {
      let place = ends;
      for (let quad: usize = 0; quad < visibleLayer.quads; quad++, place += 16) {
        const nibble = <u32>load<u8>(bits + quad);
        const at0 = load<u32>(place);
        const at1 = load<u32>(place, 4);
        const at2 = load<u32>(place, 8);
        const at3 = load<u32>(place, 12);
        store<u32>(at0, entry);
        store<u32>(at1, entry);
        store<u32>(at2, entry);
        store<u32>(at3, entry);
        store<u32>(place, at0 + ((nibble & 1) << 2));
        store<u32>(place, at1 + ((nibble & 2) << 1), 4);
        store<u32>(place, at2 + (nibble & 4), 8);
        store<u32>(place, at3 + ((nibble & 8) >>> 1), 12);
      }
      bits += visibleLayer.bitStride;
    }
    return;
  }
  for (let row: u32 = 0; row < rows; row++, entry += sliceBytes) {
    const end = listUnits(bits, visibleLayer.quads, lists);
    for (let unit = lists; unit < end; unit += 2) {
      const place = ends + <usize>load<u16>(unit) * 4;
      const at = load<u32>(place);
      store<u32>(at, entry);
      store<u32>(place, at + 4);
    }
    bits += visibleLayer.bitStride;
  }
}

/**
 * For each visible unit the rows that its gradient sums: those of the positive phase where it is on, then those of
 * the negative phase. Each list is made even by the number of a row of zeros.
 */
function listRows(positive: u32, negative: u32): void {
  const units: usize = visibleLayer.quads * 4;
  for (let unit: usize = 0; unit < units; unit++) {
    store<u32>(endsOfNegative + unit * 4, <u32>(rowLists + unit * rowListStride));
  }
  appendRows(vPositive, positive, 0, endsOfNegative);
  memory.copy(endsOfPositive, endsOfNegative, units * 4);
  appendRows(vNegative, negative, positive, endsOfNegative);
  for (let unit: usize = 0; unit < units; unit++) {
    store<u32>(<usize>load<u32>(endsOfNegative + unit * 4), (positive + negative) * sliceBytes);
  }
}

// @ts-ignore: decorator
@inline
function positiveMean(unit: usize): f32 {
  const entries = load<u32>(endsOfPositive + unit * 4) - <u32>(rowLists + unit * rowListStride);
  return <f32>(entries >>> 2) * inversePositive;
}
// @ts-ignore: decorator
@inline
function negativeMean(unit: usize): f32 {
  const entries = load<u32>(endsOfNegative + unit * 4) - load<u32>(endsOfPositive + unit * 4);
  return <f32>(entries >>> 2) * inverseNegative;
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
 * Everything that the rows of W need beforehand. `negativeRows` is 0 where the model's means are supplied. `first` is
 * false where an update goes on that was saved halfway: what has been summed and followed already stays.
 */
export function prepare(negativeRows: u32, first: bool): void {
  const rows = state.batchRows;
  supplied = negativeRows == 0;
  rate = <f32>scheduledRate(<f64>state.update);
  inversePositive = <f32>(1 / <f64>rows);
  inverseNegative = supplied ? 0 : <f32>(1 / <f64>negativeRows);
  momentum = <f32>rule.momentum;
  decay = <f32>rule.weightDecay;
  decayL1 = <f32>rule.weightDecayL1;
  sparse = rule.sparsityCost != 0;
  centered = rule.centering != 0;
  const terms = rule.weightDecay != 0 || rule.weightDecayL1 != 0 || sparse || centered;
  flags = (rule.momentum != 0 ? withVelocity : 0) | (terms ? withTerms : 0);
  negatives = negativeRows;
  listRows(rows, negativeRows);
  sumRows(hPositive, rows, activity);
  if (!supplied) sumRows(hNegative, negativeRows, meanH);
  const target = f32x4.splat(<f32>rule.sparsityTarget);
  const cost = f32x4.splat(<f32>rule.sparsityCost);
  for (let column: u32 = 0; column < hiddenLayer.quads * 16; column += 16) {
    const mean = f32x4.mul(v128.load(activity + column), f32x4.splat(inversePositive));
    let model = v128.load(meanH + column);
    if (!supplied) model = f32x4.mul(model, f32x4.splat(inverseNegative));
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
    const mean = positiveMean(unit);
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
  return positiveMean(unit) - (supplied ? load<f32>(meanV + unit * 4) : negativeMean(unit));
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
  let g = f32x4.mul(sum, f32x4.splat(inversePositive));
  if (supplied) g = f32x4.sub(g, v128.load(deltaW + at));
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

/**
 * Copies one panel of the hidden means together, [row][quads of the panel]: positive rows, negative ones times
 * −(positive rows / negative rows), and a row of zeros. All of them then stay in the first-level cache.
 */
function slice<T>(column: usize): void {
  const size: usize = quadsOf<T>() * 16;
  const stride = hiddenLayer.stride;
  let out = slices;
  let from = hPositive + column;
  for (let row: u32 = 0; row < state.batchRows; row++, from += stride, out += size) {
    for (let q: usize = 0; q < size; q += 16) v128.store(out + q, v128.load(from + q));
  }
  from = hNegative + column;
  const weight = f32x4.splat(-<f32>(<f64>state.batchRows / <f64>negatives));
  for (let row: u32 = 0; row < negatives; row++, from += stride, out += size) {
    for (let q: usize = 0; q < size; q += 16) v128.store(out + q, f32x4.mul(weight, v128.load(from + q)));
  }
  for (let q: usize = 0; q < size; q += 16) v128.store(out + q, f32x4.splat(0));
}

/** Rows `from` … `to − 1` of one panel; `T` as in rowSums.ts. */
function updatePanel<T>(panel: usize, column: usize, from: u32, to: u32, deferred: bool): void {
  const size: usize = quadsOf<T>() * 16;
  let mean = f32x4.splat(0);
  let difference = f32x4.splat(0);
  slice<T>(column);
  for (let unit: usize = from; unit < to; unit++) {
    let s0 = f32x4.splat(0);
    let s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
    const end = <usize>load<u32>(endsOfNegative + unit * 4);
    for (let entry = rowLists + unit * rowListStride; entry < end; entry += 4) {
      const row = slices + <usize>load<u32>(entry) * quadsOf<T>();
      s0 = f32x4.add(s0, v128.load(row));
      if (quadsOf<T>() > 1) s1 = f32x4.add(s1, v128.load(row, 16));
      if (quadsOf<T>() > 2) {
        s2 = f32x4.add(s2, v128.load(row, 32));
        s3 = f32x4.add(s3, v128.load(row, 48));
      }
      if (quadsOf<T>() > 4) {
        s4 = f32x4.add(s4, v128.load(row, 64));
        s5 = f32x4.add(s5, v128.load(row, 80));
        if (quadsOf<T>() > 6) s6 = f32x4.add(s6, v128.load(row, 96));
        if (quadsOf<T>() > 7) s7 = f32x4.add(s7, v128.load(row, 112));
      }
    }
    if (flags & withTerms) {
      mean = f32x4.splat(positiveMean(unit));
      difference = f32x4.splat(gradientA(unit));
    }
    const at = panel + unit * size;
    step(s0, at, unit, column, deferred, mean, difference);
    if (quadsOf<T>() > 1) step(s1, at + 16, unit, column + 16, deferred, mean, difference);
    if (quadsOf<T>() > 2) {
      step(s2, at + 32, unit, column + 32, deferred, mean, difference);
      step(s3, at + 48, unit, column + 48, deferred, mean, difference);
    }
    if (quadsOf<T>() > 4) {
      step(s4, at + 64, unit, column + 64, deferred, mean, difference);
      step(s5, at + 80, unit, column + 80, deferred, mean, difference);
      if (quadsOf<T>() > 6) step(s6, at + 96, unit, column + 96, deferred, mean, difference);
      if (quadsOf<T>() > 7) step(s7, at + 112, unit, column + 112, deferred, mean, difference);
    }
  }
}

/** Steps for visible units `from` … `to − 1`: into W, or into `deltaW` where the update is to be shown whole. */
export function updateRows(from: u32, to: u32, deferred: bool): void {
  const width = hiddenLayer.width;
  for (let panel: u32 = 0; panel < hiddenLayer.panels; panel++) {
    const at = <usize>panel * visibleLayer.quads * 64 * width;
    const column = panel * width * 16;
    if (width == 1) updatePanel<u8>(at, column, from, to, deferred);
    else if (width == 2) updatePanel<u16>(at, column, from, to, deferred);
    else if (width == 4) updatePanel<u32>(at, column, from, to, deferred);
    else if (width == 6) updatePanel<Six>(at, column, from, to, deferred);
    else if (width == 8) updatePanel<u64>(at, column, from, to, deferred);
    else updatePanel<Seven>(at, column, from, to, deferred);
  }
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
