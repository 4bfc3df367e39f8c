/** What a run keeps in memory: the scalars that are saved, and where the arrays lie. */
import { hiddenLayer, matrixBytes, shape, visibleLayer } from './layers';
import { placeSumScratch, sumScratchBytes } from './rowSums';

export const enum Stage {
  positive = 0,
  down = 1,
  up = 2,
  means = 3,
  learn = 4,
}
export const enum Algorithm {
  cd = 0,
  pcd = 1,
  exact = 2,
  tempering = 3,
  meanField = 4,
  tap2 = 5,
}

/** An update's rule as the loader writes it: one f64 each, in this order. */
@unmanaged
export class Rule {
  algorithm: f64;
  gibbsSteps: f64;
  chainCount: f64;
  batchSize: f64;
  learningRate: f64;
  schedule: f64;
  scheduleTime: f64;
  momentum: f64;
  weightDecay: f64;
  weightDecayL1: f64;
  sparsityTarget: f64;
  sparsityCost: f64;
  centering: f64;
  ladderSize: f64;
}
export const ruleBytes: usize = 112;

/** Scalars of a run, saved as bytes: u32 and flags, sums of the epoch under way, then the two rules. */
@unmanaged
export class State {
  update: u32;
  epoch: u32;
  cursor: u32;
  stage: u32;
  sweep: u32;
  row: u32;
  /** Rows of the batch in flight; 0 between updates. */
  batchRows: u32;
  /** Chains that have been started, and how many `positive` still has to start. */
  chains: u32;
  chainsToStart: u32;
  /** 1 where the epoch under way had an update whose negative phase doesn't start from its rows. */
  strayed: u32;
  /** 1 where the velocity isn't all zero. */
  moving: u32;
  /** Which order of bytes a saved state has: it changes with this class or `Rule`. */
  format: u32;
  epochHidden: f64;
  epochFlips: f64;
  /** Chains of ladders that have been started, and the rungs of their ladders. */
  ladderChains: u32;
  ladderRungs: u32;
  /** Pairs of rungs that the last completed update tried to swap; 0 where it had no ladders. */
  swapPairs: u32;
  spare: u32;
}
/** Mirrored in kernels/trainer.ts. */
export const stateFormat: u32 = 2;
export const state = changetype<State>(memory.data(320, 16));
const scalarBytes: usize = 80;
export const stateBytes: usize = scalarBytes + 2 * ruleBytes;
/** The rule in flight, and the one that binds at the next update. */
export const rule = changetype<Rule>(changetype<usize>(state) + scalarBytes);
export const nextRule = changetype<Rule>(changetype<usize>(state) + scalarBytes + ruleBytes);

export let dataRows: u32 = 0;
export let capacity: u32 = 0;

/** [visible × hidden] panels: weights, velocity, and deltas (or the model's ⟨vh⟩) of an update in flight. */
export let W: usize = 0;
export let velocityW: usize = 0;
export let deltaW: usize = 0;
/** [hidden × visible] panels: W's transposed copy. */
export let transposed: usize = 0;
/** Vectors, padded to the stride of their layer. */
export let a: usize = 0;
export let b: usize = 0;
export let velocityA: usize = 0;
export let velocityB: usize = 0;
export let meanV: usize = 0;
export let meanH: usize = 0;
/** The centering offsets μ and λ. */
export let offsetV: usize = 0;
export let offsetH: usize = 0;
/** States of all training rows, and their order in this epoch (u32). */
export let data: usize = 0;
export let order: usize = 0;
/** Rows of the update in flight: states v⁺, v⁻, h; the chains' h; means p(h|v⁺), p(h|v⁻); inputs of v⁻. */
export let vPositive: usize = 0;
export let vNegative: usize = 0;
export let hBits: usize = 0;
export let chainBits: usize = 0;
export let hPositive: usize = 0;
export let hNegative: usize = 0;
export let visibleInputs: usize = 0;
/** Parallel tempering: states and energies (f64) of all chains; inputs of a block of them, plain and times β. */
export let ladderH: usize = 0;
export let ladderV: usize = 0;
export let ladderEnergies: usize = 0;
export let ladderInputs: usize = 0;
export let ladderHeated: usize = 0;
/** Swaps accepted in the update in flight (u32), and their share in the last completed one (f64), by pair. */
export let swapCounts: usize = 0;
export let swapShares: usize = 0;
/** Row-major [visible × hidden], a, b, velocity: where the loader reads and writes. */
export let exchange: usize = 0;
/** Scratch of `learn`: for each visible unit a list of rows, its middle and its end; and the panel of means that they are rows of. */
export let rowLists: usize = 0;
export let rowListStride: usize = 0;
export let endsOfPositive: usize = 0;
export let endsOfNegative: usize = 0;
export let slices: usize = 0;
export let activity: usize = 0;
export let gradientB: usize = 0;
export let sparsity: usize = 0;
export let dotLambda: usize = 0;
export let columnMu: usize = 0;

