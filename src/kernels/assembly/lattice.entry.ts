/**
 * Ising spins on a torus or a ring, flipped one at a time (Metropolis) or by clusters (Wolff). The definitions are
 * `core/ising/metropolis.ts` and `wolff.ts`: the same words decide in the same order, so the spins are the same.
 */
import { powerOfTwo } from './elementary';
import {
  bondSum,
  chain,
  closeRow,
  closeRows,
  Lx,
  Ly,
  maskOf,
  rowOf,
  setLattice,
  spinSum,
  stride,
  words,
} from './latticeMemory';
import { fourBlocks, fourBlocksTwice, Purpose, setKey, tag } from './philox';

export { bondSum, closeRows, setKey, spinSum };

/** Sweep of the Philox counter under which single flips have their words. */
const flipWords: u32 = 2;

/**
 * By class of a site, [2 × degree + 1] as in core: whether it flips always, and the word below which it flips, in bytes
 * from the lowest: five tables of 16 bytes.
 */
const limits = memory.data(5 * 16, 16);
/** Bond sum and Σ s after each sweep. */
const most: u32 = 1024;
const records = memory.data(1024 * 8, 16);

/** Sites of a cluster, x and y in 16 bits each: all of them, and those whose neighbours were not looked at yet. */
const members = memory.data(4 * 128 * 128, 16);
const stack = memory.data(4 * 128 * 128, 16);
const clusterWords = memory.data(64, 16);
/** A bond between equal spins joins them where its word lies below: up to 2^32. */
let bondLimit: u64 = 0;
/** h, and the rate at which the cost of turning round n spins against it grows: 2 |h| log₂ e. */
let field: f64 = 0;
let costPerSpin: f64 = 0;

export function layOut(columns: u32, height: u32, number: u32): void {
  setLattice(columns, height, number);
}
export function spinsAddress(): usize {
  return rowOf(0);
}
export function rowStride(): usize {
  return stride;
}
export function limitsAddress(): usize {
  return limits;
}
export function recordsAddress(): usize {
  return records;
}
export function setCluster(limit: f64, h: f64): void {
  bondLimit = <u64>limit;
  field = h;
  costPerSpin = 2 * abs(h) * 1.4426950408889634;
}

/** `count` sweeps (at most 1,024) from number `first` on, each with its record. */
export function sweep(first: u32, count: u32): void {
  // where sides are even, no two sites of a colour are neighbours, and a colour may be done at once
  const even = (Lx & 1) == 0 && (Ly == 1 || (Ly & 1) == 0);
  for (let n: u32 = 0; n < min(count, most); n++) {
    fillWords(first + n);
    if (even) flipColours();
    else flipInTurn();
    record(n);
  }
}

// @ts-ignore: decorator
@inline
function record(n: u32): void {
  store<i32>(records + 8 * n, bondSum());
  store<i32>(records + 8 * n, spinSum(), 4);
}

function fillWords(update: u32): void {
  const tagWord = tag(Purpose.ising, flipWords);
  const blocks = (Lx * Ly + 3) >> 2;
  for (let block: u32 = 0; block < blocks; block += 8)
    fourBlocksTwice(words + block * 16, block, block + 4, chain, chain, update, tagWord);
}

function flipColours(): void {
  const degree: i32 = Ly == 1 ? 2 : 4;
  for (let colour: u32 = 0; colour < 2; colour++)
    for (let y: u32 = 0; y < Ly; y++) {
      const row = rowOf(y);
      const up = rowOf(y == 0 ? Ly - 1 : y - 1);
      const down = rowOf(y + 1 == Ly ? 0 : y + 1);
      const wordsOfRow = words + 4 * y * Lx;
      const phase = (y + colour) & 1;
      for (let x: u32 = 0; x < Lx; x += 16)
        flipSixteen(row + x, up + x, down + x, wordsOfRow + 4 * x, v128.load(maskOf(phase, x)), degree);
      closeRow(row);
    }
}

