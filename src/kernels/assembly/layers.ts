/**
 * How layers and matrices lie in memory. A layer's units go in quads (four f32 lanes), and its quads in panels of equal
 * width: 1, 2, 4, 6, 7 or 8. Seven is the most for which a loop that adds a panel's row keeps its sums in registers:
 * V8 loads the whole row first, and has fifteen of them. A matrix is stored panel by panel: [panel][source unit][quads
 * of the panel].
 */

/** The shape of a layer. Strides in bytes. */
@unmanaged
export class Layer {
  units: u32;
  quads: u32;
  /** Panels, and quads in each of them; the last may be filled up with quads that stay zero. */
  panels: u32;
  width: u32;
  /** From row to row of f32 inputs or means: an odd number of cache lines, so that rows spread over the sets. */
  stride: u32;
  /** From row to row of states: a byte for each quad, its low four bits the units. */
  bitStride: u32;
  /** Bytes 0x0f for every unit that exists in the last group of four quads. */
  tail: u32;
}
export const visibleLayer = changetype<Layer>(memory.data(32, 8));
export const hiddenLayer = changetype<Layer>(memory.data(32, 8));

/**
 * The width whose panels take the fewest instructions: a row costs its quads and about six besides (its address,
 * and its share of a loop's end that is foreseen wrongly), and at eight the sum that no register is left for.
 */
function bestWidth(quads: u32): u32 {
  let best: u32 = 1;
  let least: u32 = 0xffffffff;
  for (let width: u32 = 1; width <= 8; width++) {
    if (width == 3 || width == 5) continue;
    const cost = ((quads + width - 1) / width) * (width == 8 ? 17 : width + 6);
    if (cost <= least) {
      least = cost;
      best = width;
    }
  }
  return best;
}

export function shape(layer: Layer, units: u32): void {
  const quads = (units + 3) >> 2;
  layer.units = units;
  layer.quads = quads;
  layer.width = bestWidth(quads);
  layer.panels = (quads + layer.width - 1) / layer.width;
  // Samples take four quads at a time.
  const lines = (max(layer.panels * layer.width, (quads + 3) & ~3) + 3) >> 2;
  layer.stride = (lines | 1) * 64;
  layer.bitStride = (quads + 7) & ~7;
  let tail: u32 = 0;
  for (let unit = (units - 1) & ~15; unit < units; unit++) tail |= 1 << (((unit >> 2) & 3) * 8 + (unit & 3));
  layer.tail = tail;
}

/** Bytes of a matrix whose rows are the units of `source` and whose columns those of `target`. */
export function matrixBytes(source: Layer, target: Layer): usize {
  return <usize>(source.quads * 4) * target.panels * target.width * 16;
}

/** Stand-ins for a width in quads, as a type: `quadsOf<T>()` is known when a loop is compiled. */
@unmanaged
export class Six {
  a: u32;
  b: u16;
}
@unmanaged
export class Seven {
  a: u32;
  b: u16;
  c: u8;
}
// @ts-ignore: decorator
@inline
export function quadsOf<T>(): usize {
  return isReference<T>() ? offsetof<T>() : sizeof<T>();
}

/** Where in a matrix the quad `quad` of the target layer meets the source unit `unit`. */
// @ts-ignore: decorator
@inline
export function quadAt(matrix: usize, source: Layer, target: Layer, unit: u32, quad: u32): usize {
  const panel = quad / target.width;
  const row = <usize>(panel * source.quads * 4 + unit) * target.width;
  return matrix + (row + (quad - panel * target.width)) * 16;
}

/** Writes W [visible × hidden] as [hidden × visible] at `transposed`, four by four. */
export function transpose(W: usize, transposed: usize): void {
  const v = visibleLayer;
  const h = hiddenLayer;
  const rowSize: usize = h.width * 16;
  const toSize: usize = v.width * 16;
  for (let hq: u32 = 0; hq < h.quads; hq++) {
    let from = quadAt(W, v, h, 0, hq);
    for (let panel: u32 = 0, vq: u32 = 0; panel < v.panels; panel++) {
      let to = transposed + <usize>(panel * h.quads + hq) * 4 * toSize;
      for (let last = min(vq + v.width, v.quads); vq < last; vq++, to += 16, from += 4 * rowSize) {
        const w0 = v128.load(from);
        const w1 = v128.load(from + rowSize);
        const w2 = v128.load(from + 2 * rowSize);
        const w3 = v128.load(from + 3 * rowSize);
        const low01 = v128.shuffle<i32>(w0, w1, 0, 4, 1, 5);
        const low23 = v128.shuffle<i32>(w2, w3, 0, 4, 1, 5);
        const high01 = v128.shuffle<i32>(w0, w1, 2, 6, 3, 7);
        const high23 = v128.shuffle<i32>(w2, w3, 2, 6, 3, 7);
        v128.store(to, v128.shuffle<i64>(low01, low23, 0, 2));
        v128.store(to + toSize, v128.shuffle<i64>(low01, low23, 1, 3));
        v128.store(to + 2 * toSize, v128.shuffle<i64>(high01, high23, 0, 2));
        v128.store(to + 3 * toSize, v128.shuffle<i64>(high01, high23, 1, 3));
      }
    }
  }
}

/** Copies a matrix [visible × hidden] to rows without padding at `rows` (`out`), or from there. */
export function copyMatrix(matrix: usize, rows: usize, out: bool): void {
  const hidden = hiddenLayer.units;
  for (let i: u32 = 0; i < visibleLayer.units; i++) {
    for (let quad: u32 = 0; quad < hiddenLayer.quads; quad++) {
      const place = quadAt(matrix, visibleLayer, hiddenLayer, i, quad);
      const bytes = min<u32>(16, (hidden - quad * 4) * 4);
      if (out) memory.copy(rows, place, bytes);
      else memory.copy(place, rows, bytes);
      rows += bytes;
    }
  }
}