/** Rows of ladders that are worked on at once. */
export const ladderBlock: u32 = 64;

let top: usize = 0;

function take(bytes: usize): usize {
  const at = (top + 63) & ~63;
  top = at + bytes;
  return at;
}

/**
 * Lays out the memory for a model, its rows, up to `rows` rows in flight and `chains` chains of ladders; everything
 * is zero after it.
 */
export function layOut(visible: u32, hidden: u32, count: u32, rows: u32, chains: u32): void {
  shape(visibleLayer, visible);
  shape(hiddenLayer, hidden);
  dataRows = count;
  capacity = rows;
  const v = visibleLayer;
  const h = hiddenLayer;
  top = __heap_base;
  W = take(matrixBytes(v, h));
  transposed = take(matrixBytes(h, v));
  velocityW = take(matrixBytes(v, h));
  deltaW = take(matrixBytes(v, h));
  a = take(v.stride);
  velocityA = take(v.stride);
  meanV = take(v.stride);
  offsetV = take(v.stride);
  b = take(h.stride);
  velocityB = take(h.stride);
  meanH = take(h.stride);
  offsetH = take(h.stride);
  activity = take(h.stride);
  gradientB = take(h.stride);
  sparsity = take(h.stride);
  columnMu = take(h.stride);
  dotLambda = take(<usize>v.units * 16);
  endsOfPositive = take(<usize>v.quads * 16);
  endsOfNegative = take(<usize>v.quads * 16);
  data = take(<usize>count * v.bitStride);
  order = take(<usize>count * 4);
  vPositive = take(<usize>rows * v.bitStride);
  vNegative = take(<usize>rows * v.bitStride);
  hBits = take(<usize>rows * h.bitStride);
  chainBits = take(<usize>rows * h.bitStride);
  hPositive = take(<usize>rows * h.stride);
  hNegative = take(<usize>rows * h.stride);
  visibleInputs = take(<usize>rows * v.stride);
  const block = chains > 0 ? ladderBlock : 0;
  placeSumScratch(take(sumScratchBytes(max(rows, block))), max(rows, block));
  ladderH = take(<usize>chains * h.bitStride);
  ladderV = take(<usize>chains * v.bitStride);
  ladderEnergies = take(<usize>chains * 8);
  ladderInputs = take(<usize>block * max(v.stride, h.stride));
  ladderHeated = take(<usize>block * max(v.stride, h.stride));
  swapCounts = take(256);
  swapShares = take(512);
  // An odd number of cache lines, so that the lists' ends spread over the sets.
  rowListStride = (((<usize>rows * 8 + 8) >>> 6) | 1) * 64 + 64;
  rowLists = take(<usize>v.quads * 4 * rowListStride);
  slices = take((<usize>rows * 2 + 1) * 128);
  exchange = take((<usize>visible * hidden + visible + hidden) * 4);
  const pages = <i32>((top + 0xffff) >>> 16) - memory.size();
  if (pages > 0 && memory.grow(pages) < 0) unreachable();
  memory.fill(__heap_base, 0, top - __heap_base);
  memory.fill(changetype<usize>(state), 0, stateBytes);
  state.format = stateFormat;
}