/** Flips those of sixteen neighbouring sites that are in the mask and whose words lie below their limits. */
// @ts-ignore: decorator
@inline
function flipSixteen(at: usize, up: usize, down: usize, wordsAt: usize, mask: v128, degree: i32): void {
  const spins = v128.load(at);
  let around = i8x16.add(v128.load(at - 1), v128.load(at, 1));
  if (degree == 4) around = i8x16.add(around, i8x16.add(v128.load(up), v128.load(down)));
  const column = i8x16.shr_u(i8x16.add(around, i8x16.splat(<i8>degree)), 1);
  const row = v128.and(i8x16.gt_s(spins, i8x16.splat(0)), i8x16.splat(<i8>(degree + 1)));
  const site = i8x16.add(column, row);
  const always = v128.swizzle(v128.load(limits), site);
  const byte0 = v128.swizzle(v128.load(limits, 16), site);
  const byte1 = v128.swizzle(v128.load(limits, 32), site);
  const byte2 = v128.swizzle(v128.load(limits, 48), site);
  const byte3 = v128.swizzle(v128.load(limits, 64), site);
  const lowFirst = v128.shuffle<i8>(byte0, byte1, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const lowLast = v128.shuffle<i8>(byte0, byte1, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  const highFirst = v128.shuffle<i8>(byte2, byte3, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const highLast = v128.shuffle<i8>(byte2, byte3, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  const below0 = i32x4.lt_u(v128.load(wordsAt), v128.shuffle<i16>(lowFirst, highFirst, 0, 8, 1, 9, 2, 10, 3, 11));
  const below1 = i32x4.lt_u(v128.load(wordsAt, 16), v128.shuffle<i16>(lowFirst, highFirst, 4, 12, 5, 13, 6, 14, 7, 15));
  const below2 = i32x4.lt_u(v128.load(wordsAt, 32), v128.shuffle<i16>(lowLast, highLast, 0, 8, 1, 9, 2, 10, 3, 11));
  const below3 = i32x4.lt_u(v128.load(wordsAt, 48), v128.shuffle<i16>(lowLast, highLast, 4, 12, 5, 13, 6, 14, 7, 15));
  const below = i8x16.narrow_i16x8_s(
    i16x8.narrow_i32x4_s(below0, below1),
    i16x8.narrow_i32x4_s(below2, below3),
  );
  const flips = v128.and(v128.or(below, always), mask);
  // −s = (s xor −1) − (−1)
  v128.store(at, i8x16.sub(v128.xor(spins, flips), flips));
}

/** The same, site by site: on odd sides sites of a colour meet at the seam, and the order counts. */
function flipInTurn(): void {
  const degree: i32 = Ly == 1 ? 2 : 4;
  for (let colour: u32 = 0; colour < 2; colour++)
    for (let y: u32 = 0; y < Ly; y++) {
      const row = rowOf(y);
      const up = rowOf(y == 0 ? Ly - 1 : y - 1);
      const down = rowOf(y + 1 == Ly ? 0 : y + 1);
      for (let x: u32 = (y + colour) & 1; x < Lx; x += 2) {
        const spin: i32 = load<i8>(row + x);
        let around: i32 = load<i8>(row + (x == 0 ? Lx - 1 : x - 1)) + load<i8>(row + (x + 1 == Lx ? 0 : x + 1));
        if (degree == 4) around += <i32>load<i8>(up + x) + <i32>load<i8>(down + x);
        const site = ((around + degree) >> 1) + (spin > 0 ? degree + 1 : 0);
        const word = load<u32>(words + 4 * (y * Lx + x));
        if (load<u8>(limits + site) != 0 || word < limitOf(site)) store<i8>(row + x, <i8>-spin);
      }
    }
  closeRows();
}

// @ts-ignore: decorator
@inline
function limitOf(site: i32): u32 {
  const at = limits + site;
  return <u32>load<u8>(at, 16) | (<u32>load<u8>(at, 32) << 8) | (<u32>load<u8>(at, 48) << 16) | (<u32>load<u8>(at, 64) << 24);
}

/** `count` times `per` clusters (at most 1,024), from number `first` on, each time with a record. Returns the spins flipped. */
export function clusters(sweepTag: u32, first: u32, count: u32, per: u32): f64 {
  let flipped: f64 = 0;
  let number = first;
  for (let n: u32 = 0; n < min(count, most); n++) {
    for (let k: u32 = 0; k < per; k++) flipped += <f64>flipCluster(sweepTag, chain, number++);
    closeRows();
    record(n);
  }
  return flipped;
}

/**
 * Flips the cluster about a random spin and returns its size: as `WolffSampler` does, on any lattice. In a field the
 * whole cluster turns with probability min(1, e^{−2 h s n}), which keeps the balance; else it stays, and 0 is returned.
 */
export function flipCluster(sweepTag: u32, row: u32, update: u32): u32 {
  const tagWord = tag(Purpose.ising, sweepTag);
  const directions: u32 = Ly == 1 ? 2 : 4;
  fourBlocks(clusterWords, 0, row, update, tagWord);
  let used: u32 = 1;
  const start = <u32>((<u64>load<u32>(clusterWords) * <u64>(Lx * Ly)) >> 32);
  const spin = load<i8>(rowOf(start / Lx) + (start % Lx));
  let height: u32 = 0;
  let size: u32 = 0;
  join(start % Lx, start / Lx, -spin, height++, size++);
  while (height > 0) {
    const site = load<u32>(stack + 4 * --height);
    for (let direction: u32 = 0; direction < directions; direction++) {
      const x = columnBeside(site & 0xffff, direction);
      const y = rowBeside(site >> 16, direction);
      if (load<i8>(rowOf(y) + x) != spin) continue;
      if ((used & 15) == 0) fourBlocks(clusterWords, used >> 2, row, update, tagWord);
      const word = load<u32>(clusterWords + 4 * (used++ & 15));
      if (<u64>word >= bondLimit) continue;
      join(x, y, -spin, height++, size++);
    }
  }
  if (field * <f64>spin <= 0) return size;
  if ((used & 15) == 0) fourBlocks(clusterWords, used >> 2, row, update, tagWord);
  const word = <f64>load<u32>(clusterWords + 4 * (used & 15));
  if (word < powerOfTwo(-costPerSpin * <f64>size) * 4294967296) return size;
  for (let n: u32 = 0; n < size; n++) {
    const site = load<u32>(members + 4 * n);
    store<i8>(rowOf(site >> 16) + (site & 0xffff), spin);
  }
  return 0;
}

// @ts-ignore: decorator
@inline
function join(x: u32, y: u32, spin: i8, height: u32, size: u32): void {
  store<i8>(rowOf(y) + x, spin);
  const site = (y << 16) | x;
  store<u32>(stack + 4 * height, site);
  store<u32>(members + 4 * size, site);
}

/** The neighbour's place: direction 0 right, 1 left, 2 below, 3 above. */
// @ts-ignore: decorator
@inline
function columnBeside(x: u32, direction: u32): u32 {
  if (direction == 0) return x + 1 == Lx ? 0 : x + 1;
  if (direction == 1) return x == 0 ? Lx - 1 : x - 1;
  return x;
}
// @ts-ignore: decorator
@inline
function rowBeside(y: u32, direction: u32): u32 {
  if (direction == 2) return y + 1 == Ly ? 0 : y + 1;
  if (direction == 3) return y == 0 ? Ly - 1 : y - 1;
  return y;
}
