/**
 * Inputs of a layer from binary states of the other: sums of rows of a matrix. Two ways with the same cost model
 * as performance.md: by a list of the units that are on, and by tables of the 16 subset sums of four rows.
 * `T` only says how many quads a panel has: u8 1, u16 2, u32 4, Six, Seven, u64 8. Sums go from the first unit to the last;
 * tables add four at a time, so the two ways round differently and the choice must not depend on how work is cut.
 */
import { Layer, Seven, Six, hiddenLayer, quadsOf, visibleLayer } from './layers';

/** Scratch: lists of units that are on, one for each row in flight, their ends, and tables of subset sums. */
export let lists: usize = 0;
let listStride: usize = 0;
let listEnds: usize = 0;
let tables: usize = 0;
const tableBytes: usize = 32768;

/** Bytes of the scratch for so many rows in flight, once both layers have their shape. */
export function sumScratchBytes(rows: u32): usize {
  return tableBytes + <usize>rows * (listBytesOfRow() + 4);
}

/** Lists are written four entries at a time, so each may run over by three. */
function listBytesOfRow(): usize {
  return ((<usize>max(visibleLayer.quads, hiddenLayer.quads) * 8 + 8 + 63) & ~63) + 64;
}

export function placeSumScratch(at: usize, rows: u32): void {
  tables = at;
  listStride = listBytesOfRow();
  lists = at + tableBytes;
  listEnds = lists + <usize>rows * listStride;
}

/** For each nibble: the places of its ones as four u16, and how many they are times two (bytes). */
const places = memory.data(128, 16);
const listBytes = memory.data(16, 16);

export function fillPlaces(): void {
  for (let nibble: u32 = 0; nibble < 16; nibble++) {
    let packed: u64 = 0;
    let count: u64 = 0;
    for (let unit: u64 = 0; unit < 4; unit++) {
      if (nibble & (1 << <u32>unit)) packed |= unit << (16 * count++);
    }
    store<u64>(places + nibble * 8, packed);
    store<u8>(listBytes + nibble, <u8>(2 * count));
  }
}

/** Writes the units that are on in a row of states as u16; returns the end. */
export function listUnits(bits: usize, quads: u32, out: usize): usize {
  let base: u64 = 0;
  for (const end = bits + quads; bits < end; bits++) {
    const nibble = <usize>load<u8>(bits);
    store<u64>(out, load<u64>(places + nibble * 8) + base);
    out += <usize>load<u8>(listBytes + nibble);
    base += 0x0004000400040004;
  }
  return out;
}

export function sumLists<T>(panel: usize, bias: usize, x: usize, stride: usize, rows: u32): void {
  const size: usize = quadsOf<T>() * 16;
  let list = lists;
  let ends = listEnds;
  for (let row: u32 = 0; row < rows; row++) {
    let s0 = v128.load(bias);
    let s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
    if (quadsOf<T>() > 1) s1 = v128.load(bias, 16);
    if (quadsOf<T>() > 2) {
      s2 = v128.load(bias, 32);
      s3 = v128.load(bias, 48);
    }
    if (quadsOf<T>() > 4) {
      s4 = v128.load(bias, 64);
      s5 = v128.load(bias, 80);
      if (quadsOf<T>() > 6) s6 = v128.load(bias, 96);
      if (quadsOf<T>() > 7) s7 = v128.load(bias, 112);
    }
    const end = <usize>load<u32>(ends);
    for (let entry = list; entry < end; entry += 2) {
      const from = panel + <usize>load<u16>(entry) * size;
      s0 = f32x4.add(s0, v128.load(from));
      if (quadsOf<T>() > 1) s1 = f32x4.add(s1, v128.load(from, 16));
      if (quadsOf<T>() > 2) {
        s2 = f32x4.add(s2, v128.load(from, 32));
        s3 = f32x4.add(s3, v128.load(from, 48));
      }
      if (quadsOf<T>() > 4) {
        s4 = f32x4.add(s4, v128.load(from, 64));
        s5 = f32x4.add(s5, v128.load(from, 80));
        if (quadsOf<T>() > 6) s6 = f32x4.add(s6, v128.load(from, 96));
        if (quadsOf<T>() > 7) s7 = f32x4.add(s7, v128.load(from, 112));
      }
    }
    v128.store(x, s0);
    if (quadsOf<T>() > 1) v128.store(x, s1, 16);
    if (quadsOf<T>() > 2) {
      v128.store(x, s2, 32);
      v128.store(x, s3, 48);
    }
    if (quadsOf<T>() > 4) {
      v128.store(x, s4, 64);
      v128.store(x, s5, 80);
      if (quadsOf<T>() > 6) v128.store(x, s6, 96);
      if (quadsOf<T>() > 7) v128.store(x, s7, 112);
    }
    x += stride;
    list += listStride;
    ends += 4;
  }
}

