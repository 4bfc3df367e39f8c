/** Where the loader reads and writes: addresses, and matrices as rows instead of panels. */
import { fourBlocks } from './philox';
import { copyMatrix, hiddenLayer, quadAt, visibleLayer } from './layers';
import { stateBytes } from './trainingState';
import * as at from './trainingState';

/** Names of the regions that the loader may ask for; mirrored in kernels/trainer.ts. */
const enum Region {
  state = 0,
  nextRule = 1,
  data = 2,
  a = 3,
  b = 4,
  velocityA = 5,
  velocityB = 6,
  meanV = 7,
  meanH = 8,
  offsetV = 9,
  offsetH = 10,
  vNegative = 11,
  hBits = 12,
  chainBits = 13,
  hPositive = 14,
  hNegative = 15,
  visibleInputs = 16,
  exchange = 17,
  order = 18,
  dotLambda = 19,
  columnMu = 20,
  vPositive = 21,
  ladderH = 22,
  ladderV = 23,
  ladderEnergies = 24,
  swapCounts = 25,
  swapShares = 26,
}

export function addressOf(region: Region): usize {
  switch (region) {
    case Region.state: return changetype<usize>(at.state);
    case Region.nextRule: return changetype<usize>(at.nextRule);
    case Region.data: return at.data;
    case Region.a: return at.a;
    case Region.b: return at.b;
    case Region.velocityA: return at.velocityA;
    case Region.velocityB: return at.velocityB;
    case Region.meanV: return at.meanV;
    case Region.meanH: return at.meanH;
    case Region.offsetV: return at.offsetV;
    case Region.offsetH: return at.offsetH;
    case Region.vNegative: return at.vNegative;
    case Region.hBits: return at.hBits;
    case Region.chainBits: return at.chainBits;
    case Region.hPositive: return at.hPositive;
    case Region.hNegative: return at.hNegative;
    case Region.visibleInputs: return at.visibleInputs;
    case Region.exchange: return at.exchange;
    case Region.order: return at.order;
    case Region.dotLambda: return at.dotLambda;
    case Region.columnMu: return at.columnMu;
    case Region.vPositive: return at.vPositive;
    case Region.ladderH: return at.ladderH;
    case Region.ladderV: return at.ladderV;
    case Region.ladderEnergies: return at.ladderEnergies;
    case Region.swapCounts: return at.swapCounts;
    case Region.swapShares: return at.swapShares;
    default: return 0;
  }
}

export function stateSize(): usize {
  return stateBytes;
}

/** Strides in bytes of a row of states and of means, [visible states, visible means, hidden states, hidden means]. */
export function strideOf(kind: u32): u32 {
  if (kind == 0) return visibleLayer.bitStride;
  if (kind == 1) return visibleLayer.stride;
  return kind == 2 ? hiddenLayer.bitStride : hiddenLayer.stride;
}

const enum Matrix {
  W = 0,
  velocity = 1,
  delta = 2,
}

function matrix(which: Matrix): usize {
  if (which == Matrix.W) return at.W;
  return which == Matrix.velocity ? at.velocityW : at.deltaW;
}

/** Copies a matrix to the exchange, row-major [visible × hidden]. */
export function unpack(which: Matrix): void {
  copyMatrix(matrix(which), at.exchange, true);
}

/** Copies the exchange to a matrix. */
export function pack(which: Matrix): void {
  copyMatrix(matrix(which), at.exchange, false);
}

/** 1 while every weight and bias is a finite number. */
export function allFinite(): u32 {
  const hidden = hiddenLayer.quads;
  let sum = f32x4.splat(0);
  for (let i: u32 = 0; i < visibleLayer.units; i++) {
    for (let quad: u32 = 0; quad < hidden; quad++) {
      const w = v128.load(quadAt(at.W, visibleLayer, hiddenLayer, i, quad));
      // x − x is 0 for finite numbers and NaN for all others.
      sum = f32x4.add(sum, f32x4.sub(w, w));
    }
  }
  for (let place = at.a; place < at.a + visibleLayer.quads * 16; place += 16) {
    sum = f32x4.add(sum, f32x4.sub(v128.load(place), v128.load(place)));
  }
  for (let place = at.b; place < at.b + hiddenLayer.quads * 16; place += 16) {
    sum = f32x4.add(sum, f32x4.sub(v128.load(place), v128.load(place)));
  }
  return f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3) == 0 ? 1 : 0;
}

const words = memory.data(64, 16);

/** The words of blocks `block` … + 3, by the code that samples use: their address. */
export function philoxBlocks(block: u32, row: u32, update: u32, tagWord: u32): usize {
  fourBlocks(words, block, row, update, tagWord);
  return words;
}
