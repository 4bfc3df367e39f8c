/** Rows of binary data: the samples that a machine learns from or is measured on. */
export interface Rows {
  readonly count: number;
  /** Units in a row. */
  readonly width: number;
  /** One byte a unit (0 or 1), row-major [count × width]. */
  readonly bytes: Uint8Array;
}

/** Checks shape and values once, where rows come in. TypeError for the shape, RangeError for the values. */
export function checkedRows(rows: Rows): Rows {
  const { count, width, bytes } = rows;
  if (bytes.length !== count * width)
    throw new TypeError(`invalid rows: ${bytes.length} bytes; expected ${count} × ${width}`);
  const wrong = bytes.findIndex((byte) => byte > 1);
  if (wrong >= 0) throw new RangeError(`invalid rows: ${bytes[wrong]} at byte ${wrong}; expected 0 or 1`);
  return rows;
}

/** Rows from an array of patterns of equal length. */
export function rowsFrom(patterns: readonly ArrayLike<number>[], width = patterns[0]?.length ?? 0): Rows {
  const bytes = new Uint8Array(patterns.length * width);
  patterns.forEach((pattern, n) => {
    if (pattern.length !== width)
      throw new TypeError(`invalid row ${n}: ${pattern.length} units; expected ${width}`);
    bytes.set(pattern, n * width);
  });
  return checkedRows({ count: patterns.length, width, bytes });
}

/** A view of row n, [width]. */
export function row(rows: Rows, n: number): Uint8Array {
  return rows.bytes.subarray(n * rows.width, (n + 1) * rows.width);
}

/** The rows with the given numbers, in their order, copied. */
export function selectRows(rows: Rows, numbers: ArrayLike<number>): Rows {
  const bytes = new Uint8Array(numbers.length * rows.width);
  for (let m = 0; m < numbers.length; m++) bytes.set(row(rows, numbers[m]), m * rows.width);
  return { count: numbers.length, width: rows.width, bytes };
}

/** How many rows have each unit on, [width]. */
export function unitCounts(rows: Rows): Float64Array {
  const counts = new Float64Array(rows.width);
  for (let n = 0; n < rows.count; n++)
    for (let i = 0; i < rows.width; i++) counts[i] += rows.bytes[n * rows.width + i];
  return counts;
}

/** How often each distinct row occurs, by the row's text of 0 and 1, in order of first appearance. */
export function distinctRows(rows: Rows): Map<string, number> {
  const times = new Map<string, number>();
  for (let n = 0; n < rows.count; n++) {
    const key = row(rows, n).join('');
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  return times;
}