/** The 16 subset sums of four matrix rows at `from`, at `out`: [subset][quads]. */
// @ts-ignore: decorator
@inline
function fillTable<T>(from: usize, out: usize): void {
  const size: usize = quadsOf<T>() * 16;
  for (let q: usize = 0; q < size; q += 16, from += 16, out += 16) {
    const w0 = v128.load(from);
    const w1 = v128.load(from + size);
    const w2 = v128.load(from + 2 * size);
    const w3 = v128.load(from + 3 * size);
    const w01 = f32x4.add(w0, w1);
    const w02 = f32x4.add(w0, w2);
    const w12 = f32x4.add(w1, w2);
    const w012 = f32x4.add(w01, w2);
    v128.store(out, f32x4.splat(0));
    v128.store(out + size, w0);
    v128.store(out + 2 * size, w1);
    v128.store(out + 3 * size, w01);
    v128.store(out + 4 * size, w2);
    v128.store(out + 5 * size, w02);
    v128.store(out + 6 * size, w12);
    v128.store(out + 7 * size, w012);
    v128.store(out + 8 * size, w3);
    v128.store(out + 9 * size, f32x4.add(w0, w3));
    v128.store(out + 10 * size, f32x4.add(w1, w3));
    v128.store(out + 11 * size, f32x4.add(w01, w3));
    v128.store(out + 12 * size, f32x4.add(w2, w3));
    v128.store(out + 13 * size, f32x4.add(w02, w3));
    v128.store(out + 14 * size, f32x4.add(w12, w3));
    v128.store(out + 15 * size, f32x4.add(w012, w3));
  }
}

/** Tables that fill 32 KiB at a time: they stay in the first-level cache while all rows pass. */
export function sumTables<T>(
  panel: usize,
  bias: usize,
  x: usize,
  stride: usize,
  rows: u32,
  bits: usize,
  bitStride: usize,
  groups: u32,
): void {
  const size: usize = quadsOf<T>() * 16;
  const tableSize: usize = size * 16;
  const most: u32 = <u32>(tableBytes / tableSize);
  for (let group: u32 = 0; group < groups; group += most) {
    const count: u32 = min(most, groups - group);
    for (let g: u32 = 0; g < count; g++) fillTable<T>(panel + <usize>(group + g) * 4 * size, tables + <usize>g * tableSize);
    const first = group == 0;
    let inputs = x;
    let nibbles = bits + group;
    for (let row: u32 = 0; row < rows; row++) {
      const start = first ? bias : inputs;
      let s0 = v128.load(start);
      let s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
      if (quadsOf<T>() > 1) s1 = v128.load(start, 16);
      if (quadsOf<T>() > 2) {
        s2 = v128.load(start, 32);
        s3 = v128.load(start, 48);
      }
      if (quadsOf<T>() > 4) {
        s4 = v128.load(start, 64);
        s5 = v128.load(start, 80);
        if (quadsOf<T>() > 6) s6 = v128.load(start, 96);
        if (quadsOf<T>() > 7) s7 = v128.load(start, 112);
      }
      let table = tables;
      for (let nibble = nibbles, end = nibbles + count; nibble < end; nibble++) {
        const from = table + <usize>load<u8>(nibble) * size;
        s0 = f32x4.add(s0, v128.load(from));
        if (quadsOf<T>() > 1) s1 = f32x4.add(s1, v128.load(from, 16));
        if (quadsOf<T>() > 2) {
          s2 = f32x4.add(s2, v128.load(from, 32));
          s3 = f32x4.add(s3, v128.load(from, 48));
        }
        if (quadsOf<T>() > 4) {
          s4 = f32x4.add(s4, v128.load(from, 64));
          s5 = f32x4.add(s5, v128.load(from, 80));
          if (quadsOf<T>() > 6) s6 = f32x4.add(s6, v128.load(from, 96));
          if (quadsOf<T>() > 7) s7 = f32x4.add(s7, v128.load(from, 112));
        }
        table += tableSize;
      }
      v128.store(inputs, s0);
      if (quadsOf<T>() > 1) v128.store(inputs, s1, 16);
      if (quadsOf<T>() > 2) {
        v128.store(inputs, s2, 32);
        v128.store(inputs, s3, 48);
      }
      if (quadsOf<T>() > 4) {
        v128.store(inputs, s4, 64);
        v128.store(inputs, s5, 80);
        if (quadsOf<T>() > 6) v128.store(inputs, s6, 96);
        if (quadsOf<T>() > 7) v128.store(inputs, s7, 112);
      }
      inputs += stride;
      nibbles += bitStride;
    }
  }
}

/**
 * x [rows × target] = bias + states [rows × source] · matrix. `tabled` chooses the way.
 */
export function layerInputs(
  source: Layer,
  target: Layer,
  matrix: usize,
  bias: usize,
  bits: usize,
  x: usize,
  rows: u32,
  tabled: bool,
): void {
  if (!tabled) {
    for (let row: u32 = 0; row < rows; row++) {
      const end = listUnits(bits + row * source.bitStride, source.quads, lists + <usize>row * listStride);
      store<u32>(listEnds + row * 4, <u32>end);
    }
  }
  for (let panel: u32 = 0; panel < target.panels; panel++) {
    const at = matrix + <usize>panel * source.quads * 64 * target.width;
    const column = panel * target.width * 16;
    const width = target.width;
    if (width == 1) sumPanel<u8>(source, target, at, bias + column, bits, x + column, rows, tabled);
    else if (width == 2) sumPanel<u16>(source, target, at, bias + column, bits, x + column, rows, tabled);
    else if (width == 4) sumPanel<u32>(source, target, at, bias + column, bits, x + column, rows, tabled);
    else if (width == 6) sumPanel<Six>(source, target, at, bias + column, bits, x + column, rows, tabled);
    else if (width == 8) sumPanel<u64>(source, target, at, bias + column, bits, x + column, rows, tabled);
    else sumPanel<Seven>(source, target, at, bias + column, bits, x + column, rows, tabled);
  }
}

// @ts-ignore: decorator
@inline
function sumPanel<T>(
  source: Layer,
  target: Layer,
  at: usize,
  bias: usize,
  bits: usize,
  x: usize,
  rows: u32,
  tabled: bool,
): void {
  if (tabled) sumTables<T>(at, bias, x, target.stride, rows, bits, source.bitStride, source.quads);
  else sumLists<T>(at, bias, x, target.stride, rows);
}

/**
 * Whether tables of subset sums cost less than lists, in instructions for a row: a table entry serves four units
 * but must be built; a list has to be written, and its end is hard to foresee. Fixed by the shape, the rule and the
 * data alone, so that a cut changes no bit.
 */
export function tabled(source: Layer, target: Layer, rows: u32, share: f64): bool {
  const groups = <f64>source.quads;
  const quads = <f64>target.quads;
  const panels = <f64>target.panels;
  const visit = groups * (quads + 4 * panels);
  const tables = visit + (30 * groups * quads) / <f64>rows;
  const lists = 4 * share * visit + 8 * groups + 60 * panels;
  return tables < lists;
}
